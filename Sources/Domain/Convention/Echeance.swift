package import FoundationEssentials

/// One computed date of a convention (V-35).
package struct Echeance: Sendable, Hashable {
  package let code: CodeEcheance
  /// The rule that gives the date in this act.
  package let regle: String
  /// Nil while a fact is missing, e.g. the reception of a formal notice (T-020).
  package let date: Jour?
  /// The formal notice concerned, when it is about one.
  package let miseEnDemeureId: UUID?
  /// Whether the figure is the project's, the act being silent.
  package let estDefautProjet: Bool

  init(_ code: CodeEcheance, _ regle: String, _ date: Jour?, mise: UUID? = nil, defaut: Bool = false) {
    self.code = code
    self.regle = regle
    self.date = date
    miseEnDemeureId = mise
    estDefautProjet = defaut
  }

  package var libelle: String { code.libelle }

  /// Whether the date has come; never for a date still unknown.
  package func estAtteinte(le jour: Jour) -> Bool { date.map { $0 <= jour } ?? false }

  /// The articles the rule comes from; empty for a project choice.
  package var sources: [String] { Self.sources[regle] ?? [] }

  private static let sources: [String: [String]] = [
    "V-05": ["000/001U/003/004U art. 8.1", "002 art. 9"],
    "V-07": ["001M art. 9.1", "002 art. 9", "004M art. 9.1"],
    "V-08": ["000/001U/003/004U art. 8.1"],
    "V-09": ["002 art. 9"],
    "V-10": ["001M art. 9.2", "004M art. 9.2"],
    "V-11": ["000/001U/003/004U art. 8.1"],
    "V-12": ["002 art. 9"],
    "V-13": ["001M art. 9.2", "004M art. 9.2"],
    "V-16": ["000/001U/003/004U art. 8.2"],
    "V-17": ["001M art. 9.4", "004M art. 9.4"],
    "V-18": ["002 art. 11"],
    "V-19": ["000/001U/003/004U art. 8.2"],
    "V-21": ["002 art. 11"],
    "V-22": ["000/001U/003/004U art. 8.2"],
    "V-24": ["000/001U/003 art. 2.2.3", "002-A2 §2.2", "004U art. 2.2.3"],
    "V-30": ["002 art. 12"],
    "B-01": ["001M art. 4, 5", "004M art. 4, 5"],
    "B-02": ["001M art. 5", "004M art. 5"],
    "B-05": ["001M art. 9.2", "004M art. 9.2"],
    "B-06": ["002 art. 4"],
    "B-07": ["002 art. 5"],
    "C-49": ["000/001U/003/004U art. 4.2", "002-A2 §4.2"],
    "R-24": ["001R §7", "002-A3 §7", "004R §7"],
  ]
}

/// What a computed date is.
package enum CodeEcheance: String, Sendable, Hashable, CaseIterable {
  case dateEffet = "DATE_EFFET"
  case finPeriode = "FIN_PERIODE"
  case periodeSuivante = "PERIODE_SUIVANTE"
  case alerteDenonciation = "ALERTE_DENONCIATION"
  case limiteDenonciation = "LIMITE_DENONCIATION"
  case alerteFin = "ALERTE_FIN"
  case dernierJour = "DERNIER_JOUR"
  case fermetureAcces = "FERMETURE_ACCES"
  case finMiseEnDemeure = "FIN_MISE_EN_DEMEURE"
  case resiliationPossible = "RESILIATION_POSSIBLE"
  case juridictionPossible = "JURIDICTION_POSSIBLE"
  case termeAmiable = "TERME_AMIABLE"
  case bilanCaisse = "BILAN_CAISSE"
  case bilanPartenaire = "BILAN_PARTENAIRE"
  case alerteCopil = "ALERTE_COPIL"
  case copil = "COPIL"
  case evaluation = "EVALUATION"
  case questionnaireDebut = "QUESTIONNAIRE_DEBUT"
  case questionnaireFin = "QUESTIONNAIRE_FIN"
  case rencontre = "RENCONTRE"
  case revueHabilitations = "REVUE_HABILITATIONS"
  case destructionDonnees = "DESTRUCTION_DONNEES"
  case attestationDestruction = "ATTESTATION_DESTRUCTION"

  package var libelle: String {
    switch self {
    case .dateEffet: "Date d'effet"
    case .finPeriode: "Dernier jour de la période en cours"
    case .periodeSuivante: "Premier jour de la période suivante, sauf refus de reconduire"
    case .alerteDenonciation: "Rappel : la dénonciation reste possible un mois"
    case .limiteDenonciation: "Dernier jour pour refuser la reconduction"
    case .alerteFin: "Rappel : la période finit dans deux mois"
    case .dernierJour: "Dernier jour de la convention"
    case .fermetureAcces: "Fermeture des accès, à 00:00"
    case .finMiseEnDemeure: "Dernier jour pour réparer le manquement"
    case .resiliationPossible: "Premier jour où la résiliation est possible"
    case .juridictionPossible: "Premier jour où la juridiction peut être saisie"
    case .termeAmiable: "Dernier jour de la tentative amiable"
    case .bilanCaisse: "Bilan annuel de la caisse, au plus tard"
    case .bilanPartenaire: "Bilan annuel du partenaire, au plus tard"
    case .alerteCopil: "Rappel : comité de pilotage à réunir"
    case .copil: "Comité de pilotage, au plus tard"
    case .evaluation: "Évaluation partagée de la première année, à engager"
    case .questionnaireDebut: "Questionnaire annuel, envoi à partir du"
    case .questionnaireFin: "Questionnaire annuel, envoi au plus tard"
    case .rencontre: "Rencontre annuelle, au plus tard"
    case .revueHabilitations: "Revue des habilitations par le partenaire"
    case .destructionDonnees: "Destruction des données personnelles par le partenaire, à partir du"
    case .attestationDestruction: "Attestation de destruction attendue, au plus tard"
    }
  }
}
