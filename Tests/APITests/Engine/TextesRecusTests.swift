import Foundation
import JSON
import Testing

/// Every text of every body is kept in one form, and blank ones are refused (§7).
@Suite struct TextesRecusTests {
  private static let server = Result { try TestServer() }

  @Test func `un nom décomposé, doublement espacé ou invisible par endroits se lit comme les autres`() async throws {
    let monde = try await Monde.ouvrir(try Self.server.get(), "000")
    let technicien = try await monde.technicien(try await monde.gestionnaire())
    let filed = try await technicien.post(
      "/v1/demandes",
      Monde.corpsDemande("CONTACT", acte: "000") { body in
        body["description"] = "Première ligne  \r\n  seconde\u{a0}ligne "
        var assure = body["assure"]?.object ?? [:]
        assure["nom"] = " Le\u{301}vy\u{a0} -\u{200b}Bruhl "
        assure["prenom"] = "Zoe\u{301}"
        body["assure"] = .object(assure)
      })
    #expect(filed.status == 201, "\(filed.text)")
    #expect(filed["assure"]?["nom"]?.string?.utf8.elementsEqual("Lévy -Bruhl".utf8) == true, "\(filed.text)")
    #expect(filed["assure"]?["prenom"]?.string?.utf8.elementsEqual("Zoé".utf8) == true)
    #expect(filed["description"] == "Première ligne\n seconde ligne")
  }

  @Test(arguments: ["  ", "\u{a0}", "\u{200b}", "\u{2060}", "\n"])
  func `un texte blanc est refusé partout, à la création comme à la modification`(_ blanc: String) async throws {
    let monde = try await Monde.ouvrir(try Self.server.get(), "000", signed: false)
    let texte = JSONValue.string(blanc)
    let convention = try #require(monde.conventions.values.first)
    let lue = try await monde.agent.get("/v1/conventions/\(convention)")
    let partenaire = try await monde.agent.get("/v1/partenaires/\(monde.partenaire)")
    let answers = [
      ("/objet", try await monde.agent.patch("/v1/conventions/\(convention)", ["objet": texte], etag: lue.etag)),
      (
        "/objet",
        try await monde.agent.post(
          "/v1/conventions",
          ["partenaire_id": .string(monde.partenaire), "nature": "UNIQUE", "modele_code": "000", "objet": texte])
      ),
      ("/commune", try await monde.agent.patch("/v1/partenaires/\(monde.partenaire)", ["commune": texte], etag: partenaire.etag)),
      (
        "/nom",
        try await monde.agent.post("/v1/partenaires/\(monde.partenaire)/contacts", ["role": "REFERENT", "partie": "PARTENAIRE", "nom": texte])
      ),
    ]
    for (pointer, answer) in answers {
      #expect(answer.status == 422 && answer.pointers == [pointer] && answer.fieldCodes == ["CHAMP_OBLIGATOIRE"], "\(answer.text)")
    }
  }

  @Test func `un caractère de contrôle est refusé dans tout texte`() async throws {
    let monde = try await Monde.ouvrir(try Self.server.get(), "000", signed: false)
    let convention = try #require(monde.conventions.values.first)
    let lue = try await monde.agent.get("/v1/conventions/\(convention)")
    let answer = try await monde.agent.patch("/v1/conventions/\(convention)", ["objet": "a\u{1b}b"], etag: lue.etag)
    #expect(answer.status == 422 && answer.fieldCodes == ["CARACTERE_INTERDIT"], "\(answer.text)")
  }

  @Test func `un numéro court est celui d'une caisse, un SIRET se colle comme il vient`() async throws {
    let monde = try await Monde.ouvrir(try Self.server.get(), "000", signed: false)
    let contacts = "/v1/partenaires/\(monde.partenaire)/contacts"
    let caisse = try await monde.agent.post(contacts, ["role": "REFERENT", "partie": "CAISSE", "nom": "Accueil", "telephone": "36 46"])
    #expect(caisse.status == 201 && caisse["telephone"] == "3646", "\(caisse.text)")
    let change = try await monde.agent.patch("/v1/contacts/\(caisse["id"]?.string ?? "")", ["telephone": "39 19"], etag: caisse.etag)
    #expect(change.status == 200 && change["telephone"] == "3919", "\(change.text)")
    let autre = try await monde.agent.post(contacts, ["role": "REFERENT", "partie": "PARTENAIRE", "nom": "Accueil", "telephone": "3646"])
    #expect(autre.status == 422 && autre.fieldCodes == ["TELEPHONE_INVALIDE"], "\(autre.text)")
    let outreMer = try await monde.agent.post(
      contacts, ["role": "REFERENT", "partie": "PARTENAIRE", "nom": "Accueil", "telephone": "00 262 (0)262 12 34 56"])
    #expect(outreMer["telephone"] == "0262123456", "\(outreMer.text)")
    let lu = try await monde.agent.get("/v1/partenaires/\(monde.partenaire)")
    let siret = try await monde.agent.patch("/v1/partenaires/\(monde.partenaire)", ["siret": "266 001.759\u{a0}– 00098"], etag: lu.etag)
    #expect(siret.status == 200 && siret["siret"] == "26600175900098", "\(siret.text)")
  }
}
