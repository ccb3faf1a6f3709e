import Domain
import Testing

@Suite struct ReactivationTests {
  private func faits(
    _ compte: FaitsCompte = Comptes.compte(40, .gestionnaire, .inactif), par auteur: Reactivation.Auteur = .caisse(Acteurs.agent.caisseId),
    comptes: Int = 0, _ changer: (inout Reactivation.Faits) -> Void = { _ in }
  ) -> Reactivation.Faits {
    var faits = Reactivation.Faits(
      compte: compte, inactivePar: auteur, acces: Acces.Faits(titre: Comptes.titre), parametres: ActesReels.acte000, effectif: 26,
      comptesDecomptes: comptes)
    changer(&faits)
    return faits
  }

  private func refuser(
    _ faits: Reactivation.Faits, par acteur: Acteur = Acteurs.agent, le jour: Jour = Comptes.jour, _ lieu: SourceLocation = #_sourceLocation
  ) -> RefusCompte? {
    refus({ () throws(RefusCompte) in try Reactivation.decider(par: acteur, faits: faits, le: jour) }, lieu)
  }

  private let technicien = Comptes.compte(41, .technicien, .inactif)

  @Test func `un compte inactif revient par qui l'a inactivé (Q-39)`() throws {
    #expect(try Reactivation.decider(par: Acteurs.agent, faits: faits(), le: Comptes.jour).etat == .actif)
    let parGestionnaire = faits(technicien, par: .gestionnaire)
    #expect(try Reactivation.decider(par: Acteurs.gestionnaire, faits: parGestionnaire, le: Comptes.jour).etat == .actif)
  }

  @Test func `ce que la caisse a fermé, un gestionnaire ne le rouvre pas, et l'inverse (Q-39)`() throws {
    let parCaisse = faits(technicien, par: .caisse(Acteurs.agent.caisseId))
    let refus = refuser(parCaisse, par: Acteurs.gestionnaire)
    #expect(refus?.code == "REACTIVATION_INTERDITE")
    #expect(refus?.regle == "Q-39")
    #expect(refus?.nature == .interdit)
    #expect(try Reactivation.decider(par: Acteurs.agent, faits: parCaisse, le: Comptes.jour).etat == .actif)
    #expect(refuser(faits(technicien, par: .gestionnaire), par: Acteurs.agent)?.nature == .interdit)
  }

  @Test func `après une inactivation automatique, la caisse pour un gestionnaire, un gestionnaire pour un technicien (Q-39, T-088)`() {
    #expect(throws: Never.self) { try Reactivation.decider(par: Acteurs.agent, faits: faits(par: .automatique), le: Comptes.jour) }
    let automatique = faits(technicien, par: .automatique)
    #expect(throws: Never.self) { try Reactivation.decider(par: Acteurs.gestionnaire, faits: automatique, le: Comptes.jour) }
    #expect(refuser(automatique)?.nature == .interdit)
    #expect(refuser(faits(par: .automatique), par: Acteurs.gestionnaire)?.nature == .interdit)
  }

  @Test func `un compte exclu ne peut pas être réactivé par un gestionnaire (C-47, Q-39)`() {
    let exclu = faits(Comptes.compte(41, .technicien, .exclu)) { $0.excluParLaCaisse = true }
    #expect(refuser(exclu, par: Acteurs.gestionnaire)?.regle == "Q-39")
  }

  @Test func `un compte exclu revient par la caisse qui l'a exclu, elle seule (C-47, Q-39)`() throws {
    let exclu = faits(Comptes.compte(41, .technicien, .exclu)) {
      $0.excluParLaCaisse = true
      $0.memePersonne = [FaitsMemePersonne(profil: .gestionnaire, etat: .exclu, exclueParLaCaisse: true)]
    }
    for acteur in [Acteurs.agent, Acteurs.direction] {
      let retour = try Reactivation.decider(par: acteur, faits: exclu, le: Comptes.jour)
      #expect(retour.etat == .actif)
      #expect(retour.leveFermeture)
    }
    let parUneAutre = faits(Comptes.compte(41, .technicien, .exclu))
    #expect(refuser(parUneAutre, par: Acteurs.agent67)?.code == "REACTIVATION_INTERDITE")
  }

  @Test func `une fermeture n'est levée que par la caisse qui l'a décidée (Q-39, Q-59)`() throws {
    for compte in [Comptes.compte(40, .gestionnaire, .inactif), technicien] {
      let parLaNotre = faits(compte, par: .caisse(Acteurs.agent.caisseId))
      #expect(try Reactivation.decider(par: Acteurs.agent, faits: parLaNotre, le: Comptes.jour).rouvreLeCompte)
      #expect(refuser(parLaNotre, par: Acteurs.agent67)?.nature == .interdit)
    }
  }

  @Test(arguments: [true, false])
  func `qui n'a plus de mot de passe revient par une nouvelle activation, quoi qui l'ait fermé depuis (C-18, Q-59)`(aUnSecret: Bool) throws {
    let retour = try Reactivation.decider(par: Acteurs.agent, faits: faits { $0.aUnSecret = aUnSecret }, le: Comptes.jour)
    #expect(retour.etat == (aUnSecret ? .actif : .enAttenteActivation))
  }

