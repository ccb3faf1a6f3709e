// The closed lists of the demandes' parameters; raw values are those of the JSON of a model.

/// What the portal offers (D-01, D-20 to D-22). HISTORIQUE and the last three are ways to read and answer, not kinds of demande.
package enum Fonctionnalite: String, Sendable, Hashable, CaseIterable {
  case contact = "CONTACT"
  case etudeDossier = "ETUDE_DOSSIER"
  case signalement = "SIGNALEMENT"
  case rendezVous = "RENDEZ_VOUS"
  case document = "DOCUMENT"
  case historique = "HISTORIQUE"
  case accuseReception = "ACCUSE_RECEPTION"
  case statut = "STATUT"
  case dialogue = "DIALOGUE"
}

/// `etude.sous_types` (D-15).
package enum SousTypeEtude: String, Sendable, Hashable, CaseIterable {
  case puma = "PUMA"
  case c2s = "C2S"
  case ame = "AME"
  case affiliation = "AFFILIATION"
  case miseAJourDroits = "MISE_A_JOUR_DROITS"
  case soinsUrgents = "SOINS_URGENTS"
  case ass = "ASS"
  case autre = "AUTRE"
}

/// `document.types_demandables` (D-06) and `documents_sortants.liste` (J-01): one list, each model picks in it.
package enum TypeDocument: String, Sendable, Hashable, CaseIterable {
  case attestationDroits = "ATTESTATION_DROITS"
  case certificatProvisoire = "CERTIFICAT_PROVISOIRE"
  case formulaireCarteVitale = "FORMULAIRE_CARTE_VITALE"
  case offresPrevention = "OFFRES_PREVENTION"
  case notificationDroitsOuJustificatifPrestations = "NOTIFICATION_DROITS_OU_JUSTIFICATIF_PRESTATIONS"
  case justificatifPrestations = "JUSTIFICATIF_PRESTATIONS"
  case formulairePerteVolCarteVitale = "FORMULAIRE_PERTE_VOL_CARTE_VITALE"
  case bonVaccinationOuDepistage = "BON_VACCINATION_OU_DEPISTAGE"
  case bonMTDents = "BON_MT_DENTS"
  case invitationEPS = "INVITATION_EPS"
  case autre = "AUTRE"
}

/// `signalement.motifs` (D-24).
package enum MotifSignalement: String, Sendable, Hashable, CaseIterable {
  case droits = "DROITS"
  case soins = "SOINS"
  case ruptureDroits = "RUPTURE_DROITS"
  case renoncementSoins = "RENONCEMENT_SOINS"
  case numerique = "NUMERIQUE"
  case situationSocialeComplexe = "SITUATION_SOCIALE_COMPLEXE"
}

/// `demandes.priorite` (D-18, D-19).
package enum PrioriteDemandes: String, Sendable, Hashable, CaseIterable {
  case aucune = "AUCUNE"
  case urgente = "URGENTE"
  case complexeOuUrgente = "COMPLEXE_OU_URGENTE"
}

/// `documents_sortants.qualites_portail` (J-02, J-04): for whom a document may come through the portal.
package enum QualitePortail: String, Sendable, Hashable, CaseIterable {
  case tutelle = "TUTELLE"
  case curatelle = "CURATELLE"
  case ase = "ASE"
  case depositaire = "DEPOSITAIRE"
}

/// `documents_sortants.canal_defaut` (J-02, J-03).
package enum CanalRemise: String, Sendable, Hashable, CaseIterable {
  case adresseAssure = "ADRESSE_ASSURE"
  case portail = "PORTAIL"
}
