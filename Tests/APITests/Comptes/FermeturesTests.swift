import API
import Domain
import Foundation
import JSON
import Postgres
import Testing

/// A closed door is closed everywhere, and by whom it was (C-15, C-44, C-45, C-47, C-58, Q-39, Q-40, Q-59).
@Suite struct FermeturesTests {
  @Test func `un technicien ne reçoit que les accès du gestionnaire qui l'ouvre (C-15)`() async throws {
    let monde = try await Scene.ouvrir("000", effectif: 30)
    try monde.conventionnerAussi("CPAM-67")
    let autre = try await Monde.agent(monde.server, "CPAM-67")
    let (gestionnaire, chef) = try await monde.gestionnaireActif(0)
    let (_, technicien) = try await monde.technicienActif(chef, 0)
    let acces = try await technicien.get("/v1/moi")["acces"]?.array ?? []
    #expect(acces.map { $0["caisse"]?["code"]?.string } == ["CPAM-57"])
    let caisse67 = try monde.sql("select id::text from caisse where code = 'CPAM-67'")[0][0] ?? ""
    let depot = try await technicien.post("/v1/demandes", Monde.corpsDemande("DOCUMENT", acte: "000") { $0["caisse_id"] = .string(caisse67) })
    #expect(depot.status == 403 && depot.code == "ACCES_FERME" && depot["motif"]?.string == "ACCES_NON_DONNE", "\(depot.text)")
    var body = monde.corpsTechnicien(1)
    body["caisse_id"] = .string(caisse67)
    let refused = try await chef.post("/v1/comptes", .object(body))
    #expect(refused.status == 403 && refused.code == "PROFIL_NON_HABILITANT" && refused["regle"]?.string == "C-15", "\(refused.text)")
    #expect(try await autre.post("/v1/comptes", .object(monde.corpsGestionnaire(0)))["id"]?.string == gestionnaire)
    #expect(try await chef.post("/v1/comptes", .object(body)).status == 201)
    let (_, second) = try await monde.technicienActif(chef, 2)
    #expect(try await second.get("/v1/moi")["acces"]?.array?.count == 2)
    // What its caisse has closed to him, he opens to nobody.
    #expect(try await monde.inactiver(autre, gestionnaire, ["motif": "USAGE_NON_CONFORME"])["etat"]?.string == "ACTIF")
    body["email"] = .string("technicien3@ccas-marly.example")
    #expect(try await chef.post("/v1/comptes", .object(body)).code == "PROFIL_NON_HABILITANT")
    let (_, troisieme) = try await monde.technicienActif(chef, 4)
    #expect(try await troisieme.get("/v1/moi")["acces"]?.array?.map { $0["caisse"]?["code"]?.string } == ["CPAM-57"])
  }

  @Test(arguments: ["PERTE", "VOL", "FRAUDE"])
  func `ce qui ferme le compte pour toutes n'est levé que par la caisse qui l'a décidé (C-45, Q-59)`(_ motif: String) async throws {
    let partage = try await Partage()
    let monde = partage.monde
    #expect(try await monde.inactiver(partage.autre, partage.id, ["motif": .string(motif)])["etat"]?.string == "INACTIF")
    #expect(try await partage.client.get("/v1/moi").status == 401)
    let refused = try await monde.reactiver(monde.agent, partage.id)
    #expect(refused.status == 403 && refused.code == "REACTIVATION_INTERDITE" && refused["regle"]?.string == "Q-39", "\(refused.text)")
    // The old password is deemed known to somebody else: the return goes through a new link.
    let back = try await monde.reactiver(partage.autre, partage.id)
    #expect(back.status == 200 && back["etat"]?.string == "EN_ATTENTE_ACTIVATION", "\(back.text)")
    let identifiant = back["identifiant"]?.string ?? ""
    let essai = try await monde.server.client.post(
      "/v1/sessions", ["identifiant": .string(identifiant), "mot_de_passe": .string(Monde.motDePasse)])
    #expect(essai.status == 401)
    _ = try await Monde.activer(monde.server, partage.id)
    #expect(try await monde.agent.get("/v1/comptes/\(partage.id)")["etat"]?.string == "ACTIF")
  }

