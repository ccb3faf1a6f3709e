import Domain
import Testing

@Suite struct InactivationTechnicienTests {
  private let technicien = Comptes.compte(41, .technicien)

  private func decider(
    _ corps: CorpsInactivation = CorpsInactivation(motif: "DEPART"), _ compte: FaitsCompte? = nil, par acteur: Acteur = Acteurs.gestionnaire
  ) throws(RefusCompte) -> Inactivation {
    let faits = FaitsInactivation(compte: compte ?? technicien, parametres: ActesReels.acte000)
    return try Inactivation.decider(corps, par: acteur, faits: faits, recueLe: "2025-01-10")
  }

  @Test func `tout gestionnaire du partenaire inactive un technicien, sans préavis (C-37)`() throws {
    let inactivation = try decider()
    #expect(inactivation.effet == .immediat)
    #expect(inactivation.regle == "C-37")
    #expect(!inactivation.horsPreavis)
    #expect(inactivation.rattachementId == nil)
  }

  @Test func `un gestionnaire n'inactive que dans son partenaire et son unité (C-37, Q-07)`() {
    let autre = Comptes.compte(41, .technicien, partenaire: Acteurs.autrePartenaire)
    #expect(refus { () throws(RefusCompte) in try decider(CorpsInactivation(motif: "DEPART"), autre) } == .introuvable)
    let nord = Comptes.compte(41, .technicien, unite: Acteurs.uniteNord)
    let unite = refus { () throws(RefusCompte) in
      try decider(CorpsInactivation(motif: "DEPART"), nord, par: Acteurs.gestionnaire(unite: Acteurs.uniteSud))
    }
    #expect(unite == .uniteInterdite)
  }

  @Test(arguments: ["PERTE", "VOL", "FRAUDE", "USAGE_NON_CONFORME"])
  func `la caisse inactive un technicien pour la sécurité (C-44, C-45, T-093)`(motif: String) throws {
    let inactivation = try decider(CorpsInactivation(motif: motif), par: Acteurs.agent)
    #expect(inactivation.effet == .immediat)
    #expect(inactivation.regle == "C-45")
  }

  @Test(arguments: ["DEPART", "CHANGEMENT_EMPLOI", "AUTRE", "DEPART_IMMEDIAT", nil])
  func `hors sécurité, la caisse n'inactive pas un technicien (C-37)`(motif: String?) {
    let refus = refus { () throws(RefusCompte) in try decider(CorpsInactivation(motif: motif), par: Acteurs.agent) }
    #expect(refus?.code == "PROFIL_NON_HABILITANT")
    #expect(refus?.regle == "C-37")
  }

  @Test func `ni date ni remplaçant pour un technicien (C-37)`() {
    let corps = CorpsInactivation(motif: "DEPART", dateSouhaitee: "2025-02-01", remplacantId: Acteurs.id(1))
    let refus = refus { () throws(RefusCompte) in try decider(corps) }
    #expect(refus?.champs == ["/date_souhaitee CHAMP_NON_ADMIS", "/remplacant_id CHAMP_NON_ADMIS"])
  }

  @Test func `un technicien n'inactive personne (C-37)`() {
    #expect(refus { () throws(RefusCompte) in try decider(par: Acteurs.technicien) }?.nature == .interdit)
  }

  @Test func `un compte supprimé est invisible, même pour la sécurité (C-40, Q-10)`() {
    let supprime = Comptes.compte(41, .technicien, .supprime)
    #expect(refus { () throws(RefusCompte) in try decider(CorpsInactivation(motif: "VOL"), supprime, par: Acteurs.agent) } == .introuvable)
  }

  @Test(arguments: MotifInactivation.allCases)
  func `sur un compte déjà fermé, seule la sécurité s'enregistre encore (C-43, C-45)`(motif: MotifInactivation) throws {
    let ferme = Comptes.compte(41, .technicien, .inactif)
    guard motif.estDeSecurite else {
      #expect(refus { () throws(RefusCompte) in try decider(CorpsInactivation(motif: motif.rawValue), ferme) }?.code == "COMPTE_NON_ACTIF")
      return
    }
    for acteur in [Acteurs.gestionnaire, Acteurs.agent] {
      let decidee = try decider(CorpsInactivation(motif: motif.rawValue), ferme, par: acteur)
      #expect(decidee.effet == .enPlus && decidee.regle == "C-45")
      #expect(decidee.fermeLeCompte == (motif != .usageNonConforme))
    }
  }

  @Test(arguments: [("USAGE_NON_CONFORME", "VOL"), ("USAGE_NON_CONFORME", "FRAUDE"), ("PERTE", "FRAUDE"), ("DEPART", "USAGE_NON_CONFORME")])
  func `une décision plus grave s'ajoute à la sienne, pas l'inverse (C-45, Q-59)`(moindre: String, plus: String) throws {
    for compte in [Comptes.compte(41, .technicien, .inactif), technicien] {
      var faits = FaitsInactivation(compte: compte, parametres: ActesReels.acte000, dejaFermePour: MotifInactivation(rawValue: moindre))
      #expect(throws: Never.self) {
        try Inactivation.decider(CorpsInactivation(motif: plus), par: Acteurs.agent, faits: faits, recueLe: "2025-01-10")
      }
      faits.dejaFermePour = MotifInactivation(rawValue: plus)
      for motif in [plus, moindre] where motif != "DEPART" {
        let refus = refus { () throws(RefusCompte) in
          try Inactivation.decider(CorpsInactivation(motif: motif), par: Acteurs.agent, faits: faits, recueLe: "2025-01-10")
        }
        #expect(refus == .accesDejaFerme)
      }
    }
  }
}
