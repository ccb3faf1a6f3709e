// Who may hold an account, how many, and how accounts end. JSON keys and rules in the comments; nil is « not written in the act ».

extension ParametresConvention {
  /// Gestionnaire accounts.
  package struct Gestionnaires: Sendable, Hashable {
    /// `gestionnaires.quota`.
    package var quota: QuotaGestionnaires
    /// `gestionnaires.habilitation`.
    package var habilitation: HabilitationGestionnaires
    /// `gestionnaires.champs_modifiables` (C-26, C-27): what the caisse may change on demand.
    package var champsModifiables: [ChampHabilitation]?
    /// `gestionnaires.inactivation`.
    package var inactivation: InactivationGestionnaires

    package init(
      quota: QuotaGestionnaires = .init(),
      habilitation: HabilitationGestionnaires = .init(),
      champsModifiables: [ChampHabilitation]? = nil,
      inactivation: InactivationGestionnaires = .init()
    ) {
      self.quota = quota
      self.habilitation = habilitation
      self.champsModifiables = champsModifiables
      self.inactivation = inactivation
    }
  }

  /// How many gestionnaires.
  package struct QuotaGestionnaires: Sendable, Hashable {
    /// `gestionnaires.quota.mode` (C-06, C-08, C-09).
    package var mode: ModeQuota?
    /// `gestionnaires.quota.tranches` (C-06): by the effectif of the partner.
    package var tranches: [TrancheQuota]?
    /// `gestionnaires.quota.max` (C-07): accounts, per partner or per unit as `mode` says.
    package var max: Int?
    /// `gestionnaires.quota.strict` (C-10): no exception to the quota.
    package var strict: Bool?

    package init(mode: ModeQuota? = nil, tranches: [TrancheQuota]? = nil, max: Int? = nil, strict: Bool? = nil) {
      self.mode = mode
      self.tranches = tranches
      self.max = max
      self.strict = strict
    }
  }

  /// When the caisse opens an account asked for.
  package struct HabilitationGestionnaires: Sendable, Hashable {
    /// `gestionnaires.habilitation.delai_jours_ouvres` (C-03, C-04): working days.
    package var delaiJoursOuvres: Int?
    /// `gestionnaires.habilitation.declencheur` (C-03, C-04).
    package var declencheur: DeclencheurHabilitation?

    package init(delaiJoursOuvres: Int? = nil, declencheur: DeclencheurHabilitation? = nil) {
      self.delaiJoursOuvres = delaiJoursOuvres
      self.declencheur = declencheur
    }
  }

  /// How the partner ends an account.
  package struct InactivationGestionnaires: Sendable, Hashable {
    /// `gestionnaires.inactivation.preavis_jours` (C-33): calendar days before the wished date.
    package var preavisJours: Int?
    /// `gestionnaires.inactivation.effet` (C-35).
    package var effet: EffetInactivation?
    /// `gestionnaires.inactivation.remplacant` (C-34).
    package var remplacant: ExigenceRemplacant?

    package init(preavisJours: Int? = nil, effet: EffetInactivation? = nil, remplacant: ExigenceRemplacant? = nil) {
      self.preavisJours = preavisJours
      self.effet = effet
      self.remplacant = remplacant
    }
  }

  /// Technicien accounts.
  package struct Techniciens: Sendable, Hashable {
    /// `techniciens.quota`.
    package var quota: QuotaTechniciens
    /// `techniciens.habilitation`.
    package var habilitation: HabilitationTechniciens
    /// `techniciens.rattachement_nouveau_gestionnaire` (C-36): they follow the new gestionnaire.
    package var rattachementNouveauGestionnaire: Bool?

    package init(
      quota: QuotaTechniciens = .init(),
      habilitation: HabilitationTechniciens = .init(),
      rattachementNouveauGestionnaire: Bool? = nil
    ) {
      self.quota = quota
      self.habilitation = habilitation
      self.rattachementNouveauGestionnaire = rattachementNouveauGestionnaire
    }
  }

  /// How many techniciens.
  package struct QuotaTechniciens: Sendable, Hashable {
    /// `techniciens.quota.tranches` (C-11): by the effectif of the partner.
    package var tranches: [TrancheQuota]?
    /// `techniciens.quota.max` (C-12, C-13): accounts; nil with no tranche is no limit (C-13).
    package var max: Int?
    /// `techniciens.quota.strict` (C-14): no exception to the quota.
    package var strict: Bool?

    package init(tranches: [TrancheQuota]? = nil, max: Int? = nil, strict: Bool? = nil) {
      self.tranches = tranches
      self.max = max
      self.strict = strict
    }
  }

  /// When gestionnaires open the accounts of techniciens.
  package struct HabilitationTechniciens: Sendable, Hashable {
    /// `techniciens.habilitation.delai_jours_ouvres` (C-16): working days.
    package var delaiJoursOuvres: Int?

    package init(delaiJoursOuvres: Int? = nil) {
      self.delaiJoursOuvres = delaiJoursOuvres
    }
  }

  /// One line of a quota by effectif (C-06, C-11): bounds included.
  package struct TrancheQuota: Sendable, Hashable {
    /// `min`: people.
    package var min: Int
    /// `max`: people; nil is no upper bound.
    package var max: Int?
    /// `quota`: accounts.
    package var quota: Int

    package init(min: Int, max: Int? = nil, quota: Int) {
      self.min = min
      self.max = max
      self.quota = quota
    }
  }

  /// Any account.
  package struct Comptes: Sendable, Hashable {
    /// `comptes.champs_habilitation` (C-05): what a complete demand gives.
    package var champsHabilitation: [ChampHabilitation]?
    /// `comptes.regle_multi_caisses` (C-30, C-32): the end of one convention closes only that access.
    package var regleMultiCaisses: Bool?
    /// `comptes.suppression_auto_mois` (C-40, C-41): months after the inactivation.
    package var suppressionAutoMois: Int?
    /// `comptes.mdp_validite_jours` (C-19): days.
    package var mdpValiditeJours: Int?
    /// `comptes.revue_periodicite_mois` (C-49): months.
    package var revuePeriodiciteMois: Int?
    /// `comptes.revue_sur_demande` (C-50): the caisse may ask for one.
    package var revueSurDemande: Bool?

    package init(
      champsHabilitation: [ChampHabilitation]? = nil,
      regleMultiCaisses: Bool? = nil,
      suppressionAutoMois: Int? = nil,
      mdpValiditeJours: Int? = nil,
      revuePeriodiciteMois: Int? = nil,
      revueSurDemande: Bool? = nil
    ) {
      self.champsHabilitation = champsHabilitation
      self.regleMultiCaisses = regleMultiCaisses
      self.suppressionAutoMois = suppressionAutoMois
      self.mdpValiditeJours = mdpValiditeJours
      self.revuePeriodiciteMois = revuePeriodiciteMois
      self.revueSurDemande = revueSurDemande
    }
  }
}
