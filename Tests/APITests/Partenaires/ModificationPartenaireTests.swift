import Foundation
import JSON
import Postgres
import Testing

/// PATCH /v1/partenaires/{id}.
@Suite(.serialized) struct ModificationPartenaireTests {
  private func ouvrir(_ adapt: (inout JSONObject) -> Void = { _ in }) async throws -> (Dossier, String) {
    let dossier = try await Dossier.ouvrir(try TestServer(), adapt)
    return (dossier, "/v1/partenaires/\(dossier.partenaire)")
  }

  @Test func `seuls les champs envoyés changent, null efface (P-01, P-02, P-08)`() async throws {
    let (dossier, path) = try await ouvrir {
      $0["siret"] = "26600175900098"
      $0["commune"] = "Belcombe"
      $0["effectif"] = 18
    }
    dossier.server.move(to: "2025-03-12T10:00:00+01:00")
    let change = try await dossier.agent.patch(
      path, ["denomination": "CCAS de Belcombe-le-Haut", "commune": nil, "siret": nil, "domaines_email": ["belcombe.example"]], etag: "\"1\"")
    #expect(change.status == 200 && change.etag == "\"2\"", "\(change.text)")
    #expect(change["denomination"] == "CCAS de Belcombe-le-Haut" && change["commune"] == .null && change["siret"] == .null)
    #expect(change["siren"] == "266001759" && change["effectif"] == 18 && change["domaines_email"] == ["belcombe.example"])
    #expect(change["modifie_le"] == "2025-03-12T09:00:00Z" && change["cree_le"] == "2025-03-12T08:00:00Z")
    #expect(try await dossier.agent.get(path).text == change.text)
    let trace = try dossier.server.admin().query(
      "select avant, apres from evenement where code = 'PARTENAIRE_MODIFIE' and objet_id = $1::uuid", [dossier.partenaire])
    #expect(try JSONReader.parse(trace[0][0] ?? "")["commune"] == "Belcombe")
    #expect(try JSONReader.parse(trace[0][1] ?? "").object?.members.map(\.name).sorted() == ["commune", "denomination", "domaines_email", "siret"])
  }

  @Test func `la modification porte sur la version lue`() async throws {
    let (dossier, path) = try await ouvrir()
    let sans = try await dossier.agent.patch(path, ["effectif": 3])
    #expect(sans.status == 428 && sans.code == "VERSION_REQUISE")
    #expect(try await dossier.agent.patch(path, ["effectif": 3], etag: "\"1\"").status == 200)
    for perime in ["\"1\"", "\"3\"", "W/\"2\"", "\"x\""] {
      let refus = try await dossier.agent.patch(path, ["effectif": 4], etag: perime)
      #expect(refus.status == 412 && refus.code == "VERSION_PERIMEE", "\(perime)")
    }
    #expect(try await dossier.agent.get(path)["effectif"] == 3)
  }

  @Test func `de deux modifications simultanées d'une même version, une seule passe`() async throws {
    let (dossier, path) = try await ouvrir()
    let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
      for rang in 1...5 { group.addTask { try await dossier.agent.patch(path, ["effectif": .number(JSONNumber(rang))], etag: "\"1\"") } }
      return try await group.reduce(into: [Answer]()) { $0.append($1) }
    }
    #expect(answers.map(\.status).sorted() == [200, 412, 412, 412, 412])
  }

  @Test(
    arguments: [
      (["type": "CIAS"], "/type"), (["id": "x"], "/id"), (["denomination": nil], "/denomination"), (["effectif": 0], "/effectif"),
      (["effectif": nil], "/effectif"), (["effectif_declare_le": "2025-03-01"], "/effectif"), (["domaines_email": []], "/domaines_email"),
      (["adresse": " "], "/adresse"),
    ] as [(JSONValue, String)])
  func `ce qui ne change pas ou ne s'efface pas est refusé (P-01, P-03, P-04, P-08)`(body: JSONValue, pointeur: String) async throws {
    let (dossier, path) = try await ouvrir()
    let refus = try await dossier.agent.patch(path, body, etag: "*")
    #expect(refus.status == 422 && refus.code == "CORPS_INVALIDE" && refus.pointers == [pointeur], "\(refus.text)")
    #expect(try await dossier.agent.get(path).etag == "\"1\"")
  }

  @Test func `le SIRET reste unique et va avec le SIREN (P-02)`() async throws {
    let (dossier, path) = try await ouvrir { $0["siren"] = "732829320" }
    _ = try await dossier.autre { $0["siret"] = "26600175900098" }
    let discordant = try await dossier.agent.patch(path, ["siret": "26600175900098"], etag: "*")
    #expect(discordant.status == 422 && discordant.code == "SIRET_INVALIDE" && discordant.pointers == ["/siret"], "\(discordant.text)")
    let pris = try await dossier.agent.patch(path, ["siret": "26600175900098", "siren": nil], etag: "*")
    #expect(pris.status == 409 && pris.code == "SIRET_DEJA_ENREGISTRE", "\(pris.text)")
  }

  @Test func `dates à venir, messagerie grand public et NIR sont refusés (P-04, P-08, P-09, R-28)`() async throws {
    let (dossier, path) = try await ouvrir()
    #expect(try await dossier.agent.patch(path, ["effectif": 3, "effectif_declare_le": "2025-03-13"], etag: "*").code == "DATE_FUTURE")
    #expect(try await dossier.agent.patch(path, ["attestation_europe_le": "2025-03-13"], etag: "*").code == "DATE_FUTURE")
    #expect(try await dossier.agent.patch(path, ["attestation_europe_le": "2025-03-12"], etag: "*").status == 200)
    #expect(try await dossier.agent.patch(path, ["attestation_europe_le": nil], etag: "*")["attestation_europe_le"] == .null)
    #expect(try await dossier.agent.patch(path, ["domaines_email": ["laposte.net"]], etag: "*").code == "DOMAINE_EMAIL_REFUSE")
    let nir = try await dossier.agent.patch(path, ["adresse": "184127645108946"], etag: "*")
    #expect(nir.status == 422 && nir.code == "NIR_INTERDIT" && !nir.text.contains("184127645108946"))
  }

  @Test func `chaque caisse habilite le partenaire pour elle-même (P-07, P-18)`() async throws {
    let (dossier, path) = try await ouvrir()
    try rattacher(dossier, "CPAM-60")
    let oise = try await Monde.agent(dossier.server, "CPAM-60")
    let habilite = try await dossier.agent.patch(path, ["habilite_documents_sortants": true], etag: "\"1\"")
    #expect(habilite["habilite_documents_sortants"] == true && habilite.etag == "\"2\"")
    #expect(try await oise.get(path)["habilite_documents_sortants"] == false)
  }
}
