import Domain
import Testing

@Suite struct HabilitationGestionnaireTests {
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

  @Test func `la caisse habilite un gestionnaire, son compte attend son activation (C-02, C-05, C-17)`() throws {
    let compte = try habiliter()
    #expect(compte.etat == .enAttenteActivation)
    #expect(compte.identite.email.texte == "prenom1.nom1@ccas-marly.example")
    #expect(compte.identite.telephone.texte == "0353010001")
    #expect(compte.identite.civilite == .madame)
    #expect(compte.gestionnaireId == nil)
    #expect(!compte.horsQuota)
  }

  @Test(arguments: [Role.adminNational, .directionCaisse, .gestionnaire, .technicien, .dpo, .client])
  func `nul autre que la caisse n'habilite un gestionnaire (C-02)`(role: Role) {
    let refus = refuser(par: Acteurs.de(role))
    #expect(refus?.code == "PROFIL_NON_HABILITANT")
    #expect(refus?.nature == .interdit)
    #expect(refus?.regle == "C-02")
  }

  @Test func `une convention non signée ou absente n'ouvre aucun compte (C-02)`() {
    let nonSignee = refuser(Comptes.corps(), Comptes.habilitation { $0.titre = Comptes.nonSigne })
    #expect(nonSignee?.code == "CONVENTION_NON_EN_VIGUEUR")
    #expect(nonSignee?.nature == .etat)
    #expect(nonSignee?.texte("motif") == "CONVENTION_NON_SIGNEE")
    #expect(refuser(Comptes.corps(), Comptes.habilitation { $0.titre = nil })?.texte("motif") == "CONVENTION_ABSENTE")
  }

  @Test(
    arguments: [
      ("2024-10-20", "CONVENTION_A_VENIR"), ("2024-10-21", nil), ("2025-10-20", nil), ("2025-10-21", "CONVENTION_TERMINEE"),
    ] as [(Jour, String?)])
  func `un compte ne s'ouvre que du premier au dernier jour de la convention (C-02)`(jour: Jour, motif: String?) {
    let faits = Comptes.habilitation()
    guard let motif else {
      #expect(throws: Never.self) { try habiliter(Comptes.corps(), faits, le: jour) }
      return
    }
    #expect(refuser(Comptes.corps(), faits, le: jour)?.texte("motif") == motif)
  }

  @Test func `une convention reconduite tacitement reste en vigueur (V-10, C-02)`() throws {
    let faits = Comptes.habilitation {
      $0.titre = TitreAcces(conventionId: Comptes.conventionId, dateEffet: "2024-10-21", dernierJour: nil)
    }
    #expect(throws: Never.self) { try habiliter(Comptes.corps(), faits, le: "2030-01-01") }
  }

  @Test func `avant la signature, seule une unité d'essai a des comptes (V-38, T-065)`() {
    let faits = Comptes.habilitation002 { $0.titre = Comptes.nonSigne }
    #expect(throws: Never.self) { try habiliter(Comptes.corps { $0.uniteId = Acteurs.uniteOuest }, faits) }
    #expect(refuser(Comptes.corps { $0.uniteId = Acteurs.uniteNord }, faits)?.code == "CONVENTION_NON_EN_VIGUEUR")
    let finie = Comptes.habilitation002()
    #expect(refuser(Comptes.corps { $0.uniteId = Acteurs.uniteOuest }, finie, le: "2025-10-21")?.texte("motif") == "CONVENTION_TERMINEE")
  }

