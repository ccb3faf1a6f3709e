import Domain
import Testing

@Suite struct ParametresTests {
  @Test func `les silences des actes sont comblés par les défauts du projet, chacun avec sa règle`() {
    let acte000 = ActesReels.acte000
    let acte004 = ActesReels.acte004
    #expect(acte000.dureeMetierMois == 12)
    #expect(acte000.dureeRenouvellementMois == 12)
    #expect(ActesReels.acte001.dureeRenouvellementMois == 12)
    #expect(acte004.effetInactivation == .aDateSouhaitee)
    #expect(acte000.effetInactivation == .aReception)
    #expect(acte004.suppressionAutoMois == 6)
    #expect(acte004.regleMultiCaisses)
    #expect(ActesReels.acte002.rattachementNouveauGestionnaire)
    #expect(acte004.fonctionnalitesActivables)
    #expect(acte000.mdpValiditeJours == 180)
    #expect(acte000.revuePeriodiciteMois == 12)
    #expect(
      acte004.defautsProjet.map(\.cle) == [
        "metier.renouvellement.duree_mois", "gestionnaires.inactivation.effet", "comptes.regle_multi_caisses",
        "comptes.suppression_auto_mois", "comptes.mdp_validite_jours", "comptes.revue_periodicite_mois",
        "fonctionnalites.activables_par_caisse",
      ])
    #expect(acte004.defautsProjet.first { $0.cle == "gestionnaires.inactivation.effet" }?.regle == "Q-05")
  }

  @Test(arguments: ActesReels.tous.map(\.parametres))
  func `accusé de réception, statut et dialogue sont actifs partout (D-20 à D-22)`(parametres: ParametresConvention) {
    #expect(parametres.estPrevue(.accuseReception) && parametres.estPrevue(.statut) && parametres.estPrevue(.dialogue))
    #expect(parametres.estPrevue(.etudeDossier) && parametres.estPrevue(.historique))
  }

  @Test func `CONTACT est inactif en 004 et actif ailleurs (D-02, Q-41)`() {
    #expect(ActesReels.tous.filter { !$0.parametres.estPrevue(.contact) }.map(\.acte) == ["004"])
  }

  @Test func `un modèle vide n'offre rien que les trois défauts (D-09)`() {
    let vide = ParametresConvention()
    #expect(Fonctionnalite.allCases.filter { vide.estPrevue($0) } == [.accuseReception, .statut, .dialogue])
  }

  @Test func `002 prend la liste des documents sortants pour types demandables`() {
    #expect(ActesReels.acte002.typesDocumentDemandables == ActesReels.acte002.documentsSortants.liste)
    #expect(!ActesReels.acte004.typesDocumentDemandables.contains(.autre))
  }

  @Test func `violation : 24 h au transfert et 48 h sinon en 001, 24 h en 002, 48 h en 004, 24 h par défaut (Q-20, Q-21)`() {
    #expect(ActesReels.acte001.delaiViolationHeures(transfert: true) == 24)
    #expect(ActesReels.acte001.delaiViolationHeures(transfert: false) == 48)
    #expect(ActesReels.acte002.delaiViolationHeures(transfert: true) == 24)
    #expect(ActesReels.acte002.delaiManquementHeures == 48)
    #expect(ActesReels.acte004.delaiViolationHeures(transfert: true) == 48)
    #expect(ActesReels.acte000.delaiViolationHeures(transfert: false) == 24)
    #expect(ActesReels.acte003.delaiManquementHeures == 24)
  }

  @Test func `Bas-Rhin : violation connue le 29/03/2025 à midi, alerte le lendemain à 13 h, manquement le 31 (T-126)`() {
    let connue = FuseauHoraire.paris.instant("2025-03-29", heure: 12)
    let acte = ActesReels.acte002
    let violation = connue.ajoutant(heures: acte.delaiViolationHeures(transfert: false))
    let manquement = connue.ajoutant(heures: acte.delaiManquementHeures)
    #expect(violation == FuseauHoraire.paris.instant("2025-03-30", heure: 13))
    #expect(manquement == FuseauHoraire.paris.instant("2025-03-31", heure: 13))
  }

  @Test func `Tarn-et-Garonne : violation connue un vendredi à 17 h 30, alerte le dimanche à 17 h 30 (T-127)`() {
    let connue = FuseauHoraire.paris.instant("2025-06-06", heure: 17, minute: 30)
    let alerte = connue.ajoutant(heures: ActesReels.acte004.delaiViolationHeures(transfert: false))
    #expect(alerte == FuseauHoraire.paris.instant("2025-06-08", heure: 17, minute: 30))
    #expect(FuseauHoraire.paris.jour(a: alerte).jourDeSemaine == .dimanche)
  }

  @Test func `les originaux sont ceux des actes : trois en 001M, deux ailleurs, rien d'écrit en 002 et 003 (V-04)`() {
    #expect(ActesReels.tous.map { $0.parametres.documents.exemplairesMetier } == [nil, 3, nil, nil, 2])
    #expect(ActesReels.tous.map { $0.parametres.documents.exemplairesUtilisation } == [2, 2, nil, nil, 2])
  }

  @Test func `les cinq actes portent leurs propres chiffres (matrice)`() {
    #expect(ActesReels.acte002.metier.denonciation.preavisMois == 2)
    #expect(ActesReels.acte002.metier.denonciation.forme == .lrar)
    #expect(ActesReels.tous.map { $0.parametres.metier.miseEnDemeure.delai } == [nil, 15, 1, nil, 15])
    #expect(ActesReels.tous.map { $0.parametres.utilisation.miseEnDemeure.delai } == [30, 30, nil, 30, 30])
    #expect(ActesReels.tous.map { $0.parametres.gestionnaires.quota.max } == [5, 5, 5, 5, 1])
    let calendriers = ActesReels.tous.map(\.parametres.calendrierJoursOuvres)
    #expect(calendriers == [.alsaceMoselle, .national, .alsaceMoselle, .national, .national])
  }
}
