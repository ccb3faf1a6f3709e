// The closed lists of the act's parameters; raw values are those of the JSON of a model.

/// `documents.structure` (V-01): what the bundle holds.
package enum StructureActe: String, Sendable, Hashable, CaseIterable {
  case utilisation = "UTILISATION"
  case metierRgpdUtilisation = "METIER+RGPD+UTILISATION"
  case uniqueTroisAnnexes = "UNIQUE+3_ANNEXES"
}

/// `public` (P-11): whom the act serves.
package enum PublicConcerne: String, Sendable, Hashable, CaseIterable {
  case accompagnes = "ACCOMPAGNES"
  case accueillisCCAS = "ACCUEILLIS_CCAS"
  case actionSocialeProximiteCPAM67 = "ACTION_SOCIALE_PROXIMITE_CPAM67"
  case regimeGeneralAccueillisCD = "REGIME_GENERAL_ACCUEILLIS_CD"
}

/// `metier.renouvellement.mode` (V-09, V-10).
package enum ModeRenouvellement: String, Sendable, Hashable, CaseIterable {
  case tacite = "TACITE"
  /// The act ends with its first period (project choice: no real act says it, a model may).
  case aucun = "AUCUN"
}

/// How a letter travels: `metier.denonciation.forme` (V-12) and the register of letters (V-27).
package enum FormeCourrier: String, Sendable, Hashable, CaseIterable {
  /// Registered, with acknowledgement of receipt.
  case lrar = "LRAR"
  case courrier = "COURRIER"
  case courriel = "COURRIEL"
}

/// `utilisation.duree` (V-08).
package enum DureeUtilisation: String, Sendable, Hashable, CaseIterable {
  case identiqueMetier = "IDENTIQUE_METIER"
  /// One act for both: the usage has no life of its own.
  case integree = "INTEGREE"
}

/// The unit of a delay; `jours` alone reads as calendar days.
package enum UniteDelai: String, Sendable, Hashable, CaseIterable {
  case jours = "JOURS"
  case joursCalendaires = "JOURS_CALENDAIRES"
  case mois = "MOIS"
}

/// What starts the delay of a formal notice.
package enum DepartDelai: String, Sendable, Hashable, CaseIterable {
  case envoi = "ENVOI"
  case reception = "RECEPTION"
}
