import Domain

/// The parameters of the five real acts, as written: the fixtures of the domain.
enum ActesReels {
  /// 000: Marly / Moselle.
  static let acte000 = ParametresConvention(
    documents: .init(
      structure: .utilisation, metierFourni: false, annexeRgpdFournie: false, exemplairesUtilisation: 2,
      dateSignature: Jour(texte: "2024-10-21"), lieuSignature: "Marly"),
    calendrierJoursOuvres: .alsaceMoselle,
    publicConcerne: .accompagnes,
    utilisation: .init(
      duree: .identiqueMetier, miseEnDemeure: .init(delai: 30, unite: .joursCalendaires, depart: .reception),
      resiliationAutoAvecMetier: true),
    avenant: .init(preserveObjectifs: true, dispenseCoordonneesEcrite: false),
    unites: .init(nombre: 0, ouvertureEchelonnee: false),
    gestionnaires: .init(
      quota: .init(
        mode: .tranches, tranches: [.init(min: 1, max: 10, quota: 2), .init(min: 11, max: 25, quota: 3), .init(min: 26, quota: 5)], max: 5,
        strict: true), habilitation: .init(delaiJoursOuvres: 5, declencheur: .signaturePuisDemande),
      champsModifiables: [.telephone, .email, .fonction, .nom],
      inactivation: .init(preavisJours: 15, effet: .aReception, remplacant: .siDernier)),
    techniciens: .init(
      quota: .init(
        tranches: [.init(min: 1, max: 10, quota: 5), .init(min: 11, max: 25, quota: 15), .init(min: 26, quota: 25)], max: 25, strict: true),
      rattachementNouveauGestionnaire: true),
    comptes: .init(
      champsHabilitation: [.civilite, .nom, .prenom, .fonction, .telephone, .email], regleMultiCaisses: true, suppressionAutoMois: 6,
      revueSurDemande: true),
    fonctionnalites: .init(
      contact: true, etudeDossier: true, signalement: true, rendezVous: true, document: true, historique: true, activablesParCaisse: true),
    etude: .init(sousTypes: [.puma, .c2s, .ame, .autre], motifRecoursObligatoire: false),
    rendezVous: .init(autonomieInsuffisanteObligatoire: false),
    document: .init(typesDemandables: [.attestationDroits, .certificatProvisoire, .formulaireCarteVitale, .offresPrevention, .autre]),
    signalement: .init(motifs: [.droits, .soins]),
    demandes: .init(priorite: .aucune, accordPersonneAvancement: false, nirInterdit: true),
    documentsSortants: .init(
      qualitesPortail: [.tutelle, .ase, .depositaire], canalDefaut: .adresseAssure,
      liste: [
        .attestationDroits, .notificationDroitsOuJustificatifPrestations, .formulairePerteVolCarteVitale, .certificatProvisoire,
        .bonVaccinationOuDepistage, .bonMTDents, .invitationEPS, .autre,
      ]),
    piecesEntrantes: .init(antivirusDocument: true, lisiblesEtNecessaires: true),
    support: .init(canal: .interlocuteurEtBoite, escaladeNationale: true),
    disponibilite: .init(septJoursSurSept: true, evolutionSansGeneExcessive: true),
    acces: .init(gratuit: true, facultatifSansConsequence: true)
  )

