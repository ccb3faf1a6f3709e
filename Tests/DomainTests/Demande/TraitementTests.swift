import Domain
import Testing

@Suite struct EtatDemandeTests {
  private static let admises: Set<[EtatDemande]> = [
    [.deposee, .accusee], [.deposee, .annulee], [.accusee, .enCours], [.accusee, .annulee], [.enCours, .accusee],
    [.enCours, .enAttentePartenaire], [.enCours, .traitee], [.enCours, .rejetee], [.enCours, .annulee],
    [.enAttentePartenaire, .accusee], [.enAttentePartenaire, .enCours], [.enAttentePartenaire, .traitee],
    [.enAttentePartenaire, .rejetee], [.enAttentePartenaire, .annulee], [.traitee, .cloturee],
  ]

  @Test(arguments: EtatDemande.allCases, EtatDemande.allCases)
  func `la table des transitions, une à une (D-28)`(de: EtatDemande, vers: EtatDemande) throws {
    if Self.admises.contains([de, vers]) {
      #expect(try de.vers(vers) == vers)
    } else {
      let refus = refus { () throws(RefusDemande) in try de.vers(vers) }
      #expect(refus?.code == "TRANSITION_INTERDITE")
      #expect(refus?.nature == .etat)
      #expect(refus?.regle == "D-28")
      #expect(refus?.texte("etat") == de.rawValue)
    }
  }

  @Test(arguments: [EtatDemande.cloturee, .rejetee, .annulee])
  func `une demande close le reste (D-28)`(etat: EtatDemande) {
    #expect(etat.estFinal)
    #expect(!etat.estPriseEnCharge)
  }
}

@Suite struct LectureDemandeTests {
  private func lire(_ demande: FaitsDemande = Demandes.demande(), par acteur: Acteur, acces: ConstatAcces? = Comptes.acces()) throws(RefusDemande) {
    try demande.verifierLecture(par: acteur, acces: acces)
  }

  @Test func `tous les techniciens du partenaire lisent ses demandes (D-29, Q-15)`() {
    #expect(throws: Never.self) { try lire(par: Acteurs.technicien) }
    #expect(throws: Never.self) { try lire(par: Acteurs.technicien(unite: nil)) }
  }

  @Test func `une demande du technicien d'un autre partenaire est introuvable (D-29, T-111)`() {
    let autre = Acteurs.technicien(unite: nil, partenaire: Acteurs.autrePartenaire)
    let refus = refus { () throws(RefusDemande) in try lire(par: autre) }
    #expect(refus == .introuvable)
    #expect(refus?.nature == .absent)
    #expect(refus?.code == "INTROUVABLE")
    #expect(refus?.regle == "D-29")
  }

  @Test func `dans le Bas-Rhin, l'autre unité ne lit pas, par défaut (Q-15, T-112)`() {
    #expect(ActesReels.acte002.estDecoupeEnUnites)
    let nord = Demandes.demande(unite: Acteurs.uniteNord)
    #expect(refus { () throws(RefusDemande) in try lire(nord, par: Acteurs.technicien(unite: Acteurs.uniteSud)) } == .introuvable)
    #expect(throws: Never.self) { try lire(nord, par: Acteurs.technicien(unite: Acteurs.uniteNord)) }
    var ouverte = nord
    ouverte.visibleDansSonUniteSeule = false
    #expect(throws: Never.self) { try lire(ouverte, par: Acteurs.technicien(unite: Acteurs.uniteSud)) }
  }

  @Test func `l'accès fermé ferme aussi la lecture au partenaire, pas à la caisse (Q-13)`() {
    let finie = Comptes.acces(le: "2025-10-21")
    let refus = refus { () throws(RefusDemande) in try lire(par: Acteurs.technicien, acces: finie) }
    #expect(refus?.code == "ACCES_FERME")
    #expect(throws: Never.self) { try lire(par: Acteurs.agent, acces: nil) }
    #expect(self.sansAcces == .introuvable)
  }

  private var sansAcces: RefusDemande? {
    refus { () throws(RefusDemande) in try lire(par: Acteurs.technicien, acces: nil) }
  }

  @Test func `une autre caisse ne lit pas (A-02, D-29)`() {
    #expect(throws: Never.self) { try lire(par: Acteurs.direction, acces: nil) }
    #expect(refus { () throws(RefusDemande) in try lire(par: Acteurs.agent67, acces: nil) } == .introuvable)
  }

  @Test(arguments: [Role.gestionnaire, .adminNational, .dpo, .client])
  func `les autres rôles ne lisent pas les demandes (A-04, D-29)`(role: Role) {
    let refus = refus { () throws(RefusDemande) in try lire(par: Acteurs.de(role)) }
    #expect(refus?.code == "ROLE_INSUFFISANT")
    #expect(refus?.nature == .interdit)
  }
}

