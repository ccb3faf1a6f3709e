/// The code of a département: `01` to `95` without `20`, `2A`, `2B`, `971` to `978`: Saint-Pierre-et-Miquelon (975), Saint-Barthélemy (977) and Saint-Martin (978) live under
/// their own codes (D-11, T-110).
package struct Departement: Sendable, Hashable, CustomStringConvertible {
  /// Two or three characters, upper case.
  package let code: String
  package var description: String { code }

  /// Lower case `2a` is admitted; nothing else is repaired.
  package init(_ texte: String) throws(DepartementInconnu) {
    let code = texte.uppercased()
    guard Self.tous.contains(code) else { throw .inconnu }
    self.code = code
  }

  private static let tous: Set<String> = {
    var codes = Set((1...95).filter { $0 != 20 }.map { $0 < 10 ? "0\($0)" : "\($0)" })
    codes.formUnion(["2A", "2B"] + (971...978).map(String.init))
    return codes
  }()
}

package enum DepartementInconnu: FauteChamp, Hashable {
  case inconnu

  package var code: CodeFaute { .departementInconnu }
  package var regle: String? { "D-11" }
  package var message: String {
    "Ce département n'existe pas : écrivez 01 à 95 (2A ou 2B pour la Corse) ou 971 à 978."
  }
}
