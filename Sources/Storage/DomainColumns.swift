package import Domain
package import JSON
package import Postgres

// Domain types to and from PostgreSQL's: dates and instants are counts, JSON travels as text.

extension ParameterEncoder {
  package mutating func jour(_ value: Jour?) { date(value.map { Int32($0.numero) }) }
  package mutating func instant(_ value: Instant?) { timestamptz(value?.microsecondes) }
  package mutating func int(_ value: Int?) { int4(value.map(Int32.init)) }
  package mutating func jsonb(_ value: JSONValue?) { jsonb(value.map(\.text)) }
}

extension RowReader {
  package mutating func jour() throws(DecodingFailure) -> Jour { Jour(numero: Int(try date())) }
  package mutating func jourOrNull() throws(DecodingFailure) -> Jour? { try dateOrNull().map { Jour(numero: Int($0)) } }
  package mutating func instant() throws(DecodingFailure) -> Instant { Instant(microsecondes: try timestamptz()) }
  package mutating func instantOrNull() throws(DecodingFailure) -> Instant? { try timestamptzOrNull().map { Instant(microsecondes: $0) } }
  package mutating func int() throws(DecodingFailure) -> Int { Int(try int4()) }
  package mutating func intOrNull() throws(DecodingFailure) -> Int? { try int4OrNull().map(Int.init) }

  /// A `jsonb` column.
  package mutating func jsonb() throws(DecodingFailure) -> JSONValue {
    let text = try jsonbText()
    do { return try JSONReader.parse(text) } catch { throw DecodingFailure.malformed }
  }
}