  @Test(
    arguments: [
      ([], true, nil), ([.vol], true, .vol), ([.usageNonConforme], true, nil), ([.usageNonConforme], false, .usageNonConforme),
      ([.usageNonConforme, .fraude, .perte], true, .fraude),
    ] as [([MotifInactivation], Bool, MotifInactivation?)])
  func `la fermeture d'une autre caisse tient le compte fermé tant qu'elle ne la lève pas (C-45, Q-59)`(
    _ motifs: [MotifInactivation], accesRestant: Bool, reste: MotifInactivation?
  ) throws {
    let faits = faits(technicien, par: .gestionnaire) {
      $0.autresFermetures = motifs.map { Reactivation.FermetureDeCaisse(caisseId: Acteurs.id(67), motif: $0) }
      $0.accesRestant = accesRestant
    }
    let retour = try Reactivation.decider(par: Acteurs.gestionnaire, faits: faits, le: Comptes.jour)
    #expect(retour.reste?.motif == reste)
    #expect(retour.etat == (reste == nil ? .actif : .inactif) && retour.rouvreLeCompte == (reste == nil) && !retour.annule)
  }

  @Test func `la caisse rouvre son seul accès, que le compte vive ou qu'une autre l'ait fermé (Q-59)`() throws {
    let vivant = faits(Comptes.compte(40, .gestionnaire, .actif)) { $0.excluParLaCaisse = true }
    let retour = try Reactivation.decider(par: Acteurs.agent, faits: vivant, le: Comptes.jour)
    #expect(retour.etat == .actif && retour.leveFermeture && !retour.rouvreLeCompte)
    #expect(refuser(faits(Comptes.compte(40, .gestionnaire, .actif), comptes: 5) { $0.excluParLaCaisse = true })?.code == "QUOTA_GESTIONNAIRES")
    let ferme = faits(par: .caisse(Acteurs.agent67.caisseId)) { $0.excluParLaCaisse = true }
    let leve = try Reactivation.decider(par: Acteurs.agent, faits: ferme, le: Comptes.jour)
    #expect(leve.etat == .inactif && leve.leveFermeture && !leve.rouvreLeCompte)
  }

  @Test func `le quota est revérifié (Q-39, T-088)`() {
    let refus = refuser(faits(comptes: 5))
    #expect(refus?.code == "QUOTA_GESTIONNAIRES")
    #expect(refus?.nature == .etat)
    #expect(refuser(faits { $0.effectif = nil })?.code == "EFFECTIF_INCONNU")
  }

  @Test func `la convention doit être en vigueur et l'unité ouverte (C-02, C-55)`() {
    #expect(refuser(faits(), le: "2025-10-21")?.code == "CONVENTION_NON_EN_VIGUEUR")
    let unite = faits { $0.acces.ouvertureUnite = .apresSignature(mois: 4) }
    #expect(refuser(unite)?.jour("ouvre_le") == "2025-02-21")
  }

  @Test(arguments: [("2025-01-09", true), ("2025-01-10", false), ("2025-01-11", false)] as [(Jour, Bool)])
  func `le retour n'est possible qu'avant la suppression (C-40, Q-39)`(jour: Jour, possible: Bool) {
    let faits = faits { $0.supprimeLe = "2025-01-10" }
    if possible {
      #expect(throws: Never.self) { try Reactivation.decider(par: Acteurs.agent, faits: faits, le: jour) }
    } else {
      #expect(refuser(faits, le: jour) == .introuvable)
    }
  }

  @Test(arguments: [EtatCompte.demande, .enAttenteActivation, .actif])
  func `un compte vivant ne se rouvre pas (C-52)`(etat: EtatCompte) {
    let refus = refuser(faits(Comptes.compte(40, .gestionnaire, etat)))
    #expect(refus?.code == "COMPTE_NON_INACTIF")
    #expect(refus?.nature == .etat)
  }

  @Test func `un compte supprimé ne revient pas (C-52)`() {
    #expect(refuser(faits(Comptes.compte(40, .gestionnaire, .supprime))) == .introuvable)
  }

  @Test func `un compte jamais activé revient en attente (C-18)`() throws {
    let jamais = Comptes.compte(40, .gestionnaire, .inactif, active: false)
    #expect(
      try Reactivation.decider(par: Acteurs.agent, faits: faits(jamais) { $0.aUnSecret = false }, le: Comptes.jour).etat == .enAttenteActivation)
  }

  @Test func `un nouveau compte de la même personne ferme le retour de l'ancien (A-06, Q-39)`() {
    let refus = refuser(faits { $0.memePersonne = [FaitsMemePersonne(profil: .gestionnaire, etat: .actif)] })
    #expect(refus?.code == "PERSONNE_DEJA_INSCRITE")
  }

  @Test func `un gestionnaire ne rouvre que dans son partenaire et son unité (Q-07, Q-39)`() {
    let ailleurs = faits(Comptes.compte(41, .technicien, .inactif, partenaire: Acteurs.autrePartenaire), par: .automatique)
    #expect(refuser(ailleurs, par: Acteurs.gestionnaire) == .introuvable)
    let nord = faits(Comptes.compte(41, .technicien, .inactif, unite: Acteurs.uniteNord), par: .automatique)
    #expect(refuser(nord, par: Acteurs.gestionnaire(unite: Acteurs.uniteSud)) == .uniteInterdite)
  }
}
