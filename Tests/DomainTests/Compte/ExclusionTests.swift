import Domain
import Testing

@Suite struct ExclusionTests {
  private func faits(
    autresCaisses: Bool = false, dejaExclue: Bool = false, agentAdmis: Bool = false, autres: [GestionnaireActif] = []
  ) -> Exclusion.Faits {
    let caisses = autresCaisses ? [Acteurs.caisse67] : []
    return Exclusion.Faits(
      comptes: [
        .init(compte: Comptes.compte(40), autresCaisses: caisses),
        .init(compte: Comptes.compte(41, .technicien), autresCaisses: caisses),
      ], dejaExclue: dejaExclue, agentAdmis: agentAdmis, autresGestionnaires: autres)
  }

  @Test func `exclure une personne à deux comptes fait deux comptes exclus (C-47, T-089)`() throws {
    let exclusion = try Exclusion.prononcer(motif: "Usage frauduleux", par: Acteurs.direction, faits: faits())
    #expect(exclusion.comptes.map(\.etat) == [.exclu, .exclu])
    #expect(exclusion.caissesAAvertir.isEmpty)
    #expect(exclusion.alerteSansGestionnaire)
    #expect(exclusion.motif.texte == "Usage frauduleux")
  }

  @Test func `s'il reste une autre caisse, elle est avertie et décide pour elle (Q-40)`() throws {
    let exclusion = try Exclusion.prononcer(motif: "Usage frauduleux", par: Acteurs.direction, faits: faits(autresCaisses: true))
    #expect(exclusion.comptes.map(\.etat) == [.actif, .actif])
    #expect(exclusion.caissesAAvertir == [Acteurs.caisse67])
    #expect(!exclusion.alerteSansGestionnaire)
    #expect(exclusion.rattachementId == nil)
  }

  @Test func `les techniciens d'un gestionnaire exclu vont au plus ancien actif (C-36, C-53)`() throws {
    let exclusion = try Exclusion.prononcer(motif: "Fraude", par: Acteurs.direction, faits: faits(autres: [Comptes.actif(50)]))
    #expect(exclusion.rattachementId == Acteurs.id(50))
    #expect(!exclusion.alerteSansGestionnaire)
  }

  @Test(arguments: [Role.adminNational, .agentCaisse, .gestionnaire, .technicien, .dpo, .client])
  func `l'exclusion est prononcée par la direction de la caisse (A-09, T-090)`(role: Role) {
    let refus = refus { () throws(RefusCompte) in
      try Exclusion.prononcer(motif: "Fraude", par: Acteurs.de(role), faits: faits())
    }
    #expect(refus?.code == "PROFIL_NON_HABILITANT")
    #expect(refus?.nature == .interdit)
    #expect(refus?.regle == "A-09")
  }

  @Test func `où l'acte nomme la caisse, un agent décide aussi (A-09)`() {
    #expect(throws: Never.self) {
      try Exclusion.prononcer(motif: "Fraude", par: Acteurs.agent, faits: faits(agentAdmis: true))
    }
  }

  @Test func `l'exclusion est motivée et ne se répète pas (A-09, C-47)`() {
    let sansMotif = refus { () throws(RefusCompte) in
      try Exclusion.prononcer(motif: " ", par: Acteurs.direction, faits: faits())
    }
    #expect(sansMotif?.champs == ["/motif CHAMP_OBLIGATOIRE"])
    #expect(sansMotif?.regle == "A-09")
    let deja = refus { () throws(RefusCompte) in
      try Exclusion.prononcer(motif: "Fraude", par: Acteurs.direction, faits: faits(dejaExclue: true))
    }
    #expect(deja?.code == "COMPTE_DEJA_EXCLU")
    #expect(deja?.nature == .etat)
    let personne = refus { () throws(RefusCompte) in
      try Exclusion.prononcer(motif: "Fraude", par: Acteurs.direction, faits: Exclusion.Faits(comptes: []))
    }
    #expect(personne == .introuvable)
  }

  @Test func `l'exclusion se lève par la même caisse, les comptes reviennent inactifs (C-47, Q-39)`() throws {
    var exclus = faits(dejaExclue: true)
    exclus.comptes[0].compte.etat = .exclu
    let leves = try Exclusion.lever(par: Acteurs.direction, faits: exclus)
    #expect(leves.map(\.etat) == [.inactif, .actif])
    let rien = refus { () throws(RefusCompte) in try Exclusion.lever(par: Acteurs.direction, faits: faits()) }
    #expect(rien?.code == "COMPTE_NON_EXCLU")
    let agent = refus { () throws(RefusCompte) in try Exclusion.lever(par: Acteurs.agent, faits: exclus) }
    #expect(agent?.nature == .interdit)
  }
}
