/// The table of parameters, in the order of the matrix (V-03): the one place where a parameter is said. Its decoding, its bounds, its
/// default, and what an amendment may name (V-14) come from here.
extension ParametresConvention {
  package static let parametres: [Parametre] = acte + acces + portail + engagements

  /// The paths of the JSON of a model.
  package static let cles: [String] = parametres.map(\.cle)

  /// What the act itself says: its papers, its length, its ends, its units.
  private static let acte: [Parametre] = [
    .choix("documents.structure", \.documents.structure),
    .booleen("documents.metier_fourni", \.documents.metierFourni),
    .booleen("documents.annexe_rgpd_fournie", \.documents.annexeRgpdFournie),
    .entier("documents.exemplaires_metier", \.documents.exemplairesMetier, 1...100),
    .entier("documents.exemplaires_utilisation", \.documents.exemplairesUtilisation, 1...100),
    .jour("documents.date_signature", \.documents.dateSignature),
    .texte("documents.lieu_signature", \.documents.lieuSignature),
    .texte("partenaire.deliberation", \.partenaire.deliberation),
    .choix("calendrier_jours_ouvres", \.calendrierJoursOuvres),
    .choix("public", \.publicConcerne),
    .entier("metier.duree_mois", \.metier.dureeMois, 1...1_200, defaut: { $0.dureeMetierMois }, "Q-03"),
    .choix("metier.renouvellement.mode", \.metier.renouvellement.mode, defaut: { $0.modeRenouvellement }, "Q-03"),
    .entier("metier.renouvellement.duree_mois", \.metier.renouvellement.dureeMois, 1...1_200, defaut: { $0.dureeRenouvellementMois }, "Q-03"),
    .booleen("metier.renouvellement.evaluation_premiere_annee", \.metier.renouvellement.evaluationPremiereAnnee),
    .entier("metier.denonciation.preavis_mois", \.metier.denonciation.preavisMois, 0...1_200),
    .choix("metier.denonciation.forme", \.metier.denonciation.forme),
    .booleen("metier.resiliation_amiable_ecrite", \.metier.resiliationAmiableEcrite),
    .entier("metier.mise_en_demeure.delai", \.metier.miseEnDemeure.delai),
    .choix("metier.mise_en_demeure.unite", \.metier.miseEnDemeure.unite),
    .choix("metier.mise_en_demeure.depart", \.metier.miseEnDemeure.depart),
    .choix("utilisation.duree", \.utilisation.duree),
    .entier("utilisation.mise_en_demeure.delai", \.utilisation.miseEnDemeure.delai),
    .choix("utilisation.mise_en_demeure.unite", \.utilisation.miseEnDemeure.unite),
    .choix("utilisation.mise_en_demeure.depart", \.utilisation.miseEnDemeure.depart),
    .booleen("utilisation.resiliation_auto_avec_metier", \.utilisation.resiliationAutoAvecMetier),
    .booleen("avenant.preserve_objectifs", \.avenant.preserveObjectifs),
    .booleen("avenant.dispense_coordonnees_ecrite", \.avenant.dispenseCoordonneesEcrite),
    .entier("litiges.amiable_min_mois", \.litiges.amiableMinMois, 0...1_200),
    .entier("litiges.amiable_max_mois", \.litiges.amiableMaxMois, 0...1_200),
    .entier("unites.nombre", \.unites.nombre),
    .booleen("unites.ouverture_echelonnee", \.unites.ouvertureEchelonnee),
  ]

  /// Who may hold an account, how many, and how accounts end.
  private static let acces: [Parametre] = [
    .choix("gestionnaires.quota.mode", \.gestionnaires.quota.mode),
    .tranches("gestionnaires.quota.tranches", \.gestionnaires.quota.tranches),
    .entier("gestionnaires.quota.max", \.gestionnaires.quota.max, 0...1_000_000),
    .booleen("gestionnaires.quota.strict", \.gestionnaires.quota.strict),
    .entier("gestionnaires.habilitation.delai_jours_ouvres", \.gestionnaires.habilitation.delaiJoursOuvres),
    .choix("gestionnaires.habilitation.declencheur", \.gestionnaires.habilitation.declencheur),
    .liste("gestionnaires.champs_modifiables", \.gestionnaires.champsModifiables),
    .entier("gestionnaires.inactivation.preavis_jours", \.gestionnaires.inactivation.preavisJours),
    .choix("gestionnaires.inactivation.effet", \.gestionnaires.inactivation.effet, defaut: { $0.effetInactivation }, "Q-05"),
    .choix("gestionnaires.inactivation.remplacant", \.gestionnaires.inactivation.remplacant),
    .tranches("techniciens.quota.tranches", \.techniciens.quota.tranches),
    .entier("techniciens.quota.max", \.techniciens.quota.max, 0...1_000_000),
    .booleen("techniciens.quota.strict", \.techniciens.quota.strict),
    .entier("techniciens.habilitation.delai_jours_ouvres", \.techniciens.habilitation.delaiJoursOuvres),
    .booleen(
      "techniciens.rattachement_nouveau_gestionnaire", \.techniciens.rattachementNouveauGestionnaire,
      defaut: { $0.rattachementNouveauGestionnaire }, "Q-07"),
    .liste("comptes.champs_habilitation", \.comptes.champsHabilitation),
    .booleen("comptes.regle_multi_caisses", \.comptes.regleMultiCaisses, defaut: { $0.regleMultiCaisses }, "C-32"),
    .entier("comptes.suppression_auto_mois", \.comptes.suppressionAutoMois, 0...1_200, defaut: { $0.suppressionAutoMois }, "Q-10"),
    .entier("comptes.mdp_validite_jours", \.comptes.mdpValiditeJours, 1...3_650, defaut: { $0.mdpValiditeJours }, "Q-46"),
    .entier("comptes.revue_periodicite_mois", \.comptes.revuePeriodiciteMois, 1...1_200, defaut: { $0.revuePeriodiciteMois }, "C-49"),
    .booleen("comptes.revue_sur_demande", \.comptes.revueSurDemande),
  ]

