import API
import Foundation
import JSON
import Postgres
import Testing

/// A long read is made apart: nobody waits behind it, and it has its own time.
@Suite struct LecturesLentesTests {
  private struct Scene {
    let monde: Monde
    let voisin: TestClient
    /// What the neighbour may wait at worst: less than the delay after which a read among the others is put apart, unless the machine makes
    /// it wait nearly as long with nothing under way.
    private(set) var admis = Duration.milliseconds(240)

    init() async throws {
      monde = try await Monde.ouvrir(try TestServer(), "001")
      voisin = try await Monde.agent(monde.server, "CPAM-67")
      admis = max(admis, try await pire(pendant: 1.5) * 3)
    }

    /// Runs `body` while no statement can read `demande`, as while a statement that reads very many rows.
    func bloquant(_ body: () async throws -> Void) async throws {
      let admin = try monde.server.admin()
      try admin.run("begin; lock table demande in access exclusive mode")
      try await body()
      try admin.run("rollback")
    }

    /// Checks that a read which lasts keeps nobody else: a busy machine does once or twice, a fault always.
    func neRetient(_ lecture: String) async throws {
      for essai in 1...3 {
        var mesure = Duration.zero
        try await bloquant { () async throws in
          async let lente = monde.agent.get(lecture)
          mesure = try await pire(pendant: 1.5)
          let answer = try await lente
          #expect(answer.status == 503 && answer.code == "LECTURE_TROP_LONGUE" && answer.headers["retry-after"] != nil, "\(answer.text)")
        }
        if mesure < admis { return }
        #expect(essai < 3, "\(mesure) \(admis)")
      }
    }

    /// How long the neighbour waits for a page of its own, at worst, over that time.
    func pire(pendant secondes: Double) async throws -> Duration {
      var pire = Duration.zero
      let fin = ContinuousClock.now + .seconds(secondes)
      while ContinuousClock.now < fin {
        let debut = ContinuousClock.now
        #expect(try await voisin.get("/v1/moi").status == 200)
        pire = max(pire, ContinuousClock.now - debut)
      }
      return pire
    }
  }

  @Test(arguments: ["etat=CLOTUREE", "total=true"])
  func `un filtre ou un compte qui dure ne retient personne, et finit à son délai`(_ parametre: String) async throws {
    let scene = try await Scene()
    try await scene.neRetient("/v1/demandes?\(parametre)")
    #expect(try await scene.monde.agent.get("/v1/demandes?\(parametre)").status == 200)
  }

  @Test func `une lecture qui se révèle longue est refaite à part, et la suivante y va d'abord`() async throws {
    let scene = try await Scene()
    try await scene.bloquant { () async throws in
      #expect(try await scene.monde.agent.get("/v1/demandes").code == "LECTURE_TROP_LONGUE")
    }
    try await scene.neRetient("/v1/demandes")
    #expect(try await scene.monde.agent.get("/v1/demandes").status == 200)
  }

  @Test func `une liste qui a retenu les autres est lue à part dès la fois suivante`() async throws {
    let scene = try await Scene()
    let admin = try scene.monde.server.admin()
    for essai in 1...3 {
      let agent = try await Monde.agent(scene.monde.server, "CPAM-57")
      #expect(try await agent.get("/v1/demandes").status == 200)
      // Held for less than what ends a read among the others, then let go.
      try admin.run("begin; lock table demande in access exclusive mode")
      async let retenue = agent.get("/v1/demandes")
      try await Task.sleep(for: .milliseconds(120))
      try admin.run("rollback")
      #expect(try await retenue.status == 200)
      try admin.run("begin; lock table demande in access exclusive mode")
      async let suivante = agent.get("/v1/demandes")
      let mesure = try await scene.pire(pendant: 0.2)
      try admin.run("rollback")
      #expect(try await suivante.status == 200)
      if mesure < .milliseconds(120) { return }
      #expect(essai < 3, "\(mesure)")
    }
  }

  @Test func `un compte en trop grand nombre attend peu et se fait dire de recommencer`() async throws {
    let scene = try await Scene()
    try await scene.bloquant { () async throws in
      let codes = try await withThrowingTaskGroup(of: String?.self) { group in
        for _ in 0..<14 { group.addTask { try await scene.monde.agent.get("/v1/demandes?total=true").code } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(codes.contains("LECTURE_TROP_LONGUE") && codes.contains("TROP_DE_LECTURES"), "\(codes)")
    }
  }

  @Test func `les lectures longues de plusieurs comptes passent toutes, et la place n'est jamais oubliée`() async throws {
    let server = try TestServer()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<6 {
        let agent = try await Monde.agent(server, "CPAM-57")
        group.addTask {
          for _ in 0..<60 {
            let answer = try await agent.get("/v1/echeances")
            #expect(answer.status == 200, "\(answer.text)")
            guard answer.status == 200 else { return }
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `un total est compté jusqu'à dix mille, et dit qu'il y en a davantage`() async throws {
    let monde = try await Monde.ouvrir(try TestServer(), "001")
    let technicien = try await monde.technicien(try await monde.gestionnaire())
    #expect(try await technicien.post("/v1/demandes", Monde.corpsDemande("CONTACT", acte: "001")).status == 201)
    let admin = try monde.server.admin()
    for (copies, total, minimal) in [(9_999, 10_000, nil), (1, 10_000, true as JSONValue?)] {
      try admin.run(
        """
        insert into demande select r.* from (select d from demande d limit 1) une, generate_series(1, \(copies)) rang,
          lateral jsonb_populate_record(une.d, jsonb_build_object('id', gen_random_uuid(), 'numero', '57-2025-' || (100000 + \(copies) + rang))) r
        """)
      for client in [monde.agent, technicien] {
        let page = try await client.get("/v1/demandes?total=true&limite=1")
        #expect(page["total"]?.int == total && page["total_minimal"] == minimal, "\(page.text)")
      }
    }
  }
}
