import API
import Contract
import Domain
import Foundation
import JSON
import Postgres
import Testing

/// Civil days are those of the caisse, not of Paris: at half past midnight in La Réunion on New Year's Day, it is still last year in Paris.
@Suite(.serialized) struct JoursCaisseTests {
  private static let minuit = "2025-12-31T20:30:00Z"
  private static let (hier, jour, demain) = ("2025-12-31", "2026-01-01", "2026-01-02")

  /// The operations of the contract that take or give a civil day.
  private static let operations: Set<String> = {
    guard let document = try? ContractDocument.merged(), let chemins = document["paths"]?.object else { return [] }
    var ids: Set<String> = []
    for chemin in chemins.members {
      for methode in chemin.value.object?.members ?? [] {
        guard let id = methode.value["operationId"]?.string else { continue }
        let reponses = (methode.value["responses"]?.object?.members ?? []).filter { $0.name.hasPrefix("2") }.map(\.value)
        let lieux = [methode.value["parameters"], methode.value["requestBody"], .array(reponses)].compactMap { $0 }
        if lieux.contains(where: { aUnJour($0, document, []) }) { ids.insert(id) }
      }
    }
    return ids
  }()

  private static func aUnJour(_ noeud: JSONValue, _ document: JSONValue, _ vues: Set<String>) -> Bool {
    if let elements = noeud.array { return elements.contains { aUnJour($0, document, vues) } }
    guard let objet = noeud.object else { return false }
    if let reference = noeud["$ref"]?.string {
      guard !vues.contains(reference) else { return false }
      let cible = reference.split(separator: "/").dropFirst().reduce(document as JSONValue?) { $0?[String($1)] }
      return cible.map { aUnJour($0, document, vues.union([reference])) } ?? false
    }
    if noeud["format"] == "date" { return true }
    return objet.members.contains { !["example", "examples"].contains($0.name) && aUnJour($0.value, document, vues) }
  }

  /// What was tried, by operation: the worst status, and what was said.
  private final class Parcours {
    let monde: Monde
    var reussies: Set<String> = []

    init(_ monde: Monde) { self.monde = monde }

    /// Every day sent as `JOUR` is today in La Réunion: admitted. With `futur`, tomorrow is refused first.
    @discardableResult
    func faire(
      _ client: TestClient, _ methode: String, _ chemin: String, _ corps: JSONValue? = nil, etag: Bool = false, futur: Bool = false
    ) async throws -> Answer {
      let operation = Self.operation(methode, chemin)
      var entetes: [String: String] = [:]
      if etag {
        // The version is that of the resource, `/v1/conventions/{id}` for `/v1/conventions/{id}/proposition`.
        entetes["If-Match"] = try await client.get(chemin.split(separator: "/").prefix(3).map { "/\($0)" }.joined()).etag
      }
      if futur, let corps {
        let refuse = try await client.send(methode, chemin, Self.dater(corps, JoursCaisseTests.demain), headers: entetes)
        #expect(refuse.status == 422, "\(operation) admet demain : \(refuse.text)")
      }
      let reponse = try await client.send(methode, chemin, corps.map { Self.dater($0, JoursCaisseTests.jour) }, headers: entetes)
      #expect((200..<300).contains(reponse.status), "\(operation) : \(reponse.status) \(reponse.text)")
      let deParis = try Regex("\(JoursCaisseTests.hier)(?!T)")
      #expect(reponse.text.firstMatch(of: deParis) == nil, "\(operation) donne le jour de Paris : \(reponse.text)")
      if (200..<300).contains(reponse.status) { reussies.insert(operation) }
      return reponse
    }

    private static func dater(_ corps: JSONValue, _ jour: String) -> JSONValue {
      if corps == "JOUR" { return .string(jour) }
      if let elements = corps.array { return .array(elements.map { dater($0, jour) }) }
      guard let objet = corps.object else { return corps }
      return .object(JSONObject(objet.members.map { (name: $0.name, value: dater($0.value, jour)) }))
    }

