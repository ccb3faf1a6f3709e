/// Every way in which work on PostgreSQL can fail.
///
/// Only after `outcomeUnknown` may a write have been committed: every other case promises that it has not.
package enum PostgresError: Error, Equatable {
  /// The connection string cannot be parsed. Its text is never repeated: it may hold a password.
  case invalidConnectionInfo
  /// No connection is up.
  case unavailable
  /// The connection ended while this was under way, before COMMIT had left.
  case connectionLost
  /// No answer within the deadline, before COMMIT had left; the connection was dropped.
  case deadline
  /// The connection ended, or was dropped at the deadline, once COMMIT had left: PostgreSQL has committed, will, or never will.
  case outcomeUnknown
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
    case .outcomeUnknown: "PostgreSQL did not say whether it has committed"
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

extension PostgresError {
  /// The statement was ended by its delay, or by an administrator.
  package var isCancelled: Bool {
    if case .server(let error) = self { error.sqlState == "57014" } else { false }
  }

  /// The same failure, met by work whose COMMIT had left.
  var afterCommitLeft: PostgresError {
    switch self {
    case .connectionLost, .deadline: .outcomeUnknown
    default: self
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
