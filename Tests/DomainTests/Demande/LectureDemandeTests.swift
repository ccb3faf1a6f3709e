import Domain
import Testing

@Suite struct LectureDemandeTests {
  private func lire(
    _ demande: FaitsDemande = Demandes.demande(), par acteur: Acteur, acces: ConstatAcces? = Comptes.acces()
  )
    throws(RefusDemande)
  {
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
    #expect(refus?.code == "RESSOURCE_INTROUVABLE")
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
  }

  @Test func `sans aucun accès à la caisse, la demande n'existe pas (D-29)`() {
    #expect(refus { () throws(RefusDemande) in try lire(par: Acteurs.technicien, acces: nil) } == .introuvable)
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
