/// One line of text: a name, a function, an address. Never blank, never a NIR (D-12), white space around dropped.
package struct TexteCourt: Sendable, Hashable, CustomStringConvertible {
  package let texte: String
  package var description: String { texte }

  package init(_ brut: String, caracteresMax: Int) throws(TexteInvalide) {
    let texte = brut.sansBlancsAutour
    guard !texte.isEmpty else { throw .vide }
    guard texte.unicodeScalars.count <= caracteresMax else { throw .tropLong(caracteresMax: caracteresMax) }
    guard !texte.unicodeScalars.contains(where: \.estInterditEnLigne) else { throw .caractereInterdit }
    guard Nir.chercher(dans: texte) != .present else { throw .nir }
    self.texte = texte
  }
}

extension Unicode.Scalar {
  /// Control characters, line ends included, and the marks that turn the direction of writing.
  var estInterditEnLigne: Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: ("\u{202A}"..."\u{202E}").contains(self) || ("\u{2066}"..."\u{2069}").contains(self)
    }
  }

  /// The same, but a text of several lines keeps its tabs and line ends.
  var estInterditEnTexte: Bool {
    self != "\n" && self != "\r" && self != "\t" && estInterditEnLigne
  }
}
