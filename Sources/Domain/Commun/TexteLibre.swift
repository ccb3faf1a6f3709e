/// Free text of several lines, read once under the rules of the portal (D-12, D-13, D-14, D-30): bounded, no NIR, and the
/// words of health it holds noted for a confirmation.
package struct TexteLibre: Sendable, Hashable {
  /// Written as `String.normalise` says.
  package let texte: String
  /// Entries of the lexicon found (D-13); not empty asks for a confirmation.
  package let termesSante: [String]
  /// Thirteen digits shaped like a NIR without its key: a warning, not a refusal.
  package let soupconNir: Bool

  package init(_ brut: String, caracteresMax: Int, lexique: LexiqueSante) throws(TexteInvalide) {
    let texte = brut.normalise
    guard !texte.isEmpty else { throw .vide }
    guard texte.unicodeScalars.count <= caracteresMax else { throw .tropLong(caracteresMax: caracteresMax) }
    guard !texte.unicodeScalars.contains(where: \.estInterditEnTexte) else { throw .caractereInterdit }
    let nir = Nir.chercher(dans: texte)
    guard nir != .present else { throw .nir }
    self.texte = texte
    termesSante = lexique.termesTrouves(dans: texte)
    soupconNir = nir == .soupcon
  }
}

/// D-13: the text announces a health datum and nobody has confirmed that it must be said.
package struct ConfirmationRequise: FauteChamp, Hashable {
  /// From the lexicon, never from the text.
  package let termes: [String]

  package init(termes: [String]) {
    self.termes = termes
  }

  package var code: CodeFaute { .confirmationRequise }
  package var regle: String? { "D-13" }
  package var message: String {
    "Ce texte semble contenir une donnée de santé (\(termes.joined(separator: ", "))). "
      + "Reformulez-le, ou renvoyez-le avec confirmation_donnees_sante à true ; la confirmation est tracée."
  }
}