  @Test func `un usage non conforme ne ferme que l'accès à la caisse qui le constate, qui seule le rouvre (Q-59)`() async throws {
    let partage = try await Partage()
    let monde = partage.monde
    let avant = try await monde.etag(monde.agent, partage.id)
    let ferme = try await monde.inactiver(partage.autre, partage.id, ["motif": "USAGE_NON_CONFORME"])
    #expect(ferme.status == 200 && ferme["etat"]?.string == "ACTIF" && ferme["inactivation"] == .null, "\(ferme.text)")
    #expect(try await monde.etag(monde.agent, partage.id) != avant)
    #expect(try await partage.acces(partage.client) == ["CPAM-57": "OUVERT", "CPAM-67": "FERME"])
    #expect(try await monde.inactiver(partage.autre, partage.id, ["motif": "USAGE_NON_CONFORME"]).code == "COMPTE_NON_ACTIF")
    #expect(try await monde.reactiver(monde.agent, partage.id).code == "COMPTE_NON_INACTIF")
    #expect(try await partage.acces(partage.client)["CPAM-67"] == "FERME")
    let back = try await monde.reactiver(partage.autre, partage.id)
    #expect(back.status == 200 && back["etat"]?.string == "ACTIF", "\(back.text)")
    #expect(try await partage.acces(partage.client) == ["CPAM-57": "OUVERT", "CPAM-67": "OUVERT"])
    #expect(Set(try monde.evenements(partage.id)).isSuperset(of: ["COMPTE_ACCES_FERME", "COMPTE_ACCES_ROUVERT"]))
  }

  @Test func `le dernier accès fermé, le compte l'est aussi ; chaque caisse lève le sien (Q-59)`() async throws {
    let partage = try await Partage()
    let monde = partage.monde
    #expect(try await monde.inactiver(partage.autre, partage.id, ["motif": "USAGE_NON_CONFORME"])["etat"]?.string == "ACTIF")
    #expect(try await monde.inactiver(monde.agent, partage.id, ["motif": "USAGE_NON_CONFORME"])["etat"]?.string == "INACTIF")
    // 67 gives its own access back: the account stays closed by 57.
    #expect(try await monde.reactiver(partage.autre, partage.id)["etat"]?.string == "INACTIF")
    #expect(try await monde.reactiver(partage.autre, partage.id).code == "REACTIVATION_INTERDITE")
    #expect(try await monde.reactiver(monde.agent, partage.id)["etat"]?.string == "ACTIF")
  }

  @Test(arguments: [
    ("email", "gestion0+retour@ccas-marly.example"), ("email", "GESTION0@CCAS-Marly.example"), ("email", "autre.adresse@ccas-marly.example"),
  ])
  func `qui est fermé pour fraude ne revient sous aucune écriture, sous aucun profil (C-47, Q-59)`(_ champ: String, _ valeur: String) async throws {
    let partage = try await Partage()
    let monde = partage.monde
    let (_, chef) = try await monde.gestionnaireActif(9)
    #expect(try await monde.inactiver(partage.autre, partage.id, ["motif": "FRAUDE"]).status == 200)
    var body = monde.corpsTechnicien(0)
    for (name, value) in [(champ, valeur), ("telephone", "0353010000"), ("nom", "Kieffer"), ("prenom", "MAELLE")] { body[name] = .string(value) }
    let refused = try await chef.post("/v1/comptes", .object(body))
    #expect(refused.status == 409 && refused.code == "PERSONNE_EXCLUE" && refused["regle"]?.string == "Q-59", "\(refused.text)")
    #expect(refused["detail"]?.string?.contains("FRAUDE") == false && refused["detail"]?.string?.contains("67") == false)
    var meme = monde.corpsGestionnaire(0)
    meme["email"] = .string(valeur)
    #expect(try await monde.agent.post("/v1/comptes", .object(meme)).code == "PERSONNE_EXCLUE")
    // Somebody else behind the telephone of the office is somebody else.
    body["nom"] = "Dutertre"
    body["email"] = "dutertre@ccas-marly.example"
    #expect(try await chef.post("/v1/comptes", .object(body)).status == 201)
  }

