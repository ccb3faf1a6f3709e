import Domain
import Testing

@Suite struct MessageDemandeTests {
  private func faits(
    _ demande: FaitsDemande, acces: ConstatAcces? = Comptes.acces(), actives: Set<Fonctionnalite> = [.dialogue]
  )
    -> MessageDemande.Faits
  {
    MessageDemande.Faits(demande: demande, acces: acces, parametres: ActesReels.acte004, fonctionnalitesActives: actives)
  }

  private func ecrire(
    _ corps: CorpsMessage = CorpsMessage(texte: "Bonjour."), _ demande: FaitsDemande = Demandes.demande(), par acteur: Acteur,
    acces: ConstatAcces? = Comptes.acces(), actives: Set<Fonctionnalite> = [.dialogue]
  ) throws(RefusDemande) -> MessageDemande {
    try MessageDemande.ecrire(corps, par: acteur, faits: faits(demande, acces: acces, actives: actives))
  }

  @Test func `l'agent qui attend une réponse met la demande en attente (D-22, D-28)`() throws {
    let message = try ecrire(CorpsMessage(texte: "Quelle adresse ?", attendReponse: true), par: Acteurs.agent, acces: nil)
    #expect(message.etat == .enAttentePartenaire)
    #expect(message.attendReponse)
    let encore = try ecrire(
      CorpsMessage(texte: "Je relance.", attendReponse: true), Demandes.demande(.enAttentePartenaire), par: Acteurs.agent, acces: nil)
    #expect(encore.etat == nil)
    #expect(try ecrire(par: Acteurs.agent, acces: nil).etat == nil)
  }

  @Test func `la réponse du partenaire remet la demande en cours (D-22, D-28)`() throws {
    #expect(try ecrire(CorpsMessage(texte: "Voici."), Demandes.demande(.enAttentePartenaire), par: Acteurs.technicien).etat == .enCours)
    #expect(try ecrire(par: Acteurs.technicien).etat == nil)
    #expect(try ecrire(CorpsMessage(texte: "Une précision."), Demandes.demande(.accusee), par: Acteurs.technicien).etat == nil)
  }

  @Test func `la caisse ne met en attente que ce qu'elle a pris (D-28)`() {
    let refus = refus { () throws(RefusDemande) in
      try ecrire(CorpsMessage(texte: "?", attendReponse: true), Demandes.demande(.accusee, agent: nil), par: Acteurs.agent, acces: nil)
    }
    #expect(refus?.code == "TRANSITION_INTERDITE")
  }

  @Test func `le technicien ne met rien en attente (D-28)`() {
    let refus = refus { () throws(RefusDemande) in
      try ecrire(CorpsMessage(texte: "?", attendReponse: true), par: Acteurs.technicien)
    }
    #expect(refus?.champs == ["/attend_reponse CHAMP_NON_ADMIS"])
  }

  @Test func `un message de la caisse contenant un NIR est refusé aussi (D-30, T-108)`() {
    for acteur in [Acteurs.agent, Acteurs.technicien] {
      let refus = refus { () throws(RefusDemande) in try ecrire(CorpsMessage(texte: "Le 2 55 08 14 168 025 38"), par: acteur) }
      #expect(refus?.code == "NIR_INTERDIT")
      #expect(refus?.champs == ["/texte NIR_INTERDIT"])
    }
  }

  @Test func `les deux parties confirment une donnée de santé (D-13, D-30)`() throws {
    for acteur in [Acteurs.agent, Acteurs.technicien] {
      let refus = refus { () throws(RefusDemande) in try ecrire(CorpsMessage(texte: "Son diagnostic"), par: acteur) }
      #expect(refus?.code == "CONFIRMATION_REQUISE")
      let message = try ecrire(CorpsMessage(texte: "Son diagnostic", confirmationDonneesSante: true), par: acteur)
      #expect(message.avertissements == [.donneesSanteConfirmees])
    }
  }

  @Test func `un message a un texte de 4000 caractères au plus (D-14, D-22)`() {
    #expect(throws: Never.self) { try ecrire(CorpsMessage(texte: String(repeating: "a", count: 4000)), par: Acteurs.agent) }
    let long = refus { () throws(RefusDemande) in try ecrire(CorpsMessage(texte: String(repeating: "a", count: 4001)), par: Acteurs.agent) }
    #expect(long?.champs == ["/texte TEXTE_TROP_LONG"])
    let vide = refus { () throws(RefusDemande) in try ecrire(CorpsMessage(texte: nil), par: Acteurs.agent) }
    #expect(vide?.champs == ["/texte CHAMP_OBLIGATOIRE"])
  }

  @Test(arguments: [EtatDemande.traitee, .cloturee, .rejetee, .annulee])
  func `on n'écrit plus sur une demande finie (D-28)`(etat: EtatDemande) {
    for acteur in [Acteurs.agent, Acteurs.technicien] {
      let refus = refus { () throws(RefusDemande) in try ecrire(CorpsMessage(texte: "?"), Demandes.demande(etat), par: acteur) }
      #expect(refus?.code == "TRANSITION_INTERDITE")
    }
  }

  @Test func `le dialogue désactivé laisse encore répondre à la caisse (D-22, Q-52)`() throws {
    let refus = refus { () throws(RefusDemande) in try ecrire(par: Acteurs.technicien, actives: []) }
    #expect(refus?.code == "FONCTIONNALITE_INACTIVE")
    let reponse = try ecrire(CorpsMessage(texte: "Voici."), Demandes.demande(.enAttentePartenaire), par: Acteurs.technicien, actives: [])
    #expect(reponse.etat == .enCours)
    #expect(throws: Never.self) { try ecrire(par: Acteurs.agent, acces: nil, actives: []) }
  }

  @Test func `on n'écrit que là où l'on lit (D-29, Q-13)`() {
    let autre = Acteurs.technicien(unite: nil, partenaire: Acteurs.autrePartenaire)
    #expect(refus { () throws(RefusDemande) in try ecrire(par: autre) } == .introuvable)
    #expect(
      refus { () throws(RefusDemande) in try ecrire(par: Acteurs.technicien, acces: Comptes.acces(suspendue: true)) }?.code == "ACCES_FERME"
    )
    #expect(refus { () throws(RefusDemande) in try ecrire(par: Acteurs.agent67) } == .introuvable)
    #expect(refus { () throws(RefusDemande) in try ecrire(par: Acteurs.direction) }?.code == "ROLE_INSUFFISANT")
    #expect(refus { () throws(RefusDemande) in try ecrire(par: Acteurs.gestionnaire) }?.code == "ROLE_INSUFFISANT")
  }
}
