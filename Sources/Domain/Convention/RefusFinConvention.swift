/// Reasons to say no about the end of a convention and its disputes that `RefusConvention` does not know.
package enum RefusFinConvention: Refus, Hashable {
  /// One termination a convention; nil when a constraint said so, which knows no date.
  case dejaResiliee(effetLe: Jour? = nil)
  case differendAvantEffet(BornesDate)
}

extension RefusFinConvention {
  package var code: String {
    switch self {
    case .dejaResiliee: "CONVENTION_DEJA_RESILIEE"
    case .differendAvantEffet: "DIFFEREND_AVANT_EFFET"
    }
  }

  package var regle: String {
    switch self {
    case .dejaResiliee: "V-28"
    case .differendAvantEffet: "V-29"
    }
  }

  package var nature: NatureRefus {
    switch self {
    case .dejaResiliee: .etat
    case .differendAvantEffet: .invalide
    }
  }

  package var message: String {
    switch self {
    case .dejaResiliee(let effetLe):
      "La résiliation de cette convention est déjà enregistrée\(effetLe.map { ", dernier jour le \($0.enFrancais)" } ?? "") : "
        + "relisez-la, elle ne se change plus."
    case .differendAvantEffet(let bornes):
      "Un différend porte sur une convention en vigueur ou qui l'a été : indiquez une date"
        + "\(bornes.min.map { " à partir du \($0.enFrancais)" } ?? " d'après son entrée en vigueur")."
    }
  }

  package var faits: [(nom: String, valeur: FaitRefus)] {
    switch self {
    case .dejaResiliee(let effetLe):
      effetLe.map { [("effet_le", .jour($0))] } ?? []
    case .differendAvantEffet(let bornes):
      [("premiere_date", bornes.min), ("derniere_date", bornes.max)].compactMap { nom, jour in jour.map { (nom, .jour($0)) } }
    }
  }
}

extension FaitsConvention {
  /// V-28: a convention is terminated once.
  package func exigerNonResiliee() throws(RefusFinConvention) {
    if let resiliation { throw .dejaResiliee(effetLe: resiliation.effetLe) }
  }

  /// A notice that has led to a termination is neither repaired nor withdrawn any more (V-20).
  package func exigerSansSuite(_ mise: MiseEnDemeure) throws(RefusFinConvention) {
    guard let resiliation, resiliation.cause == .miseEnDemeure(mise.id) else { return }
    throw .dejaResiliee(effetLe: resiliation.effetLe)
  }
}