  @Test func `une boîte derrière un plus est la même personne (A-06, C-01)`() async throws {
    let monde = try await Scene.ouvrir("000", effectif: 30)
    let (_, chef) = try await monde.gestionnaireActif(0)
    _ = try await monde.creer(chef, monde.corpsTechnicien(0))
    var body = monde.corpsTechnicien(0)
    body["email"] = "technicien0+bis@ccas-marly.example"
    #expect(try await chef.post("/v1/comptes", .object(body)).code == "PERSONNE_DEJA_INSCRITE")
  }

  @Test func `l'autre caisse est informée, de la fermeture et du retour (Q-59)`() async throws {
    let partage = try await Partage(sur: try TestServer())
    let monde = partage.monde
    #expect(try await monde.inactiver(partage.autre, partage.id, ["motif": "VOL"]).status == 200)
    #expect(try await monde.reactiver(partage.autre, partage.id).status == 200)
    let messages = try monde.sql(
      """
      select n.donnees->>'leve', c.code from notification n join compte k on k.email = n.destinataire join caisse c on c.id = k.caisse_id
      where n.modele = 'FERMETURE_AUTRE_CAISSE' and n.compte_id = $1::uuid order by 1
      """, [partage.id])
    #expect(messages == [["false", "CPAM-57"], ["true", "CPAM-57"]])
    #expect(try monde.evenements(partage.id).filter { $0 == "CAISSES_AVERTIES" }.count == 2)
  }

