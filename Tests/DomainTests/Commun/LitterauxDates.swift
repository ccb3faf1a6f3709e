import Domain

// Dates written as literals keep the tests readable; a wrong one stops them.

extension Jour: ExpressibleByStringLiteral {
  package init(stringLiteral texte: String) {
    guard let jour = Jour(texte: texte) else { preconditionFailure("not a date: \(texte)") }
    self = jour
  }
}

extension Instant: ExpressibleByStringLiteral {
  package init(stringLiteral texte: String) {
    guard let instant = Instant(rfc3339: texte) else { preconditionFailure("not an instant: \(texte)") }
    self = instant
  }
}