@Suite struct PriseEnChargeTests {
  private func prendre(_ demande: FaitsDemande, par acteur: Acteur = Acteurs.agent, service: String? = nil) throws(RefusDemande) -> PriseEnCharge {
    try PriseEnCharge.prendre(demande, par: acteur, service: service)
  }

  private let collegue = Acteur(compteId: Acteurs.id(9), role: .agentCaisse, caisseId: Acteurs.caisse57)

  @Test(arguments: [EtatDemande.deposee, .accusee])
  func `un agent prend une demande de la file (A-07, D-28)`(etat: EtatDemande) throws {
    let prise = try prendre(Demandes.demande(etat, agent: nil), service: "SERVICE_SOCIAL")
    #expect(prise.etat == .enCours)
    #expect(prise.agentId == Acteurs.agent.compteId)
    #expect(prise.serviceDestinataire == .serviceSocial)
  }

  @Test(arguments: [EtatDemande.enCours, .enAttentePartenaire])
  func `la reprendre soi-même ne change rien, un collègue est refusé (A-07)`(etat: EtatDemande) throws {
    #expect(try prendre(Demandes.demande(etat)).etat == etat)
    let refus = refus { () throws(RefusDemande) in try prendre(Demandes.demande(etat), par: collegue) }
    #expect(refus?.code == "DEMANDE_DEJA_PRISE")
    #expect(refus?.nature == .etat)
  }

  @Test(arguments: [EtatDemande.traitee, .cloturee, .rejetee, .annulee])
  func `une demande finie ne se prend pas (D-28)`(etat: EtatDemande) {
    #expect(refus { () throws(RefusDemande) in try prendre(Demandes.demande(etat)) }?.code == "TRANSITION_INTERDITE")
  }

  @Test func `le service destinataire est connu (A-16)`() {
    let refus = refus { () throws(RefusDemande) in try prendre(Demandes.demande(.accusee, agent: nil), service: "URGENCES") }
    #expect(refus?.champs == ["/service_destinataire VALEUR_INCONNUE"])
  }

  @Test func `seul un agent de cette caisse prend une demande (A-02)`() {
    for role in [Role.technicien, .gestionnaire, .directionCaisse, .adminNational] {
      let refus = refus { () throws(RefusDemande) in try prendre(Demandes.demande(.accusee), par: Acteurs.de(role)) }
      #expect(refus?.code == "ROLE_INSUFFISANT")
      #expect(refus?.regle == "A-02")
    }
    #expect(refus { () throws(RefusDemande) in try prendre(Demandes.demande(.accusee), par: Acteurs.agent67) } == .introuvable)
  }

  @Test(arguments: [EtatDemande.enCours, .enAttentePartenaire])
  func `une demande rendue retourne à la file, par tout agent de la caisse (D-28)`(etat: EtatDemande) throws {
    #expect(try PriseEnCharge.rendre(Demandes.demande(etat), par: Acteurs.agent) == .accusee)
    #expect(try PriseEnCharge.rendre(Demandes.demande(etat), par: collegue) == .accusee)
  }

  @Test(arguments: [EtatDemande.deposee, .accusee, .traitee, .cloturee, .rejetee, .annulee])
  func `on ne rend que ce qui est pris (D-28)`(etat: EtatDemande) {
    let refus = refus { () throws(RefusDemande) in try PriseEnCharge.rendre(Demandes.demande(etat), par: Acteurs.agent) }
    #expect(refus?.code == "TRANSITION_INTERDITE")
  }
}

@Suite struct MessageDemandeTests {
  private func faits(_ demande: FaitsDemande, acces: ConstatAcces? = Comptes.acces(), actives: Set<Fonctionnalite> = [.dialogue]) -> MessageDemande.Faits {
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
    #expect(refus { () throws(RefusDemande) in try ecrire(par: Acteurs.technicien, acces: Comptes.acces(suspendue: true)) }?.code == "ACCES_FERME")
    #expect(refus { () throws(RefusDemande) in try ecrire(par: Acteurs.agent67) } == .introuvable)
    #expect(refus { () throws(RefusDemande) in try ecrire(par: Acteurs.direction) }?.code == "ROLE_INSUFFISANT")
    #expect(refus { () throws(RefusDemande) in try ecrire(par: Acteurs.gestionnaire) }?.code == "ROLE_INSUFFISANT")
  }
}

@Suite struct FinDemandeTests {
  private func cloturer(_ corps: CorpsCloture, _ demande: FaitsDemande = Demandes.demande(), par acteur: Acteur = Acteurs.agent) throws(RefusDemande) -> FinDemande {
    try FinDemande.cloturer(corps, demande, par: acteur, lexique: .parDefaut)
  }

