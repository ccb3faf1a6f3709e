/// The names that a mistyped one may stand for.
enum Ressemblance {
  /// Letters that may be wrong, missing or too many.
  private static let ecartMaximum = 3

  /// The nearest ones, then those that begin alike; none when nothing is near.
  static func proches(de nom: String, parmi noms: [String]) -> [String] {
    let ecrit = nom.uppercased()
    let ecarts = noms.map { (nom: $0, ecart: ecart(Array(ecrit.utf8), Array($0.utf8))) }
    // A short name is a few letters away from many: half of it at most may differ.
    let seuil = min(ecartMaximum, (ecrit.utf8.count - "EP_".utf8.count) / 2)
    let moindre = ecarts.map(\.ecart).min() ?? .max
    return ecarts.filter { $0.ecart == moindre && moindre <= seuil || $0.nom.hasPrefix(ecrit + "_") }.map(\.nom)
  }

  /// Levenshtein's distance.
  private static func ecart(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var ligne = Array(0...b.count)
    for (i, lettre) in a.enumerated() {
      var diagonale = ligne[0]
      ligne[0] = i + 1
      for (j, autre) in b.enumerated() {
        let remplacee = diagonale + (lettre == autre ? 0 : 1)
        diagonale = ligne[j + 1]
        ligne[j + 1] = min(remplacee, ligne[j] + 1, ligne[j + 1] + 1)
      }
    }
    return ligne[b.count]
  }
}
