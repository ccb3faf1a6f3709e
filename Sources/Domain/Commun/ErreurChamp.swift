/// One invalid field of a request body.
package struct ErreurChamp: Sendable, Hashable {
  /// JSON pointer (RFC 6901) from the root of the body, e.g. `/signataire/date`.
  package let pointeur: String
  /// Stable UPPER_SNAKE code, e.g. `NIR_INTERDIT`.
  package let code: String
  /// The rule broken, when a rule of the conventions asks for it.
  package let regle: String?
  /// French, for people; never repeats the value.
  package let message: String

  package init(pointeur: String, code: String, regle: String? = nil, message: String) {
    self.pointeur = pointeur
    self.code = code
    self.regle = regle
    self.message = message
  }
}