    private static func operation(_ methode: String, _ chemin: String) -> String {
      let contrat = Observations.shared.contract
      let cible = Array(chemin.utf8.prefix { $0 != UInt8(ascii: "?") })
      guard case .operation(let rang, _) = cible.withUnsafeBytes({ contrat.match(method: methode, path: $0) }) else { return "?" }
      return contrat.operations[rang].id
    }
  }

  /// At that moment, every caisse living in that zone.
  private static func serveur(_ fuseau: String) throws -> TestServer {
    let server = try TestServer()
    _ = try server.admin().query("update caisse set fuseau = $1", [fuseau])
    server.move(to: minuit)
    return server
  }

  private func enReunion() async throws -> Parcours {
    Parcours(try await Monde.ouvrir(try Self.serveur("LA_REUNION"), "001"))
  }

  @Test func `à minuit et demi à La Réunion, toute opération qui prend ou donne un jour prend et donne celui de la caisse (D-32, V-05, V-35)`()
    async throws
  {
    let parcours = try await enReunion()
    try await comptes(parcours)
    try await vie(parcours)
    try await fin(parcours)
    let muettes = Self.operations.subtracting(parcours.reussies).sorted()
    #expect(Self.operations.count > 50 && muettes == [], "operations that take or give a day and are not tried")
  }

  private func comptes(_ p: Parcours) async throws {
    let (monde, agent) = (p.monde, p.monde.agent)
    let gestionnaire = try await monde.gestionnaire()
    let technicien = try await monde.technicien(gestionnaire)
    try await p.faire(technicien, "GET", "/v1/moi")
    let cree = try await p.faire(gestionnaire, "POST", "/v1/comptes", .object(monde.corpsTechnicien(1)))
    let compte = "/v1/comptes/\(cree["id"]?.string ?? "")"
    try await p.faire(gestionnaire, "GET", compte)
    try await p.faire(gestionnaire, "PATCH", compte, ["formation_le": "JOUR", "engagement_confidentialite_le": "JOUR"], etag: true, futur: true)
    try await p.faire(gestionnaire, "GET", "/v1/comptes")
    try await p.faire(gestionnaire, "POST", "/v1/comptes/recherches", ["recherche": "sorbette"])
    let (actif, _) = try await monde.technicienActif(gestionnaire, 2)
    try await p.faire(gestionnaire, "POST", "/v1/comptes/\(actif)/inactivation", ["motif": "AUTRE", "commentaire": "Congé."])
    try await p.faire(gestionnaire, "DELETE", "/v1/comptes/\(actif)/inactivation", etag: true)
    let (sortant, _) = try await monde.gestionnaireActif(1)
    try await p.faire(agent, "POST", "/v1/comptes/\(sortant)/inactivation", ["motif": "DEPART_IMMEDIAT", "date_souhaitee": "JOUR"])
    try await partenaires(p)
    try await demandes(p, technicien, agent)
  }

  private func partenaires(_ p: Parcours) async throws {
    let agent = p.monde.agent
    try await p.faire(
      agent, "POST", "/v1/partenaires",
      [
        "denomination": "CCAS de Saint-Leu", "type": "CCAS", "adresse": "1 rue du Lagon", "effectif": 4, "effectif_declare_le": "JOUR",
        "domaines_email": ["ccas-saintleu.example"],
      ], futur: true)
    let partenaire = "/v1/partenaires/\(p.monde.partenaire)"
    try await p.faire(agent, "GET", "/v1/partenaires")
    try await p.faire(agent, "POST", "/v1/partenaires/recherches", ["recherche": "ccas"])
    try await p.faire(agent, "GET", partenaire)
    try await p.faire(agent, "PATCH", partenaire, ["effectif": 19, "effectif_declare_le": "JOUR"], etag: true, futur: true)
    try await p.faire(agent, "GET", "\(partenaire)/unites")
    try await p.faire(agent, "POST", "\(partenaire)/unites", ["code": "SUD", "libelle": "Sud", "ouverture": "APRES_SIGNATURE", "decalage_mois": 2])
  }

