/// What a connection of a `Database` is for.
package enum ConnectionRole: String, Sendable {
  /// Pipelined reads of many requests, one Sync a turn.
  case reader
  /// Reads that may be long, one at a time.
  case slowReader = "slow_reader"
  /// Pipelined writes, one Sync each.
  case writer
  /// Checked out by one transaction at a time.
  case transaction
}

/// Why a connection that was up is no more.
package enum LossReason: String, Sendable {
  /// The server closed it or the network failed.
  case closed
  /// The server ended the session (shutdown, `pg_terminate_backend`, a timeout of its own).
  case ended
  /// An answer fitted nothing that was asked.
  case protocolViolation
  /// libpq refused to queue a statement, so that part of a group was missing.
  case sendFailed
  /// It came back from a transaction without being idle.
  case transactionOpen
  /// Its prepared statements no longer fit the schema.
  case stale
  /// Its server takes no write, so that another one is looked for.
  case readOnly
}

/// What happens in a `Database`, for logs and metrics. Holds no query, no data, no secret.
package enum Observation: Sendable, Equatable {
  case connected(ConnectionRole)
  /// `detail` is libpq's first line, which names hosts and accounts, never passwords.
  case connectFailed(ConnectionRole, detail: String)
  case connectDeadline(ConnectionRole)
  case lost(ConnectionRole, LossReason)
  /// The server was silent too long; `groups` batches failed with the connection.
  case deadline(ConnectionRole, groups: Int)
  /// That connection's session is left behind at the server, at work for nobody; so many of them have ended.
  case givenUp(pid: Int32)
  case givenUpEnded(Int)
  /// A statement does not fit the schema: its connection cannot serve. Told once per statement until a connection succeeds.
  case prepareFailed(statement: String, ServerError)
  /// A batch was run again because a neighbour's failure had aborted it.
  case rerun
  case poolTimeout
  case tooManyWaiting
}

extension Observation {
  /// Its kind, as counted.
  package var kind: String {
    switch self {
    case .connected: "connectee"
    case .connectFailed, .connectDeadline: "connexion_refusee"
    case .lost: "perdue"
    case .deadline: "delai_depasse"
    case .givenUp: "session_abandonnee"
    case .givenUpEnded: "session_abandonnee_finie"
    case .prepareFailed: "preparation_refusee"
    case .rerun: "lecture_refaite"
    case .poolTimeout: "attente_trop_longue"
    case .tooManyWaiting: "file_pleine"
    }
  }

  /// How many things of its kind it tells of.
  package var count: Int {
    if case .givenUpEnded(let count) = self { count } else { 1 }
  }
}
