/// Every code a field of a body may be refused with, in one closed list. The API adds only those of its own schemas.
package enum CodeFaute: String, Sendable, Hashable, CaseIterable {
  // Form: the problem around them is `CORPS_INVALIDE`.
  case valeurInconnue = "VALEUR_INCONNUE"
  case valeurEnDouble = "VALEUR_EN_DOUBLE"
  case champNonAdmis = "CHAMP_NON_ADMIS"
  case referenceInconnue = "REFERENCE_INCONNUE"
  case listeTropLongue = "LISTE_TROP_LONGUE"
  case texteTropLong = "TEXTE_TROP_LONG"
  case caractereInterdit = "CARACTERE_INTERDIT"
  case dateInvalide = "DATE_INVALIDE"
  case datePassee = "DATE_PASSEE"
  case siretInvalide = "SIRET_INVALIDE"
  case sirenInvalide = "SIREN_INVALIDE"
  case sirenDiscordant = "SIREN_DISCORDANT"
  case codePostalInvalide = "CODE_POSTAL_INVALIDE"
  case telephoneInvalide = "TELEPHONE_INVALIDE"
  case emailInvalide = "EMAIL_INVALIDE"
  case domaineEmailInvalide = "DOMAINE_EMAIL_INVALIDE"
  case effectifInvalide = "EFFECTIF_INVALIDE"
  case codeUniteInvalide = "CODE_UNITE_INVALIDE"
  case ouvertureIncoherente = "OUVERTURE_INCOHERENTE"
  case antivirusNonAtteste = "ANTIVIRUS_NON_ATTESTE"
  case motDePasseIdentique = "MOT_DE_PASSE_IDENTIQUE"
  case personneNonAccompagnee = "PERSONNE_NON_ACCOMPAGNEE"

  case champObligatoire = "CHAMP_OBLIGATOIRE"
  case departementInconnu = "DEPARTEMENT_INCONNU"

  // Rules that are problems of their own when nothing else is wrong.
  case dateFuture = "DATE_FUTURE"
  case nirInterdit = "NIR_INTERDIT"
  case confirmationRequise = "CONFIRMATION_REQUISE"
  case domaineEmailRefuse = "DOMAINE_EMAIL_REFUSE"
  case motDePasseInterdit = "MOT_DE_PASSE_INTERDIT"
  case motDePasseFaible = "MOT_DE_PASSE_FAIBLE"
  case motDePasseCourant = "MOT_DE_PASSE_COURANT"
  case champNonModifiable = "CHAMP_NON_MODIFIABLE"
  case uniteRequise = "UNITE_REQUISE"
  case demandeDuPartenaireRequise = "DEMANDE_DU_PARTENAIRE_REQUISE"
  case dateNaissanceInvalide = "DATE_NAISSANCE_INVALIDE"
  case informationPrealableRequise = "INFORMATION_PREALABLE_REQUISE"
  case accordPersonneRequis = "ACCORD_PERSONNE_REQUIS"
  case sousTypeHorsConvention = "SOUS_TYPE_HORS_CONVENTION"
  case motifHorsConvention = "MOTIF_HORS_CONVENTION"
  case typeDocumentHorsConvention = "TYPE_DOCUMENT_HORS_CONVENTION"
  case motifRecoursObligatoire = "MOTIF_RECOURS_OBLIGATOIRE"
  case motifRecoursRefuse = "MOTIF_RECOURS_REFUSE"

  /// The code that the problem takes when every faulty field calls for the same one; nil for a mere question of form.
  package var probleme: String? {
    switch self {
    case .siretInvalide, .sirenInvalide, .sirenDiscordant: Self.siretInvalide.rawValue
    case .motDePasseIdentique: Self.motDePasseFaible.rawValue
    case .dateFuture, .nirInterdit, .confirmationRequise, .domaineEmailRefuse, .motDePasseInterdit, .motDePasseFaible,
      .motDePasseCourant, .champNonModifiable, .dateNaissanceInvalide, .informationPrealableRequise, .accordPersonneRequis,
      .sousTypeHorsConvention, .motifHorsConvention, .typeDocumentHorsConvention, .motifRecoursObligatoire, .motifRecoursRefuse,
      .ouvertureIncoherente, .referenceInconnue, .uniteRequise, .demandeDuPartenaireRequise:
      rawValue
    default: nil
    }
  }
}
