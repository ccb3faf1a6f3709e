/// The number of a demande as people read it: département of the caisse, year, rank in that year (D-32).
package enum NumeroDemande {
  /// `57-2026-000123` for `CPAM-57`. Six digits or more.
  package static func texte(codeCaisse: String, annee: Int, rang: Int64) -> String {
    let chiffres = String(rang)
    let zeros = String(repeating: "0", count: max(0, 6 - chiffres.utf8.count))
    return "\(departement(codeCaisse))-\(annee)-\(zeros)\(chiffres)"
  }

  /// The code without the letters of its kind of caisse and their hyphen.
  private static func departement(_ code: String) -> Substring {
    guard let tiret = code.firstIndex(of: "-"), tiret > code.startIndex, code[..<tiret].allSatisfy({ ("A"..."Z").contains($0) }) else {
      return code[...]
    }
    return code[code.index(after: tiret)...]
  }
}
