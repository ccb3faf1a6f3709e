package import JSON
import Synchronization

/// A JSON Schema 2020-12 (the subset contracts use), compiled once. A schema may contain itself by `$ref`, so its
/// rules are stored after it is named; the store happens once, before the contract is handed over.
package final class Schema: Sendable {
  /// Where the schema stands in the document (RFC 6901).
  package let pointer: String
  private let cell = AtomicLazyReference<SchemaRules.Box>()

  init(pointer: String) { self.pointer = pointer }

  /// Nil only while the document is being compiled.
  var rules: SchemaRules? { cell.load()?.rules }

  func store(_ rules: SchemaRules) { _ = cell.storeIfNil(SchemaRules.Box(rules)) }

  /// The value that stands for an absent one.
  package var defaultValue: JSONValue? { rules?.defaultValue }

  /// True when the value meets the schema.
  package func accepts(_ value: JSONValue, use: SchemaUse = .request) -> Bool {
    var validator = SchemaValidator(base: "", use: use, maxErrors: 1)
    validator.validate(value, self)
    return validator.errors.isEmpty
  }

  /// Adds every invalid field at once, at most `maxErrors` of them, in the order of the body then of the schema.
  package func validate(_ value: JSONValue, at pointer: String = "", use: SchemaUse = .request, into errors: inout [FieldError]) {
    var validator = SchemaValidator(base: pointer, use: use, maxErrors: max(0, Self.maxErrors - errors.count))
    validator.validate(value, self)
    errors += validator.errors
  }

  /// How many invalid fields one answer lists.
  package static let maxErrors = 100
}

/// Which way the value travels: `readOnly` members are refused in a request, `writeOnly` ones in a response, and
/// neither is required on the way where it is refused.
package enum SchemaUse: Sendable {
  case request
  case response
}
