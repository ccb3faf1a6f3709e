import Domain
import Testing

@Suite struct ModificationCompteTests {
  private func decider(
    _ parametres: ParametresConvention = ActesReels.acte000, _ compte: FaitsCompte = Comptes.compte(), par acteur: Acteur = Acteurs.agent,
    memePersonne: [FaitsMemePersonne] = [], demande: Bool = true, _ changer: (inout CorpsModificationCompte) -> Void
  ) throws(RefusCompte) -> ModificationCompte {
    var corps = CorpsModificationCompte()
    if demande, compte.profil == .gestionnaire {
      corps.demandeReference = "courriel du 9 janvier"
      corps.demandeRecueLe = "2025-01-09"
    }
    changer(&corps)
    let faits = ModificationCompte.Faits(
      compte: compte, domaines: Comptes.domaines, parametres: parametres, memePersonne: memePersonne)
    return try ModificationCompte.decider(corps, par: acteur, faits: faits, le: Comptes.jour)
  }

  private func refuser(
    _ parametres: ParametresConvention = ActesReels.acte000, _ compte: FaitsCompte = Comptes.compte(), par acteur: Acteur = Acteurs.agent,
    memePersonne: [FaitsMemePersonne] = [], demande: Bool = true, _ lieu: SourceLocation = #_sourceLocation,
    _ changer: (inout CorpsModificationCompte) -> Void
  ) -> RefusCompte? {
    refus(
      { () throws(RefusCompte) in
        try decider(parametres, compte, par: acteur, memePersonne: memePersonne, demande: demande, changer)
      }, lieu)
  }

  private let technicien = Comptes.compte(41, .technicien)

  @Test func `téléphone, e-mail, fonction et nom d'un gestionnaire se modifient (C-26)`() throws {
    let modification = try decider {
      $0.telephone = .vers("03 53 01 00 09")
      $0.email = .vers("Prenom1.Nom9@ccas-marly.example")
      $0.fonction = .vers("Directrice")
      $0.nom = .vers("Nom9")
    }
    #expect(modification.telephone?.texte == "0353010009")
    #expect(modification.email?.texte == "prenom1.nom9@ccas-marly.example")
    #expect(modification.nom?.texte == "Nom9")
    #expect(modification.prenom == nil)
    #expect(modification.demandeReference?.texte == "courriel du 9 janvier")
    #expect(modification.demandeRecueLe == "2025-01-09")
  }

  @Test(arguments: [ActesReels.acte000, ActesReels.acte001, ActesReels.acte003, ActesReels.acte004])
  func `le prénom et la civilité d'un gestionnaire ne se modifient pas hors du Bas-Rhin (C-26, T-073)`(acte: ParametresConvention) {
    let refus = refuser(acte) {
      $0.prenom = .vers("Prénom9")
      $0.civilite = .vers("M")
    }
    #expect(refus?.champs == ["/civilite CHAMP_NON_MODIFIABLE", "/prenom CHAMP_NON_MODIFIABLE"])
    #expect(refus?.code == "CHAMP_NON_MODIFIABLE")
    #expect(refus?.regle == "C-26")
    #expect(refus?.nature == .invalide)
  }

  @Test func `le Bas-Rhin laisse modifier les six données (C-27, T-073)`() throws {
    let modification = try decider(ActesReels.acte002) {
      $0.prenom = .vers("Prénom9")
      $0.civilite = .vers("M")
    }
    #expect(modification.prenom?.texte == "Prénom9")
    #expect(modification.civilite == .monsieur)
    #expect(refuser(ActesReels.acte002) { $0.statutPersonne = .vers("EMPLOYE") }?.regle == "C-27")
  }

  @Test func `la caisse ne modifie un gestionnaire que sur demande du partenaire (C-28)`() {
    let refus = refuser(demande: false) { $0.nom = .vers("Nom9") }
    #expect(refus?.champs == ["/demande_reference DEMANDE_DU_PARTENAIRE_REQUISE", "/demande_recue_le DEMANDE_DU_PARTENAIRE_REQUISE"])
    #expect(refus?.regle == "C-28")
    let future = refuser {
      $0.nom = .vers("Nom9")
      $0.demandeRecueLe = "2025-01-11"
    }
    #expect(future?.code == "DATE_FUTURE")
  }

  @Test func `le partenaire ne modifie pas lui-même un gestionnaire (C-28, T-074)`() {
    let refus = refuser(par: Acteurs.gestionnaire) { $0.nom = .vers("Nom9") }
    #expect(refus?.code == "PROFIL_NON_HABILITANT")
    #expect(refus?.nature == .interdit)
    #expect(refus?.regle == "C-28")
  }

