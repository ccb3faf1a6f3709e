// The closed lists of the accounts' parameters; raw values are those of the JSON of a model.

/// `gestionnaires.quota.mode` (C-06, C-08, C-09).
package enum ModeQuota: String, Sendable, Hashable, CaseIterable {
  case tranches = "TRANCHES"
  case fixe = "FIXE"
  case fixeParUnite = "FIXE_PAR_UNITE"
}

/// `gestionnaires.habilitation.declencheur` (C-03, C-04).
package enum DeclencheurHabilitation: String, Sendable, Hashable, CaseIterable {
  case signaturePuisDemande = "SIGNATURE_PUIS_DEMANDE"
  case receptionConventionSignee = "RECEPTION_CONVENTION_SIGNEE"
}

/// A field of a demand for an account (C-05), and what may change later (C-26, C-27).
package enum ChampHabilitation: String, Sendable, Hashable, CaseIterable {
  case civilite, nom, prenom, fonction, telephone, email
}

/// `gestionnaires.inactivation.effet` (C-35, Q-05).
package enum EffetInactivation: String, Sendable, Hashable, CaseIterable {
  case aReception = "A_RECEPTION"
  case aDateSouhaitee = "A_DATE_SOUHAITEE"
}

/// `gestionnaires.inactivation.remplacant` (C-34): when a replacement must be named.
package enum ExigenceRemplacant: String, Sendable, Hashable, CaseIterable {
  case siDernier = "SI_DERNIER"
  case siDernierDeLUnite = "SI_DERNIER_DE_L_UNITE"
  case toujours = "TOUJOURS"
}
