import Bytes
import Contract
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// Conventions: what was agreed, and where it stands on a day (V-01 to V-11, V-28, V-35).
enum ConventionHandlers {
  /// V-01, V-03, V-37. An act that opens the portal becomes the partner's title at once where it has none (V-38).
  static func creer(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let cache = service.shared.parametres
    guard let partenaireId = request.body["partenaire_id"]?.string.flatMap({ UUID(text: $0) }),
      let nature = request.body["nature"]?.string.flatMap(NatureConvention.init(rawValue:)), let code = request.body["modele_code"]?.string
    else { throw Problem(.corpsInvalide) }
    return try await service.write(request) { writing in
      let partenaire = writing.enqueue(PartenaireStatements.lire, partenaireId)
      let modele = writing.enqueue(ModeleStatements.lireDernier, code)
      let actes = writing.enqueue(ConventionStatements.duPartenaire, ConventionStatements.Cle(partenaireId, cache))
      let session = try await writing.load()
      guard try partenaire.first() != nil else { throw ConventionProblems.referenceInconnue("/partenaire_id", regle: "P-07") }
      guard let modele = try modele.first() else { throw ConventionProblems.referenceInconnue("/modele_code", regle: "V-03") }
      let voisines = try actes.rows().map { try ConventionMontree($0, cache) }
      try decider(nature, modele, metier: request.body["convention_metier_id"]?.string, voisines, at: request.now)
      let nouvelle = ConventionStatements.Nouvelle(
        id: try request.nouvelId(), partenaireId: partenaireId, nature: nature, modeleCode: code,
        modeleVersion: modele.version, metierId: request.body["convention_metier_id"]?.string.flatMap { UUID(text: $0) },
        objet: request.body["objet"]?.string, objectifs: request.body["objectifs"]?.string,
        publicConcerne: request.body["public"]?.string, cadreNational: request.body["cadre_national"]?.string,
        estBrouillon: request.body["brouillon"]?.bool == true, instant: request.now)
      _ = writing.enqueue(ConventionStatements.inserer, nouvelle)
      if !nouvelle.estBrouillon { _ = writing.enqueue(ConventionStatements.proposerTitre, nouvelle.id) }
      writing.record(
        "CONVENTION_CREEE", on: .convention, nouvelle.id, caisse: session.acteur.caisseId, partenaire: partenaireId, regle: "V-01",
        apres: [
          "nature": .string(nature.rawValue), "modele": .string("\(code) v\(modele.version)"),
          "convention_metier_id": .optional(nouvelle.metierId?.text),
          "etat": .string((nouvelle.estBrouillon ? EtatConvention.brouillon : .aSigner).rawValue),
        ])
      let convention = try await relire(nouvelle.id, writing, cache)
      return Reply(201, version: convention.version, location: "/v1/conventions/\(nouvelle.id.text)")
    }
  }

  private static func decider(
    _ nature: NatureConvention, _ modele: ModeleLu, metier: String?, _ voisines: [ConventionMontree], at now: Instant
  ) throws {
    let parametres = try ParametresConvention(modele.parametres)
    let candidat = metier.map { id in
      let trouve = voisines.first { $0.lue.id.text == id.lowercased() }
      return MetierCandidat(
        nature: trouve?.lue.nature ?? .metier, memeCouple: trouve != nil,
        etat: trouve.map { $0.faits.etat(le: $0.lue.jour(a: now)) } ?? .aSigner)
    }
    do {
      guard modele.natures.contains(nature.rawValue) else { throw RefusConvention.natureNonConforme(nature: nature) }
      try nature.creer(modele: parametres, metier: candidat)
      try nature.verifierPlace(parmi: voisines.map(\.voisine))
    } catch let refus as RefusConvention {
      throw ConventionProblems.problem(refus, natures: modele.natures, voisines)
    }
  }

