import Foundation
import JSON
import Postgres
import Testing

/// GET /v1/calendriers/{jeton}.
@Suite(.serialized) struct CalendrierTests {
  private func abonner(_ client: TestClient, _ adapt: (inout JSONObject) -> Void = { _ in }) async throws -> String {
    var body: JSONObject = ["libelle": "Conventions"]
    adapt(&body)
    let answer = try await client.post("/v1/abonnements-calendrier", .object(body))
    try #require(answer.status == 201, "\(answer.text)")
    return answer.chemin
  }

  private func lire(_ server: TestServer, _ chemin: String) async throws -> CalendrierStrict {
    let answer = try await server.client.get(chemin)
    try #require(answer.status == 200, "\(answer.text)")
    #expect(answer.headers["content-type"] == "text/calendar; charset=utf-8" && answer.headers["cache-control"] == "no-store")
    return try CalendrierStrict(answer.text)
  }

  @Test func `un agenda lit sans connexion les échéances que voit le titulaire, du mois passé à l'horizon (V-35)`() async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-67")
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-04-12")
    let chemin = try await abonner(dossier.agent) { $0["horizon_mois"] = 2 }
    let calendrier = try await lire(server, chemin)
    let attendues = try await dossier.agent.get("/v1/echeances?du=2025-02-12&au=2025-05-12&limite=200").elements
    let evenements = calendrier.evenements
    #expect(evenements.count == attendues.count && evenements.count > 4)
    for (evenement, attendue) in zip(evenements, attendues) {
      #expect(evenement["DTSTART;VALUE=DATE"] == attendue["date"]?.string?.replacingOccurrences(of: "-", with: ""))
      #expect(evenement["CATEGORIES"] == attendue["code"]?.string)
      #expect(evenement["DTSTAMP"] == "20250312T080000Z" && evenement["URL"] == "http://127.0.0.1:8080/v1/conventions/\(unique)")
      #expect(try CalendrierStrict.texte(evenement["SUMMARY"] ?? "") == "\(attendue["libelle"]?.string ?? "") (CCAS de Belcombe)")
    }
    let limite = evenements.first { $0["CATEGORIES"] == "LIMITE_DENONCIATION" }
    #expect(limite?["DTSTART;VALUE=DATE"] == "20250212" && limite?["DTEND;VALUE=DATE"] == "20250213", "the month before is still there")
    let details = try CalendrierStrict.texte(limite?["DESCRIPTION"] ?? "")
    #expect(details.contains("Règle V-12 : 002 art. 9.") && details.contains("\n"), "\(details)")
    #expect(calendrier.proprietes["X-WR-CALNAME"] == "Conventions")
  }

  @Test func `les identifiants des événements ne changent pas d'une lecture à l'autre`() async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-67")
    _ = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    let chemin = try await abonner(dossier.agent)
    let premiere = try await lire(server, chemin)
    server.move(to: "2025-03-13T09:00:00+01:00")
    let seconde = try await lire(server, chemin)
    #expect(premiere.evenements.count > 5 && premiere.evenements.map { $0["UID"] } == seconde.evenements.map { $0["UID"] })
    #expect(seconde.evenements.first?["DTSTAMP"] == "20250313T080000Z")
  }

  @Test func `les lignes se plient à 75 octets et les textes s'échappent, quels que soient les noms`() async throws {
    let server = try TestServer()
    let nom = "Œuvre « À l'écoute, ensemble ; toujours » \\ " + String(repeating: "é", count: 120)
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-67") { $0["denomination"] = .string(nom) }
    _ = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    for decalage in 0..<4 {
      let libelle = String(repeating: "a", count: decalage) + "é,;\\" + String(repeating: "🗓", count: 40)
      let calendrier = try await lire(server, try await abonner(dossier.agent) { $0["libelle"] = .string(libelle) })
      #expect(try CalendrierStrict.texte(calendrier.proprietes["X-WR-CALNAME"] ?? "") == libelle)
      #expect(try CalendrierStrict.texte(calendrier.evenements.first?["SUMMARY"] ?? "").hasSuffix("(\(nom))"))
    }
  }

  @Test func `un abonnement ne montre que les échéances choisies, et reste un calendrier quand il n'y en a pas`() async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server, caisse: "CPAM-67")
    _ = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    let limites = try await lire(
      server,
      try await abonner(dossier.agent) {
        $0["codes"] = ["LIMITE_DENONCIATION"]; $0["horizon_mois"] = 24
      })
    #expect(limites.evenements.map { $0["DTSTART;VALUE=DATE"] } == ["20250821", "20260821"])
    let vide = try await lire(server, try await abonner(dossier.agent) { $0["codes"] = ["COPIL"] })
    #expect(vide.evenements.isEmpty && vide.composants == ["VCALENDAR", "VTIMEZONE", "STANDARD"])
  }

  @Test func `chacun n'y voit que les siennes (A-02, R-34)`() async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "000")
    let voisin = try await Dossier.ouvrir(server, caisse: "CPAM-57")
    let ailleurs = try await Dossier.ouvrir(server, caisse: "CPAM-67")
    _ = try await voisin.bundle(le: "2024-10-21")
    _ = try await ailleurs.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    func conventions(_ client: TestClient) async throws -> Set<String> {
      Set(try await lire(server, try await abonner(client)).evenements.compactMap { $0["URL"].map { String($0.suffix(36)) } })
    }
    #expect(try await conventions(monde.gestionnaire()) == Set(monde.conventions.values))
    let deLaCaisse = try await conventions(Monde.agent(server, "CPAM-57", role: "DIRECTION_CAISSE"))
    #expect(deLaCaisse.count == 4 && deLaCaisse.isSuperset(of: monde.conventions.values))
    #expect(try await conventions(Monde.agent(server, "CPAM-60")).isEmpty)
  }

  @Test func `une adresse inconnue, mal formée ou supprimée est introuvable`() async throws {
    let server = try TestServer()
    let agent = try await Monde.agent(server, "CPAM-67")
    for jeton in [String(repeating: "A", count: 43), "court", String(repeating: "A", count: 44), String(repeating: "%41", count: 43), ""] {
      let answer = try await server.client.get("/v1/calendriers/\(jeton)")
      #expect(answer.status == 404, "\(jeton): \(answer.text)")
    }
    let chemin = try await abonner(agent)
    #expect(try await server.client.get(chemin).status == 200)
    let id = try #require(try await agent.get("/v1/abonnements-calendrier").elements.first?["id"]?.string)
    #expect(try await agent.delete("/v1/abonnements-calendrier/\(id)").status == 204)
    #expect(try await server.client.get(chemin).code == "RESSOURCE_INTROUVABLE")
  }

  @Test func `le compte inactivé ou exclu n'a plus de calendrier, ni celui à qui l'on retire le rôle (C-38, C-47)`() async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "000")
    let (partant, client) = try await monde.gestionnaireActif(0)
    _ = try await monde.gestionnaireActif(1)
    let chemin = try await abonner(client)
    #expect(try await server.client.get(chemin).status == 200)
    let inactive = try await monde.inactiver(monde.agent, partant, ["motif": "DEPART", "date_souhaitee": "2025-03-27"])
    #expect(inactive["etat"] == "INACTIF", "\(inactive.text)")
    #expect(try await server.client.get(chemin).status == 404)
    let agent = try await Monde.agent(server, "CPAM-57")
    let sien = try await abonner(agent)
    for etat in ["INACTIF", "EXCLU", "SUPPRIME", "EN_ATTENTE_ACTIVATION"] {
      _ = try server.admin().query("update compte set etat = $1 where role = 'AGENT_CAISSE'", [etat])
      #expect(try await server.client.get(sien).status == 404, "\(etat)")
    }
    _ = try server.admin().query("update compte set etat = 'ACTIF' where role = 'AGENT_CAISSE'")
    #expect(try await server.client.get(sien).status == 200)
    _ = try server.admin().query("update compte set role = 'ADMIN_NATIONAL', caisse_id = null where role = 'AGENT_CAISSE'")
    #expect(try await server.client.get(sien).status == 404)
  }

  @Test(arguments: [("2025-03-12T23:59:59+01:00", 200), ("2025-03-13T00:00:00+01:00", 404)])
  func `le calendrier du gestionnaire se ferme avec le dernier accès, à 00:00 (V-24, C-30)`(instant: String, status: Int) async throws {
    let server = try TestServer()
    try Modeles.installerSansReconduction(server)
    let dossier = try await Dossier.ouvrir(server) { $0["effectif"] = 30 }
    _ = try await dossier.bundle(modele: "900", le: "2024-03-13")
    let cree = try await dossier.agent.post(
      "/v1/comptes",
      [
        "profil": "GESTIONNAIRE", "partenaire_id": .string(dossier.partenaire), "civilite": "MME", "nom": "KIEFFER", "prenom": "Maëlle",
        "fonction": "Responsable", "telephone": "03 53 01 00 00", "email": "gestion@ccas-belcombe.example",
      ])
    let gestionnaire = try await Monde.activer(server, try #require(cree["id"]?.string, "\(cree.text)"))
    let (sien, deLaCaisse) = (try await abonner(gestionnaire), try await abonner(dossier.agent))
    server.move(to: instant)
    #expect(try await server.client.get(sien).status == status)
    #expect(try await server.client.get(deLaCaisse).status == 200)
  }

  @Test func `la lecture est notée, une fois par heure au plus`() async throws {
    let server = try TestServer()
    let agent = try await Monde.agent(server, "CPAM-67")
    let chemin = try await abonner(agent)
    func lu() async throws -> JSONValue? { try await agent.get("/v1/abonnements-calendrier").elements.first?["lu_le"] }
    #expect(try await lu() == .null)
    for (instant, attendu) in [
      ("2025-03-12T09:00:00+01:00", "2025-03-12T08:00:00Z"), ("2025-03-12T09:59:59+01:00", "2025-03-12T08:00:00Z"),
      ("2025-03-12T10:00:00+01:00", "2025-03-12T09:00:00Z"),
    ] {
      server.move(to: instant)
      _ = try await lire(server, chemin)
      #expect(try await lu()?.string == attendu, "\(instant)")
    }
  }

  @Test func `un long calendrier se lit par lots`() async throws {
    let server = try TestServer()
    try Volume.actes(server, 450, caisse: "CPAM-67")
    let chemin = try await abonner(try await Monde.agent(server, "CPAM-67")) { $0["codes"] = ["LIMITE_DENONCIATION", "FIN_PERIODE"] }
    #expect(try await lire(server, chemin).evenements.count == 900)
  }
}