  private func annuler(
    _ corps: CorpsAnnulation = CorpsAnnulation(), _ demande: FaitsDemande = Demandes.demande(), par acteur: Acteur = Acteurs.technicien,
    acces: ConstatAcces? = Comptes.acces()
  ) throws(RefusDemande) -> FinDemande {
    try FinDemande.annuler(corps, demande, par: acteur, acces: acces, lexique: .parDefaut)
  }

  @Test(arguments: [EtatDemande.enCours, .enAttentePartenaire])
  func `une demande traitée se clôture aussitôt, fonctionnalité désactivée ou convention finie comprises (D-28, Q-13, Q-52, T-095)`(
    etat: EtatDemande
  ) throws {
    let fin = try cloturer(CorpsCloture(resultat: "TRAITEE", reponse: "Dossier complet."), Demandes.demande(etat))
    #expect(fin.etapes == [.traitee, .cloturee])
    #expect(fin.reponse?.texte == "Dossier complet.")
    #expect(fin.motif == nil)
  }

  @Test func `un rejet est motivé (D-28)`() throws {
    #expect(try cloturer(CorpsCloture(resultat: "REJETEE", motif: "Hors compétence")).etapes == [.rejetee])
    let refus = refus { () throws(RefusDemande) in try cloturer(CorpsCloture(resultat: "REJETEE", motif: " ")) }
    #expect(refus?.champs == ["/motif CHAMP_OBLIGATOIRE"])
    #expect(refus?.regle == "D-28")
  }

  @Test(arguments: [EtatDemande.deposee, .accusee, .traitee, .cloturee, .rejetee, .annulee], ["TRAITEE", "REJETEE"])
  func `on ne clôture que ce qui est pris en charge (D-28)`(etat: EtatDemande, resultat: String) {
    let refus = refus { () throws(RefusDemande) in try cloturer(CorpsCloture(resultat: resultat, motif: "x"), Demandes.demande(etat)) }
    #expect(refus?.code == "TRANSITION_INTERDITE")
  }

  @Test func `les textes d'une clôture suivent les mêmes règles (D-12, D-13, D-30)`() throws {
    let refus = refus { () throws(RefusDemande) in
      try cloturer(CorpsCloture(resultat: "OUBLIEE", motif: "255081416802538", reponse: "Le diagnostic est reçu"))
    }
    #expect(refus?.champs == ["/resultat VALEUR_INCONNUE", "/motif NIR_INTERDIT", "/reponse CONFIRMATION_REQUISE"])
    let fin = try cloturer(CorpsCloture(resultat: "TRAITEE", reponse: "Le diagnostic est reçu", confirmationDonneesSante: true))
    #expect(fin.avertissements == [.donneesSanteConfirmees])
  }

  @Test func `seul un agent de la caisse clôture (A-02)`() {
    let corps = CorpsCloture(resultat: "TRAITEE")
    #expect(refus { () throws(RefusDemande) in try cloturer(corps, par: Acteurs.technicien) }?.code == "ROLE_INSUFFISANT")
    #expect(refus { () throws(RefusDemande) in try cloturer(corps, par: Acteurs.agent67) } == .introuvable)
  }

  @Test(arguments: [EtatDemande.deposee, .accusee, .enCours, .enAttentePartenaire])
  func `un technicien annule une demande non finie (D-28)`(etat: EtatDemande) throws {
    let fin = try annuler(CorpsAnnulation(motif: "Déposée deux fois"), Demandes.demande(etat))
    #expect(fin.etapes == [.annulee])
    #expect(fin.motif?.texte == "Déposée deux fois")
    #expect(try annuler().motif == nil)
  }

  @Test(arguments: [EtatDemande.traitee, .cloturee, .rejetee, .annulee])
  func `une demande finie ne s'annule pas (D-28)`(etat: EtatDemande) {
    #expect(refus { () throws(RefusDemande) in try annuler(CorpsAnnulation(), Demandes.demande(etat)) }?.code == "TRANSITION_INTERDITE")
  }

  @Test func `on n'annule que là où l'on lit, sans NIR (A-05, D-12, D-29)`() {
    #expect(refus { () throws(RefusDemande) in try annuler(par: Acteurs.agent) }?.code == "ROLE_INSUFFISANT")
    let autre = Acteurs.technicien(unite: nil, partenaire: Acteurs.autrePartenaire)
    #expect(refus { () throws(RefusDemande) in try annuler(par: autre) } == .introuvable)
    #expect(refus { () throws(RefusDemande) in try annuler(acces: Comptes.acces(nil)) }?.code == "ACCES_FERME")
    let nir = refus { () throws(RefusDemande) in try annuler(CorpsAnnulation(motif: "255081416802538")) }
    #expect(nir?.champs == ["/motif NIR_INTERDIT"])
  }
}
