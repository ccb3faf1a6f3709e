import Domain
import Testing

@Suite struct HabilitationTechnicienTests {
  private func habiliter(
    _ corps: CorpsCompte = Comptes.corpsTechnicien(), _ faits: FaitsHabilitation = Comptes.habilitation(),
    par acteur: Acteur = Acteurs.gestionnaire
  ) throws(RefusCompte) -> NouveauCompte {
    try NouveauCompte.habiliter(.technicien, corps, par: acteur, faits: faits, le: Comptes.jour)
  }

  private func refuser(
    _ corps: CorpsCompte = Comptes.corpsTechnicien(), _ faits: FaitsHabilitation = Comptes.habilitation(),
    par acteur: Acteur = Acteurs.gestionnaire, _ lieu: SourceLocation = #_sourceLocation
  ) -> RefusCompte? {
    refus({ () throws(RefusCompte) in try habiliter(corps, faits, par: acteur) }, lieu)
  }

  @Test func `un gestionnaire habilite un technicien, qui lui est rattaché (C-15, C-21, C-22)`() throws {
    let compte = try habiliter()
    #expect(compte.profil == .technicien)
    #expect(compte.gestionnaireId == Acteurs.gestionnaire.compteId)
    #expect(compte.statutPersonne == .employe)
    #expect(compte.equipementAntivirus == true)
  }

  @Test(arguments: [Role.agentCaisse, .directionCaisse, .technicien, .adminNational, .dpo, .client])
  func `ni la caisse ni un technicien n'habilite un technicien (C-15)`(role: Role) {
    let refus = refuser(par: Acteurs.de(role))
    #expect(refus?.code == "PROFIL_NON_HABILITANT")
    #expect(refus?.regle == "C-15")
    #expect(refus?.nature == .interdit)
  }

  @Test func `un gestionnaire n'habilite que chez son partenaire (C-15)`() {
    let autre = Acteur(compteId: Acteurs.id(10), role: .gestionnaire, partenaireId: Acteurs.autrePartenaire)
    #expect(refuser(par: autre)?.code == "PROFIL_NON_HABILITANT")
  }

  @Test func `un gestionnaire d'une unité n'habilite pas dans une autre (C-15, T-062)`() throws {
    let sud = Acteurs.gestionnaire(unite: Acteurs.uniteSud)
    let refus = refuser(Comptes.corpsTechnicien { $0.uniteId = Acteurs.uniteNord }, Comptes.habilitation002(), par: sud)
    #expect(refus?.code == "UNITE_INTERDITE")
    #expect(refus?.nature == .interdit)
    let ici = try habiliter(Comptes.corpsTechnicien { $0.uniteId = Acteurs.uniteSud }, Comptes.habilitation002(), par: sud)
    #expect(ici.uniteId == Acteurs.uniteSud)
  }

  @Test func `l'unité d'un technicien est par défaut celle de son gestionnaire (C-15)`() throws {
    let compte = try habiliter(
      Comptes.corpsTechnicien(), Comptes.habilitation002(), par: Acteurs.gestionnaire(unite: Acteurs.uniteNord))
    #expect(compte.uniteId == Acteurs.uniteNord)
  }

  @Test(arguments: [(10, 4, true), (10, 5, false), (11, 14, true), (25, 15, false), (26, 24, true), (26, 25, false)])
  func `le quota de techniciens par tranche est strict (C-11, C-14, T-052)`(effectif: Int, comptes: Int, admis: Bool) {
    let faits = Comptes.habilitation(effectif: effectif, comptes: comptes)
    if admis {
      #expect(throws: Never.self) { try habiliter(Comptes.corpsTechnicien(), faits) }
    } else {
      let refus = refuser(Comptes.corpsTechnicien(), faits)
      #expect(refus?.code == "QUOTA_TECHNICIENS")
      #expect(refus?.regle == "C-11")
      #expect(refus?.entier("comptes") == comptes)
    }
  }

