/// What may be shown of a text that somebody wrote in the wrong place: a password stands before an « @ » in every kind of address.
enum Masque {
  /// Without what stands before the last « @ », a scheme excepted.
  static func valeur(_ texte: some StringProtocol) -> String {
    guard let arobase = texte.lastIndex(of: "@") else { return String(texte) }
    let avant = texte[..<arobase]
    let schema = avant.firstRange(of: "://").map { avant[..<$0.upperBound] } ?? ""
    return "\(schema)…\(texte[arobase...])"
  }

  /// The same in each `nom=valeur` of a connection: a password with an « @ » of its own is read by libpq as a part of the host.
  static func cible(_ texte: String) -> String {
    texte.split(separator: " ", omittingEmptySubsequences: false).map { partie in
      guard let egal = partie.firstIndex(of: "=") else { return valeur(partie) }
      return partie[...egal] + valeur(partie[partie.index(after: egal)...])
    }.joined(separator: " ")
  }

  /// The same in a sentence of libpq, which quotes what it was given; on one line.
  static func phrase(_ texte: String) -> String {
    texte.split(whereSeparator: \.isNewline).joined(separator: " ")
      .split(separator: "\"", omittingEmptySubsequences: false).map { valeur($0) }.joined(separator: "\"")
  }
}
