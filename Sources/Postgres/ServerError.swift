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

extension ServerError {
  /// What a refusal says of the server (PostgreSQL manual, Appendix A), for whoever must tell it to somebody.
  package enum Condition: Sendable {
    /// Conflicts, resources, an administrator's or a failover's act: the same work may succeed soon. Nothing was committed.
    case passing
    /// The server takes no write: a standby, or a primary that somebody has closed to writes.
    case readOnly
    /// The server itself does not know whether it has committed.
    case outcomeUnknown
    /// The server is ill (a disk, a file, an index, an error of its own): it may come back, and somebody must look.
    case damaged
    /// The statement or its values are at fault.
    case refused
  }

  package var condition: Condition {
    switch sqlState {
    case "25006": return .readOnly
    case "08007", "40003": return .outcomeUnknown
    // The transaction was ended by a timeout or failed earlier; a lock or an object is held; a prepared statement is gone or has aged.
    case "25P02", "25P03", "25P04", "55P03", "55000", "55006", "26000", "72000": return .passing
    case _ where hasAgedPlan: return .passing
    default: break
    }
    switch sqlState.prefix(2) {
    case "08", "40", "53", "57": return .passing  // connection, conflict between transactions, resources, operator intervention
    case "58", "F0", "XX": return .damaged  // system error, configuration file, internal error
    default: return .refused
    }
  }

  /// A migration has changed what a prepared statement gives.
  private var hasAgedPlan: Bool { sqlState == "0A000" && message.contains("cached plan") }

  /// Why its session must be given up, when only another one helps.
  func endOfSession(_ role: ConnectionRole) -> LossReason? {
    switch sqlState {
    case "25006": role == .reader || role == .slowReader ? nil : .readOnly  // a reader's sessions take no write, whatever the server
    case "26000": .stale  // prepared statements are lost
    default: hasAgedPlan ? .stale : nil
    }
  }
}
