package import JSON
import Synchronization

/// A JSON Schema 2020-12 (the subset contracts use), compiled once.
package final class Schema: Sendable {
  /// Where the schema stands in the document (RFC 6901).
  package let pointer: String
  private let known: SchemaRules.Box?
  /// A schema may contain itself by `$ref`: the inner one is bound once the outer one is complete, before the contract
  /// is handed over.
  private let late = AtomicLazyReference<Schema>()

  init(pointer: String, rules: SchemaRules) {
    self.pointer = pointer
    known = SchemaRules.Box(rules)
  }

  /// A schema inside itself, to be bound.
  init(inside pointer: String) {
    self.pointer = pointer
    known = nil
  }

  func bind(_ target: Schema) { _ = late.storeIfNil(target) }

  /// Nil only while the schema is being compiled.
  var box: SchemaRules.Box? { known ?? late.load()?.known }

  var rules: SchemaRules? { box?.rules }

  /// The value that stands for an absent one.
  package var defaultValue: JSONValue? { box?.rules.defaultValue }

  /// True when the value meets the schema.
  package func accepts(_ value: JSONValue, use: SchemaUse = .request) -> Bool {
    var validator = SchemaValidator(base: "", use: use, maxErrors: 1)
    validator.validate(value, self)
    return validator.errors.isEmpty
  }

  /// Adds every invalid field at once, at most `maxErrors` of them, in the order of the body then of the schema. `screen` judges the texts
  /// that the schema accepts.
  package func validate(
    _ value: JSONValue, at pointer: String = "", use: SchemaUse = .request, screen: TextScreen? = nil, into errors: inout [FieldError]
  ) {
    var validator = SchemaValidator(base: pointer, use: use, maxErrors: max(0, Self.maxErrors - errors.count), screen: screen)
    validator.validate(value, self)
    errors += validator.errors
  }

  /// How many invalid fields one answer lists.
  package static let listedErrors = 50
  /// Where validation stops: one more than is listed tells that there are more.
  package static let maxErrors = listedErrors + 1
}

/// Which way the value travels: `readOnly` members are refused in a request, `writeOnly` ones in a response, and
/// neither is required on the way where it is refused.
package enum SchemaUse: Sendable {
  case request
  case response
}
