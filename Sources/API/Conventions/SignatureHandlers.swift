import Bytes
import Contract
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// What changes the life of a convention, one act at a time: the couple is held first, then the facts are read.
enum SignatureHandlers {
  /// V-02, V-05, V-06, V-37, P-15. The last signature gives the act its life, and the partner its access.
  static func signer(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let cache = service.shared.parametres
    let id = try request.pathID()
    return try await service.write(request) { writing in
      let tenue = ConventionTenue(id, writing, cache)
      let actes = writing.enqueue(ConventionStatements.voisines, ConventionStatements.Cle(id, cache))
      try await writing.load()
      let convention = try tenue.convention()
      let voisines = try actes.rows().map { try ConventionMontree($0, cache) }
      let corps = try CorpsSignature(request.body)
      let effet = try decider(corps, convention, voisines, at: request.now)
      var faits = convention.faits
      faits.signatures.append(corps.signature)
      let signatureId = try request.nouvelId()
      _ = writing.enqueue(
        ConventionStatements.signer,
        ConventionStatements.SignatureNouvelle(
          id: signatureId, conventionId: id, signature: corps.signature, lieu: corps.lieu, exemplaires: corps.exemplaires,
          deliberation: corps.deliberation, instant: request.now))
      // What the end of a former act has done to accounts is recorded before this one gives them a new title (C-39, T-088).
      if effet != nil { writing.constaterComptes(convention.lue) }
      try writing.ecrireVie(tenue, faits)
      record(corps, convention.lue, signatureId, effet: effet, writing)
      let signee = try await ConventionHandlers.relire(id, writing, cache)
      return Reply(201, version: signee.version, location: "/v1/conventions/\(id.text)")
    }
  }

  private static func decider(
    _ corps: CorpsSignature, _ convention: ConventionMontree, _ voisines: [ConventionMontree], at now: Instant
  ) throws -> Jour? {
    do {
      return try convention.faits.signer(
        corps.signature, aujourdhui: convention.lue.jour(a: now), deliberation: corps.deliberationDate,
        voisines: voisines.map(\.voisine))
    } catch {
      throw ConventionProblems.problem(error, voisines)
    }
  }

  private static func record(_ corps: CorpsSignature, _ convention: ConventionLue, _ signatureId: UUID, effet: Jour?, _ writing: Writing) {
    writing.record(
      "CONVENTION_SIGNEE", on: .convention, convention.id, caisse: convention.caisse.id, partenaire: convention.partenaire.id,
      regle: "V-06",
      apres: [
        "signature_id": .string(signatureId.text), "partie": .string(corps.signature.partie.rawValue),
        "qualite": .string(corps.signature.qualite), "date": .string(corps.signature.date.description),
      ])
    guard let effet else { return }
    writing.record(
      "CONVENTION_EN_VIGUEUR", on: .convention, convention.id, caisse: convention.caisse.id, partenaire: convention.partenaire.id,
      regle: "V-05", avant: ["etat": .string(EtatConvention.aSigner.rawValue)],
      apres: ["etat": .string(EtatConvention.enVigueur.rawValue), "premier_jour": .string(effet.description)])
  }

  /// D-08, D-09, Q-42: the caisse's own choice, on the version of the convention that was read.
  static func modifierFonctionnalite(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let cache = service.shared.parametres
    let id = try request.pathID()
    let code = try request.pathText("code")
    let active = request.body["active"]?.bool == true
    return try await service.write(request) { writing in
      let tenue = ConventionTenue(id, writing, cache)
      try await writing.load()
      let convention = try tenue.convention()
      try request.checkVersion(convention.lue.version, modifieLe: convention.lue.modifieLe)
      guard let fonctionnalite = Fonctionnalite(rawValue: code), convention.lue.nature.ouvreLePortail else {
        let detail =
          convention.lue.nature.ouvreLePortail
          ? "Le portail ne connaît pas cette fonctionnalité : la convention liste celles qui existent."
          : "Une convention métier n'ouvre pas le portail : réglez les fonctionnalités de la convention d'utilisation."
        throw Problem(code: "FONCTIONNALITE_INCONNUE", regle: "D-09", detail)
      }
      _ = writing.enqueue(
        ConventionStatements.commuter, (conventionId: id, code: fonctionnalite, active: active, instant: request.now))
      try writing.ecrireVie(tenue, convention.faits)
      writing.record(
        active ? "FONCTIONNALITE_ACTIVEE" : "FONCTIONNALITE_DESACTIVEE", on: .convention, id, caisse: convention.lue.caisse.id,
        partenaire: convention.lue.partenaire.id, regle: "D-08", apres: ["code": .string(code), "active": .bool(active)])
      let changed = try await ConventionHandlers.relire(id, writing, cache)
      return Reply(version: changed.version)
    }
  }
}
