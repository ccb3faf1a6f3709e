import Domain
import Testing

@Suite struct PriseEnChargeTests {
  private func prendre(
    _ demande: FaitsDemande, par acteur: Acteur = Acteurs.agent, service: String? = nil
  ) throws(RefusDemande)
    -> PriseEnCharge
  {
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
