package import JSON

/// An example or a default written in the document, beside the schema it illustrates. Examples may be wrong without
/// stopping the start: a test checks them all.
package struct ContractSample: Sendable {
  package let pointer: String
  package let value: JSONValue
  package let schema: Schema
  /// Nil when the place does not say which way the value travels: it is right if it is right one way.
  package let use: SchemaUse?

  /// What is wrong with the value, empty when nothing is.
  package var errors: [FieldError] {
    var errors: [FieldError] = []
    schema.validate(value, use: use ?? .response, into: &errors)
    if use == nil, !errors.isEmpty, schema.accepts(value, use: .request) { return [] }
    return errors
  }
}
