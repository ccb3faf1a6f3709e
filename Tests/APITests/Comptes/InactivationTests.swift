import API
import Domain
import Foundation
import JSON
import Postgres
import Testing

/// The end of an account: notice, effect, replacement, security (C-33 to C-38, C-44, C-45, C-53, C-56, C-57, Q-05, Q-50).
@Suite struct InactivationTests {
  /// The day of the examples of the rules: Friday 10 January 2025.
  private static func serveur() throws -> TestServer { try TestServer(at: Instant(rfc3339: "2025-01-10T10:00:00+01:00")!) }

  private func depart(_ date: String?, remplacant: String? = nil, motif: String = "DEPART") -> JSONValue {
    var body: JSONObject = ["motif": .string(motif)]
    if let date { body["date_souhaitee"] = .string(date) }
    if let remplacant { body["remplacant_id"] = .string(remplacant) }
    return .object(body)
  }

  @Test func `la date souhaitée suit la demande de quinze jours, pas de quatorze (C-33, T-076)`() async throws {
    let monde = try await Scene.ouvrir("000", sur: try Self.serveur())
    let (partant, _) = try await monde.gestionnaireActif(0)
    _ = try await monde.gestionnaireActif(1)
    let refused = try await monde.inactiver(monde.agent, partant, depart("2025-01-24"))
    #expect(refused.status == 422 && refused.code == "PREAVIS_NON_RESPECTE" && refused["date_admise"]?.string == "2025-01-25")
    #expect(refused["regle"]?.string == "C-33" && refused.pointers == ["/date_souhaitee"])
    #expect(try await monde.inactiver(monde.agent, partant, depart("2025-01-25")).status == 200)
  }

  @Test func `en 000 l'effet est à réception, et les sessions meurent aussitôt (C-35, T-078)`() async throws {
    let monde = try await Scene.ouvrir("000", sur: try Self.serveur())
    let (partant, client) = try await monde.gestionnaireActif(0)
    _ = try await monde.gestionnaireActif(1)
    let done = try await monde.inactiver(monde.agent, partant, depart("2025-01-25"))
    #expect(done["etat"]?.string == "INACTIF" && done["inactivation"]?["effet_le"]?.string == "2025-01-10")
    #expect(done["inactivation"]?["date_souhaitee"]?.string == "2025-01-25" && done["inactivation"]?["motif"]?.string == "DEPART")
    #expect(done["inactivation"]?["suppression_le"]?.string == "2025-07-10" && done["inactivation"]?["hors_preavis"]?.bool == false)
    let dead = try await client.get("/v1/moi")
    #expect(dead.status == 401 && dead.code == "JETON_INVALIDE")
    #expect(try monde.sql("select 1 from session where compte_id = $1::uuid", [partant]).isEmpty)
    #expect(try monde.evenements(partant).last == "COMPTE_INACTIVE")
  }

