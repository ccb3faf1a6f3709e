/// The faults of a list as a whole.
package enum FauteListe: FauteChamp, Hashable {
  case tropLongue(elementsMax: Int, regle: String?)
  case enDouble(regle: String?)

  package var code: CodeFaute {
    switch self {
    case .tropLongue: .listeTropLongue
    case .enDouble: .valeurEnDouble
    }
  }

  package var regle: String? {
    switch self {
    case .tropLongue(_, let regle), .enDouble(let regle): regle
    }
  }

  package var message: String {
    switch self {
    case .tropLongue(let elementsMax, _): "Cette liste compte au plus \(elementsMax) éléments : retirez-en."
    case .enDouble: "Cette valeur figure deux fois : retirez la répétition."
    }
  }
}