  /// What the portal offers, and what may be asked there.
  private static let portail: [Parametre] = [
    .booleen("fonctionnalites.CONTACT", \.fonctionnalites.contact),
    .booleen("fonctionnalites.ETUDE_DOSSIER", \.fonctionnalites.etudeDossier),
    .booleen("fonctionnalites.SIGNALEMENT", \.fonctionnalites.signalement),
    .booleen("fonctionnalites.RENDEZ_VOUS", \.fonctionnalites.rendezVous),
    .booleen("fonctionnalites.DOCUMENT", \.fonctionnalites.document),
    .booleen("fonctionnalites.HISTORIQUE", \.fonctionnalites.historique),
    .booleen("fonctionnalites.ACCUSE_RECEPTION", \.fonctionnalites.accuseReception, defaut: { $0.estPrevue(.accuseReception) }, "D-20"),
    .booleen("fonctionnalites.STATUT", \.fonctionnalites.statut, defaut: { $0.estPrevue(.statut) }, "D-21"),
    .booleen("fonctionnalites.DIALOGUE", \.fonctionnalites.dialogue, defaut: { $0.estPrevue(.dialogue) }, "D-22"),
    .booleen("fonctionnalites.activables_par_caisse", \.fonctionnalites.activablesParCaisse, defaut: { $0.fonctionnalitesActivables }, "Q-42"),
    .liste("etude.sous_types", \.etude.sousTypes),
    .booleen("etude.motif_recours_obligatoire", \.etude.motifRecoursObligatoire),
    .booleen("rendez_vous.autonomie_insuffisante_obligatoire", \.rendezVous.autonomieInsuffisanteObligatoire),
    .liste("document.types_demandables", \.document.typesDemandables),
    .liste("signalement.motifs", \.signalement.motifs),
    .choix("demandes.priorite", \.demandes.priorite),
    .booleen("demandes.accord_personne_avancement", \.demandes.accordPersonneAvancement),
    .booleen("demandes.nir_interdit", \.demandes.nirInterdit),
    .liste("documents_sortants.qualites_portail", \.documentsSortants.qualitesPortail),
    .choix("documents_sortants.canal_defaut", \.documentsSortants.canalDefaut),
    .liste("documents_sortants.liste", \.documentsSortants.liste),
    .booleen("pieces_entrantes.antivirus_document", \.piecesEntrantes.antivirusDocument),
    .booleen("pieces_entrantes.lisibles_et_necessaires", \.piecesEntrantes.lisiblesEtNecessaires),
  ]

  /// What the parties owe to one another while the act lives.
  private static let engagements: [Parametre] = [
    .choix("support.canal", \.support.canal),
    .booleen("support.escalade_nationale", \.support.escaladeNationale),
    .booleen("disponibilite.7j_24h", \.disponibilite.septJoursSurSept),
    .booleen("disponibilite.evolution_sans_gene_excessive", \.disponibilite.evolutionSansGeneExcessive),
    .booleen("acces.gratuit", \.acces.gratuit),
    .booleen("acces.facultatif_sans_consequence", \.acces.facultatifSansConsequence),
    .entier("rgpd.violation.delai_heures", \.rgpd.violation.delaiHeures, defaut: { $0.delaiViolationHeures(transfert: false) }, "Q-21"),
    .entier("rgpd.violation.delai_heures_transfert", \.rgpd.violation.delaiHeuresTransfert),
    .entier("rgpd.manquement.delai_heures", \.rgpd.manquement.delaiHeures, defaut: { $0.delaiManquementHeures }, "Q-21"),
    .choix("rgpd.droits.canal", \.rgpd.droits.canal),
    .choix("rgpd.serveur_securise", \.rgpd.serveurSecurise),
    .booleen("rgpd.destruction_fin", \.rgpd.destructionFin),
    .booleen("rgpd.sous_traitance_autorisee_prealable", \.rgpd.sousTraitanceAutoriseePrealable),
    .booleen("rgpd.information_prealable_personne", \.rgpd.informationPrealablePersonne),
    .booleen("rgpd.rectification_sans_delai", \.rgpd.rectificationSansDelai),
    .booleen("instances.bilan_annuel", \.instances.bilanAnnuel),
    .entier("instances.copil_par_an", \.instances.copilParAn, 0...12),
    .booleen("instances.copil_elargi", \.instances.copilElargi),
    .booleen("instances.questionnaire_annuel", \.instances.questionnaireAnnuel),
    .booleen("instances.rencontre_annuelle", \.instances.rencontreAnnuelle),
    .booleen("communication.droit_regard_caisse", \.communication.droitRegardCaisse),
    .choix("confidentialite.apres_fin", \.confidentialite.apresFin),
    .booleen("travaux.avis_ecrit_avant_diffusion", \.travaux.avisEcritAvantDiffusion),
  ]
}
