import Bytes
import Contract
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// An act before its first signature: its text, its model, and whether its partner sees it (V-03, V-28).
enum BrouillonHandlers {
  /// V-03: everything may change until the first signature freezes it.
  static func modifier(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let cache = service.shared.parametres
    let id = try request.pathID()
    let code = request.body["modele_code"]?.string
    return try await service.write(request) { writing in
      let tenue = ConventionTenue(id, writing, cache)
      let modele = code.map { writing.enqueue(ModeleStatements.lireDernier, $0) }
      try await writing.load()
      let convention = try tenue.convention()
      try request.checkVersion(convention.lue.version, modifieLe: convention.lue.modifieLe)
      try convention.faits.changerModele()
      var texte = TexteConvention(convention.lue, instant: request.now)
      if let modele {
        guard let modele = try modele.first() else { throw ConventionProblems.referenceInconnue("/modele_code", regle: "V-03") }
        try verifier(modele, convention)
        texte.modele = ModeleReference(code: modele.code, version: modele.version)
      }
      texte.lire(request.body)
      _ = writing.enqueue(ConventionStatements.modifier, texte)
      writing.record(
        "CONVENTION_MODIFIEE", convention.lue, regle: code == nil ? "V-28" : "V-03",
        apres: ["champs": .array((request.body.object?.members ?? []).map { .string($0.name) }), "modele": .optional(code)])
      let changed = try await ConventionHandlers.relire(id, writing, cache)
      return Reply(version: changed.version)
    }
  }

  private static func verifier(_ modele: ModeleLu, _ convention: ConventionMontree) throws {
    let nature = convention.lue.nature
    // The core act behind a usage act stays the one that was judged at the creation.
    let metier = convention.lue.metierId.map { _ in MetierCandidat(nature: .metier, memeCouple: true, etat: .aSigner) }
    do {
      guard modele.natures.contains(nature.rawValue) else { throw RefusConvention.natureNonConforme(nature: nature) }
      try nature.creer(modele: try ParametresConvention(modele.parametres), metier: metier)
    } catch let refus as RefusConvention {
      throw ConventionProblems.problem(refus, natures: modele.natures, [])
    }
  }

  /// V-28: offered, the partner sees it and each party may sign; an act that opens the portal becomes the title where there is none.
  static func proposer(_ service: Service, _ request: RequestContext) async throws -> Reply {
    try await changer(service, request, "CONVENTION_PROPOSEE", vers: .aSigner) { faits, aujourdhui in
      try faits.proposer(aujourdhui: aujourdhui)
    }
  }

  /// V-28: back to the draft while nobody has signed.
  static func reprendre(_ service: Service, _ request: RequestContext) async throws -> Reply {
    try await changer(service, request, "CONVENTION_REPRISE", vers: .brouillon) { faits, aujourdhui in
      try faits.reprendre(aujourdhui: aujourdhui)
    }
  }

  private static func changer(
    _ service: Service, _ request: RequestContext, _ code: String, vers etat: EtatConvention,
    _ decide: (FaitsConvention, Jour) throws -> Void
  ) async throws -> Reply {
    let cache = service.shared.parametres
    let id = try request.pathID()
    let estProposee = etat == .aSigner
    return try await service.write(request) { writing in
      let tenue = ConventionTenue(id, writing, cache)
      try await writing.load()
      let convention = try tenue.convention()
      if request.operation.needsIfMatch { try request.checkVersion(convention.lue.version, modifieLe: convention.lue.modifieLe) }
      let aujourdhui = convention.lue.jour(a: request.now)
      try decide(convention.faits, aujourdhui)
      _ = writing.enqueue(ConventionStatements.changerProposition, (id: id, estProposee: estProposee, instant: request.now))
      _ = writing.enqueue(estProposee ? ConventionStatements.proposerTitre : ConventionStatements.retirerTitre, id)
      writing.record(
        code, convention.lue, regle: "V-28", avant: ["etat": .string(convention.faits.etat(le: aujourdhui).rawValue)],
        apres: ["etat": .string(etat.rawValue)])
      let changed = try await ConventionHandlers.relire(id, writing, cache)
      return Reply(version: changed.version)
    }
  }
}

extension TexteConvention {
  /// What the body changes of it (RFC 7396).
  fileprivate mutating func lire(_ body: JSONValue) {
    objet = body.changementTexte("objet").applique(a: objet)
    objectifs = body.changementTexte("objectifs").applique(a: objectifs)
    publicConcerne = body.changementTexte("public").applique(a: publicConcerne)
    cadreNational = body.changementTexte("cadre_national").applique(a: cadreNational)
  }
}
