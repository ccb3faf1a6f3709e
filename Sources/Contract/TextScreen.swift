import JSON

/// What the business refuses in any text, whatever its field: judged on the texts that the schema accepts, and on the names it does not know,
/// which an answer would otherwise repeat.
package struct TextScreen: Sendable {
  /// What clients see.
  let code: String
  let rule: String
  /// French.
  let message: String
  let refuses: @Sendable (String) -> Bool

  package init(code: String, rule: String, message: String, refuses: @escaping @Sendable (String) -> Bool) {
    self.code = code
    self.rule = rule
    self.message = message
    self.refuses = refuses
  }

  /// The error of a text refused there.
  func error(at pointer: String) -> FieldError {
    FieldError(pointer: pointer, code: .valeurInterdite, message: message, rule: rule, refusal: code)
  }
}

/// A name that somebody sent and that nothing describes.
enum UnknownName {
  /// In bytes: a longer one is not repeated, so that a pointer stays short.
  private static let maximumRepeatedBytes = 64

  static func isRepeated(_ name: String) -> Bool { name.utf8.count <= maximumRepeatedBytes }

  /// The error of such a name inside `parent`: it is repeated only when it is short and the screen lets it through.
  static func error(_ name: String, in parent: String, _ code: FieldCode, _ message: String, _ screen: TextScreen?) -> FieldError {
    guard isRepeated(name) else { return FieldError(pointer: parent, code: code, message: message) }
    if let screen, screen.refuses(name) { return screen.error(at: parent) }
    return FieldError(pointer: JSONPointer.child(parent, name), code: code, message: message)
  }
}
