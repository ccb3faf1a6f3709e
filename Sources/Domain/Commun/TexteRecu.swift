extension String {
  /// The text of a field as it is kept (`normalise`), whatever the field: refused when it holds a control character, or nothing but blanks. An
  /// empty text is left to the rules of its field.
  package func recu() throws(TexteInvalide) -> String {
    guard !unicodeScalars.contains(where: \.estInterditEnTexte) else { throw .caractereInterdit }
    let texte = normalise
    guard isEmpty || !texte.estBlanc else { throw .vide }
    return texte
  }
}
