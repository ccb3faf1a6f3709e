/// What a partial update says of one field.
package enum Changement<Valeur: Sendable & Hashable>: Sendable, Hashable {
  /// The field is absent from the body.
  case aucun
  /// The field is null.
  case efface
  case vers(Valeur)

  /// The new value, nil when absent or null.
  package var valeur: Valeur? {
    if case .vers(let valeur) = self { valeur } else { nil }
  }

  package var estPresent: Bool { self != .aucun }

  /// The value after the update.
  package func applique(a ancienne: Valeur?) -> Valeur? {
    switch self {
    case .aucun: ancienne
    case .efface: nil
    case .vers(let valeur): valeur
    }
  }
}

extension CollecteErreurs {
  /// A partial update of an optional field, each value parsed; null erases.
  mutating func changer<Brut: Sendable & Hashable, Valeur: Sendable & Hashable, Faute: FauteChamp>(
    _ changement: Changement<Brut>, _ pointeur: String, _ analyse: (Brut) throws(Faute) -> Valeur
  ) -> Changement<Valeur> {
    switch changement {
    case .aucun: .aucun
    case .efface: .efface
    case .vers(let brut): lire(brut, pointeur, analyse).map(Changement.vers) ?? .aucun
    }
  }

  /// The same for a field that cannot be erased: null is noted as `CHAMP_OBLIGATOIRE` under that rule.
  mutating func changerObligatoire<Brut: Sendable & Hashable, Valeur: Sendable & Hashable, Faute: FauteChamp>(
    _ changement: Changement<Brut>, _ pointeur: String, regle: String?, _ analyse: (Brut) throws(Faute) -> Valeur
  ) -> Valeur? {
    if changement == .efface { ajouter(FauteCommune.obligatoire(regle: regle), sur: pointeur) }
    return changer(changement, pointeur, analyse).valeur
  }
}