  /// 001: Les Pennes-Mirabeau / Bouches-du-Rhône.
  static let acte001 = ParametresConvention(
    documents: .init(
      structure: .metierRgpdUtilisation, metierFourni: true, annexeRgpdFournie: true, exemplairesMetier: 3, exemplairesUtilisation: 2,
      lieuSignature: "Marseille"),
    partenaire: .init(deliberation: "2023-06-30, n° 27 X23, 13/0/0"),
    calendrierJoursOuvres: .national,
    publicConcerne: .accueillisCCAS,
    metier: .init(
      dureeMois: 12, renouvellement: .init(mode: .tacite, evaluationPremiereAnnee: true), resiliationAmiableEcrite: false,
      miseEnDemeure: .init(delai: 15, unite: .jours, depart: .envoi)),
    utilisation: .init(
      duree: .identiqueMetier, miseEnDemeure: .init(delai: 30, unite: .joursCalendaires, depart: .reception),
      resiliationAutoAvecMetier: true),
    avenant: .init(preserveObjectifs: true, dispenseCoordonneesEcrite: false),
    unites: .init(nombre: 0, ouvertureEchelonnee: false),
    gestionnaires: .init(
      quota: .init(
        mode: .tranches, tranches: [.init(min: 1, max: 10, quota: 2), .init(min: 11, max: 25, quota: 3), .init(min: 26, quota: 5)], max: 5,
        strict: true), habilitation: .init(delaiJoursOuvres: 5, declencheur: .signaturePuisDemande),
      champsModifiables: [.telephone, .email, .fonction, .nom],
      inactivation: .init(preavisJours: 15, effet: .aReception, remplacant: .siDernier)),
    techniciens: .init(
      quota: .init(
        tranches: [.init(min: 1, max: 10, quota: 5), .init(min: 11, max: 25, quota: 15), .init(min: 26, quota: 25)], max: 25, strict: true),
      rattachementNouveauGestionnaire: true),
    comptes: .init(
      champsHabilitation: [.civilite, .nom, .prenom, .fonction, .telephone, .email], regleMultiCaisses: true, suppressionAutoMois: 6,
      revueSurDemande: true),
    fonctionnalites: .init(
      contact: true, etudeDossier: true, signalement: true, rendezVous: true, document: true, historique: true, activablesParCaisse: true),
    etude: .init(sousTypes: [.puma, .c2s, .ame, .autre, .soinsUrgents], motifRecoursObligatoire: false),
    rendezVous: .init(autonomieInsuffisanteObligatoire: false),
    document: .init(typesDemandables: [.attestationDroits, .certificatProvisoire, .formulaireCarteVitale, .offresPrevention, .autre]),
    signalement: .init(motifs: [.droits, .soins]),
    demandes: .init(priorite: .aucune, accordPersonneAvancement: true, nirInterdit: true),
    documentsSortants: .init(
      qualitesPortail: [.tutelle, .ase], canalDefaut: .adresseAssure,
      liste: [
        .attestationDroits, .notificationDroitsOuJustificatifPrestations, .formulairePerteVolCarteVitale, .certificatProvisoire,
        .bonVaccinationOuDepistage, .bonMTDents, .invitationEPS, .autre,
      ]),
    piecesEntrantes: .init(antivirusDocument: true, lisiblesEtNecessaires: true),
    support: .init(canal: .interlocuteur, escaladeNationale: true),
    disponibilite: .init(septJoursSurSept: true, evolutionSansGeneExcessive: true),
    acces: .init(gratuit: true, facultatifSansConsequence: true),
    rgpd: .init(
      violation: .init(delaiHeures: 48, delaiHeuresTransfert: 24), manquement: .init(delaiHeures: 48),
      droits: .init(canal: .courrierUDCCAS13), serveurSecurise: .toutesDonnees, destructionFin: true, sousTraitanceAutoriseePrealable: true,
      informationPrealablePersonne: true, rectificationSansDelai: true),
    instances: .init(bilanAnnuel: true, copilParAn: 1, copilElargi: false),
    confidentialite: .init(apresFin: .sansTermeEcrit),
    travaux: .init(avisEcritAvantDiffusion: true)
  )

