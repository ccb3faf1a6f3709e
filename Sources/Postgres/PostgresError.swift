/// Every way in which work on PostgreSQL can fail.
///
/// `unavailable`, `poolTimeout` and `tooManyWaiting` promise that nothing was sent. After `connectionLost` or `deadline` a write
/// may or may not have been committed.
package enum PostgresError: Error, Equatable {
  /// The connection string cannot be parsed. Its text is never repeated: it may hold a password.
  case invalidConnectionInfo
  /// No connection is up.
  case unavailable
  /// The connection ended while this was under way.
  case connectionLost
  /// No answer within the deadline; the connection was dropped.
  case deadline
  /// No connection was free for a transaction within the wait.
  case poolTimeout
  /// The queue for a connection is full.
  case tooManyWaiting
  /// Not run: an earlier statement of the same transaction failed, or the transaction is over.
  case aborted
  /// A row has another shape than its statement's `decode` expects.
  case decoding(DecodingFailure)
  /// PostgreSQL refused a statement.
  case server(ServerError)
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
  /// Says what kind of failure it is; never a query, never data.
  package var description: String {
    switch self {
    case .invalidConnectionInfo: "invalid connection information"
    case .unavailable: "no connection to PostgreSQL"
    case .connectionLost: "connection to PostgreSQL lost"
    case .deadline: "PostgreSQL did not answer within the deadline"
    case .poolTimeout: "no PostgreSQL connection became free within the wait"
    case .tooManyWaiting: "too much work waits for PostgreSQL"
    case .aborted: "transaction aborted"
    case .decoding: "unexpected shape of a row"
    case .server: "PostgreSQL refused a statement"
    }
  }

  /// With the details that help an operator; never data, never parameters.
  package var debugDescription: String {
    switch self {
    case .decoding(let failure): "\(description): \(failure)"
    case .server(let error): error.debugDescription
    default: description
    }
  }
}

/// An error type that can hold a failure of PostgreSQL beside failures of its own, so that a transaction's body and the
/// transaction itself throw one type.
package protocol PostgresErrorCarrier: Error {
  init(postgres: PostgresError)
}

extension PostgresError: PostgresErrorCarrier {
  package init(postgres: PostgresError) { self = postgres }
}

/// What PostgreSQL said of a statement it refused (PostgreSQL manual, Error and Notice Message Fields). The detail, hint and
/// context fields are never read: they quote rows.
package struct ServerError: Error, Equatable {
  /// Five characters, PostgreSQL manual, Appendix A.
  package let sqlState: String
  package let constraint: String?
  package let table: String?
  package let column: String?
  /// The primary message. It may quote a value (`invalid input syntax for type uuid: "…"`): for the person who runs a command,
  /// never for a client or a log.
  package let message: String

  package init(sqlState: String, constraint: String? = nil, table: String? = nil, column: String? = nil, message: String = "") {
    self.sqlState = sqlState
    self.constraint = constraint
    self.table = table
    self.column = column
    self.message = message
  }

  package var isUniqueViolation: Bool { sqlState == "23505" }
  package var isForeignKeyViolation: Bool { sqlState == "23503" }
  package var isCheckViolation: Bool { sqlState == "23514" }
  /// Serialization failure or deadlock: the same transaction may succeed when run again.
  package var isRetriable: Bool { sqlState == "40001" || sqlState == "40P01" }
}

extension ServerError: CustomStringConvertible, CustomDebugStringConvertible {
  package var description: String { "PostgreSQL refused a statement" }

  package var debugDescription: String {
    var text = "PostgreSQL refused a statement: SQLSTATE \(sqlState)"
    for (name, value) in [("constraint", constraint), ("table", table), ("column", column)] {
      if let value { text += ", \(name) \(value)" }
    }
    return quotesSchemaOnly ? "\(text): \(message)" : text
  }

  /// Classes whose messages name schema objects or server conditions, never values.
  private var quotesSchemaOnly: Bool {
    ["08", "0A", "25", "26", "34", "40", "42", "53", "55", "57", "58", "XX"].contains { sqlState.hasPrefix($0) }
  }
}

/// One column of one row is not what `decode` asked for.
package struct DecodingFailure: Error, Equatable, CustomStringConvertible {
  package enum Problem: Equatable, Sendable {
    case null
    case missingColumn
    /// The column's type, as a PostgreSQL type OID.
    case type(UInt32)
    /// The bytes are no value of the expected type, or no case of the expected enumeration.
    case value
  }

  /// The prepared statement's name; empty until its `Deferred` adds it.
  package var statement = ""
  /// Position from 0.
  package let column: Int
  package let expected: String
  package let problem: Problem

  package init(column: Int, expected: String, problem: Problem = .value) {
    self.column = column
    self.expected = expected
    self.problem = problem
  }

  package var description: String { "statement \(statement), column \(column): \(problem) instead of \(expected)" }
}
