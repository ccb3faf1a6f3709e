/// Why a field of an account is refused, beyond its form.
package enum FauteCompte: FauteChamp, Hashable {
  /// C-18: a password chosen by somebody else.
  case motDePasseInterdit
  /// P-05: the partner is split in units, and none is given.
  case uniteRequise
  /// P-05: not a unit of the partner.
  case uniteInconnue
  /// C-22.
  case antivirusNonAtteste
  /// C-56: not an active gestionnaire of the same scope, or already being replaced.
  case remplaceInvalide
  /// C-34: not a gestionnaire of the same scope, active or about to be.
  case remplacantInvalide
  /// C-26, C-27.
  case champNonModifiable(regle: String)
  /// C-28: what the partner asked, and when.
  case demandeRequise

  package var code: CodeFaute {
    switch self {
    case .motDePasseInterdit: .motDePasseInterdit
    case .uniteRequise: .uniteRequise
    case .uniteInconnue: .referenceInconnue
    case .antivirusNonAtteste: .antivirusNonAtteste
    case .remplaceInvalide: .referenceInconnue
    case .remplacantInvalide: .referenceInconnue
    case .champNonModifiable: .champNonModifiable
    case .demandeRequise: .demandeDuPartenaireRequise
    }
  }

  package var regle: String? {
    switch self {
    case .motDePasseInterdit: "C-18"
    case .uniteRequise, .uniteInconnue: "P-05"
    case .antivirusNonAtteste: "C-22"
    case .remplaceInvalide: "C-56"
    case .remplacantInvalide: "C-34"
    case .champNonModifiable(let regle): regle
    case .demandeRequise: "C-28"
    }
  }

  package var message: String {
    switch self {
    case .motDePasseInterdit:
      "Le titulaire crée lui-même son mot de passe par le lien d'activation : retirez ce champ."
    case .uniteRequise:
      "Le partenaire est découpé en unités : donnez l'unité du compte (unite_id)."
    case .uniteInconnue:
      "Cette unité n'est pas une unité du partenaire : choisissez-en une dans sa liste."
    case .antivirusNonAtteste:
      "Attestez que le poste est professionnel et protégé par antivirus (true) ; sans cela, pas de compte."
    case .remplaceInvalide:
      "Le gestionnaire remplacé doit être actif, du même partenaire et de la même unité, et sans autre remplaçant en attente."
    case .remplacantInvalide:
      "Le remplaçant doit être un autre gestionnaire du même partenaire et de la même unité, actif ou en attente d'activation."
    case .champNonModifiable:
      "La convention ne permet pas de modifier ce champ : demandez un nouveau compte si la personne change."
    case .demandeRequise:
      "Un gestionnaire ne se modifie que sur demande du partenaire : donnez sa référence et sa date de réception."
    }
  }
}