  private func demandes(_ p: Parcours, _ technicien: TestClient, _ agent: TestClient) async throws {
    let corps = Monde.corpsDemande("SIGNALEMENT", acte: p.monde.acte)
    let deposee = try await p.faire(technicien, "POST", "/v1/demandes", corps)
    #expect(deposee["numero"]?.string?.contains("-2026-") == true, "\(deposee.text)")
    let demande = "/v1/demandes/\(deposee["id"]?.string ?? "")"
    try await p.faire(agent, "GET", demande)
    for client in [technicien, agent] {
      for (jour, attendus) in [(Self.hier, 0), (Self.jour, 1), (Self.demain, 0)] {
        let corps: JSONValue = ["recherche": "morvan", "depose_du": .string(jour), "depose_au": .string(jour)]
        let trouvees = try await p.faire(client, "POST", "/v1/demandes/recherches", corps)
        #expect(trouvees.elements.count == attendus, "\(jour) : \(trouvees.text)")
      }
      for (filtre, attendus) in [
        ("depose_du=\(Self.jour)", 1), ("depose_du=\(Self.demain)", 0), ("depose_au=\(Self.hier)", 0), ("depose_au=\(Self.jour)", 1),
        ("depose_du=\(Self.jour)&depose_au=\(Self.jour)", 1),
      ] {
        let page = try await p.faire(client, "GET", "/v1/demandes?total=true&\(filtre)")
        #expect(page.elements.count == attendus && page["total"]?.int == attendus, "\(filtre) : \(page.text)")
        let cherchee = try await client.get("/v1/demandes?recherche=morvan&\(filtre)")
        #expect(cherchee.elements.count == attendus, "\(filtre) : \(cherchee.text)")
      }
    }
    try await p.faire(agent, "PUT", "\(demande)/prise-en-charge", [:], etag: true)
    try await p.faire(agent, "DELETE", "\(demande)/prise-en-charge", etag: true)
    try await p.faire(agent, "PUT", "\(demande)/prise-en-charge", [:], etag: true)
    try await p.faire(agent, "POST", "\(demande)/cloture", ["resultat": "TRAITEE", "reponse": "Vu."])
    let autre = try await technicien.post("/v1/demandes", corps)
    try await p.faire(technicien, "POST", "/v1/demandes/\(autre["id"]?.string ?? "")/annulation", ["motif": "Doublon."])
  }

  private func vie(_ p: Parcours) async throws {
    let agent = p.monde.agent
    let metier = "/v1/conventions/\(p.monde.conventions["METIER"] ?? "")"
    try await signer(p)
    for suite in ["", "?au=\(Self.jour)", "/echeances", "/echeances?au=\(Self.jour)", "/instances", "/actions", "/avenants", "/documents"] {
      try await p.faire(agent, "GET", metier + suite)
    }
    try await p.faire(agent, "GET", "/v1/conventions")
    try await p.faire(agent, "GET", "/v1/echeances?du=\(Self.jour)&horizon_jours=400")
    try await p.faire(agent, "GET", "/v1/echeances?au=2028-01-01")
    let csv = try await agent.get("/v1/echeances", headers: ["Accept": "text/csv"])
    #expect(csv.headers["content-disposition"] == "attachment; filename=\"echeances-\(Self.jour).csv\"")
    let vide = try await agent.get("/v1/echeances?regle=V-99", headers: ["Accept": "text/csv"])
    #expect(vide.headers["content-disposition"] == "attachment; filename=\"echeances-\(Self.jour).csv\"")
    let utilisation = "/v1/conventions/\(p.monde.conventions["UTILISATION"] ?? "")"
    try await p.faire(agent, "PUT", "\(utilisation)/fonctionnalites/SIGNALEMENT", ["active": true], etag: true)
    let action = try await p.faire(
      agent, "POST", "\(metier)/actions", ["type": "FORMATION", "intitule": "Formation", "porteur": "COMMUN", "echeance_le": "JOUR"])
    let uneAction = "/v1/actions/\(action["id"]?.string ?? "")"
    try await p.faire(agent, "GET", uneAction)
    try await p.faire(agent, "PATCH", uneAction, ["etat": "FAITE", "faite_le": "JOUR"], etag: true, futur: true)
    try await p.faire(
      agent, "POST", "\(metier)/documents", ["type": "MEMO", "titre": "Mémo", "date": "JOUR", "remis_le": "JOUR", "remis_par": "CAISSE"],
      futur: true)
    try await avenant(p, metier)
    try await instances(p, metier)
  }

