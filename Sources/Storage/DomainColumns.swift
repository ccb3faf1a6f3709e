package import Domain
package import JSON
package import Postgres

// Domain types to and from PostgreSQL's: dates and instants are counts, JSON travels as text.

extension ParameterEncoder {
  package mutating func jour(_ value: Jour?) { date(value.map { Int32($0.numero) }) }
  package mutating func instant(_ value: Instant?) { timestamptz(value?.microsecondes) }
  package mutating func int(_ value: Int?) { int4(value.map(Int32.init)) }
  package mutating func json(_ value: JSONValue?) { jsonb(value.map(\.text)) }
}

extension RowReader {
  package mutating func jour() throws(DecodingFailure) -> Jour { Jour(numero: Int(try date())) }
  package mutating func jourOrNull() throws(DecodingFailure) -> Jour? { try dateOrNull().map { Jour(numero: Int($0)) } }
  package mutating func instant() throws(DecodingFailure) -> Instant { Instant(microsecondes: try timestamptz()) }
  package mutating func instantOrNull() throws(DecodingFailure) -> Instant? { try timestamptzOrNull().map { Instant(microsecondes: $0) } }

  /// A `jsonb` column as a tree.
  package mutating func json() throws(DecodingFailure) -> JSONValue {
    let column = column
    let text = try jsonb()
    do { return try JSONReader.parse(text) } catch { throw DecodingFailure(column: column, expected: "JSON") }
  }

  package mutating func jsonOrNull() throws(DecodingFailure) -> JSONValue? { isNull ? skipped() : try json() }

  private mutating func skipped() -> JSONValue? {
    skip()
    return nil
  }
}
