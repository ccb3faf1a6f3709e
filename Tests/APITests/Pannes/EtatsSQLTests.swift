import Postgres
import Testing

@testable import API

/// Every SQLSTATE that a failover, a full disk or an administrator's act can produce has its answer (PostgreSQL manual, Appendix A).
@Suite struct EtatsSQLTests {
  /// What is certain, what is not, and what nobody foresaw.
  private static let attendus: [(etats: [String], code: String)] = [
    (
      [
        // Connection lost or refused.
        "08000", "08001", "08003", "08004", "08006", "08P01",
        // Conflicts between transactions, a transaction ended by its timeouts or by an earlier failure.
        "40000", "40001", "40002", "40P01", "25P02", "25P03", "25P04", "55P03", "55000", "55006", "72000",
        // Resources: disk, memory, connections, locks.
        "53000", "53100", "53200", "53300", "53400",
        // An administrator: cancelled, ended, crashed, starting, database dropped, idle session.
        "57000", "57014", "57P01", "57P02", "57P03", "57P04", "57P05",
        // A server that takes no write any more.
        "25006",
        // Prepared statements that are gone, after a pooler or a reset.
        "26000",
        // An ill server: input and output, files, configuration, itself, data, indexes.
        "58000", "58030", "58P01", "58P02", "F0000", "F0001", "XX000", "XX001", "XX002",
      ], "SERVICE_INDISPONIBLE"
    ),
    (["08007", "40003"], "ISSUE_INCONNUE"),
    (["22008", "22P02", "23505", "42501", "42601", "42P01", "42703", "54001", "0A000", "P0001"], "ERREUR_INTERNE"),
  ]

  @Test func `chaque état SQL qu'une bascule, un disque plein ou un administrateur produit a sa réponse`() {
    for (etats, code) in Self.attendus {
      for etat in etats {
        let problem = Problem(PostgresError.server(ServerError(sqlState: etat)))
        #expect(problem.code == code, "\(etat)")
        #expect((problem.retryAfterSeconds != nil) == (code != "ERREUR_INTERNE"), "\(etat)")
        #expect(problem.saysNothingWritten == (code == "SERVICE_INDISPONIBLE"), "\(etat)")
      }
    }
    let migree = ServerError(sqlState: "0A000", message: "cached plan must not change result type")
    #expect(Problem(PostgresError.server(migree)).code == "SERVICE_INDISPONIBLE")
  }

  @Test func `seule une issue inconnue cesse de dire que rien n'est enregistré`() {
    for error: PostgresError in [.unavailable, .connectionLost, .deadline, .poolTimeout, .tooManyWaiting, .aborted] {
      #expect(Problem(error).saysNothingWritten)
    }
    let problem = Problem(PostgresError.outcomeUnknown)
    #expect(problem.code == "ISSUE_INCONNUE" && problem.detail == nil && !problem.saysNothingWritten && problem.retryAfterSeconds == 2)
  }

  @Test func `une base malade se dit aussi à l'exploitant`() {
    for (etat, dit) in [("XX001", true), ("58030", true), ("42P01", true), ("40001", false), ("25006", false)] {
      let error = PostgresError.server(ServerError(sqlState: etat))
      #expect(Problem.isToLog(error, as: Problem(error)) == dit, "\(etat)")
    }
  }
}