  /// 002: Collectivité européenne d'Alsace / Bas-Rhin.
  static let acte002 = ParametresConvention(
    documents: .init(structure: .uniqueTroisAnnexes, metierFourni: true, annexeRgpdFournie: true, lieuSignature: "Strasbourg"),
    calendrierJoursOuvres: .alsaceMoselle,
    publicConcerne: .actionSocialeProximiteCPAM67,
    metier: .init(
      dureeMois: 12, renouvellement: .init(mode: .tacite, dureeMois: 12), denonciation: .init(preavisMois: 2, forme: .lrar),
      resiliationAmiableEcrite: true, miseEnDemeure: .init(delai: 1, unite: .mois, depart: .envoi)),
    utilisation: .init(duree: .integree),
    avenant: .init(dispenseCoordonneesEcrite: true),
    litiges: .init(amiableMinMois: 1, amiableMaxMois: 3),
    unites: .init(nombre: 5, ouvertureEchelonnee: true),
    gestionnaires: .init(
      quota: .init(
        mode: .fixeParUnite, tranches: [.init(min: 1, max: 10, quota: 2), .init(min: 11, max: 25, quota: 3), .init(min: 26, quota: 5)],
        max: 5, strict: true), habilitation: .init(declencheur: .receptionConventionSignee),
      champsModifiables: [.civilite, .nom, .prenom, .fonction, .telephone, .email],
      inactivation: .init(preavisJours: 15, effet: .aDateSouhaitee, remplacant: .siDernierDeLUnite)),
    comptes: .init(
      champsHabilitation: [.civilite, .nom, .prenom, .fonction, .telephone, .email], regleMultiCaisses: true, suppressionAutoMois: 6,
      revueSurDemande: true),
    fonctionnalites: .init(
      contact: true, etudeDossier: true, signalement: true, rendezVous: true, document: true, historique: true, activablesParCaisse: true),
    etude: .init(sousTypes: [.affiliation, .miseAJourDroits, .c2s, .ame, .autre], motifRecoursObligatoire: false),
    rendezVous: .init(autonomieInsuffisanteObligatoire: false),
    signalement: .init(motifs: [.droits, .soins, .ruptureDroits, .renoncementSoins]),
    demandes: .init(priorite: .complexeOuUrgente, accordPersonneAvancement: false, nirInterdit: true),
    documentsSortants: .init(
      qualitesPortail: [.tutelle, .ase], canalDefaut: .adresseAssure,
      liste: [.attestationDroits, .justificatifPrestations, .formulairePerteVolCarteVitale, .bonVaccinationOuDepistage, .autre]),
    piecesEntrantes: .init(lisiblesEtNecessaires: true),
    support: .init(canal: .boiteFonctionnelle),
    disponibilite: .init(septJoursSurSept: true),
    acces: .init(gratuit: true, facultatifSansConsequence: true),
    rgpd: .init(
      violation: .init(delaiHeures: 24), manquement: .init(delaiHeures: 48), droits: .init(canal: .dpoPartenaire),
      serveurSecurise: .sensiblesOuNIR, destructionFin: true, sousTraitanceAutoriseePrealable: true, informationPrealablePersonne: true),
    instances: .init(questionnaireAnnuel: true, rencontreAnnuelle: true),
    communication: .init(droitRegardCaisse: true),
    confidentialite: .init(apresFin: .indeterminee)
  )

  /// 003: Creil / Oise.
  static let acte003 = ParametresConvention(
    documents: .init(structure: .utilisation, metierFourni: false, annexeRgpdFournie: false, lieuSignature: "Amiens"),
    partenaire: .init(deliberation: "2020-08-21, exécutoire 2020-08-25"),
    calendrierJoursOuvres: .national,
    publicConcerne: .accompagnes,
    utilisation: .init(
      duree: .identiqueMetier, miseEnDemeure: .init(delai: 30, unite: .joursCalendaires, depart: .reception),
      resiliationAutoAvecMetier: true),
    avenant: .init(preserveObjectifs: true, dispenseCoordonneesEcrite: false),
    unites: .init(nombre: 0, ouvertureEchelonnee: false),
    gestionnaires: .init(
      quota: .init(
        mode: .tranches, tranches: [.init(min: 1, max: 10, quota: 2), .init(min: 11, max: 25, quota: 3), .init(min: 26, quota: 5)], max: 5,
        strict: true), habilitation: .init(delaiJoursOuvres: 5, declencheur: .signaturePuisDemande),
      champsModifiables: [.telephone, .email, .fonction, .nom],
      inactivation: .init(preavisJours: 15, effet: .aReception, remplacant: .siDernier)),
    techniciens: .init(
      quota: .init(
        tranches: [.init(min: 1, max: 10, quota: 5), .init(min: 11, max: 25, quota: 15), .init(min: 26, quota: 25)], max: 25, strict: true),
      rattachementNouveauGestionnaire: true),
    comptes: .init(
      champsHabilitation: [.civilite, .nom, .prenom, .fonction, .telephone, .email], regleMultiCaisses: true, suppressionAutoMois: 6,
      revueSurDemande: true),
    fonctionnalites: .init(
      contact: true, etudeDossier: true, signalement: true, rendezVous: true, document: true, historique: true, activablesParCaisse: true),
    etude: .init(sousTypes: [.puma, .c2s, .ame, .autre], motifRecoursObligatoire: false),
    rendezVous: .init(autonomieInsuffisanteObligatoire: false),
    document: .init(typesDemandables: [.attestationDroits, .certificatProvisoire, .formulaireCarteVitale, .offresPrevention, .autre]),
    signalement: .init(motifs: [.droits, .soins]),
    demandes: .init(priorite: .aucune, accordPersonneAvancement: false, nirInterdit: true),
    documentsSortants: .init(qualitesPortail: [], canalDefaut: .adresseAssure),
    piecesEntrantes: .init(antivirusDocument: true, lisiblesEtNecessaires: true),
    support: .init(canal: .dsiParEmail, escaladeNationale: true),
    disponibilite: .init(septJoursSurSept: true, evolutionSansGeneExcessive: true),
    acces: .init(gratuit: true, facultatifSansConsequence: true)
  )