  static func lire(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let key = ConventionStatements.Cle(try request.pathID(), service.shared.parametres)
    let (_, found) = try await service.read(request) { $0.enqueue(ConventionStatements.lire, key) }
    guard let lue = try found.first() else { throw Problem(.ressourceIntrouvable) }
    let jour = try request.jourDemande("au", aujourdhui: lue.jour(a: request.now)) ?? lue.jour(a: request.now)
    request.exchange.body.append(convention: try ConventionMontree(lue, service.shared.parametres, le: jour), au: jour)
    return Reply(version: lue.version)
  }

  static func lister(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let page = try Pagination(request)
    let filtre = FiltreConventions(
      connus: service.shared.parametres.connus, partenaireId: request.queryID("partenaire_id"), nature: request.queryText("nature"),
      etat: request.queryText("etat"), cherches: try request.queryWords(), instant: request.now)
    let query = PageConventions(filtre: filtre, apresCreeLe: try page.instant(0), apresId: try page.id(1), limite: page.limite + 1)
    let anciennes = request.queryText("tri") == "cree_le"
    let wantsTotal = request.queryFlag("total") == true
    // Both scopes leave in one flush, each led by its own index; the context leaves one of them empty.
    let (session, found) = try await service.read(request) { batch in
      (
        caisse: batch.enqueue(anciennes ? ConventionStatements.deLaCaisseAnciennes : ConventionStatements.deLaCaisse, query),
        partenaire: batch.enqueue(anciennes ? ConventionStatements.duContexteAnciennes : ConventionStatements.duContexte, query),
        nombreCaisse: wantsTotal ? batch.enqueue(ConventionStatements.nombreDeLaCaisse, filtre) : nil,
        nombrePartenaire: wantsTotal ? batch.enqueue(ConventionStatements.nombreDuContexte, filtre) : nil
      )
    }
    let deLaCaisse = session.acteur.caisseId != nil
    let rows = try (deLaCaisse ? found.caisse : found.partenaire).rows()
    return request.respondList(
      try rows.map { try ConventionMontree($0, service.shared.parametres) }, page,
      total: try (deLaCaisse ? found.nombreCaisse : found.nombrePartenaire)?.first(), keys: { [.key($0.lue.creeLe), .key($0.lue.id)] },
      render: { convention, out in out.append(convention: convention, au: convention.lue.jour(a: request.now)) })
  }

  /// Reads back what a write leaves and renders it, in the same transaction.
  static func relire(_ id: UUID, _ writing: Writing, _ cache: ParametresCache) async throws -> ConventionLue {
    let written = writing.enqueue(ConventionStatements.lire, ConventionStatements.Cle(id, cache))
    try await writing.load()
    guard let lue = try written.first() else { throw Problem(.erreurInterne) }
    writing.request.exchange.body.append(convention: try ConventionMontree(lue, cache), au: lue.jour(a: writing.request.now))
    return lue
  }
}

/// Refusals that the contract shows with facts of its own.
enum ConventionProblems {
  /// An identifier of the body names nothing that the actor sees.
  static func referenceInconnue(_ pointeur: String, regle: String) -> Problem {
    let message = "Cet identifiant ne désigne rien que vous voyiez : vérifiez-le."
    return Problem(
      code: "REFERENCE_INCONNUE", regle: regle,
      erreurs: [ErreurChamp(pointeur: pointeur, code: "REFERENCE_INCONNUE", regle: regle, message: message)])
  }

  static func problem(_ refus: RefusConvention, natures: [String] = [], _ voisines: [ConventionMontree]) -> Problem {
    var problem = Problem(refus: refus)
    switch refus {
    case .metierNonConforme: return referenceInconnue("/convention_metier_id", regle: "V-01")
    case .natureNonConforme: problem.faits.append(("natures", .texte(natures.joined(separator: ", "))))
    case .conventionDejaEnVigueur(let nature, let dernierJour):
      let holder = voisines.first { $0.lue.nature == nature && $0.faits.dateEffet != nil && $0.faits.dernierJour == dernierJour }
      if let holder { problem.faits.append(("convention_id", .texte(holder.lue.id.text))) }
    default: break
    }
    return problem
  }
}