  @Test func `le Tarn-et-Garonne admet vingt-cinq techniciens pour huit agents (C-12)`() {
    #expect(throws: Never.self) {
      try habiliter(Comptes.corpsTechnicien(), Comptes.habilitation(ActesReels.acte004, effectif: 8, comptes: 24))
    }
    let refus = refuser(Comptes.corpsTechnicien(), Comptes.habilitation(ActesReels.acte004, effectif: 8, comptes: 25))
    #expect(refus?.code == "QUOTA_TECHNICIENS")
    #expect(refus?.regle == "C-12")
  }

  @Test(arguments: [25, 26, 400])
  func `le Bas-Rhin n'a pas de plafond de techniciens (C-13, T-061)`(comptes: Int) {
    let unite = Acteurs.gestionnaire(unite: Acteurs.uniteNord)
    #expect(throws: Never.self) { try habiliter(Comptes.corpsTechnicien(), Comptes.habilitation002(comptes: comptes), par: unite) }
  }

  @Test func `un compte inactif rend sa place (C-25, T-057)`() {
    #expect(refuser(Comptes.corpsTechnicien(), Comptes.habilitation(effectif: 10, comptes: 5))?.code == "QUOTA_TECHNICIENS")
    #expect(throws: Never.self) { try habiliter(Comptes.corpsTechnicien(), Comptes.habilitation(effectif: 10, comptes: 4)) }
  }

  @Test(arguments: [("PRESTATAIRE", "VALEUR_INCONNUE"), ("", "CHAMP_OBLIGATOIRE"), (nil, "CHAMP_OBLIGATOIRE")] as [(String?, String)])
  func `un technicien est employé, salarié ou bénévole (C-21)`(statut: String?, code: String) {
    let refus = refuser(Comptes.corpsTechnicien { $0.statutPersonne = statut })
    #expect(refus?.champs == ["/statut_personne \(code)"])
    #expect(refus?.regle == "C-21")
  }

  @Test(arguments: StatutPersonne.allCases)
  func `les trois statuts sont admis (C-21)`(statut: StatutPersonne) throws {
    #expect(try habiliter(Comptes.corpsTechnicien { $0.statutPersonne = statut.rawValue }).statutPersonne == statut)
  }

  @Test(arguments: [(false, "ANTIVIRUS_NON_ATTESTE"), (nil, "CHAMP_OBLIGATOIRE")] as [(Bool?, String)])
  func `l'équipement protégé s'atteste (C-22)`(atteste: Bool?, code: String) {
    let refus = refuser(Comptes.corpsTechnicien { $0.equipementAntivirus = atteste })
    #expect(refus?.champs == ["/equipement_antivirus \(code)"])
    #expect(refus?.regle == "C-22")
  }

  @Test func `l'adresse d'un technicien est dans les domaines du partenaire (C-23, T-068)`() {
    #expect(refuser(Comptes.corpsTechnicien { $0.email = "a.b@ailleurs.example" })?.code == "DOMAINE_EMAIL_REFUSE")
    #expect(throws: Never.self) { try habiliter(Comptes.corpsTechnicien { $0.email = "A.B@CCAS-MARLY.example" }) }
  }

  @Test func `un technicien n'en remplace pas un autre hors quota (C-56)`() {
    let refus = refuser(Comptes.corpsTechnicien { $0.remplaceId = Acteurs.id(40) })
    #expect(refus?.champs == ["/remplace_id CHAMP_NON_ADMIS"])
  }

  @Test func `une structure coupée n'habilite personne (C-48)`() {
    let refus = refuser(Comptes.corpsTechnicien(), Comptes.habilitation { $0.structureSuspendue = true })
    #expect(refus?.code == "ACCES_FERME")
    #expect(refus?.regle == "C-48")
    #expect(refus?.nature == .interdit)
    #expect(refus?.texte("etat_acces") == "SUSPENDU")
  }

  @Test func `l'adresse du corps se lit avant tout, pour retrouver la personne (A-06, T-069)`() {
    #expect(Comptes.corps { $0.email = " PRENOM1.Nom1@CCAS-Marly.example" }.adresse?.texte == "prenom1.nom1@ccas-marly.example")
    #expect(Comptes.corps { $0.email = "?" }.adresse == nil)
  }
}