  private func signer(_ p: Parcours) async throws {
    let agent = p.monde.agent
    let autre = try await agent.post(
      "/v1/partenaires",
      [
        "denomination": "CCAS de Saint-Paul", "type": "CCAS", "adresse": "2 rue du Lagon", "effectif": 4,
        "domaines_email": ["ccas-saintpaul.example"],
      ])
    let cree = try await p.faire(
      agent, "POST", "/v1/conventions",
      ["partenaire_id": autre["id"] ?? .null, "nature": "METIER", "modele_code": "001", "brouillon": true])
    let convention = "/v1/conventions/\(cree["id"]?.string ?? "")"
    try await p.faire(agent, "PATCH", convention, ["objet": "Accompagner"], etag: true)
    try await p.faire(agent, "POST", "\(convention)/proposition")
    try await p.faire(agent, "DELETE", "\(convention)/proposition", etag: true)
    try await p.faire(agent, "POST", "\(convention)/proposition")
    for partie in ["CAISSE", "PARTENAIRE"] {
      let corps: JSONValue = ["partie": .string(partie), "qualite": "Directrice", "date": "JOUR"]
      try await p.faire(agent, "POST", "\(convention)/signatures", corps, futur: true)
    }
    #expect(try await agent.get(convention)["etat"] == "EN_VIGUEUR")
  }

  private func avenant(_ p: Parcours, _ metier: String) async throws {
    let agent = p.monde.agent
    let propose = try await p.faire(
      agent, "POST", "\(metier)/avenants",
      ["intitule": "Objet", "modifications": [["champ": "metier.denonciation.preavis_mois", "apres": 4]], "effet_souhaite_le": "JOUR"])
    let avenant = "/v1/avenants/\(propose["id"]?.string ?? "")"
    try await p.faire(agent, "GET", avenant)
    for partie in ["CAISSE", "PARTENAIRE"] {
      let corps: JSONValue = ["partie": .string(partie), "qualite": "Directrice", "date": "JOUR"]
      try await p.faire(agent, "POST", "\(avenant)/signatures", corps, futur: true)
    }
    #expect(try await agent.get(avenant)["date_effet"] == .string(Self.jour))
  }

  private func instances(_ p: Parcours, _ metier: String) async throws {
    let agent = p.monde.agent
    let ouverte = try await p.faire(agent, "POST", "\(metier)/instances", ["type": "POINT", "date": "JOUR", "lieu": "Saint-Denis"])
    let instance = "/v1/instances/\(ouverte["id"]?.string ?? "")"
    try await p.faire(agent, "GET", instance)
    try await p.faire(agent, "PUT", "\(instance)/date", ["date": "JOUR", "partie": "CAISSE"], etag: true)
    try await p.faire(agent, "POST", "\(instance)/accord", ["partie": "PARTENAIRE"])
    let referents: JSONValue = [
      ["partie": "CAISSE", "qualite": "Référente", "referent": true], ["partie": "PARTENAIRE", "qualite": "Référent", "referent": true],
    ]
    try await p.faire(agent, "POST", "\(instance)/tenue", ["date": "JOUR", "participants": referents], futur: true)
    let autre = try await agent.post("\(metier)/instances", ["type": "POINT", "date": .string(Self.jour)])
    try await p.faire(agent, "POST", "/v1/instances/\(autre["id"]?.string ?? "")/annulation", ["motif": "Reporté."])
  }

