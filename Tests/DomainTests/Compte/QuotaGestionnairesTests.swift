import Domain
import Testing

@Suite struct QuotaGestionnairesTests {
  private func habiliter(
    _ corps: CorpsCompte = Comptes.corps(), _ faits: FaitsHabilitation = Comptes.habilitation(), par acteur: Acteur = Acteurs.agent,
    le jour: Jour = Comptes.jour
  ) throws(RefusCompte) -> NouveauCompte {
    try NouveauCompte.habiliter(.gestionnaire, corps, par: acteur, faits: faits, le: jour)
  }

  private func refuser(
    _ corps: CorpsCompte = Comptes.corps(), _ faits: FaitsHabilitation = Comptes.habilitation(), par acteur: Acteur = Acteurs.agent,
    le jour: Jour = Comptes.jour, _ lieu: SourceLocation = #_sourceLocation
  ) -> RefusCompte? {
    refus({ () throws(RefusCompte) in try habiliter(corps, faits, par: acteur, le: jour) }, lieu)
  }

  @Test func `sans effectif, aucun compte dans un modèle à tranches (P-04, Q-06)`() {
    let refus = refuser(Comptes.corps(), Comptes.habilitation(effectif: nil))
    #expect(refus?.code == "EFFECTIF_INCONNU")
    #expect(refus?.nature == .etat)
  }

  @Test(arguments: [(10, 1, true), (10, 2, false), (11, 2, true), (25, 2, true), (25, 3, false), (26, 4, true), (26, 5, false)])
  func `le quota de gestionnaires par tranche est strict (C-06, C-10, T-051)`(effectif: Int, comptes: Int, admis: Bool) {
    let faits = Comptes.habilitation(effectif: effectif, comptes: comptes)
    if admis {
      #expect(throws: Never.self) { try habiliter(Comptes.corps(), faits) }
    } else {
      let refus = refuser(Comptes.corps(), faits)
      #expect(refus?.code == "QUOTA_GESTIONNAIRES")
      #expect(refus?.regle == "C-06")
      #expect(refus?.entier("plafond") == comptes)
      #expect(refus?.entier("comptes") == comptes)
    }
  }

  @Test func `sur la dernière place, la seconde création voit le quota plein (C-06, T-055)`() {
    #expect(throws: Never.self) { try habiliter(Comptes.corps(), Comptes.habilitation(effectif: 10, comptes: 1)) }
    #expect(refuser(Comptes.corps(), Comptes.habilitation(effectif: 10, comptes: 2))?.code == "QUOTA_GESTIONNAIRES")
  }

  @Test func `le Tarn-et-Garonne n'a qu'un gestionnaire hors remplacement (C-08, T-058)`() {
    #expect(throws: Never.self) { try habiliter(Comptes.corps(), Comptes.habilitation(ActesReels.acte004, effectif: nil)) }
    let refus = refuser(Comptes.corps(), Comptes.habilitation(ActesReels.acte004, effectif: nil, comptes: 1))
    #expect(refus?.code == "QUOTA_GESTIONNAIRES")
    #expect(refus?.regle == "C-08")
  }

  @Test func `un remplaçant lié entre hors quota, en attente de la bascule (C-56, T-058)`() throws {
    let faits = Comptes.habilitation(ActesReels.acte004, effectif: nil, comptes: 1) {
      $0.remplace = FaitsRemplace(compte: Comptes.compte(40))
    }
    let compte = try habiliter(Comptes.corps { $0.remplaceId = Acteurs.id(40) }, faits)
    #expect(compte.horsQuota)
    #expect(compte.remplaceId == Acteurs.id(40))
  }

  @Test func `un remplaçant prend une place quand il en reste (C-56)`() throws {
    let faits = Comptes.habilitation(comptes: 4) { $0.remplace = FaitsRemplace(compte: Comptes.compte(40)) }
    let compte = try habiliter(Comptes.corps { $0.remplaceId = Acteurs.id(40) }, faits)
    #expect(!compte.horsQuota)
    #expect(compte.remplaceId == Acteurs.id(40))
  }

  @Test func `au-dessus du quota, même un remplaçant est refusé (C-54, C-56)`() {
    let faits = Comptes.habilitation(effectif: 20, comptes: 5) { $0.remplace = FaitsRemplace(compte: Comptes.compte(40)) }
    #expect(refuser(Comptes.corps { $0.remplaceId = Acteurs.id(40) }, faits)?.code == "QUOTA_GESTIONNAIRES")
  }

  @Test(arguments: [
    FaitsRemplace(compte: Comptes.compte(40), dejaRemplace: true), FaitsRemplace(compte: Comptes.compte(40, .technicien)),
    FaitsRemplace(compte: Comptes.compte(40, .gestionnaire, .inactif)), FaitsRemplace(compte: Comptes.compte(41)),
    FaitsRemplace(compte: Comptes.compte(40, partenaire: Acteurs.autrePartenaire)),
    FaitsRemplace(compte: Comptes.compte(40, unite: Acteurs.uniteNord)), nil,
  ])
  func `le remplacé est un gestionnaire actif du même partenaire, sans autre remplaçant (C-56)`(remplace: FaitsRemplace?) {
    let faits = Comptes.habilitation(comptes: 4) { $0.remplace = remplace }
    let refus = refuser(Comptes.corps { $0.remplaceId = Acteurs.id(40) }, faits)
    #expect(refus?.champs == ["/remplace_id REFERENCE_INCONNUE"])
    #expect(refus?.regle == "C-56")
  }

  @Test func `le Bas-Rhin compte par unité : cinq à Nord, encore deux à Ouest (C-09, T-060)`() throws {
    let nord = Comptes.corps { $0.uniteId = Acteurs.uniteNord }
    let refus = refuser(nord, Comptes.habilitation002(comptes: 5))
    #expect(refus?.code == "QUOTA_GESTIONNAIRES")
    #expect(refus?.regle == "C-09")
    let ouest = Comptes.corps { $0.uniteId = Acteurs.uniteOuest }
    for comptes in [3, 4] {
      #expect(try habiliter(ouest, Comptes.habilitation002(comptes: comptes)).uniteId == Acteurs.uniteOuest)
    }
    #expect(refuser(ouest, Comptes.habilitation002(comptes: 5))?.entier("plafond") == 5)
  }
}
