import API
import Bytes
import Contract
import Crypto
import Domain
import Foundation
import JSON
import Testing

/// A cursor is sealed: unreadable, and good only for the list, the filters, the order and the account it was given to.
@Suite struct CurseurTests {
  static let listes = ContratTests.operations.filter { operation in operation.queryParameters.contains { $0.name == "curseur" } }

  /// Cursors that no list gave: those that were in clear, with values at the ends of their types, forged, cut, badly written, huge.
  static let etrangers: [String] = {
    let clairs = [
      "[\"9223372036854775807\",\"0192a5b0-7c00-7000-8000-000000000001\"]", "[\"-9223372036854775808\",\"0192a5b0-7c00-7000-8000-000000000001\"]",
      "[1]", "{}", "non", "[\"9999-12-31\"]", "[\"2025-04-01\",\"x\",\"y\",0]",
    ]
    return clairs.map { base64URL(Array($0.utf8)) } + [
      "", "abc", "AAAA", "=", "%00", "%F0%9F%98%80", "A%20A", base64URL([UInt8](repeating: 0, count: 40)),
      base64URL([UInt8](repeating: 255, count: 200)),
      String(repeating: "A", count: 4096), String(repeating: "A", count: 4100), String(repeating: "A", count: 7900),
    ]
  }()

  @Test(arguments: listes) func `un curseur forgé, tronqué, vide ou démesuré est un 400 CURSEUR_INVALIDE, sur toute liste`(
    _ operation: Contract.Operation
  ) async throws {
    let server = try ContratTests.server.get()
    let role = ["AGENT_CAISSE", "GESTIONNAIRE", "TECHNICIEN", "ADMIN_NATIONAL"].first(where: operation.roles.contains)
    let client = if let role { try await Acteurs.shared.client(server, role, cgu: true) } else { server.client }
    for curseur in Self.etrangers {
      let answer = try await client.send(operation, nil, query: "curseur=\(curseur)")
      #expect(answer.status == 400 && answer.code == "CURSEUR_INVALIDE", "\(operation.id) \(curseur.prefix(60)): \(answer.text)")
    }
  }

  /// Three demandes, and the address of the second page of the technicien's list.
  private func pages() async throws -> (monde: Monde, gestionnaire: TestClient, technicien: TestClient, suivant: String) {
    let monde = try await Monde.ouvrir(try TestServer(), "000")
    let gestionnaire = try await monde.gestionnaire()
    let technicien = try await monde.technicien(gestionnaire)
    for _ in 0..<3 {
      monde.server.horloge.figer(monde.server.horloge.maintenant.ajoutant(secondes: 60))
      let answer = try await technicien.post("/v1/demandes", Monde.corpsDemande("CONTACT", acte: "000"))
      guard answer.status == 201 else { throw Monde.Inattendu(answer) }
    }
    let suivant = try #require(try await technicien.get("/v1/demandes?recherche=morvan&limite=1")["suivant"]?.string)
    return (monde, gestionnaire, technicien, suivant)
  }

  private func curseur(_ suivant: String) throws -> String {
    String(try #require(suivant.split(separator: "=").last))
  }

  @Test func `un curseur ne vaut que pour sa liste, ses filtres, son ordre et son compte`() async throws {
    let (monde, gestionnaire, technicien, suivant) = try await pages()
    let recherche = try curseur(suivant)
    let liste = try curseur(try #require(try await technicien.get("/v1/demandes?limite=1")["suivant"]?.string))
    let file = try curseur(try #require(try await monde.agent.get("/v1/demandes?limite=1")["suivant"]?.string))
    // The same list, whatever the size of its pages and the writing of its address.
    for admis in ["recherche=morvan&limite=1", "limite=2&recherche=morvan", "recherche=%6Dorvan", "recherche=morvan&total=true"] {
      #expect(try await technicien.get("/v1/demandes?\(admis)&curseur=\(recherche)").status == 200, "\(admis)")
    }
    #expect(try await technicien.get("/v1/demandes?tri=-depose_le&curseur=\(liste)").code == "CURSEUR_INVALIDE")
    let refus: [(TestClient, String)] = [
      (technicien, "/v1/demandes?recherche=autre&curseur=\(recherche)"), (technicien, "/v1/demandes?curseur=\(recherche)"),
      (technicien, "/v1/demandes?recherche=morvan&urgente=false&curseur=\(recherche)"), (technicien, "/v1/demandes?tri=depose_le&curseur=\(liste)"),
      (technicien, "/v1/demandes?recherche=morvan&curseur=\(liste)"), (technicien, "/v1/demandes?depose_du=2025-01-01&curseur=\(liste)"),
      (technicien, "/v1/demandes?curseur=\(file)"), (monde.agent, "/v1/demandes?curseur=\(liste)"), (gestionnaire, "/v1/comptes?curseur=\(liste)"),
      (monde.agent, "/v1/conventions?curseur=\(liste)"), (monde.agent, "/v1/partenaires?curseur=\(file)"),
      (monde.agent, "/v1/caisses?curseur=\(file)"),
    ]
    for (client, path) in refus {
      let answer = try await client.get(path)
      #expect(answer.status == 400 && answer.code == "CURSEUR_INVALIDE", "\(path): \(answer.text)")
    }
    // Another agent of the same caisse has the same queue, not the same cursors.
    let collegue = try await Monde.agent(monde.server, monde.caisse, email: "collegue@assurance-maladie.example")
    #expect(try await collegue.get("/v1/demandes?curseur=\(file)").code == "CURSEUR_INVALIDE")
    #expect(try await monde.agent.get("/v1/demandes?curseur=\(file)").status == 200)
  }

  @Test func `un curseur modifié d'un caractère, coupé ou allongé est refusé, et ne laisse rien lire`() async throws {
    let (monde, _, technicien, suivant) = try await pages()
    let curseur = Array(try curseur(suivant))
    let clair = String(decoding: try #require(bytes(base64URL: String(curseur))), as: UTF8.self).uppercased()
    let identifiant = monde.partenaire.prefix { $0 != "-" }.uppercased()
    #expect(!clair.contains("MORVAN") && !clair.contains(identifiant))
    for index in stride(from: 0, to: curseur.count, by: 7) {
      var altere = curseur
      altere[index] = curseur[index] == "A" ? "B" : "A"
      for texte in [String(altere), String(curseur.prefix(index)), String(curseur) + "A", String(curseur) + "%3D"] {
        #expect(try await technicien.get("/v1/demandes?recherche=morvan&curseur=\(texte)").code == "CURSEUR_INVALIDE", "\(index)")
      }
    }
    #expect(try await technicien.get("/v1/demandes?recherche=morvan&curseur=\(String(curseur))").status == 200)
  }

  @Test func `un curseur d'un autre service, d'une autre clé, est refusé`() async throws {
    let (_, _, technicien, _) = try await pages()
    let forge = try Sealer(secret: [UInt8](repeating: 9, count: 32), label: "curseur")
    let texte = Array("[\"\",\"1\",\"0192a5b0-7c00-7000-8000-000000000001\"]".utf8).withUnsafeBytes { plain in
      forge.seal(plain, bound: UnsafeRawBufferPointer(start: nil, count: 0))
    }
    #expect(try await technicien.get("/v1/demandes?curseur=\(texte)").code == "CURSEUR_INVALIDE")
  }
}
