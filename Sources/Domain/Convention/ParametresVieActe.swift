// Support, access, personal data and the meetings of the parties. JSON keys and rules in the comments; nil is « not written in the act ».

extension ParametresConvention {
  /// Who helps.
  package struct Support: Sendable, Hashable {
    /// `support.canal` (S-09, S-10).
    package var canal: CanalSupport?
    /// `support.escalade_nationale` (S-11).
    package var escaladeNationale: Bool?

    package init(canal: CanalSupport? = nil, escaladeNationale: Bool? = nil) {
      self.canal = canal
      self.escaladeNationale = escaladeNationale
    }
  }

  /// When the portal is open.
  package struct Disponibilite: Sendable, Hashable {
    /// `disponibilite.7j_24h` (S-01).
    package var septJoursSurSept: Bool?
    /// `disponibilite.evolution_sans_gene_excessive` (S-08).
    package var evolutionSansGeneExcessive: Bool?

    package init(septJoursSurSept: Bool? = nil, evolutionSansGeneExcessive: Bool? = nil) {
      self.septJoursSurSept = septJoursSurSept
      self.evolutionSansGeneExcessive = evolutionSansGeneExcessive
    }
  }

  /// On what terms.
  package struct Acces: Sendable, Hashable {
    /// `acces.gratuit`.
    package var gratuit: Bool?
    /// `acces.facultatif_sans_consequence`.
    package var facultatifSansConsequence: Bool?

    package init(gratuit: Bool? = nil, facultatifSansConsequence: Bool? = nil) {
      self.gratuit = gratuit
      self.facultatifSansConsequence = facultatifSansConsequence
    }
  }

  /// Personal data.
  package struct Rgpd: Sendable, Hashable {
    /// `rgpd.violation`.
    package var violation: ViolationRgpd
    /// `rgpd.manquement`.
    package var manquement: ManquementRgpd
    /// `rgpd.droits`.
    package var droits: DroitsRgpd
    /// `rgpd.serveur_securise`.
    package var serveurSecurise: ExigenceServeur?
    /// `rgpd.destruction_fin`.
    package var destructionFin: Bool?
    /// `rgpd.sous_traitance_autorisee_prealable`.
    package var sousTraitanceAutoriseePrealable: Bool?
    /// `rgpd.information_prealable_personne` (D-31).
    package var informationPrealablePersonne: Bool?
    /// `rgpd.rectification_sans_delai`.
    package var rectificationSansDelai: Bool?

    package init(
      violation: ViolationRgpd = .init(),
      manquement: ManquementRgpd = .init(),
      droits: DroitsRgpd = .init(),
      serveurSecurise: ExigenceServeur? = nil,
      destructionFin: Bool? = nil,
      sousTraitanceAutoriseePrealable: Bool? = nil,
      informationPrealablePersonne: Bool? = nil,
      rectificationSansDelai: Bool? = nil
    ) {
      self.violation = violation
      self.manquement = manquement
      self.droits = droits
      self.serveurSecurise = serveurSecurise
      self.destructionFin = destructionFin
      self.sousTraitanceAutoriseePrealable = sousTraitanceAutoriseePrealable
      self.informationPrealablePersonne = informationPrealablePersonne
      self.rectificationSansDelai = rectificationSansDelai
    }
  }

  /// Delay to tell a breach.
  package struct ViolationRgpd: Sendable, Hashable {
    /// `rgpd.violation.delai_heures`: continuous hours.
    package var delaiHeures: Int?
    /// `rgpd.violation.delai_heures_transfert`: continuous hours, breach during a transfer.
    package var delaiHeuresTransfert: Int?

    package init(delaiHeures: Int? = nil, delaiHeuresTransfert: Int? = nil) {
      self.delaiHeures = delaiHeures
      self.delaiHeuresTransfert = delaiHeuresTransfert
    }
  }

  /// Delay to tell any other failing.
  package struct ManquementRgpd: Sendable, Hashable {
    /// `rgpd.manquement.delai_heures`: continuous hours.
    package var delaiHeures: Int?

    package init(delaiHeures: Int? = nil) {
      self.delaiHeures = delaiHeures
    }
  }

  /// Where people exercise their rights.
  package struct DroitsRgpd: Sendable, Hashable {
    /// `rgpd.droits.canal`.
    package var canal: CanalDroits?

    package init(canal: CanalDroits? = nil) {
      self.canal = canal
    }
  }

  /// Meetings and reports.
  package struct Instances: Sendable, Hashable {
    /// `instances.bilan_annuel` (B-01).
    package var bilanAnnuel: Bool?
    /// `instances.copil_par_an` (B-02): meetings a period.
    package var copilParAn: Int?
    /// `instances.copil_elargi` (B-04).
    package var copilElargi: Bool?
    /// `instances.questionnaire_annuel` (B-06).
    package var questionnaireAnnuel: Bool?
    /// `instances.rencontre_annuelle` (B-07).
    package var rencontreAnnuelle: Bool?

    package init(
      bilanAnnuel: Bool? = nil,
      copilParAn: Int? = nil,
      copilElargi: Bool? = nil,
      questionnaireAnnuel: Bool? = nil,
      rencontreAnnuelle: Bool? = nil
    ) {
      self.bilanAnnuel = bilanAnnuel
      self.copilParAn = copilParAn
      self.copilElargi = copilElargi
      self.questionnaireAnnuel = questionnaireAnnuel
      self.rencontreAnnuelle = rencontreAnnuelle
    }
  }

  /// Publications of the partner.
  package struct Communication: Sendable, Hashable {
    /// `communication.droit_regard_caisse`.
    package var droitRegardCaisse: Bool?

    package init(droitRegardCaisse: Bool? = nil) {
      self.droitRegardCaisse = droitRegardCaisse
    }
  }

  /// Confidentiality.
  package struct Confidentialite: Sendable, Hashable {
    /// `confidentialite.apres_fin`.
    package var apresFin: ConfidentialiteApresFin?

    package init(apresFin: ConfidentialiteApresFin? = nil) {
      self.apresFin = apresFin
    }
  }

  /// Joint works.
  package struct Travaux: Sendable, Hashable {
    /// `travaux.avis_ecrit_avant_diffusion`.
    package var avisEcritAvantDiffusion: Bool?

    package init(avisEcritAvantDiffusion: Bool? = nil) {
      self.avisEcritAvantDiffusion = avisEcritAvantDiffusion
    }
  }
}
