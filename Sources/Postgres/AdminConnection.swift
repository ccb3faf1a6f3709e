import CLibPQ

/// A blocking connection for commands (migrations) and tests. Never on a loop.
package final class AdminConnection {
  private let raw: OpaquePointer?

  /// Connects and waits for it (`connectSeconds` a host unless `connect_timeout` says otherwise). A failure to connect is
  /// `.server` with SQLSTATE 08001 and libpq's message.
  package init(_ connectionInfo: String, connectSeconds: Int = 10) throws(PostgresError) {
    raw = try ConnectionInfo(connectionInfo).connect(withinSeconds: connectSeconds)
    guard let raw, PQstatus(raw) == CONNECTION_OK else {
      throw .server(ServerError(sqlState: "08001", message: raw.map { String(cString: PQerrorMessage($0)) } ?? ""))
    }
    PQsetNoticeProcessor(raw, { _, _ in }, nil)
  }

  deinit { PQfinish(raw) }

  /// Runs a script of any number of statements, in one transaction unless it says otherwise.
  package func run(_ script: String) throws(PostgresError) {
    let result = PQexec(raw, script)
    defer { PQclear(result) }
    try check(result)
  }

  /// Runs one statement with text parameters; every value comes as PostgreSQL prints it.
  package func query(_ sql: String, _ parameters: [String?] = []) throws(PostgresError) -> [[String?]] {
    var block: [CChar] = []
    let starts = parameters.map { parameter -> Int? in
      guard let parameter else { return nil }
      defer {
        block.append(contentsOf: parameter.utf8.map { CChar(bitPattern: $0) })
        block.append(0)
      }
      return block.count
    }
    let result = block.withUnsafeBufferPointer { block in
      let values = starts.map { start in start.flatMap { start in block.baseAddress.map { $0 + start } } }
      return PQexecParams(raw, sql, Int32(values.count), nil, values, nil, nil, 0)
    }
    defer { PQclear(result) }
    try check(result)
    return (0..<PQntuples(result)).map { row in
      (0..<PQnfields(result)).map { column in
        PQgetisnull(result, row, column) == 1 ? nil : String(cString: PQgetvalue(result, row, column))
      }
    }
  }

  /// Prepares a statement and forgets it: proves that it fits the schema.
  package func checkPrepares(_ statement: AnyStatement) throws(PostgresError) {
    let result = PQprepare(raw, "", statement.sql, 0, nil)
    defer { PQclear(result) }
    try check(result)
  }

  private func check(_ result: OpaquePointer?) throws(PostgresError) {
    guard let result else { throw .outcomeUnknown }
    switch PQresultStatus(result) {
    case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: return
    default: throw PQstatus(raw) == CONNECTION_BAD ? .outcomeUnknown : .server(ServerError(result))
    }
  }
}
