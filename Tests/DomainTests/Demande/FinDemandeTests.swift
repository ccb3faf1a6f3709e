import Domain
import Testing

@Suite struct FinDemandeTests {
  private func cloturer(
    _ corps: CorpsCloture, _ demande: FaitsDemande = Demandes.demande(), par acteur: Acteur = Acteurs.agent
  )
    throws(RefusDemande) -> FinDemande
  {
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