  @Test func `un compte se prépare avant l'ouverture de son unité (C-55)`() {
    #expect(throws: Never.self) {
      try habiliter(Comptes.corps { $0.uniteId = Acteurs.uniteSud }, Comptes.habilitation002(), le: "2024-10-21")
    }
  }

  @Test func `un partenaire à unités en demande une, et une des siennes (P-05)`() {
    #expect(refuser(Comptes.corps(), Comptes.habilitation002())?.champs == ["/unite_id UNITE_REQUISE"])
    let autre = refuser(Comptes.corps { $0.uniteId = Acteurs.id(999) }, Comptes.habilitation002(comptes: 5))
    #expect(autre?.champs == ["/unite_id REFERENCE_INCONNUE"])
    let sansUnite = refuser(Comptes.corps { $0.uniteId = Acteurs.uniteNord })
    #expect(sansUnite?.champs == ["/unite_id REFERENCE_INCONNUE"])
  }

  @Test func `un poste vacant, sans nom ni e-mail, n'est pas créable (C-05, T-066)`() {
    let refus = refuser(
      Comptes.corps {
        $0.nom = nil
        $0.prenom = "  "
        $0.email = nil
      })
    #expect(refus?.champs == ["/nom CHAMP_OBLIGATOIRE", "/prenom CHAMP_OBLIGATOIRE", "/email CHAMP_OBLIGATOIRE"])
    #expect(refus?.code == "CORPS_INVALIDE")
    #expect(refus?.regle == "C-05")
    #expect(refus?.nature == .invalide)
  }

  @Test func `tous les champs fautifs sont dits d'un coup (C-05, C-18, C-23, D-12)`() {
    let refus = refuser(
      Comptes.corps {
        $0.civilite = "DR"
        $0.nom = "2 55 08 14 168 025 38"
        $0.prenom = String(repeating: "a", count: 101)
        $0.fonction = nil
        $0.telephone = "36 46"
        $0.email = "prenom1.nom1@gmail.com"
        $0.formationLe = "2025-01-11"
        $0.engagementConfidentialiteLe = "hier"
        $0.motDePasseFourni = true
      })
    #expect(
      refus?.champs == [
        "/civilite VALEUR_INCONNUE", "/nom NIR_INTERDIT", "/prenom TEXTE_TROP_LONG", "/fonction CHAMP_OBLIGATOIRE",
        "/telephone TELEPHONE_INVALIDE", "/email DOMAINE_EMAIL_REFUSE", "/engagement_confidentialite_le DATE_INVALIDE",
        "/formation_le DATE_FUTURE", "/mot_de_passe MOT_DE_PASSE_INTERDIT",
      ])
    #expect(refus?.code == "CORPS_INVALIDE")
  }

  @Test func `l'adresse d'un gestionnaire est aussi professionnelle (C-23, Q-18)`() {
    let refus = refuser(Comptes.corps { $0.email = "prenom1.nom1@gmail.com" })
    #expect(refus?.code == "DOMAINE_EMAIL_REFUSE")
    #expect(refus?.regle == "C-23")
  }

  @Test func `nul ne choisit le mot de passe d'un autre (C-18, T-072)`() {
    #expect(refuser(Comptes.corps { $0.motDePasseFourni = true })?.code == "MOT_DE_PASSE_INTERDIT")
  }

  @Test func `le droit passe avant l'état, l'état avant les champs`() {
    let faits = Comptes.habilitation(comptes: 5) { $0.titre = Comptes.nonSigne }
    #expect(refuser(CorpsCompte(), faits, par: Acteurs.technicien)?.nature == .interdit)
    #expect(refuser(CorpsCompte(), faits)?.code == "CONVENTION_NON_EN_VIGUEUR")
    #expect(refuser(CorpsCompte(), Comptes.habilitation(comptes: 5))?.code == "QUOTA_GESTIONNAIRES")
    #expect(refuser(CorpsCompte())?.code == "CORPS_INVALIDE")
  }

  @Test(arguments: EtatCompte.allCases)
  func `une personne n'a qu'un compte vivant par profil chez un partenaire (A-06, T-067)`(etat: EtatCompte) {
    let faits = Comptes.habilitation { $0.memePersonne = [FaitsMemePersonne(profil: .gestionnaire, etat: etat)] }
    guard etat.estDecompte else {
      #expect(throws: Never.self) { try habiliter(Comptes.corps(), faits) }
      return
    }
    let refus = refuser(Comptes.corps(), faits)
    #expect(refus?.code == "PERSONNE_DEJA_INSCRITE")
    #expect(refus?.regle == "A-06")
    #expect(refus?.nature == .etat)
  }

  @Test func `les deux profils font deux comptes, un troisième est refusé (A-06, T-067)`() {
    let technicien = FaitsMemePersonne(profil: .technicien, etat: .actif)
    #expect(throws: Never.self) { try habiliter(Comptes.corps(), Comptes.habilitation { $0.memePersonne = [technicien] }) }
    let deux = Comptes.habilitation { $0.memePersonne = [technicien, FaitsMemePersonne(profil: .gestionnaire, etat: .actif)] }
    #expect(refuser(Comptes.corps(), deux)?.code == "PERSONNE_DEJA_INSCRITE")
  }

  @Test func `une personne exclue ne revient pas par un nouveau compte (C-47, T-089)`() {
    let exclu = FaitsMemePersonne(profil: .technicien, etat: .exclu, exclueParLaCaisse: true)
    let refus = refuser(Comptes.corps(), Comptes.habilitation { $0.memePersonne = [exclu] })
    #expect(refus?.code == "PERSONNE_EXCLUE")
    #expect(refus?.nature == .etat)
    #expect(refus?.regle == "C-47")
  }

  @Test func `la caisse prépare un gestionnaire pendant la coupure de la structure (C-48)`() {
    #expect(throws: Never.self) { try habiliter(Comptes.corps(), Comptes.habilitation { $0.structureSuspendue = true }) }
  }
}
