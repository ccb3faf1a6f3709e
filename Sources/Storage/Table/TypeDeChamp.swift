import Bytes
package import Domain
package import FoundationEssentials
package import JSON
package import Postgres

/// A type that is a column: how PostgreSQL names it, how a value is read, bound, shown, and found in a body. Of a null column, the value is
/// nil: `Optional` is one as well.
package protocol TypeDeChamp: Sendable {
  /// As PostgreSQL names the type in `$1::uuid`.
  static var type: String { get }
  static func lire(_ row: inout RowReader) throws(DecodingFailure) -> Self
  static func lireOuNul(_ row: inout RowReader) throws(DecodingFailure) -> Self?
  func lier(_ p: inout ParameterEncoder)
  /// As a member of an answer, or of what the journal keeps.
  var json: JSONValue { get }
  /// Nil when a member of a body is not one; the contract has checked its shape.
  init?(json: JSONValue)
}

extension String: TypeDeChamp {
  package static var type: String { "text" }
  package static func lire(_ row: inout RowReader) throws(DecodingFailure) -> String { try row.text() }
  package static func lireOuNul(_ row: inout RowReader) throws(DecodingFailure) -> String? { try row.textOrNull() }
  package func lier(_ p: inout ParameterEncoder) { p.text(self) }
  package var json: JSONValue { .string(self) }
  package init?(json: JSONValue) { if let texte = json.string { self = texte } else { return nil } }
}

/// Enumerations of the domain are texts: `extension TypeAction: TypeDeChamp {}`.
extension TypeDeChamp where Self: RawRepresentable, RawValue == String {
  package static var type: String { "text" }
  package static func lire(_ row: inout RowReader) throws(DecodingFailure) -> Self { try row.text(Self.init(rawValue:)) }
  package static func lireOuNul(_ row: inout RowReader) throws(DecodingFailure) -> Self? { try row.textOrNull(Self.init(rawValue:)) }
  package func lier(_ p: inout ParameterEncoder) { p.text(rawValue) }
  package var json: JSONValue { .string(rawValue) }
  package init?(json: JSONValue) { if let nom = json.string { self.init(rawValue: nom) } else { return nil } }
}

extension Int: TypeDeChamp {
  package static var type: String { "int4" }
  package static func lire(_ row: inout RowReader) throws(DecodingFailure) -> Int { try row.int() }
  package static func lireOuNul(_ row: inout RowReader) throws(DecodingFailure) -> Int? { try row.intOrNull() }
  package func lier(_ p: inout ParameterEncoder) { p.int(self) }
  package var json: JSONValue { .number(JSONNumber(self)) }
  package init?(json: JSONValue) { if let nombre = json.int { self = nombre } else { return nil } }
}

extension Bool: TypeDeChamp {
  package static var type: String { "bool" }
  package static func lire(_ row: inout RowReader) throws(DecodingFailure) -> Bool { try row.bool() }
  package static func lireOuNul(_ row: inout RowReader) throws(DecodingFailure) -> Bool? { try row.boolOrNull() }
  package func lier(_ p: inout ParameterEncoder) { p.bool(self) }
  package var json: JSONValue { .bool(self) }
  package init?(json: JSONValue) { if let vrai = json.bool { self = vrai } else { return nil } }
}

extension UUID: TypeDeChamp {
  package static var type: String { "uuid" }
  package static func lire(_ row: inout RowReader) throws(DecodingFailure) -> UUID { try row.uuid() }
  package static func lireOuNul(_ row: inout RowReader) throws(DecodingFailure) -> UUID? { try row.uuidOrNull() }
  package func lier(_ p: inout ParameterEncoder) { p.uuid(self) }
  package var json: JSONValue { .string(text) }
  package init?(json: JSONValue) { if let texte = json.string { self.init(text: texte) } else { return nil } }

  /// What stands in an entity before a row or a request fills it.
  package static var nul: UUID { UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)) }
}

extension Jour: TypeDeChamp {
  package static var type: String { "date" }
  package static func lire(_ row: inout RowReader) throws(DecodingFailure) -> Jour { try row.jour() }
  package static func lireOuNul(_ row: inout RowReader) throws(DecodingFailure) -> Jour? { try row.jourOrNull() }
  package func lier(_ p: inout ParameterEncoder) { p.jour(self) }
  package var json: JSONValue { .string(description) }
  package init?(json: JSONValue) { if let texte = json.string { self.init(texte: texte) } else { return nil } }
}

extension Instant: TypeDeChamp {
  package static var type: String { "timestamptz" }
  package static func lire(_ row: inout RowReader) throws(DecodingFailure) -> Instant { try row.instant() }
  package static func lireOuNul(_ row: inout RowReader) throws(DecodingFailure) -> Instant? { try row.instantOrNull() }
  package func lier(_ p: inout ParameterEncoder) { p.instant(self) }
  package var json: JSONValue { .string(description) }
  package init?(json: JSONValue) { nil }  // given by the clock alone
}

extension Optional: TypeDeChamp where Wrapped: TypeDeChamp {
  package static var type: String { Wrapped.type }
  package static func lire(_ row: inout RowReader) throws(DecodingFailure) -> Wrapped? { try Wrapped.lireOuNul(&row) }
  package static func lireOuNul(_ row: inout RowReader) throws(DecodingFailure) -> Wrapped?? { .some(try Wrapped.lireOuNul(&row)) }
  package func lier(_ p: inout ParameterEncoder) { if let self { self.lier(&p) } else { p.null() } }
  package var json: JSONValue { map(\.json) ?? .null }
  package init?(json: JSONValue) {
    if json.isNull { self = .none } else if let valeur = Wrapped(json: json) { self = valeur } else { return nil }
  }
}
