/// A French postal code: five digits (P-01).
package struct CodePostal: Sendable, Hashable, CustomStringConvertible {
  package let texte: String
  package var description: String { texte }

  package init(_ brut: String) throws(CodePostalInvalide) {
    let texte = brut.compacte()
    guard texte.utf8.count == 5, texte.utf8.allSatisfy({ (48...57).contains($0) }) else { throw .forme }
    self.texte = texte
  }
}

package enum CodePostalInvalide: FauteChamp, Hashable {
  case forme

  package var code: CodeFaute { .codePostalInvalide }
  package var regle: String? { "P-01" }
  package var message: String { "Le code postal compte 5 chiffres." }
}
