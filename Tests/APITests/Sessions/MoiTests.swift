import API
import Domain
import Foundation
import JSON
import Postgres
import Testing

/// Who is signed in and what the person may do now (C-20, C-32, C-52, D-08, D-33, P-07).
@Suite struct MoiTests {
  private func acces(_ client: TestClient) async throws -> [JSONValue] { try await client.get("/v1/moi")["acces"]?.array ?? [] }

  private func fonctionnalite(_ code: String, _ acces: JSONValue) -> JSONValue {
    acces["fonctionnalites"]?.array?.first { $0["code"]?.string == code } ?? .null
  }

  @Test func `un agent voit sa caisse, et n'a ni partenaire ni accès`() async throws {
    let moi = try await Monde.agent(try Scene.partagee, "CPAM-67").get("/v1/moi")
    #expect(moi.status == 200 && moi.headers["cache-control"] == "no-store")
    #expect(moi["role"]?.string == "AGENT_CAISSE" && moi["caisse"]?["code"]?.string == "CPAM-67")
    #expect(moi["partenaire"] == .null && moi["unite"] == .null && moi["acces"] == [])
    #expect(moi["cgu"]?["version"]?.string == TestServer.cguVersion && moi["cgu"]?["acceptee_le"]?.string == "2025-03-12T08:00:00Z")
  }

  @Test func `un administrateur national et un DPO se lisent aussi`() async throws {
    for role in ["ADMIN_NATIONAL", "DPO"] {
      let moi = try await Monde.agent(try Scene.partagee, role == "DPO" ? "CPAM-57" : nil, role: role).get("/v1/moi")
      #expect(moi.status == 200 && moi["role"]?.string == role && moi["acces"] == [])
    }
  }

  @Test func `un gestionnaire voit son partenaire, un technicien son unité (P-05)`() async throws {
    let monde = try await Scene.ouvrir("002")
    let (_, gestionnaire) = try await monde.gestionnaireActif(unite: "UTAMS_NORD")
    let (_, technicien) = try await monde.technicienActif(gestionnaire, unite: "UTAMS_NORD")
    for client in [gestionnaire, technicien] {
      let moi = try await client.get("/v1/moi")
      #expect(moi["partenaire"]?["id"]?.string == monde.partenaire && moi["unite"]?["code"]?.string == "UTAMS_NORD" && moi["caisse"] == .null)
    }
  }

  @Test func `l'accès dit la convention, son premier jour et ce qu'elle admet (D-15, D-16, D-17, D-24, D-31)`() async throws {
    let (marly, tarn) = (try await Scene.ouvrir("000"), try await Scene.ouvrir("004"))
    for (monde, obligatoire, sousTypes) in [(marly, false, 4), (tarn, true, 5)] {
      let (_, technicien) = try await monde.technicienActif(try await monde.gestionnaire())
      let acces = try await acces(technicien)
      #expect(acces.count == 1)
      let seul = try #require(acces.first)
      #expect(seul["etat"]?.string == "OUVERT" && seul["motif"] == .null && seul["caisse"]?["code"]?.string == monde.caisse)
      #expect(seul["convention_id"]?.string == monde.conventions["UTILISATION"])
      #expect(seul["parametres"]?["sous_types"]?.array?.count == sousTypes)
      #expect(seul["parametres"]?["motif_recours_obligatoire"]?.bool == obligatoire)
      #expect(seul["parametres"]?["autonomie_insuffisante_obligatoire"]?.bool == obligatoire)
      #expect(seul["parametres"]?["information_prealable_obligatoire"]?.bool == obligatoire)
    }
  }

