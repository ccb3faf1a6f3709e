import Bytes
import Contract
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// Partners: what one is, who may see it, how it changes (P-01 to P-09, P-17, P-18).
enum PartenaireHandlers {
  /// The partner, its tie with the agent's caisse and its units, together (A-02, P-05).
  static func creer(_ service: Service, _ request: RequestContext) async throws -> Reply {
    try await service.write(request) { writing in
      let fuseau = writing.enqueue(PartenaireStatements.fuseau, ())
      let session = try await writing.load()
      guard let fuseau = try fuseau.first() else { throw Problem(.erreurInterne) }
      let decided = try NouveauPartenaire.creer(CorpsPartenaire(request.body), par: session.acteur, le: fuseau.jour(a: request.now))
      let id = try request.nouvelId()
      _ = writing.enqueue(PartenaireStatements.inserer, PartenaireAEcrire(id: id, decided, instant: request.now))
      _ = writing.enqueue(
        PartenaireStatements.rattacher,
        PartenaireStatements.Relation(
          partenaireId: id, habiliteDocumentsSortants: decided.habiliteDocumentsSortants, instant: request.now))
      writing.record(
        "PARTENAIRE_CREE", on: .partenaire, id, caisse: session.acteur.caisseId, partenaire: id, regle: "P-01",
        apres: ["denomination": .string(decided.denomination.texte), "type": .string(decided.type.rawValue)])
      for unite in decided.unites { try UniteHandlers.inserer(unite, in: id, writing) }
      let created = writing.enqueue(PartenaireStatements.lire, id)
      try await writing.load()
      guard let partenaire = try created.first() else { throw Problem(.erreurInterne) }
      request.exchange.body.append(partenaire: partenaire)
      return Reply(201, version: partenaire.version, location: "/v1/partenaires/\(id.text)")
    }
  }

  static func lister(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let page = try Pagination(request)
    if let cherches = try request.queryWords() { return try await rechercher(cherches, page, service, request) }
    let type = request.queryText("type")
    let recents = request.queryText("tri") == "-cree_le"
    let query = PagePartenaires(
      type: type, apresCle: recents ? nil : try page.text(0), apresCreeLe: recents ? try page.instant(0) : nil, apresId: try page.id(1),
      limite: page.limite + 1)
    let wantsTotal = request.queryFlag("total") == true
    let (_, found) = try await service.read(request) { batch in
      (
        rows: batch.enqueue(recents ? PartenaireStatements.plusRecents : PartenaireStatements.parDenomination, query),
        total: wantsTotal ? batch.enqueue(PartenaireStatements.compter, type) : nil
      )
    }
    return request.respondList(
      try found.rows.rows(), page, total: try found.total?.first(),
      keys: { [recents ? .key($0.creeLe) : .string($0.cleDeTri), .key($0.id)] }, render: { $1.append(partenaire: $0) })
  }

  private static func rechercher(
    _ cherches: MotsCherches, _ page: Pagination, _ service: Service, _ request: RequestContext
  ) async throws -> Reply {
    try request.refuseOrder("-cree_le")
    let query = RecherchePartenaires(
      type: request.queryText("type"), cherches: cherches, apres: try page.found(), limite: page.limite + 1)
    let wantsTotal = request.queryFlag("total") == true
    let (_, found) = try await service.read(request) { batch in
      (
        rows: batch.enqueue(PartenaireStatements.recherches, query),
        total: wantsTotal ? batch.enqueue(PartenaireStatements.compterRecherches, query) : nil
      )
    }
    return request.respondList(
      try found.rows.rows(), page, total: try found.total?.first(), keys: { JSONValue.keys(found: $0.cle, $0.partenaire.id, by: $0.mot) },
      render: { $1.append(partenaire: $0.partenaire) })
  }

  static func lire(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let (_, found) = try await service.read(request) { $0.enqueue(PartenaireStatements.lire, id) }
    guard let partenaire = try found.first() else { throw Problem(.ressourceIntrouvable) }
    request.exchange.body.append(partenaire: partenaire)
    return Reply(version: partenaire.version)
  }

