/// What is told to the technicien and to the caisse without refusing anything.
package enum Avertissement: String, Sendable, Hashable, CaseIterable {
  /// the person lives in another département than the caisse's.
  case horsCompetenceProbable = "HORS_COMPETENCE_PROBABLE"
  /// P-11, D-26: the person is not of the public of the convention.
  case publicHorsConvention = "PUBLIC_HORS_CONVENTION"
  /// D-39: no first answer by the partner before the service social.
  case premierNiveauAbsent = "PREMIER_NIVEAU_ABSENT"
  /// D-39: a complex social situation without its coded reason.
  case motifSocialAbsent = "MOTIF_SOCIAL_ABSENT"
  /// D-12: thirteen digits shaped like a NIR without its key.
  case numeroSuspect = "NUMERO_SUSPECT"
  /// D-13, Q-14: words of health, confirmed.
  case donneesSanteConfirmees = "DONNEES_SANTE_CONFIRMEES"

  package var regle: String {
    switch self {
    case .horsCompetenceProbable: "A-18"
    case .publicHorsConvention: "D-26"
    case .premierNiveauAbsent, .motifSocialAbsent: "D-39"
    case .numeroSuspect: "D-12"
    case .donneesSanteConfirmees: "D-13"
    }
  }

  /// French, for people.
  package var message: String {
    switch self {
    case .horsCompetenceProbable: "La personne réside hors du département de la caisse : vérifiez sa caisse de rattachement."
    case .publicHorsConvention: "La personne ne relève pas du public de la convention : la caisse pourra réorienter la demande."
    case .premierNiveauAbsent: "Le service social intervient après un premier niveau de réponse du partenaire."
    case .motifSocialAbsent: "Précisez le motif social par son code, sans récit médical."
    case .numeroSuspect: "Le texte contient une suite de chiffres proche d'un numéro de sécurité sociale : vérifiez-la."
    case .donneesSanteConfirmees: "Le texte annonce une donnée de santé ; sa confirmation est enregistrée."
    }
  }
}
