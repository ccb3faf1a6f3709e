// The closed lists of support, personal data and confidentiality; raw values are those of the JSON of a model.

/// `support.canal` (S-09, S-10).
package enum CanalSupport: String, Sendable, Hashable, CaseIterable {
  case interlocuteur = "INTERLOCUTEUR"
  case interlocuteurEtBoite = "INTERLOCUTEUR+BOITE"
  case boiteFonctionnelle = "BOITE_FONCTIONNELLE"
  case dsiParEmail = "DSI_PAR_EMAIL"
  case referente = "REFERENTE"
}

/// `rgpd.droits.canal`.
package enum CanalDroits: String, Sendable, Hashable, CaseIterable {
  case courrierUDCCAS13 = "COURRIER_UDCCAS13"
  case dpoPartenaire = "DPO_PARTENAIRE"
  case dpoPartenaireEmail = "DPO_PARTENAIRE_EMAIL"
}

/// `rgpd.serveur_securise`: which data the partner keeps on a secure server.
package enum ExigenceServeur: String, Sendable, Hashable, CaseIterable {
  case toutesDonnees = "TOUTES_DONNEES"
  case sensiblesOuNIR = "SENSIBLES_OU_NIR"
}

/// `confidentialite.apres_fin`.
package enum ConfidentialiteApresFin: String, Sendable, Hashable, CaseIterable {
  case sansTermeEcrit = "SANS_TERME_ECRIT"
  case indeterminee = "INDETERMINEE"
}
