/// The five kinds of demande (D-01).
package enum TypeDemande: String, Sendable, Hashable, CaseIterable {
  case contact = "CONTACT"
  case etudeDossier = "ETUDE_DOSSIER"
  case signalement = "SIGNALEMENT"
  case rendezVous = "RENDEZ_VOUS"
  case document = "DOCUMENT"

  /// What must be active for the partner to file one (D-02 to D-06, D-08).
  package var fonctionnalite: Fonctionnalite {
    switch self {
    case .contact: .contact
    case .etudeDossier: .etudeDossier
    case .signalement: .signalement
    case .rendezVous: .rendezVous
    case .document: .document
    }
  }
}

/// Why the usual ways (mail, ameli account, 36 46) are not enough (D-16, D-17).
package enum MotifRecours: String, Sendable, Hashable, CaseIterable {
  case autonomieInsuffisante = "AUTONOMIE_INSUFFISANTE"
  case urgenceSoins = "URGENCE_SOINS"
}

/// A social situation in code, so that nobody tells a medical story (D-39).
package enum MotifSocial: String, Sendable, Hashable, CaseIterable {
  case accompagnementPsychoSocial = "ACCOMPAGNEMENT_PSYCHO_SOCIAL"
  case risqueDesinsertion = "RISQUE_DESINSERTION"
  case retentissementSocial = "RETENTISSEMENT_SOCIAL"
}

/// In what quality the partner acts for the person (J-04).
package enum QualiteRepresentation: String, Sendable, Hashable, CaseIterable {
  case tutelle = "TUTELLE"
  case curatelle = "CURATELLE"
  case ase = "ASE"
  case aucune = "AUCUNE"

  /// The quality of the act it answers to; nil for none.
  var qualitePortail: QualitePortail? {
    switch self {
    case .tutelle: .tutelle
    case .curatelle: .curatelle
    case .ase: .ase
    case .aucune: nil
    }
  }
}

/// The services a demande may go to.
package enum ServiceDestinataire: String, Sendable, Hashable, CaseIterable {
  /// Mission accompagnement santé.
  case mas = "MAS"
  case serviceSocial = "SERVICE_SOCIAL"
  /// Centre d'examens de santé.
  case ces = "CES"
  case instruction = "INSTRUCTION"
  case autre = "AUTRE"
}

/// Part of a day the person is free (D-05).
package enum MomentJournee: String, Sendable, Hashable, CaseIterable {
  case matin = "MATIN"
  case apresMidi = "APRES_MIDI"
  case journee = "JOURNEE"
}

/// Where the demande came from (D-35).
package enum OrigineDemande: String, Sendable, Hashable, CaseIterable {
  case portail = "PORTAIL"
  case secours = "SECOURS"
}