  @Test func `une fonctionnalité fermée dit pourquoi : le modèle, la caisse ou l'accès (D-02, D-08, D-33)`() async throws {
    let server = try TestServer()
    let monde = try await Scene.ouvrir("004", sur: server)
    let (_, technicien) = try await monde.technicienActif(try await monde.gestionnaire())
    let id = monde.conventions["UTILISATION"] ?? ""
    let etag = try await monde.agent.get("/v1/conventions/\(id)").etag
    #expect(try await monde.agent.put("/v1/conventions/\(id)/fonctionnalites/SIGNALEMENT", ["active": false], etag: etag).status == 200)
    let ouvert = try #require(try await acces(technicien).first)
    #expect(fonctionnalite("CONTACT", ouvert)["raison"]?.string == "NON_PREVUE_AU_MODELE")
    #expect(fonctionnalite("SIGNALEMENT", ouvert)["raison"]?.string == "DESACTIVEE_PAR_LA_CAISSE")
    #expect(fonctionnalite("ETUDE_DOSSIER", ouvert) == ["code": "ETUDE_DOSSIER", "active": true, "raison": .null])
    #expect(ouvert["parametres"]?["types"] == ["ETUDE_DOSSIER", "RENDEZ_VOUS", "DOCUMENT"])
    _ = try monde.sql("update partenaire_caisse set suspendu_le = now() where partenaire_id = $1::uuid", [monde.partenaire])
    let suspendu = try #require(try await acces(technicien).first)
    #expect(suspendu["etat"]?.string == "SUSPENDU" && suspendu["motif"]?.string == "STRUCTURE_SUSPENDUE")
    #expect(fonctionnalite("ETUDE_DOSSIER", suspendu) == ["code": "ETUDE_DOSSIER", "active": false, "raison": "ACCES_FERME"])
    #expect(fonctionnalite("CONTACT", suspendu)["raison"]?.string == "NON_PREVUE_AU_MODELE")
    #expect(suspendu["parametres"]?["types"] == [])
  }

  @Test func `avec deux caisses, la fin d'une convention ne ferme que son accès (C-32, P-07, T-084)`() async throws {
    let monde = try await Scene.ouvrir("000")
    let gestionnaire = try await monde.gestionnaire()
    try await monde.habiliterAussi("CPAM-67")
    let (id, technicien) = try await monde.technicienActif(gestionnaire)
    #expect(try await acces(technicien).compactMap { $0["caisse"]?["code"]?.string } == ["CPAM-57", "CPAM-67"])
    _ = try monde.sql(
      """
      update partenaire_caisse set dernier_jour = '2025-03-11' where partenaire_id = $1::uuid
        and caisse_id = (select id from caisse where code = 'CPAM-57')
      """, [monde.partenaire])
    let lus = try await acces(technicien)
    #expect(lus.compactMap { $0["etat"]?.string } == ["FERME", "OUVERT"])
    #expect(lus[0]["motif"]?.string == "CONVENTION_ECHUE" && lus[0]["dernier_jour"]?.string == "2025-03-11")
    let compte = try await monde.agent.get("/v1/comptes/\(id)")
    #expect(compte["etat"]?.string == "ACTIF")
    #expect(Set((compte["acces"]?.array ?? []).compactMap { $0["etat"]?.string }) == ["FERME", "OUVERT"])
  }

  @Test func `accepter les conditions note la version et l'instant une fois pour toutes ses sessions (C-20, C-42)`() async throws {
    let server = try TestServer()
    let client = try await Monde.activer(server, try AgentFixture.create(server, "AGENT_CAISSE"), cgu: false)
    let identifiant = try await client.get("/v1/moi")["compte"]?["identifiant"]?.string ?? ""
    let autre = try await Monde.connecter(server, identifiant, cgu: false)
    let perimee = try await client.put("/v1/moi/cgu", ["version": "2019-12"])
    #expect(perimee.status == 409 && perimee.code == "CGU_VERSION_PERIMEE" && perimee["version"]?.string == TestServer.cguVersion)
    let accepted = try await client.put("/v1/moi/cgu", ["version": .string(TestServer.cguVersion)])
    #expect(accepted.status == 200 && accepted["acceptee_le"]?.string == "2025-03-12T08:00:00Z")
    server.move(to: "2025-03-12T09:30:00Z")
    let again = try await client.put("/v1/moi/cgu", ["version": .string(TestServer.cguVersion)])
    #expect(again["acceptee_le"]?.string == "2025-03-12T08:00:00Z")
    #expect(try await autre.get("/v1/comptes").status == 200)
    let id = try await client.get("/v1/moi")["compte"]?["id"]?.string ?? ""
    #expect(try server.admin().query("select 1 from evenement where objet_id = $1::uuid and code = 'CGU_ACCEPTEES'", [id]).count == 1)
  }
}