  /// 004: Tarn-et-Garonne.
  static let acte004 = ParametresConvention(
    documents: .init(
      structure: .metierRgpdUtilisation, metierFourni: true, annexeRgpdFournie: true, exemplairesMetier: 2, exemplairesUtilisation: 2,
      lieuSignature: "Montauban"),
    calendrierJoursOuvres: .national,
    publicConcerne: .regimeGeneralAccueillisCD,
    metier: .init(
      dureeMois: 12, renouvellement: .init(mode: .tacite, evaluationPremiereAnnee: true), resiliationAmiableEcrite: false,
      miseEnDemeure: .init(delai: 15, unite: .jours, depart: .envoi)),
    utilisation: .init(
      duree: .identiqueMetier, miseEnDemeure: .init(delai: 30, unite: .joursCalendaires, depart: .reception),
      resiliationAutoAvecMetier: true),
    avenant: .init(preserveObjectifs: true, dispenseCoordonneesEcrite: false),
    unites: .init(nombre: 0, ouvertureEchelonnee: false),
    gestionnaires: .init(
      quota: .init(mode: .fixe, max: 1), habilitation: .init(delaiJoursOuvres: 5, declencheur: .signaturePuisDemande),
      champsModifiables: [.telephone, .email, .fonction, .nom], inactivation: .init(preavisJours: 15, remplacant: .toujours)),
    techniciens: .init(quota: .init(max: 25), habilitation: .init(delaiJoursOuvres: 5), rattachementNouveauGestionnaire: true),
    comptes: .init(champsHabilitation: [.civilite, .nom, .prenom, .fonction, .telephone, .email], revueSurDemande: true),
    fonctionnalites: .init(
      contact: false, etudeDossier: true, signalement: true, rendezVous: true, document: true, historique: true, accuseReception: true,
      statut: true, dialogue: true),
    etude: .init(sousTypes: [.puma, .c2s, .ame, .autre, .ass], motifRecoursObligatoire: true),
    rendezVous: .init(autonomieInsuffisanteObligatoire: true),
    document: .init(typesDemandables: [.attestationDroits, .certificatProvisoire, .formulaireCarteVitale, .offresPrevention]),
    signalement: .init(motifs: [.droits, .soins, .numerique, .situationSocialeComplexe]),
    demandes: .init(priorite: .urgente, accordPersonneAvancement: false, nirInterdit: true),
    documentsSortants: .init(
      qualitesPortail: [.tutelle, .curatelle, .ase], canalDefaut: .adresseAssure,
      liste: [
        .attestationDroits, .notificationDroitsOuJustificatifPrestations, .formulairePerteVolCarteVitale, .certificatProvisoire,
        .bonVaccinationOuDepistage, .bonMTDents, .invitationEPS, .autre,
      ]),
    piecesEntrantes: .init(antivirusDocument: true, lisiblesEtNecessaires: true),
    support: .init(canal: .referente, escaladeNationale: true),
    disponibilite: .init(septJoursSurSept: true, evolutionSansGeneExcessive: true),
    acces: .init(gratuit: true),
    rgpd: .init(
      violation: .init(delaiHeures: 48), manquement: .init(delaiHeures: 48), droits: .init(canal: .dpoPartenaireEmail),
      serveurSecurise: .toutesDonnees, destructionFin: true, sousTraitanceAutoriseePrealable: true, informationPrealablePersonne: true),
    instances: .init(bilanAnnuel: true, copilParAn: 1, copilElargi: true),
    confidentialite: .init(apresFin: .sansTermeEcrit),
    travaux: .init(avisEcritAvantDiffusion: true)
  )

  static let tous: [(acte: String, parametres: ParametresConvention)] = [
    ("000", acte000), ("001", acte001), ("002", acte002), ("003", acte003), ("004", acte004),
  ]
}
