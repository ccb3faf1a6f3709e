/// The number people quote (D-32): département of the caisse, civil year of the filing there, rank of the year.
package struct NumeroDemande: Sendable, Hashable, CustomStringConvertible {
  package let departement: Departement
  package let annee: Int
  /// From 1; the sequence may skip some.
  package let rang: Int

  package init(departement: Departement, annee: Int, rang: Int) {
    self.departement = departement
    self.annee = annee
    self.rang = rang
  }

  /// Nil unless written as `description` does, rank of six digits or more.
  package init?(texte: String) {
    let parties = texte.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parties.count == 3, let departement = try? Departement(parties[0]), departement.code == parties[0],
      parties[1].utf8.count == 4, (6...12).contains(parties[2].utf8.count),
      (parties[1] + parties[2]).utf8.allSatisfy({ (48...57).contains($0) }),
      let annee = Int(parties[1]), let rang = Int(parties[2]), rang > 0
    else { return nil }
    self.init(departement: departement, annee: annee, rang: rang)
    guard description == texte else { return nil }
  }

  /// `57-2026-000123`.
  package var description: String {
    "\(departement)-\(chiffres(annee, 4))-\(chiffres(rang, 6))"
  }
}