  @Test func `un gestionnaire modifie un technicien, avec les contrôles de la création (C-29)`() throws {
    let modification = try decider(ActesReels.acte000, technicien, par: Acteurs.gestionnaire) {
      $0.prenom = .vers("Prénom9")
      $0.statutPersonne = .vers("BENEVOLE")
      $0.equipementAntivirus = .vers(true)
      $0.formationLe = "2025-01-10"
    }
    #expect(modification.prenom?.texte == "Prénom9")
    #expect(modification.statutPersonne == .benevole)
    #expect(modification.formationLe == Comptes.jour)
    #expect(modification.demandeReference == nil)
    let refus = refuser(ActesReels.acte000, technicien, par: Acteurs.gestionnaire) {
      $0.email = .vers("a.b@gmail.com")
      $0.nom = .vers("255081416802538")
      $0.statutPersonne = .vers("PRESTATAIRE")
      $0.equipementAntivirus = .vers(false)
      $0.telephone = .efface
    }
    #expect(
      Set(refus?.champs ?? []) == [
        "/email DOMAINE_EMAIL_REFUSE", "/nom NIR_INTERDIT", "/statut_personne VALEUR_INCONNUE",
        "/equipement_antivirus ANTIVIRUS_NON_ATTESTE", "/telephone CHAMP_OBLIGATOIRE",
      ])
  }

  @Test func `la caisse ne modifie pas un technicien, ni un technicien qui que ce soit (C-29)`() {
    #expect(refuser(ActesReels.acte000, technicien) { _ in }?.code == "PROFIL_NON_HABILITANT")
    #expect(refuser(ActesReels.acte000, technicien, par: Acteurs.technicien) { _ in }?.code == "PROFIL_NON_HABILITANT")
    #expect(refuser(par: Acteurs.direction) { _ in }?.code == "PROFIL_NON_HABILITANT")
  }

  @Test func `un gestionnaire reste dans son partenaire et son unité (C-29, Q-07)`() {
    let autre = Comptes.compte(41, .technicien, partenaire: Acteurs.autrePartenaire)
    #expect(refuser(ActesReels.acte000, autre, par: Acteurs.gestionnaire) { _ in } == .introuvable)
    let nord = Comptes.compte(41, .technicien, unite: Acteurs.uniteNord)
    let refus = refuser(ActesReels.acte002, nord, par: Acteurs.gestionnaire(unite: Acteurs.uniteSud)) { _ in }
    #expect(refus?.code == "UNITE_INTERDITE")
    #expect(refus?.regle == "C-15")
  }

  @Test func `une nouvelle adresse ne prend pas celle d'un autre compte vivant (A-06, T-069)`() {
    let autre = [FaitsMemePersonne(profil: .gestionnaire, etat: .actif)]
    let refus = refuser(memePersonne: autre) { $0.email = .vers("PRIS@ccas-marly.example") }
    #expect(refus?.code == "PERSONNE_DEJA_INSCRITE")
    #expect(throws: Never.self) { try decider(memePersonne: autre) { $0.nom = .vers("Nom9") } }
    #expect(CorpsModificationCompte().adresse == nil)
  }

  @Test func `un compte exclu ou supprimé ne se modifie pas (C-52)`() {
    let exclu = refuser(ActesReels.acte000, Comptes.compte(40, .gestionnaire, .exclu)) { $0.nom = .vers("Nom9") }
    #expect(exclu?.code == "TRANSITION_INTERDITE")
    #expect(exclu?.nature == .etat)
    #expect(refuser(ActesReels.acte000, Comptes.compte(40, .gestionnaire, .supprime)) { _ in }?.nature == .absent)
  }

  @Test func `l'identité d'un compte écarté ne change pas, le reste si (C-47, Q-59)`() throws {
    let faits = ModificationCompte.Faits(
      compte: technicien, domaines: Comptes.domaines, parametres: ActesReels.acte000, ecarte: true)
    func decider(_ changer: (inout CorpsModificationCompte) -> Void) throws(RefusCompte) {
      var corps = CorpsModificationCompte()
      changer(&corps)
      _ = try ModificationCompte.decider(corps, par: Acteurs.gestionnaire, faits: faits, le: Comptes.jour)
    }
    let champs: [(inout CorpsModificationCompte) -> Void] = [
      { $0.nom = .vers("Autre") }, { $0.prenom = .vers("Autre") }, { $0.email = .vers("autre@ccas-marly.example") },
      { $0.telephone = .vers("0612345678") },
    ]
    for champ in champs {
      let refus = refus { () throws(RefusCompte) in try decider(champ) }
      #expect(refus?.code == "IDENTITE_FIGEE" && refus?.regle == "Q-59" && refus?.nature == .etat)
    }
    #expect(throws: Never.self) { try decider { $0.fonction = .vers("Coordinatrice") } }
  }

  @Test func `un compte vivant ne devient pas celui d'une personne écartée (C-47, Q-59)`() {
    for autre in [
      FaitsMemePersonne(profil: .gestionnaire, etat: .inactif, exclueParLaCaisse: true, memeAdresse: false),
      FaitsMemePersonne(profil: .technicien, etat: .inactif, fermePour: [.fraude], memeAdresse: false),
      FaitsMemePersonne(profil: .technicien, etat: .inactif, fermeParLePartenaire: .fraude, memeAdresse: false),
      FaitsMemePersonne(profil: .gestionnaire, etat: .inactif, fermePour: [.vol], memeAdresse: false),
    ] {
      #expect(refuser(memePersonne: [autre]) { $0.nom = .vers("Nom9") }?.code == "PERSONNE_EXCLUE")
      #expect(throws: Never.self) { try decider(memePersonne: [autre]) { $0.fonction = .vers("Directrice") } }
    }
    let volDuPartenaire = FaitsMemePersonne(profil: .gestionnaire, etat: .inactif, fermeParLePartenaire: .vol, memeAdresse: false)
    #expect(throws: Never.self) { try decider(memePersonne: [volDuPartenaire]) { $0.nom = .vers("Nom9") } }
  }
}
