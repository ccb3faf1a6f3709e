/// A prepared statement as a value: its SQL, how its input becomes parameters, how a row becomes a value.
///
/// Parameters and results travel in binary: `bind` must give each `$n`, in order, the type that PostgreSQL infers for it (write
/// `$1::uuid` where it could infer another one). `decode` throws `DecodingFailure`; it is untyped so that a closure needs no
/// annotation, and anything else that it throws becomes a `DecodingFailure` of the column read last.
package struct Statement<Input, Row>: Sendable {
  /// Unique among the statements of a `Database`; at most 63 bytes.
  package let name: String
  package let sql: String
  package let bind: @Sendable (Input, inout ParameterEncoder) -> Void
  package let decode: @Sendable (inout RowReader) throws -> Row

  package init(
    _ name: String, _ sql: String,
    bind: @escaping @Sendable (Input, inout ParameterEncoder) -> Void,
    decode: @escaping @Sendable (inout RowReader) throws -> Row
  ) {
    self.name = name
    self.sql = sql
    self.bind = bind
    self.decode = decode
  }

  /// For the list of statements that a `Database` prepares.
  package var erased: AnyStatement { AnyStatement(name: name, sql: sql) }
}

extension Statement where Row == Void {
  /// A statement whose rows, if any, are of no interest.
  package init(_ name: String, _ sql: String, bind: @escaping @Sendable (Input, inout ParameterEncoder) -> Void) {
    self.init(name, sql, bind: bind, decode: { _ in })
  }
}

extension Statement where Input == Void {
  /// A statement without parameters.
  package init(_ name: String, _ sql: String, decode: @escaping @Sendable (inout RowReader) throws -> Row) {
    self.init(name, sql, bind: { _, _ in }, decode: decode)
  }
}

extension Statement where Input == Void, Row == Void {
  /// A statement without parameters whose rows, if any, are of no interest.
  package init(_ name: String, _ sql: String) {
    self.init(name, sql, bind: { _, _ in }, decode: { _ in })
  }
}

/// What it takes to prepare a statement.
package struct AnyStatement: Sendable, Equatable {
  package let name: String
  package let sql: String

  package init(name: String, sql: String) {
    self.name = name
    self.sql = sql
  }
}

/// Where statements are queued: a `Batch` of reads or writes, or a `Transaction`.
package protocol StatementQueue {
  /// Queues one execution. The result can be read once the batch or flush it belongs to is over.
  func enqueue<Input, Row>(_ statement: Statement<Input, Row>, _ input: Input) -> Deferred<Row>
}

extension StatementQueue {
  package func enqueue<Row>(_ statement: Statement<Void, Row>) -> Deferred<Row> { enqueue(statement, ()) }
}
