/// How one loop reaches PostgreSQL. Every wait and every queue has its limit here.
package struct DatabaseConfiguration: Sendable {
  package var connection: ConnectionInfo
  /// Where reads go; the same servers as `connection` unless given.
  package var readerConnection: ConnectionInfo?
  /// Prepared on every connection as it comes up.
  package var statements: [AnyStatement]

  package var readers = 1
  /// Connections for reads that may be long, one such read at a time each.
  package var slowReaders = 0
  package var writers = 2
  /// Connections that transactions check out, one each.
  package var transactions = 8

  package var connectMilliseconds = 5_000
  /// From the sending of a batch to its last answer. The server cancels a statement after nine tenths of it, so that one slow
  /// statement fails alone; past the whole of it the connection is dropped.
  package var queryMilliseconds = 5_000
  /// After how long the server cancels a statement of a shared reader, whose neighbours wait for it; nil: as any other.
  package var quickReadMilliseconds: Int?
  /// The same for a read that may be long.
  package var slowReadMilliseconds = 2_000
  /// How long a transaction waits for a connection.
  package var poolWaitMilliseconds = 2_000
  /// How long the server keeps a transaction (and its locks) for a client that has gone silent.
  package var idleInTransactionMilliseconds = 10_000
  package var firstBackoffMilliseconds = 100
  package var maximumBackoffMilliseconds = 5_000
  /// The same for the first connection of each kind.
  package var maximumFirstBackoffMilliseconds = 1_000
  /// Between two looks at the sessions left behind at the server.
  package var givenUpMilliseconds = 500
  /// Sessions of one loop left behind at the server beyond which it opens no other, but to read.
  package var maximumGivenUp = 4
  /// Shared by the loops of a process.
  package var loopsInNeed = LoopsInNeed()

  /// Transactions that may wait for a connection at the same time.
  package var maximumWaiting = 1_024
  /// Batches under way on one connection.
  package var maximumInFlight = 2_048

  /// Throws `invalidConnectionInfo` when a connection string cannot be parsed.
  package init(
    _ connectionInfo: String, readers readerConnectionInfo: String? = nil, statements: [AnyStatement] = []
  ) throws(PostgresError) {
    connection = try ConnectionInfo(connectionInfo)
    if let readerConnectionInfo { readerConnection = try ConnectionInfo(readerConnectionInfo) }
    self.statements = statements
  }

  func info(_ role: ConnectionRole) -> ConnectionInfo {
    // A server that takes no write is no place for one: libpq goes on to the next host, and a lone one is tried again later.
    let isReader = role == .reader || role == .slowReader
    let base = isReader ? (readerConnection ?? connection).readOnly() : connection.defaulting("target_session_attrs", to: "read-write")
    // An idle connection that a firewall has forgotten is found out before a request meets it.
    return base.defaulting("keepalives_idle", to: "60").adding(
      settings: [
        ("statement_timeout", "\(statementMilliseconds(role))"),
        ("idle_in_transaction_session_timeout", "\(idleInTransactionMilliseconds)"),
        // A statement whose client has gone ends by itself; a COMMIT that waits for a standby does not.
        ("client_connection_check_interval", "1000"),
      ] + Self.planning)
  }

  private func statementMilliseconds(_ role: ConnectionRole) -> Int {
    let longest = max(1, queryMilliseconds * 9 / 10)
    return switch role {
    case .reader: min(quickReadMilliseconds ?? longest, longest)
    case .slowReader: min(slowReadMilliseconds, longest)
    case .writer, .transaction: longest
    }
  }

  /// How the server plans for every session of the service.
  package static let planning = [
    // `LIMIT $n` looks cheaper with its value known, so that the planner would plan anew at every execution, at several times
    // the price of running. Tests hold the plans of the lists, made without values, to their indexes.
    ("plan_cache_mode", "force_generic_plan"),
    // A plan made while a table is known to be empty is kept as it grows, until its next ANALYZE: reading the whole of it then looked free,
    // be it that of sessions.
    ("enable_seqscan", "off"),
    // What the setting above adds to the cost of a statement that has no index to use would have it compiled.
    ("jit", "off"),
  ]
}
