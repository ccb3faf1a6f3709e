/// Why a field of an account is refused, beyond its form.
package enum FauteCompte: FauteChamp, Hashable {
  /// C-18: a password chosen by somebody else.
  case motDePasseInterdit
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

  package var code: CodeFaute {
    switch self {
    case .motDePasseInterdit: .motDePasseInterdit
    case .uniteInconnue: .referenceInconnue
    case .antivirusNonAtteste: .antivirusNonAtteste
    case .remplaceInvalide: .referenceInconnue
    case .remplacantInvalide: .referenceInconnue
    case .champNonModifiable: .champNonModifiable
    }
  }

  package var regle: String? {
    switch self {
    case .motDePasseInterdit: "C-18"
    case .uniteInconnue: "P-05"
    case .antivirusNonAtteste: "C-22"
    case .remplaceInvalide: "C-56"
    case .remplacantInvalide: "C-34"
    case .champNonModifiable(let regle): regle
    }
  }

  package var message: String {
    switch self {
    case .motDePasseInterdit:
      "Le titulaire crée lui-même son mot de passe par le lien d'activation : retirez ce champ."
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
    }
  }
}
