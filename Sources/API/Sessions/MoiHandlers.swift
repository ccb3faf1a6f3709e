import Bytes
import Domain
import HTTPServer
import JSON
import Postgres
import Storage

/// Who is signed in, and what the person may do now (C-19, C-20, C-52, D-08, D-33).
enum MoiHandlers {
  static func lire(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let (session, found) = try await service.read(request) { $0.enqueue(MoiStatements.lire) }
    let lignes = try found.rows()
    guard let moi = lignes.first else { throw Problem(.jetonInvalide) }
    var acces: [AccesMontre] = []
    for titre in lignes.compactMap(\.titre) {
      acces.append(
        AccesMontre(
          caisse: titre.caisse, constat: titre.acces.constat(a: request.now),
          parametres: titre.acces.modele == nil ? nil : try await service.parametres(titre.acces, a: request.now),
          interrupteurs: titre.acces.interrupteurs))
    }
    write(moi, acces, session, service, request)
    return Reply()
  }

  private static func write(_ moi: MoiLu, _ acces: [AccesMontre], _ session: SessionOuverte, _ service: Service, _ request: RequestContext) {
    let version = service.shared.cguVersion
    var actions: [ActionRequise] = []
    if session.cguVersion != version { actions.append(.accepterCGU) }
    if session.motDePasseExpireLe <= request.now { actions.append(.changerMotDePasse) }
    let exchange = request.exchange
    exchange.body.beginObject()
    exchange.body.append(connecte: moi.compte)
    exchange.body.field("role", moi.compte.role.rawValue)
    exchange.body.append(appartenance: moi.appartenance)
    exchange.body.list("acces", acces) { $1.append(acces: $0) }
    exchange.body.field("actions_requises", actions.map(\.rawValue))
    exchange.body.field("mot_de_passe_expire_le", moi.fuseau.jour(a: session.motDePasseExpireLe))
    exchange.body.object("cgu") { out in
      out.append(cguFields: version, accepteeLe: moi.cguVersion == version ? moi.cguAccepteesLe : nil)
    }
    exchange.body.endObject()
  }

  /// C-20, C-42: records the version and the first instant; the same version twice changes nothing.
  static func accepterCGU(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let version = request.body["version"]?.string ?? ""
    let enCours = service.shared.cguVersion
    return try await service.write(request) { writing in
      let held = writing.enqueue(CompteStatements.soiPourModifier, request.now)
      let session = try await writing.load()
      if let compte = try held.rows().reunis.first { request.notBefore(compte.modifieLe) }
      let faits = FaitsSession(
        cguEnCours: enCours, cguAcceptee: session.cguVersion, motDePasseChangeLe: FuseauHoraire.jours(a: request.now).upperBound,
        mdpValiditeJours: ParametresConvention().mdpValiditeJours)
      try faits.accepterCGU(version: version)
      let accepted = writing.enqueue(SessionStatements.accepterCGU, SessionStatements.Acceptation(version: version, instant: request.now))
      if session.cguVersion != version {
        writing.record(
          "CGU_ACCEPTEES", on: .compte, session.acteur.compteId, caisse: session.acteur.caisseId, partenaire: session.acteur.partenaireId,
          regle: "C-20", apres: ["version": .string(version)])
      }
      try await writing.load()
      request.exchange.body.beginObject()
      request.exchange.body.append(cguFields: version, accepteeLe: try accepted.first())
      request.exchange.body.endObject()
      return Reply()
    }
  }
}
