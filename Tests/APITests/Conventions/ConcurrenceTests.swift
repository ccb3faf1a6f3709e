import Foundation
import API
import JSON
import Postgres
import Testing

/// Simultaneous signatures, on two loops: what one transaction decides, the others see.
@Suite(.serialized) struct ConcurrenceTests {
  private func codes(_ answers: [Answer]) -> [String] { answers.map { "\($0.status) \($0.code ?? "")" }.sorted() }

  private func ensemble(_ nombre: Int, _ body: @escaping @Sendable (Int) async throws -> Answer) async throws -> [Answer] {
    try await withThrowingTaskGroup(of: Answer.self) { group in
      for index in 0..<nombre { group.addTask { try await body(index) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }

  @Test func `de deux signatures simultanées d'une partie, une seule est enregistrée (V-05)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer { $0.loops = 2 })
    for _ in 0..<3 {
      let id = try await dossier.creer("METIER")
      let answers = try await ensemble(6) { _ in try await dossier.signer(id, "CAISSE", le: "2024-10-21") }
      #expect(codes(answers) == ["201 "] + Array(repeating: "409 PARTIE_DEJA_SIGNATAIRE", count: 5))
    }
  }

  @Test func `les deux parties qui signent en même temps mettent la convention en vigueur (V-05)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer { $0.loops = 2 })
    for _ in 0..<3 {
      let autre = try await dossier.autre()
      let id = try await autre.creer("METIER")
      let answers = try await ensemble(2) { try await autre.signer(id, $0 == 0 ? "CAISSE" : "PARTENAIRE", le: "2024-10-21") }
      #expect(codes(answers) == ["201 ", "201 "])
      let lue = try await autre.lire(id)
      #expect(lue["etat"] == "EN_VIGUEUR" && lue["version"] == 3, "\(lue.text)")
    }
  }

  @Test func `de plusieurs conventions signées à la fois, une seule prend effet (V-37)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer { $0.loops = 2 })
    for _ in 0..<3 {
      let autre = try await dossier.autre()
      var actes: [String] = []
      for _ in 0..<4 {
        let id = try await autre.creer("METIER")
        _ = try await autre.signer(id, "PARTENAIRE", le: "2024-10-21")
        actes.append(id)
      }
      let ids = actes
      let answers = try await ensemble(4) { try await autre.signer(ids[$0], "CAISSE", le: "2024-10-21") }
      #expect(codes(answers) == ["201 "] + Array(repeating: "409 CONVENTION_DEJA_EN_VIGUEUR", count: 3))
      let enVigueur = try await autre.agent.get("/v1/conventions?partenaire_id=\(autre.partenaire)&etat=EN_VIGUEUR")
      #expect(enVigueur.elements.count == 1)
    }
  }

  @Test func `la base refuse d'elle-même deux vies qui se chevauchent (V-37)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let (premiere, seconde) = (try await dossier.creer("METIER"), try await dossier.creer("METIER"))
    let admin = try dossier.server.admin()
    _ = try admin.query("update convention set premier_jour = '2024-10-21' where id = $1::uuid", [premiere])
    #expect(throws: PostgresError.self) {
      try admin.query("update convention set premier_jour = '2030-01-01' where id = $1::uuid", [seconde])
    }
    _ = try admin.query("update convention set dernier_jour = '2025-10-20', fin = 'TERME' where id = $1::uuid", [premiere])
    #expect(throws: PostgresError.self) {
      try admin.query("update convention set premier_jour = '2025-10-20' where id = $1::uuid", [seconde])
    }
    _ = try admin.query("update convention set premier_jour = '2025-10-21' where id = $1::uuid", [seconde])
  }
}