  @Test func `en 002 l'effet est à la date souhaitée, et le compte vit jusque-là (C-35, T-078)`() async throws {
    let server = try Self.serveur()
    let monde = try await Scene.ouvrir("002", sur: server)
    let (partant, client) = try await monde.gestionnaireActif(0, unite: "UTAMS_NORD")
    let (reste, chef) = try await monde.gestionnaireActif(1, unite: "UTAMS_NORD")
    let (technicien, _) = try await monde.technicienActif(client, unite: "UTAMS_NORD")
    let planned = try await monde.inactiver(monde.agent, partant, depart("2025-01-25"))
    #expect(planned["etat"]?.string == "ACTIF" && planned["inactivation"]?["effet_le"]?.string == "2025-01-25")
    #expect(try monde.evenements(partant).last == "COMPTE_INACTIVATION_PREVUE")
    server.move(to: "2025-01-24T23:00:00+01:00")
    let identifiant = planned["identifiant"]?.string ?? ""
    let dernier = try await Monde.connecter(server, identifiant)
    #expect(try await dernier.get("/v1/comptes").status == 200)
    server.move(to: "2025-01-25T00:00:00+01:00")
    #expect(try await dernier.get("/v1/comptes").status == 401)
    #expect(
      try await monde.server.client.post("/v1/sessions", ["identifiant": .string(identifiant), "mot_de_passe": .string(Monde.motDePasse)]).status
        == 401)
    let agent = try await Monde.agent(server, "CPAM-67")
    let lu = try await agent.get("/v1/comptes/\(partant)")
    #expect(lu["etat"]?.string == "INACTIF" && lu["acces"]?.array?.count == 1)
    // The next write on the partner records what has become true: the event, and the techniciens that follow (C-36).
    let chefDuJour = try await Monde.connecter(server, try await agent.get("/v1/comptes/\(reste)")["identifiant"]?.string ?? "")
    _ = try await monde.creer(chefDuJour, monde.corpsTechnicien(5))
    #expect(try monde.evenements(partant).last == "COMPTE_INACTIVE")
    #expect(try await agent.get("/v1/comptes/\(technicien)")["gestionnaire_id"]?.string == reste)
    #expect(chef.token != nil)
  }

  @Test func `sans date en 002, l'effet est au premier jour admis (C-33, C-35)`() async throws {
    let monde = try await Scene.ouvrir("002", sur: try Self.serveur())
    let (partant, _) = try await monde.gestionnaireActif(0, unite: "UTAMS_NORD")
    _ = try await monde.gestionnaireActif(1, unite: "UTAMS_NORD")
    #expect(try await monde.inactiver(monde.agent, partant, depart(nil))["inactivation"]?["effet_le"]?.string == "2025-01-25")
  }

  @Test(arguments: ["VOL", "PERTE", "FRAUDE", "USAGE_NON_CONFORME", "DEPART_IMMEDIAT"])
  func `un motif urgent prend effet aussitôt, hors préavis (C-45, C-57, Q-05, T-077)`(_ motif: String) async throws {
    let monde = try await Scene.ouvrir("002", sur: try Self.serveur())
    let (partant, client) = try await monde.gestionnaireActif(0, unite: "UTAMS_NORD")
    _ = try await monde.gestionnaireActif(1, unite: "UTAMS_NORD")
    let done = try await monde.inactiver(monde.agent, partant, depart("2025-01-11", motif: motif))
    #expect(done["etat"]?.string == "INACTIF" && done["inactivation"]?["effet_le"]?.string == "2025-01-10")
    #expect(done["inactivation"]?["hors_preavis"]?.bool == true)
    #expect(try await client.get("/v1/moi").status == 401)
  }

  @Test func `le dernier gestionnaire ne part pas sans remplaçant (C-34, T-079)`() async throws {
    for (acte, unite) in [("000", nil), ("002", "UTAMS_NORD"), ("004", nil)] {
      let monde = try await Scene.ouvrir(acte)
      let (dernier, _) = try await monde.gestionnaireActif(0, unite: unite)
      if acte == "002" { _ = try await monde.gestionnaireActif(1, unite: "UTAMS_SUD") }
      let refused = try await monde.inactiver(monde.agent, dernier, ["motif": "DEPART"])
      #expect(refused.status == 409 && refused.code == "DERNIER_GESTIONNAIRE" && refused["regle"]?.string == "C-34", "\(acte): \(refused.text)")
    }
  }

  @Test func `deux inactivations simultanées des deux derniers : une seule réussit (C-34, T-080)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (premier, _) = try await monde.gestionnaireActif(0)
    let (second, _) = try await monde.gestionnaireActif(1)
    async let un = monde.inactiver(monde.agent, premier, ["motif": "DEPART"])
    async let deux = monde.inactiver(monde.agent, second, ["motif": "DEPART"])
    let answers = [try await un, try await deux]
    #expect(answers.map(\.status).sorted() == [200, 409])
    #expect(answers.contains { $0.code == "DERNIER_GESTIONNAIRE" })
  }

  @Test func `la sécurité passe avant le dernier gestionnaire, et le partenaire est averti (C-44, C-45, Q-50, T-093)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (dernier, client) = try await monde.gestionnaireActif(0)
    _ = try await monde.agent.post(
      "/v1/partenaires/\(monde.partenaire)/contacts",
      ["role": "REFERENT", "partie": "PARTENAIRE", "nom": "Noiret", "prenom": "Lise", "email": "lise.noiret@ccas-marly.example"])
    let done = try await monde.inactiver(monde.agent, dernier, ["motif": "VOL", "commentaire": "Ordinateur volé, plainte déposée"])
    #expect(done.status == 200 && done["etat"]?.string == "INACTIF")
    #expect(try await client.get("/v1/moi").status == 401)
    let messages = try monde.sql(
      "select destinataire, donnees->>'sans_gestionnaire' from notification where compte_id = $1::uuid and modele = 'INACTIVATION_SECURITE'",
      [dernier])
    #expect(messages == [["lise.noiret@ccas-marly.example", "true"]])
    #expect(try monde.evenements(dernier).contains("PARTENAIRE_AVERTI"))
  }

  @Test func `les techniciens du partant restent actifs et vont au remplaçant (C-36)`() async throws {
    let monde = try await Scene.ouvrir("000", effectif: 30)
    let (partant, chef) = try await monde.gestionnaireActif(0)
    let (ancien, _) = try await monde.gestionnaireActif(1)
    let (remplacant, _) = try await monde.gestionnaireActif(2)
    var techniciens: [String] = []
    for rang in 0..<3 { techniciens.append(try await monde.technicienActif(chef, rang).id) }
    #expect(try await monde.inactiver(monde.agent, partant, depart(nil, remplacant: remplacant)).status == 200)
    for id in techniciens {
      let lu = try await monde.agent.get("/v1/comptes/\(id)")
      #expect(lu["gestionnaire_id"]?.string == remplacant && lu["etat"]?.string == "ACTIF")
    }
    #expect(ancien != remplacant)
  }

  @Test func `sans remplaçant nommé, les techniciens vont au plus ancien gestionnaire (C-53)`() async throws {
    let server = try Self.serveur()
    let monde = try await Scene.ouvrir("000", sur: server, effectif: 30)
    let (ancien, _) = try await monde.gestionnaireActif(0)
    server.move(to: "2025-01-10T10:05:00+01:00")
    let (partant, chef) = try await monde.gestionnaireActif(1)
    server.move(to: "2025-01-10T10:10:00+01:00")
    _ = try await monde.gestionnaireActif(2)
    let (technicien, _) = try await monde.technicienActif(chef)
    #expect(try await monde.inactiver(monde.agent, partant, depart(nil)).status == 200)
    #expect(try await monde.agent.get("/v1/comptes/\(technicien)")["gestionnaire_id"]?.string == ancien)
  }

  @Test func `tout gestionnaire du partenaire inactive un technicien, aussitôt (C-37, C-38)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (_, createur) = try await monde.gestionnaireActif(0)
    let (_, autre) = try await monde.gestionnaireActif(1)
    let (technicien, client) = try await monde.technicienActif(createur)
    let done = try await monde.inactiver(autre, technicien, ["motif": "DEPART"])
    #expect(done.status == 200 && done["etat"]?.string == "INACTIF" && done["inactivation"]?["effet_le"]?.string == "2025-03-12")
    #expect(try await client.get("/v1/moi").status == 401)
    let again = try await monde.inactiver(autre, technicien, ["motif": "DEPART"])
    #expect(again.status == 409 && again.code == "COMPTE_NON_ACTIF" && again["etat"]?.string == "INACTIF")
  }

  @Test func `pour un technicien, ni date ni remplaçant (C-37)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (chef, gestionnaire) = try await monde.gestionnaireActif()
    let (technicien, _) = try await monde.technicienActif(gestionnaire)
    let refused = try await monde.inactiver(gestionnaire, technicien, depart("2025-04-01", remplacant: chef))
    #expect(refused.status == 422 && Set(refused.pointers) == ["/date_souhaitee", "/remplacant_id"])
  }

  @Test func `la caisse n'inactive un technicien que pour la sécurité (C-37, C-44, C-45)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (_, gestionnaire) = try await monde.gestionnaireActif()
    let (technicien, client) = try await monde.technicienActif(gestionnaire)
    let refused = try await monde.inactiver(monde.agent, technicien, ["motif": "DEPART"])
    #expect(refused.status == 403 && refused.code == "PROFIL_NON_HABILITANT" && refused["regle"]?.string == "C-37")
    #expect(try await monde.inactiver(monde.agent, technicien, ["motif": "FRAUDE"]).status == 200)
    #expect(try await client.get("/v1/moi").status == 401)
  }

  @Test func `un gestionnaire n'inactive pas un gestionnaire (A-02, C-28)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (_, un) = try await monde.gestionnaireActif(0)
    let (autre, _) = try await monde.gestionnaireActif(1)
    let refused = try await monde.inactiver(un, autre, ["motif": "DEPART"])
    #expect(refused.status == 403 && refused.code == "PROFIL_NON_HABILITANT")
  }

  @Test func `un remplaçant inconnu, d'ailleurs ou technicien n'en est pas un (C-34)`() async throws {
    let (monde, autre) = (try await Scene.ouvrir("000"), try await Scene.ouvrir("000"))
    let (partant, gestionnaire) = try await monde.gestionnaireActif()
    let (ailleurs, _) = try await autre.gestionnaireActif()
    let (technicien, _) = try await monde.technicienActif(gestionnaire)
    for remplacant in ["0192a5b0-7c00-7000-8000-00000000dead", ailleurs, technicien, partant] {
      let refused = try await monde.inactiver(monde.agent, partant, depart(nil, remplacant: remplacant))
      #expect(refused.status == 422 && refused.code == "REFERENCE_INCONNUE" && refused.pointers == ["/remplacant_id"], "\(refused.text)")
    }
  }

  @Test func `un commentaire ne porte pas de numéro de sécurité sociale (D-12, R-29)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (partant, _) = try await monde.gestionnaireActif()
    let refused = try await monde.inactiver(monde.agent, partant, ["motif": "VOL", "commentaire": "Vu avec 255081416802538"])
    #expect(refused.status == 422 && refused.code == "NIR_INTERDIT" && refused.pointers == ["/commentaire"])
  }

  @Test func `un compte jamais activé se retire sans préavis et rend sa place (C-52)`() async throws {
    let monde = try await Scene.ouvrir("004")
    let id = try await monde.creer(monde.agent, monde.corpsGestionnaire())
    let done = try await monde.inactiver(monde.agent, id, ["motif": "AUTRE"])
    #expect(done.status == 200 && done["etat"]?.string == "INACTIF")
    #expect(try await monde.agent.post("/v1/comptes", .object(monde.corpsGestionnaire(1))).status == 201)
  }
}
