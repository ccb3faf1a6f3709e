import Bytes
import Contract
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// What happens to an instance once it is open: a date, the agreement of both parties, its holding (B-02, B-03, B-07, T-130, T-133).
enum SeanceHandlers {
  static func proposer(_ service: Service, _ request: RequestContext) async throws -> Reply {
    try await changer(service, request) { lue, faits, acteur, _ in
      guard let jour = request.body["date"]?.string.flatMap({ Jour(texte: $0) }) else { throw Problem(.corpsInvalide) }
      try lue.instance.proposer(jour, par: try acteur.represente(request.partie), dans: faits)
      lue.lieu = request.body["lieu"]?.string
      return "INSTANCE_DATE_PROPOSEE"
    }
  }

  static func accepter(_ service: Service, _ request: RequestContext) async throws -> Reply {
    try await changer(service, request) { lue, _, acteur, _ in
      try lue.instance.accepter(par: try acteur.represente(request.partie))
      return lue.instance.etat == .fixee ? "INSTANCE_DATE_FIXEE" : "INSTANCE_DATE_ACCEPTEE"
    }
  }

  static func tenir(_ service: Service, _ request: RequestContext) async throws -> Reply {
    try await changer(service, request) { lue, faits, _, aujourdhui in
      guard let jour = request.body["date"]?.string.flatMap({ Jour(texte: $0) }) else { throw Problem(.corpsInvalide) }
      let participants = request.body["participants"]?.array ?? []
      let referents = participants.filter { $0["referent"]?.bool == true }.compactMap { $0["partie"]?.string.flatMap(Partie.init(rawValue:)) }
      try lue.instance.tenir(le: jour, referents: Set(referents), dans: faits, aujourdhui: aujourdhui)
      lue.participants = .array(participants.map(complet))
      lue.compteRendu = request.body["compte_rendu"]?.string
      return "INSTANCE_TENUE"
    }
  }

  static func annuler(_ service: Service, _ request: RequestContext) async throws -> Reply {
    try await changer(service, request) { lue, _, _, _ in
      try lue.instance.annuler()
      return lue.instance.etat == .annulee ? "INSTANCE_ANNULEE" : "INSTANCE_DATE_RETIREE"
    }
  }

  /// Holds the instance, reads its act, decides, writes; `decider` gives the code of the event.
  private static func changer(
    _ service: Service, _ request: RequestContext,
    _ decider: (inout InstanceLue, FaitsConvention, Acteur, _ aujourdhui: Jour) throws -> String
  ) async throws -> Reply {
    let id = try request.pathID()
    return try await service.write(request) { writing in
      let found = writing.enqueue(InstanceStatements.lirePourModifier, id)
      let session = try await writing.load()
      guard var lue = try found.first() else { throw Problem(.ressourceIntrouvable) }
      try request.checkVersion(lue.version, modifieLe: lue.modifieLe)
      let convention = writing.enqueue(
        ConventionStatements.lire, ConventionStatements.Cle(lue.conventionId, service.shared.parametres))
      try await writing.load()
      guard let acte = try convention.first() else { throw Problem(.ressourceIntrouvable) }
      let aujourdhui = acte.jour(a: request.now)
      let code = try decider(&lue, try acte.faits(service.shared.parametres), session.acteur, aujourdhui)
      let ecrite = writing.enqueue(InstanceStatements.ecrire, (lue: lue, instant: request.now))
      writing.record(code, lue, acte, motif: request.body["motif"]?.string)
      try await writing.load()
      guard let ecrite = try ecrite.first() else { throw Problem(.erreurInterne) }
      request.exchange.body.append(instance: ecrite, le: aujourdhui)
      return Reply(version: ecrite.version)
    }
  }

  private static func complet(_ participant: JSONValue) -> JSONValue {
    ["partie": participant["partie"] ?? .null, "qualite": participant["qualite"] ?? .null, "referent": participant["referent"] ?? false]
  }
}

extension RequestContext {
  fileprivate var partie: Partie? { body["partie"]?.string.flatMap(Partie.init(rawValue:)) }
}
