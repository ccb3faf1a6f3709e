/// Why a text is refused, short or long.
package enum TexteInvalide: FauteChamp, Hashable {
  case vide
  case tropLong(caracteresMax: Int)
  /// A control character, or one that changes the direction of writing.
  case caractereInterdit
  /// D-12.
  case nir

  package var code: CodeFaute {
    switch self {
    case .vide: .champObligatoire
    case .tropLong: .texteTropLong
    case .caractereInterdit: .caractereInterdit
    case .nir: .nirInterdit
    }
  }

  package var regle: String? {
    switch self {
    case .vide, .caractereInterdit: nil
    case .tropLong: "D-14"
    case .nir: "D-12"
    }
  }

  package var message: String {
    switch self {
    case .vide: "Ce champ est obligatoire : renseignez-le."
    case .tropLong(let caracteresMax): "Ce texte dépasse \(caracteresMax) caractères : raccourcissez-le."
    case .caractereInterdit: "Ce texte contient un caractère de contrôle : retirez-le."
    case .nir: "Ce texte contient un numéro de sécurité sociale : retirez-le, il n'a pas sa place sur le portail."
    }
  }
}
