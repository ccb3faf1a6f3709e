import Domain

// The groups of several parameters, in the order of the matrix.

extension ParametresConvention.Documents {
  init(_ lu: ParametresReader) throws(ParametreIllisible) {
    self.init(
      structure: try lu.choix("documents.structure"),
      metierFourni: try lu.booleen("documents.metier_fourni"),
      annexeRgpdFournie: try lu.booleen("documents.annexe_rgpd_fournie"),
      exemplairesMetier: try lu.entier("documents.exemplaires_metier"),
      exemplairesUtilisation: try lu.entier("documents.exemplaires_utilisation"),
      dateSignature: try lu.jour("documents.date_signature"),
      lieuSignature: try lu.texte("documents.lieu_signature"))
  }
}

extension ParametresConvention.Metier {
  init(_ lu: ParametresReader) throws(ParametreIllisible) {
    self.init(
      dureeMois: try lu.entier("metier.duree_mois"),
      renouvellement: ParametresConvention.Renouvellement(
        mode: try lu.choix("metier.renouvellement.mode"),
        dureeMois: try lu.entier("metier.renouvellement.duree_mois"),
        evaluationPremiereAnnee: try lu.booleen("metier.renouvellement.evaluation_premiere_annee")),
      denonciation: ParametresConvention.Denonciation(
        preavisMois: try lu.entier("metier.denonciation.preavis_mois"), forme: try lu.choix("metier.denonciation.forme")),
      resiliationAmiableEcrite: try lu.booleen("metier.resiliation_amiable_ecrite"),
      miseEnDemeure: try ParametresConvention.DelaiMiseEnDemeure(lu, "metier.mise_en_demeure"))
  }
}

extension ParametresConvention.Utilisation {
  init(_ lu: ParametresReader) throws(ParametreIllisible) {
    self.init(
      duree: try lu.choix("utilisation.duree"),
      miseEnDemeure: try ParametresConvention.DelaiMiseEnDemeure(lu, "utilisation.mise_en_demeure"),
      resiliationAutoAvecMetier: try lu.booleen("utilisation.resiliation_auto_avec_metier"))
  }
}

extension ParametresConvention.DelaiMiseEnDemeure {
  init(_ lu: ParametresReader, _ groupe: String) throws(ParametreIllisible) {
    self.init(
      delai: try lu.entier("\(groupe).delai"), unite: try lu.choix("\(groupe).unite"), depart: try lu.choix("\(groupe).depart"))
  }
}

extension ParametresConvention.Gestionnaires {
  init(_ lu: ParametresReader) throws(ParametreIllisible) {
    self.init(
      quota: ParametresConvention.QuotaGestionnaires(
        mode: try lu.choix("gestionnaires.quota.mode"),
        tranches: try lu.tranches("gestionnaires.quota.tranches"),
        max: try lu.entier("gestionnaires.quota.max"),
        strict: try lu.booleen("gestionnaires.quota.strict")),
      habilitation: ParametresConvention.HabilitationGestionnaires(
        delaiJoursOuvres: try lu.entier("gestionnaires.habilitation.delai_jours_ouvres"),
        declencheur: try lu.choix("gestionnaires.habilitation.declencheur")),
      champsModifiables: try lu.liste("gestionnaires.champs_modifiables"),
      inactivation: ParametresConvention.InactivationGestionnaires(
        preavisJours: try lu.entier("gestionnaires.inactivation.preavis_jours"),
        effet: try lu.choix("gestionnaires.inactivation.effet"),
        remplacant: try lu.choix("gestionnaires.inactivation.remplacant")))
  }
}

extension ParametresConvention.Techniciens {
  init(_ lu: ParametresReader) throws(ParametreIllisible) {
    self.init(
      quota: ParametresConvention.QuotaTechniciens(
        tranches: try lu.tranches("techniciens.quota.tranches"),
        max: try lu.entier("techniciens.quota.max"),
        strict: try lu.booleen("techniciens.quota.strict")),
      habilitation: ParametresConvention.HabilitationTechniciens(
        delaiJoursOuvres: try lu.entier("techniciens.habilitation.delai_jours_ouvres")),
      rattachementNouveauGestionnaire: try lu.booleen("techniciens.rattachement_nouveau_gestionnaire"))
  }
}

extension ParametresConvention.Comptes {
  init(_ lu: ParametresReader) throws(ParametreIllisible) {
    self.init(
      champsHabilitation: try lu.liste("comptes.champs_habilitation"),
      regleMultiCaisses: try lu.booleen("comptes.regle_multi_caisses"),
      suppressionAutoMois: try lu.entier("comptes.suppression_auto_mois"),
      mdpValiditeJours: try lu.entier("comptes.mdp_validite_jours"),
      revuePeriodiciteMois: try lu.entier("comptes.revue_periodicite_mois"),
      revueSurDemande: try lu.booleen("comptes.revue_sur_demande"))
  }
}

extension ParametresConvention.Fonctionnalites {
  init(_ lu: ParametresReader) throws(ParametreIllisible) {
    self.init(
      contact: try lu.booleen("fonctionnalites.CONTACT"),
      etudeDossier: try lu.booleen("fonctionnalites.ETUDE_DOSSIER"),
      signalement: try lu.booleen("fonctionnalites.SIGNALEMENT"),
      rendezVous: try lu.booleen("fonctionnalites.RENDEZ_VOUS"),
      document: try lu.booleen("fonctionnalites.DOCUMENT"),
      historique: try lu.booleen("fonctionnalites.HISTORIQUE"),
      accuseReception: try lu.booleen("fonctionnalites.ACCUSE_RECEPTION"),
      statut: try lu.booleen("fonctionnalites.STATUT"),
      dialogue: try lu.booleen("fonctionnalites.DIALOGUE"),
      activablesParCaisse: try lu.booleen("fonctionnalites.activables_par_caisse"))
  }
}

extension ParametresConvention.Rgpd {
  init(_ lu: ParametresReader) throws(ParametreIllisible) {
    self.init(
      violation: ParametresConvention.ViolationRgpd(
        delaiHeures: try lu.entier("rgpd.violation.delai_heures"),
        delaiHeuresTransfert: try lu.entier("rgpd.violation.delai_heures_transfert")),
      manquement: ParametresConvention.ManquementRgpd(delaiHeures: try lu.entier("rgpd.manquement.delai_heures")),
      droits: ParametresConvention.DroitsRgpd(canal: try lu.choix("rgpd.droits.canal")),
      serveurSecurise: try lu.choix("rgpd.serveur_securise"),
      destructionFin: try lu.booleen("rgpd.destruction_fin"),
      sousTraitanceAutoriseePrealable: try lu.booleen("rgpd.sous_traitance_autorisee_prealable"),
      informationPrealablePersonne: try lu.booleen("rgpd.information_prealable_personne"),
      rectificationSansDelai: try lu.booleen("rgpd.rectification_sans_delai"))
  }
}

extension ParametresConvention.Instances {
  init(_ lu: ParametresReader) throws(ParametreIllisible) {
    self.init(
      bilanAnnuel: try lu.booleen("instances.bilan_annuel"),
      copilParAn: try lu.entier("instances.copil_par_an"),
      copilElargi: try lu.booleen("instances.copil_elargi"),
      questionnaireAnnuel: try lu.booleen("instances.questionnaire_annuel"),
      rencontreAnnuelle: try lu.booleen("instances.rencontre_annuelle"))
  }
}
