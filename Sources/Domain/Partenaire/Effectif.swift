/// The members of the structure (salariés, agents and bénévoles, Q-06), as the partner declared them one day (P-04).
package struct Effectif: Sendable, Hashable {
  /// People, 1 to 1 000 000.
  package let membres: Int
  package let declareLe: Jour

  package init(membres: Int, declareLe: Jour) throws(EffectifInvalide) {
    guard membres >= 1 else { throw .nulOuNegatif }
    guard membres <= Self.membresMax else { throw .tropGrand }
    self.membres = membres
    self.declareLe = declareLe
  }

  package static let membresMax = 1_000_000
}

package enum EffectifInvalide: FauteChamp, Hashable {
  case nulOuNegatif, tropGrand

  package var code: CodeFaute { .effectifInvalide }
  package var regle: String? { "P-04" }
  package var message: String {
    switch self {
    case .nulOuNegatif: "L'effectif est d'au moins 1 : comptez les salariés, agents et bénévoles de la structure."
    case .tropGrand: "L'effectif dépasse \(Effectif.membresMax) : vérifiez la saisie."
    }
  }
}
