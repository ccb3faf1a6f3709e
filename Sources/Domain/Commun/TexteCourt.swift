/// One line of text: a name, a function, an address. Never blank, never a NIR (D-12), written as `String.normalise` says.
package struct TexteCourt: Sendable, Hashable, CustomStringConvertible {
  package let texte: String
  package var description: String { texte }

  package init(_ brut: String, caracteresMax: Int) throws(TexteInvalide) {
    let texte = brut.normalise
    guard !texte.estBlanc else { throw .vide }
    guard texte.unicodeScalars.count <= caracteresMax else { throw .tropLong(caracteresMax: caracteresMax) }
    guard !texte.unicodeScalars.contains(where: \.estInterditEnLigne) else { throw .caractereInterdit }
    guard Nir.chercher(dans: texte) != .present else { throw .nir }
    self.texte = texte
  }
}

extension Unicode.Scalar {
  /// Control characters, line ends included, and the marks that turn the direction of writing.
  var estInterditEnLigne: Bool {
    // The control characters of Unicode, which gets no others; then LINE SEPARATOR and PARAGRAPH SEPARATOR, the only ones of their kinds.
    switch value {
    case 0...0x1f, 0x7f...0x9f, 0x2028, 0x2029, 0x202a...0x202e, 0x2066...0x2069: true
    default: false
    }
  }

  /// The same, but a text of several lines keeps its tabs and line ends.
  var estInterditEnTexte: Bool {
    self != "\n" && self != "\r" && self != "\t" && estInterditEnLigne
  }
}
