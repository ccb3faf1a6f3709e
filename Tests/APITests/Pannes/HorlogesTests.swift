import API
import Domain
import Foundation
import JSON
import Postgres
import Testing

/// Two replicas whose clocks are five minutes apart: what happens to one object never goes back in time.
@Suite struct HorlogesTests {
  /// The same base served by another replica, five minutes late.
  private func replique(_ avance: TestServer) throws -> TestServer {
    let retard = try TestServer(database: avance.database)
    retard.horloge.figer(avance.horloge.maintenant.ajoutant(secondes: -300))
    return retard
  }

  /// The instants of the journal of one object, in the order in which they were written.
  private func instants(_ server: TestServer, _ objet: String) throws -> [String] {
    try server.admin().query("select to_char(instant, 'HH24:MI:SS.US') from evenement where objet_id = $1::uuid order by id", [objet]).compactMap { $0[0] }
  }

  @Test func `une demande prise par l'un et close par l'autre n'est pas close avant d'être prise (D-28)`() async throws {
    let monde = try await Monde.ouvrir(try TestServer(), "001")
    let technicien = try await monde.technicien(try await monde.gestionnaire())
    let id = try await technicien.post("/v1/demandes", Monde.corpsDemande("CONTACT", acte: "001"))["id"]?.string ?? ""
    let autre = try replique(monde.server).client
    let (agentTard, technicienTard) = (autre.signedIn(monde.agent.token ?? ""), autre.signedIn(technicien.token ?? ""))
    let lue = try await monde.agent.get("/v1/demandes/\(id)")
    let prise = try await monde.agent.put("/v1/demandes/\(id)/prise-en-charge", [:], etag: lue.etag)
    #expect(prise.status == 200, "\(prise.text)")
    let message = try await technicienTard.post("/v1/demandes/\(id)/messages", ["texte": "Un mot de plus."])
    #expect(message.status == 201 && message["cree_le"] == prise["modifie_le"], "\(message.text) \(prise.text)")
    let etag = try await agentTard.get("/v1/demandes/\(id)").etag
    let close = try await agentTard.put("/v1/demandes/\(id)/cloture", ["resultat": "TRAITEE", "reponse": "C'est fait."], etag: etag)
    #expect(close.status == 200, "\(close.text)")
    let ordre = try monde.server.admin().query(
      "select depose_le <= prise_le and prise_le <= cloture_le and cloture_le <= modifie_le from demande where id = $1::uuid", [id])
    #expect(ordre == [["t"]])
    let journal = try instants(monde.server, id)
    #expect(journal == journal.sorted() && journal.count >= 4, "\(journal)")
  }

  @Test func `ni un partenaire, ni un compte, ni une convention ne reculent`() async throws {
    let monde = try await Monde.ouvrir(try TestServer(), "001", signed: false)
    let tard = try replique(monde.server).client.signedIn(monde.agent.token ?? "")
    let convention = monde.conventions["UNIQUE"] ?? ""
    let compte = try await monde.agent.post("/v1/comptes", .object(monde.corpsGestionnaire()))["id"]?.string
    for adresse in ["/v1/partenaires/\(monde.partenaire)"] + (compte.map { ["/v1/comptes/\($0)"] } ?? []) {
      let lue = try await monde.agent.get(adresse)
      let change = try await tard.patch(adresse, adresse.contains("partenaires") ? ["commune": "Woippy"] : ["fonction": "Directrice"], etag: lue.etag)
      #expect(change.status == 200, "\(change.text)")
    }
    for signature in Monde.acte("001")["conventions"]?.array?.first?["signatures"]?.array ?? [] {
      let answer = try await tard.post("/v1/conventions/\(convention)/signatures", Monde.sansNull(signature))
      #expect(answer.status == 201, "\(answer.text)")
    }
    for objet in [monde.partenaire, convention] + (compte.map { [$0] } ?? []) {
      let journal = try instants(monde.server, objet)
      #expect(journal.count >= 2 && journal == journal.sorted(), "\(objet) \(journal)")
    }
  }
}