  private func fin(_ p: Parcours) async throws {
    let agent = p.monde.agent
    let metier = "/v1/conventions/\(p.monde.conventions["METIER"] ?? "")"
    let lettre: JSONObject = ["expediteur": "CAISSE", "forme": "LRAR", "numero": "1A", "envoye_le": "JOUR"]
    let courrier = try await p.faire(agent, "POST", "\(metier)/courriers", .object(lettre), futur: true)
    let unCourrier = "/v1/courriers/\(courrier["id"]?.string ?? "")"
    try await p.faire(agent, "GET", unCourrier)
    try await p.faire(agent, "PATCH", unCourrier, ["presente_le": "JOUR", "recu_le": "JOUR"], etag: true, futur: true)
    var mises: [String] = []
    for _ in 0..<2 {
      let mise = try await p.faire(agent, "POST", "\(metier)/mises-en-demeure", ["manquement": "Silence.", "courrier": .object(lettre)], futur: true)
      mises.append("/v1/mises-en-demeure/\(mise["id"]?.string ?? "")")
    }
    try await p.faire(agent, "GET", mises[0])
    try await p.faire(agent, "POST", "\(mises[0])/reparation", ["date": "JOUR", "description": "Réparé."], futur: true)
    try await p.faire(agent, "POST", "\(mises[1])/classement", ["partie": "CAISSE"])
    let differend = try await p.faire(
      agent, "POST", "\(metier)/differends", ["objet": "Retards", "ouvert_par": "CAISSE", "ouvert_le": "JOUR"], futur: true)
    try await p.faire(
      agent, "POST", "/v1/differends/\(differend["id"]?.string ?? "")/cloture", ["issue": "ACCORD", "date": "JOUR"], futur: true)
    try await p.faire(agent, "POST", "\(metier)/denonciation", ["courrier": .object(lettre), "motif": "Réorganisation."], futur: true)
    let accords: [JSONValue] = ["CAISSE", "PARTENAIRE"].map { ["partie": .string($0), "qualite": "Directrice", "date": "JOUR"] }
    let utilisation = "/v1/conventions/\(p.monde.conventions["UTILISATION"] ?? "")"
    try await p.faire(agent, "POST", "\(utilisation)/resiliation", ["cause": "AMIABLE", "effet_le": "JOUR", "accords": .array(accords)])
    try await p.faire(agent, "GET", "\(utilisation)/resiliation")
    for liste in ["courriers", "mises-en-demeure", "differends", "denonciation"] { try await p.faire(agent, "GET", "\(metier)/\(liste)") }
  }

  @Test(arguments: [
    ("LA_REUNION", "2026-01-01"), ("MAYOTTE", "2025-12-31"), ("PARIS", "2025-12-31"), ("GUYANE", "2025-12-31"), ("GUADELOUPE", "2025-12-31"),
  ])
  func `le jour d'une demande est celui de sa caisse, quelle que soit sa zone (D-32)`(fuseau: String, jour: String) async throws {
    let monde = try await Monde.ouvrir(try Self.serveur(fuseau), "001")
    let technicien = try await monde.technicien(try await monde.gestionnaire())
    #expect(try await technicien.post("/v1/demandes", Monde.corpsDemande("SIGNALEMENT", acte: "001")).status == 201)
    for client in [technicien, monde.agent] {
      for tri in ["", "&tri=depose_le", "&tri=-depose_le"] {
        let trouvees = try await client.get("/v1/demandes?depose_du=\(jour)&depose_au=\(jour)\(tri)")
        #expect(trouvees.elements.count == 1, "\(fuseau)\(tri) : \(trouvees.text)")
        let autres = jour == Self.jour ? "depose_au=\(Self.hier)" : "depose_du=\(Self.jour)"
        #expect(try await client.get("/v1/demandes?\(autres)\(tri)").elements.isEmpty, "\(fuseau)\(tri)")
      }
    }
  }

  @Test func `les zones extrêmes sont celles dont les bornes des listes partent`() throws {
    let jour = try #require(Jour(texte: Self.jour))
    let minuits = FuseauHoraire.allCases.map { $0.debut(de: jour) }
    #expect(minuits.min() == FuseauHoraire.premierDebut(de: jour) && minuits.max() == FuseauHoraire.dernierDebut(de: jour))
  }
}
