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
    try server.admin().query("select to_char(instant, 'HH24:MI:SS.US') from evenement where objet_id = $1::uuid order by id", [objet]).compactMap {
      $0[0]
    }
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
    let close = try await agentTard.post("/v1/demandes/\(id)/cloture", ["resultat": "TRAITEE", "reponse": "C'est fait."])
    #expect(close.status == 200, "\(close.text)")
    let ordre = try monde.server.admin().query(
      "select depose_le <= prise_le and prise_le <= cloture_le and cloture_le <= modifie_le from demande where id = $1::uuid", [id])
    #expect(ordre == [["t"]])
    let journal = try instants(monde.server, id)
    #expect(journal == journal.sorted() && journal.count >= 4, "\(journal)")
  }

  @Test func `ni un partenaire, ni un compte, ni une convention ne reculent`() async throws {
    let monde = try await Monde.ouvrir(try TestServer(), "001")
    let replique = try replique(monde.server).client
    let gestionnaire = try await monde.gestionnaire()
    let compte = try await monde.creer(gestionnaire, monde.corpsTechnicien())
    let changements: [(TestClient, String, JSONValue)] = [
      (monde.agent, "/v1/partenaires/\(monde.partenaire)", ["commune": "Woippy"]), (gestionnaire, "/v1/comptes/\(compte)", ["nom": "ABADIE"]),
    ]
    for (client, adresse, changement) in changements {
      let tard = replique.signedIn(client.token ?? "")
      let change = try await tard.patch(adresse, changement, etag: try await client.get(adresse).etag)
      #expect(change.status == 200, "\(change.text)")
    }
    let autre = try await Monde.ouvrir(monde.server, "002", signed: false)
    let convention = try #require(autre.conventions["UNIQUE"])
    let autreTard = replique.signedIn(autre.agent.token ?? "")
    for signature in Monde.acte("002")["conventions"]?.array?.first?["signatures"]?.array ?? [] {
      let answer = try await autreTard.post("/v1/conventions/\(convention)/signatures", Monde.sansNull(signature))
      #expect(answer.status == 201, "\(answer.text)")
    }
    for objet in [monde.partenaire, compte, convention] {
      let journal = try instants(monde.server, objet)
      #expect(journal.count >= 2 && journal == journal.sorted(), "\(objet) \(journal)")
    }
  }

  @Test func `la vie d'un compte ne recule pas : lien, activation, session, conditions, mot de passe`() async throws {
    let monde = try await Monde.ouvrir(try TestServer(), "001")
    let retard = try replique(monde.server)
    let gestionnaire = try await monde.gestionnaire()
    let compte = try await monde.creer(gestionnaire, monde.corpsTechnicien())
    let tard = retard.client.signedIn(gestionnaire.token ?? "")
    #expect(try await tard.send("POST", "/v1/comptes/\(compte)/activations", nil).status == 201)
    let nouveau = try await Monde.activer(retard, compte)
    let change = try await nouveau.put("/v1/moi/mot-de-passe", ["ancien": .string(Monde.motDePasse), "nouveau": "Une autre phrase longue 77"])
    #expect(change.status == 204, "\(change.text)")
    let ecrits = try monde.server.admin().query("select code from evenement where objet_id = $1::uuid order by id", [compte]).compactMap { $0[0] }
    for code in ["ACTIVATION_RENVOYEE", "COMPTE_ACTIVE", "CGU_ACCEPTEES", "MOT_DE_PASSE_CHANGE"] { #expect(ecrits.contains(code), "\(ecrits)") }
    let journal = try instants(monde.server, compte)
    #expect(journal == journal.sorted(), "\(zip(ecrits, journal).map { "\($0) \($1)" })")
  }
}