  @Test func `sans personne à qui le dire, le partenaire n'est pas dit averti (C-44, C-46)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let (dernier, _) = try await monde.gestionnaireActif(0)
    #expect(try await monde.inactiver(monde.agent, dernier, ["motif": "VOL"]).status == 200)
    #expect(try !monde.evenements(dernier).contains("PARTENAIRE_AVERTI"))
    #expect(try monde.sql("select 1 from notification where compte_id = $1::uuid and modele = 'INACTIVATION_SECURITE'", [dernier]).isEmpty)
  }

  /// Every kind of event on an account or its sessions that the sources write.
  private static func genres() throws -> Set<String> {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources")
    var genres: Set<String> = []
    for case let name as String in FileManager.default.enumerator(atPath: sources.path) ?? .init() where name.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appending(path: name), encoding: .utf8)
      for match in text.matches(
        of: /"([A-Z][A-Z_]+)"(?:[ ,:?]|\s|"[A-Z_]+")*(?:, on: (?:compte|\.compte|\.session)\b|, de: \w+, on: \.(?:compte|session))/)
      {
        genres.insert(String(match.1))
      }
      for match in text.matches(of: /'(?:COMPTE)', \w\.id, '([A-Z_]+)'/) { genres.insert(String(match.1)) }
    }
    return genres
  }

  @Test func `tout événement d'un compte est lu par chacune de ses caisses (C-58)`() async throws {
    let partage = try await Partage(sur: try TestServer())
    let (monde, server) = (partage.monde, partage.monde.server)
    let technicien = try await monde.creer(partage.client, monde.corpsTechnicien(0))
    #expect(try await partage.client.send("POST", "/v1/comptes/\(technicien)/activations", nil).status == 201)
    let client = try await Monde.activer(server, technicien)
    #expect(try await monde.modifier(partage.client, technicien, ["fonction": "Assistante sociale"]).status == 200)
    #expect(
      try await client.put("/v1/moi/mot-de-passe", ["ancien": .string(Monde.motDePasse), "nouveau": "quatre barques sous la pluie"]).status == 204)
    #expect(try await client.send("DELETE", "/v1/sessions/courante", nil).status == 204)
    #expect(try await monde.inactiver(partage.autre, technicien, ["motif": "USAGE_NON_CONFORME"]).status == 200)
    #expect(try await monde.reactiver(partage.autre, technicien).status == 200)
    #expect(try await monde.inactiver(partage.autre, technicien, ["motif": "VOL"]).status == 200)
    #expect(try await monde.reactiver(partage.autre, technicien).status == 200)
    let prevu = try await monde.creer(monde.agent, monde.corpsGestionnaire(8))
    #expect(
      try await monde.inactiver(monde.agent, partage.id, ["motif": "DEPART", "remplacant_id": .string(prevu)])["inactivation"] != .null)
    #expect(try await monde.reactiver(monde.agent, partage.id)["inactivation"] == .null)
    let remplacant = try await monde.creer(monde.agent, monde.corpsGestionnaire(7))
    #expect(try await partage.autre.post("/v1/comptes", .object(monde.corpsGestionnaire(7))).status == 201)
    #expect(
      try await monde.inactiver(monde.agent, partage.id, ["motif": "DEPART", "remplacant_id": .string(remplacant)])["etat"]?.string == "ACTIF")
    _ = try await Monde.activer(server, remplacant)
    for caisse in ["CPAM-57", "CPAM-67"] {
      let app = try AdminConnection(server.database + " user=ep_app")
      let id = try monde.sql("select id::text from caisse where code = $1", [caisse])[0][0] ?? ""
      try app.run("begin; select set_config('ep.role', 'AGENT_CAISSE', true), set_config('ep.caisse', '\(id)', true)")
      let lus = try app.query("select id::text from evenement where objet_id = any ($1::uuid[])", ["{\(technicien)}"])
      let tous = try monde.sql("select id::text from evenement where objet_id = any ($1::uuid[])", ["{\(technicien)}"])
      #expect(Set(lus) == Set(tous) && tous.count > 10)
    }
    let vus = Set(try monde.sql("select distinct code from evenement where objet in ('COMPTE', 'SESSION')").compactMap { $0[0] })
    // Those two are written by dates: see the scheduled work below.
    #expect(try Self.genres().subtracting(vus).subtracting(["COMPTE_SUPPRIME", "PARTENAIRE_AVERTI"]) == [])
    #expect(
      try monde.sql("select code from evenement where objet in ('COMPTE', 'SESSION') and partenaire_id is not null and cardinality(caisses) < 1")
        .isEmpty)
  }

  @Test func `ce que des dates ont fermé et effacé concerne aussi chacune (C-39, C-40, C-58)`() async throws {
    let partage = try await Partage(sur: try TestServer())
    let monde = partage.monde
    _ = try monde.sql("update partenaire_caisse set dernier_jour = '2025-03-31' where partenaire_id = $1::uuid", [monde.partenaire])
    monde.server.move(to: "2025-04-02T12:00:00+02:00")
    let agent = try await Monde.agent(monde.server, "CPAM-57")
    _ = try await agent.post("/v1/comptes", .object(monde.corpsGestionnaire(5)))
    _ = try ConstatJob.run(base: monde.server.database + " user=ep_echeances", a: monde.server.horloge.maintenant)
    monde.server.move(to: "2026-01-02T12:00:00+01:00")
    _ = try ConstatJob.run(base: monde.server.database + " user=ep_echeances", a: monde.server.horloge.maintenant)
    let lus = try monde.sql(
      "select code, cardinality(caisses) from evenement where objet_id = $1::uuid and code in ('COMPTE_INACTIVE', 'COMPTE_SUPPRIME') order by id",
      [partage.id])
    #expect(lus == [["COMPTE_INACTIVE", "2"], ["COMPTE_SUPPRIME", "2"]])
  }
}