  /// A lower effectif cuts no account (C-54).
  static func modifier(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    return try await service.write(request) { writing in
      let found = writing.enqueue(PartenaireStatements.lirePourModifier, id)
      let fuseau = writing.enqueue(PartenaireStatements.fuseau, ())
      let session = try await writing.load()
      guard let avant = try found.first(), let fuseau = try fuseau.first() else { throw Problem(.ressourceIntrouvable) }
      try request.checkVersion(avant.version, modifieLe: avant.modifieLe)
      let decided = try ModificationPartenaire.decider(
        CorpsModificationPartenaire(request.body), par: session.acteur,
        // A number that entry would no longer accept is no fact to decide on; it stays until it is corrected.
        faits: ModificationPartenaire.Faits(siret: avant.siret.flatMap { try? Siret($0) }, siren: avant.siren.flatMap { try? Siren($0) }),
        le: fuseau.jour(a: request.now))
      _ = writing.enqueue(PartenaireStatements.modifier, PartenaireAEcrire(avant, decided, instant: request.now))
      if let habilite = decided.habiliteDocumentsSortants {
        _ = writing.enqueue(PartenaireStatements.habiliter, (partenaireId: id, habilite: habilite))
      }
      let changed = writing.enqueue(PartenaireStatements.lire, id)
      try await writing.load()
      guard let apres = try changed.first() else { throw Problem(.erreurInterne) }
      record(avant, apres, writing)
      request.exchange.body.append(partenaire: apres)
      return Reply(version: apres.version)
    }
  }

  /// One event with the members that changed.
  private static func record(_ avant: PartenaireLu, _ apres: PartenaireLu, _ writing: Writing) {
    let (old, new) = (avant.trace, apres.trace)
    let names = new.members.map(\.name).filter { old[$0] != new[$0] }
    writing.record(
      "PARTENAIRE_MODIFIE", on: .partenaire, apres.id, caisse: writing.session?.acteur.caisseId, partenaire: apres.id,
      regle: names.contains("effectif") ? "P-04" : names == ["habilite_documents_sortants"] ? "P-18" : "P-01",
      avant: .object(JSONObject(names.map { ($0, old[$0] ?? .null) })), apres: .object(JSONObject(names.map { ($0, new[$0] ?? .null) })))
  }
}

extension PartenaireLu {
  /// What the journal compares: a legal entity, no person.
  fileprivate var trace: JSONObject {
    [
      "denomination": .string(denomination), "adresse": .string(adresse), "code_postal": .optional(codePostal),
      "commune": .optional(commune), "siret": .optional(siret), "siren": .optional(siren), "effectif": .optional(effectif),
      "effectif_declare_le": .optional(effectifDeclareLe), "domaines_email": .array(domainesEmail.map(JSONValue.string)),
      "service_porteur": .optional(servicePorteur), "signataire_qualite": .optional(signataireQualite),
      "habilite_documents_sortants": .bool(habiliteDocumentsSortants), "attestation_europe_le": .optional(attestationEuropeLe),
    ]
  }
}

extension PartenaireAEcrire {
  fileprivate init(id: UUID, _ decided: NouveauPartenaire, instant: Instant) {
    self.init(
      id: id, denomination: decided.denomination.texte, type: decided.type.rawValue, adresse: decided.adresse.texte,
      codePostal: decided.codePostal?.texte, commune: decided.commune?.texte, siret: decided.siret?.chiffres,
      siren: decided.siren?.chiffres, effectif: decided.effectif?.membres, effectifDeclareLe: decided.effectif?.declareLe,
      domainesEmail: decided.domainesEmail.liste.map(\.texte), servicePorteur: decided.servicePorteur?.texte,
      signataireQualite: decided.signataireQualite?.texte, attestationEuropeLe: decided.attestationEuropeLe, instant: instant)
  }

  fileprivate init(_ avant: PartenaireLu, _ decided: ModificationPartenaire, instant: Instant) {
    self.init(
      id: avant.id, denomination: decided.denomination?.texte ?? avant.denomination, type: avant.type,
      adresse: decided.adresse?.texte ?? avant.adresse, codePostal: decided.codePostal.texte(avant.codePostal) { $0.texte },
      commune: decided.commune.texte(avant.commune) { $0.texte }, siret: decided.siret.texte(avant.siret) { $0.chiffres },
      siren: decided.siren.texte(avant.siren) { $0.chiffres }, effectif: decided.effectif.valeur?.membres ?? avant.effectif,
      effectifDeclareLe: decided.effectif.valeur?.declareLe ?? avant.effectifDeclareLe,
      domainesEmail: decided.domainesEmail?.liste.map(\.texte) ?? avant.domainesEmail,
      servicePorteur: decided.servicePorteur.texte(avant.servicePorteur) { $0.texte },
      signataireQualite: decided.signataireQualite.texte(avant.signataireQualite) { $0.texte },
      attestationEuropeLe: decided.attestationEuropeLe.applique(a: avant.attestationEuropeLe), instant: instant)
  }
}

extension Changement {
  /// The text of the column after the update.
  func texte(_ avant: String?, _ texte: (Valeur) -> String) -> String? {
    switch self {
    case .aucun: avant
    case .efface: nil
    case .vers(let valeur): texte(valeur)
    }
  }
}
