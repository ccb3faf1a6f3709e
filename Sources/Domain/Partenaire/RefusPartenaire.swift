/// Every reason to say no about a partner and its units.
package enum RefusPartenaire: Refus, Hashable {
  /// only the caisse records partners.
  case reserveALaCaisse
  /// P-02: another partner holds that SIRET.
  case siretDejaEnregistre
  /// P-05: the partner has a unit of that code.
  case uniteDejaPresente
  /// P-05: the partner has as many units as may be.
  case unitesTropNombreuses
  case champs(ChampsInvalides)

  /// For a collection that found something; an empty one cannot be refused, and reads as one missing body.
  init(_ collecte: CollecteErreurs) {
    let vide = FauteCommune.obligatoire(regle: "P-01").sur("")
    self = .champs(ChampsInvalides(collecte.erreurs) ?? ChampsInvalides(vide))
  }

  package var code: String {
    switch self {
    case .reserveALaCaisse: CodeProbleme.roleInsuffisant
    case .siretDejaEnregistre: "SIRET_DEJA_ENREGISTRE"
    case .uniteDejaPresente: "CODE_UNITE_DEJA_PRIS"
    case .unitesTropNombreuses: "UNITES_TROP_NOMBREUSES"
    case .champs(let champs): champs.code
    }
  }

  package var regle: String {
    switch self {
    case .reserveALaCaisse: "A-02"
    case .siretDejaEnregistre: "P-02"
    case .uniteDejaPresente, .unitesTropNombreuses: "P-05"
    case .champs(let champs): champs.regle(aDefaut: "P-01")
    }
  }

  package var nature: NatureRefus {
    switch self {
    case .reserveALaCaisse: .interdit
    case .siretDejaEnregistre, .uniteDejaPresente, .unitesTropNombreuses: .etat
    case .champs: .invalide
    }
  }

  package var message: String {
    switch self {
    case .reserveALaCaisse: "Seul un agent de la caisse enregistre un partenaire et ses unités : adressez-vous à votre caisse."
    case .siretDejaEnregistre: "Un partenaire porte déjà ce SIRET : retrouvez-le dans la liste des partenaires."
    case .uniteDejaPresente: "Le partenaire a déjà une unité de ce code : choisissez-en un autre."
    case .unitesTropNombreuses:
      "Le partenaire a déjà \(NouveauPartenaire.unitesMax) unités, le plus qu'il puisse avoir : adressez-vous à l'administrateur national."
    case .champs(let champs): champs.message
    }
  }

  package var erreurs: [ErreurChamp] {
    if case .champs(let champs) = self { champs.erreurs } else { [] }
  }
}
