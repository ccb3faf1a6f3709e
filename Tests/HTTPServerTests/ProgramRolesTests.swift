import Foundation
import Postgres
import Testing
import TestSupport

/// Each program refuses, at its start, a role that is not the one of its place in the database: a stronger one as well as another's.
@Suite struct ProgramRolesTests {
  /// A role beside those of the schema: what it is told, and what it is.
  private static let etrangers = [
    "ep_essai_contourne": "login bypassrls in role ep_app", "ep_essai_double": "login inherit in role ep_app, ep_echeances",
    "ep_essai_rien": "login",
  ]

  private func refusal(_ database: String, _ program: String, _ arguments: [String], _ variable: String, user: String) async throws -> ProgramRun {
    var bases = ["EP_BASE": database]
    for (nom, role) in [("EP_BASE_APP", "ep_app"), ("EP_BASE_ECHEANCES", "ep_echeances"), ("EP_BASE_MESSAGER", "ep_messager")] {
      bases[nom] = "\(database) user=\(role)"
    }
    bases[variable] = "\(database) user=\(user)"
    bases["EP_COURRIEL_DOSSIER"] = FileManager.default.temporaryDirectory.path
    return try await ProgramRun.run(program, arguments, bases)
  }

  private func withRoles(_ body: (String) async throws -> Void) async throws {
    try await ServiceUnderTest.withDatabase { database in
      try await onPlainThread { for (nom, options) in Self.etrangers { try TestCluster.shared.createRole(nom, options) } }
      try await body(database)
    }
  }

  @Test(arguments: [
    ("espace-partenaires", ["serve"], "EP_BASE_APP", "ep_app"), ("espace-partenaires", ["serve"], "EP_BASE_ECHEANCES", "ep_echeances"),
    ("espace-partenaires", ["demo", "/n/existe/pas"], "EP_BASE_APP", "ep_app"),
    ("espace-partenaires", ["echeances"], "EP_BASE_ECHEANCES", "ep_echeances"),
    ("messager", ["--une-fois"], "EP_BASE_MESSAGER", "ep_messager"),
  ])
  func `un rôle qui n'est pas celui de la place est refusé au démarrage, en disant lequel donner`(
    _ program: String, _ arguments: [String], _ variable: String, _ place: String
  ) async throws {
    try await withRoles { database in
      let autres = ["ep_app", "ep_echeances", "ep_messager", "ep_essai_rien"].filter { $0 != place }
      let attendus =
        [("postgres", "est superutilisateur"), ("ep_essai_contourne", "contourne les politiques")]
        + autres.map { ($0, "n'a pas les droits de \(place)") }
      for (user, pourquoi) in attendus {
        let fin = try await refusal(database, program, arguments, variable, user: user)
        #expect(fin.status == 1, "\(user) : \(fin)")
        #expect(fin.errors.contains("\(variable) : le rôle « \(user) » ") && fin.errors.contains(pourquoi), "\(fin)")
        #expect(fin.errors.contains("donnez une connexion sous le rôle \(place)"), "\(fin)")
      }
      if place != "ep_messager" {
        let fin = try await refusal(database, program, arguments, variable, user: "ep_essai_double")
        #expect(fin.status == 1 && fin.errors.contains("« ep_essai_double » a aussi ceux de "), "\(fin)")
      }
    }
  }

  @Test(arguments: [["migrate"], ["demo"], ["agent", "ADMIN_NATIONAL", "-", "MME", "Martin", "Anne", "anne@a.example"], ["volume", "10", "1", "3"]])
  func `ce qui agit sur le schéma entier demande son propriétaire`(_ arguments: [String]) async throws {
    try await withRoles { database in
      let fin = try await refusal(database, "espace-partenaires", arguments, "EP_BASE", user: "ep_app")
      #expect(fin.status == 1 && fin.errors.contains("EP_BASE : le rôle « ep_app » n'est pas le propriétaire du schéma"), "\(fin)")
    }
  }

  @Test(arguments: [("espace-partenaires", ["echeances"]), ("messager", ["--une-fois"]), ("espace-partenaires", ["serve"])])
  func `une base sans le schéma, ou dont les droits n'ont pas été rendus, est dite comme telle`(_ program: String, _ arguments: [String]) async throws
  {
    let vide = try await onPlainThread { try TestCluster.shared.createDatabase() }
    let fin = try await refusal(vide, program, arguments, "EP_BASE", user: "postgres")
    #expect(fin.status == 1 && fin.errors.contains("n'a pas le schéma") && fin.errors.contains("espace-partenaires migrate"), "\(fin)")
    try await onPlainThread { try TestCluster.shared.dropDatabase(vide) }
    try await withRoles { database in
      try await onPlainThread {
        try AdminConnection(database).run(
          "revoke all on session from ep_app; revoke all on convention from ep_echeances; revoke all on notification from ep_messager")
        try AdminConnection(database).run("revoke all (destinataire) on notification from ep_messager")
      }
      let fin = try await refusal(database, program, arguments, "EP_BASE", user: "postgres")
      #expect(fin.status == 1 && fin.errors.contains("n'a pas, dans cette base, le droit de lire"), "\(fin)")
    }
  }

  @Test func `sous le rôle de sa place, chaque programme fait son travail`() async throws {
    try await withRoles { database in
      for (program, arguments) in [("espace-partenaires", ["migrate"]), ("espace-partenaires", ["echeances"]), ("messager", ["--une-fois"])] {
        let fin = try await refusal(database, program, arguments, "EP_BASE", user: "postgres")
        #expect(fin.status == 0 && fin.errors.isEmpty, "\(fin)")
      }
    }
  }
}
