import Domain
import Testing

@Suite struct PlafondTests {
  @Test(arguments: [(1, 2), (10, 2), (11, 3), (25, 3), (26, 5), (1000, 5)])
  func `jusqu'à 10 membres 2 gestionnaires, de 11 à 25 trois, au-delà cinq (C-06)`(effectif: Int, attendu: Int) {
    for acte in [ActesReels.acte000, ActesReels.acte001, ActesReels.acte003] {
      #expect(Plafond(.gestionnaire, acte, effectif: effectif) == .nombre(attendu, regle: "C-06"))
    }
  }

  @Test(arguments: [(1, 5), (10, 5), (11, 15), (25, 15), (26, 25), (1000, 25)])
  func `jusqu'à 10 membres 5 techniciens, de 11 à 25 quinze, au-delà vingt-cinq (C-11)`(effectif: Int, attendu: Int) {
    for acte in [ActesReels.acte000, ActesReels.acte001, ActesReels.acte003] {
      #expect(Plafond(.technicien, acte, effectif: effectif) == .nombre(attendu, regle: "C-11"))
    }
  }

  @Test func `sans effectif déclaré, un modèle à tranches n'a pas de plafond connu (P-04, Q-06)`() {
    let plafond = Plafond(.gestionnaire, ActesReels.acte000, effectif: nil)
    #expect(plafond == .effectifInconnu)
    #expect(plafond.maximum == nil)
    #expect(plafond.regle == "Q-06")
  }

  @Test(arguments: [nil, 1, 8, 500])
  func `le Tarn-et-Garonne a un gestionnaire et vingt-cinq techniciens, quel que soit l'effectif (C-08, C-12)`(effectif: Int?) {
    #expect(Plafond(.gestionnaire, ActesReels.acte004, effectif: effectif) == .nombre(1, regle: "C-08"))
    #expect(Plafond(.technicien, ActesReels.acte004, effectif: effectif) == .nombre(25, regle: "C-12"))
  }

  @Test(arguments: [nil, 3, 500])
  func `le Bas-Rhin a cinq gestionnaires par unité et des techniciens sans limite (C-09, C-13, Q-07)`(effectif: Int?) {
    #expect(Plafond(.gestionnaire, ActesReels.acte002, effectif: effectif) == .nombre(5, regle: "C-09"))
    #expect(Plafond(.technicien, ActesReels.acte002, effectif: effectif) == .illimite)
    #expect(ActesReels.acte002.compteParUnite(.gestionnaire))
    #expect(!ActesReels.acte002.compteParUnite(.technicien))
    #expect(!ActesReels.acte000.compteParUnite(.gestionnaire))
  }

  @Test func `le maximum du modèle borne ses tranches (C-07, C-12)`() {
    var modele = ActesReels.acte000
    modele.gestionnaires.quota.max = 4
    modele.techniciens.quota.max = 20
    #expect(Plafond(.gestionnaire, modele, effectif: 26) == .nombre(4, regle: "C-07"))
    #expect(Plafond(.gestionnaire, modele, effectif: 25) == .nombre(3, regle: "C-06"))
    #expect(Plafond(.technicien, modele, effectif: 26) == .nombre(20, regle: "C-12"))
  }

  @Test func `jamais plus de cinq gestionnaires, même si le modèle l'oublie (C-07)`() {
    var modele = ActesReels.acte000
    modele.gestionnaires.quota = .init()
    #expect(Plafond(.gestionnaire, modele, effectif: 900) == .nombre(5, regle: "C-07"))
    modele.gestionnaires.quota = .init(mode: .fixe)
    #expect(Plafond(.gestionnaire, modele, effectif: nil).maximum == 5)
  }

  @Test func `un effectif hors de toute tranche n'ouvre aucune place (C-06)`() {
    var modele = ActesReels.acte000
    modele.gestionnaires.quota.tranches = [.init(min: 11, max: 25, quota: 3)]
    #expect(Plafond(.gestionnaire, modele, effectif: 10).maximum == 0)
    #expect(Plafond(.gestionnaire, modele, effectif: 26).maximum == 0)
  }

  @Test func `un quota dit ses places restantes et son dépassement (C-54)`() {
    func quota(_ comptes: Int, effectif: Int) -> Quota {
      Quota(profil: .gestionnaire, parametres: ActesReels.acte000, effectif: effectif, comptes: comptes)
    }
    #expect(quota(2, effectif: 25).disponibles == 1)
    #expect(quota(3, effectif: 25).disponibles == 0)
    #expect(!quota(3, effectif: 25).depassement)
    #expect(quota(5, effectif: 20).disponibles == 0)
    #expect(quota(5, effectif: 20).depassement)
    #expect(Quota(profil: .technicien, parametres: ActesReels.acte002, effectif: nil, comptes: 900).disponibles == nil)
  }

  @Test func `l'effectif passant de 26 à 20 avec cinq gestionnaires, plus aucune création (C-54, T-054)`() {
    let quota = Quota(profil: .gestionnaire, parametres: ActesReels.acte000, effectif: 20, comptes: 5)
    let refus = refus { () throws(RefusCompte) in try quota.admettreUnDePlus() }
    #expect(refus?.code == "QUOTA_GESTIONNAIRES")
    #expect(refus?.entier("plafond") == 3)
    #expect(refus?.entier("comptes") == 5)
    #expect(refus?.entier("effectif") == 20)
  }
}
