/// Why a version of a model cannot be published (V-03).
package enum RefusModele: Refus, Hashable {
  /// Another version has come since the one it was written on; nil when only the database knows which.
  case versionPerimee(derniere: Int?)
  /// It says what the latest version says.
  case sansChangement(version: Int)
  case invalide([ErreurChamp])

  package var code: String {
    switch self {
    case .versionPerimee: "MODELE_VERSION_PERIMEE"
    case .sansChangement: "MODELE_SANS_CHANGEMENT"
    case .invalide: "MODELE_INVALIDE"
    }
  }

  package var regle: String { "V-03" }

  package var nature: NatureRefus {
    switch self {
    case .versionPerimee: .etat
    case .sansChangement, .invalide: .invalide
    }
  }

  package var message: String {
    switch self {
    case .versionPerimee(let derniere?):
      "Ce modèle en est à la version \(derniere) : relisez-la et reprenez vos changements sur elle."
    case .versionPerimee(nil):
      "Une autre version de ce modèle vient d'être publiée, ou ce modèle n'existe pas : relisez-le et reprenez vos changements."
    case .sansChangement(let version):
      "La version \(version) dit déjà la même chose : indiquez au moins un changement."
    case .invalide:
      "Ce modèle ne peut pas être appliqué tel quel : corrigez les champs indiqués."
    }
  }

  package var faits: [(nom: String, valeur: FaitRefus)] {
    switch self {
    case .versionPerimee(let derniere?), .sansChangement(let derniere): [("version", .entier(derniere))]
    case .versionPerimee(nil), .invalide: []
    }
  }

  package var erreurs: [ErreurChamp] {
    if case .invalide(let erreurs) = self { erreurs } else { [] }
  }
}
