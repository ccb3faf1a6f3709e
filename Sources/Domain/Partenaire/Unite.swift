package import FoundationEssentials

/// A unit of a partner, with its own gestionnaires (P-05).
package struct Unite: Sendable, Hashable {
  package let id: UUID
  /// UPPER_SNAKE, unique for the partner.
  package let code: String
  package let ouverture: OuvertureUnite

  package init(id: UUID, code: String, ouverture: OuvertureUnite) {
    self.id = id
    self.code = code
    self.ouverture = ouverture
  }
}

/// When a unit opens, told from the day every party has signed (P-06, V-38).
package enum OuvertureUnite: Sendable, Hashable {
  /// Trial access: open before the signature (V-38, Q-48).
  case avantSignature
  case aLaSignature
  /// 1 to 60 months after the signature.
  case apresSignature(mois: Int)

  /// The day the unit opens; nil when nothing is signed yet, and for a unit open before any signature.
  package func ouvreLe(signature: Jour?) -> Jour? {
    switch self {
    case .avantSignature: nil
    case .aLaSignature: signature
    case .apresSignature(let mois): signature?.ajoutant(mois: mois)
    }
  }

  /// Whether an account of the unit may be active that day (C-55).
  package func estOuverte(le jour: Jour, signature: Jour?) -> Bool {
    if self == .avantSignature { return true }
    guard let ouvreLe = ouvreLe(signature: signature) else { return false }
    return jour >= ouvreLe
  }

  /// `AVANT_SIGNATURE`, `A_LA_SIGNATURE`, `APRES_SIGNATURE`.
  package var code: String {
    switch self {
    case .avantSignature: "AVANT_SIGNATURE"
    case .aLaSignature: "A_LA_SIGNATURE"
    case .apresSignature: "APRES_SIGNATURE"
    }
  }

  /// Months, for `APRES_SIGNATURE` only.
  package var decalageMois: Int? {
    if case .apresSignature(let mois) = self { mois } else { nil }
  }

  package static let decalageMaxMois = 60

  /// From its two columns; `decalage_mois` goes with `APRES_SIGNATURE` only (0 is admitted as none for the others).
  package init(code: String, decalageMois: Int?) throws(OuvertureInvalide) {
    switch code {
    case "AVANT_SIGNATURE" where (decalageMois ?? 0) == 0:
      self = .avantSignature
    case "A_LA_SIGNATURE" where (decalageMois ?? 0) == 0:
      self = .aLaSignature
    case "APRES_SIGNATURE":
      guard let decalageMois else { throw .decalageManquant }
      guard (1...Self.decalageMaxMois).contains(decalageMois) else { throw .decalageHorsBornes }
      self = .apresSignature(mois: decalageMois)
    case "AVANT_SIGNATURE", "A_LA_SIGNATURE":
      throw .decalageSansObjet
    default:
      throw .inconnue
    }
  }
}

package enum OuvertureInvalide: FauteChamp, Hashable {
  case inconnue, decalageManquant, decalageHorsBornes, decalageSansObjet

  package var code: CodeFaute {
    switch self {
    case .inconnue: .valeurInconnue
    case .decalageManquant, .decalageHorsBornes, .decalageSansObjet: .ouvertureIncoherente
    }
  }

  package var regle: String? { "P-06" }

  package var message: String {
    switch self {
    case .inconnue: "Ouverture inconnue. Valeurs admises : AVANT_SIGNATURE, A_LA_SIGNATURE, APRES_SIGNATURE."
    case .decalageManquant: "Une ouverture APRES_SIGNATURE demande decalage_mois."
    case .decalageHorsBornes: "Le décalage va de 1 à \(OuvertureUnite.decalageMaxMois) mois."
    case .decalageSansObjet: "Seule une ouverture APRES_SIGNATURE porte un décalage : retirez decalage_mois."
    }
  }

  /// The field at fault, below the unit.
  var champ: String { self == .inconnue ? "ouverture" : "decalage_mois" }
}
