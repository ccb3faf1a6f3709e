import Domain
import Testing

@Suite struct RefusDemandeTests {
  private static let tous: [(RefusDemande, code: String, regle: String, NatureRefus)] = [
    (.depotReserveAuTechnicien, "ROLE_INSUFFISANT", "A-04", .interdit),
    (.traitementReserveALAgent, "ROLE_INSUFFISANT", "A-02", .interdit),
    (.roleSansPouvoir, "ROLE_INSUFFISANT", "D-29", .interdit),
    (.accesFerme(Comptes.acces(le: "2025-10-21")), "ACCES_FERME", "C-32", .interdit),
    (.accesFerme(Comptes.acces(nil)), "ACCES_FERME", "D-33", .interdit),
    (.introuvable, "RESSOURCE_INTROUVABLE", "D-29", .absent),
    (.dejaPrise, "DEMANDE_DEJA_PRISE", "D-28", .etat),
    (.transitionInterdite(de: .cloturee, vers: .enCours), "TRANSITION_INTERDITE", "D-28", .etat),
    (.pieceSortanteInterdite, "PJ_SORTANTE_INTERDITE", "J-02", .etat),
  ]

  @Test(arguments: tous.indices)
  func `chaque refus d'une demande a son code, sa règle, sa nature et une phrase qui finit`(rang: Int) {
    let (refus, code, regle, nature) = Self.tous[rang]
    #expect(refus.code == code)
    #expect(refus.regle == regle)
    #expect(refus.nature == nature)
    #expect(refus.message.hasSuffix("."))
    #expect(refus.erreurs.isEmpty)
  }

  @Test(arguments: [
    (Fonctionnalite.contact, "D-02"), (.etudeDossier, "D-03"), (.signalement, "D-04"), (.rendezVous, "D-05"), (.document, "D-06"),
    (.historique, "D-07"), (.accuseReception, "D-20"), (.statut, "D-21"), (.dialogue, "D-22"),
  ])
  func `une fonctionnalité non prévue cite sa règle, une désactivée cite D-08`(fonctionnalite: Fonctionnalite, regle: String) {
    let nonPrevue = RefusDemande.fonctionnaliteInactive(fonctionnalite, prevue: false)
    #expect(nonPrevue.code == "FONCTIONNALITE_INACTIVE")
    #expect(nonPrevue.regle == regle)
    #expect(nonPrevue.nature == .etat)
    #expect(RefusDemande.fonctionnaliteInactive(fonctionnalite, prevue: true).regle == "D-08")
    #expect(nonPrevue.message.contains(fonctionnalite.rawValue))
  }

  @Test(arguments: EtatDemande.allCases)
  func `une transition refusée dit ce qui reste possible (D-28)`(etat: EtatDemande) {
    let refus = RefusDemande.transitionInterdite(de: etat, vers: .deposee)
    let attendus = etat.suivants.isEmpty || etat == .traitee ? ["nouvelle demande"] : etat.suivants.map(\.rawValue)
    #expect(attendus.allSatisfy { refus.message.contains($0) }, "\(refus.message)")
  }

  @Test func `chaque motif de fermeture se dit avec ses dates (C-32, C-55, D-33)`() {
    #expect(RefusDemande.accesFerme(Comptes.acces(le: "2024-10-20")).jour("premier_jour") == "2024-10-21")
    let unite = RefusDemande.accesFerme(Comptes.acces(unite: .apresSignature(mois: 2), le: "2024-12-20"))
    #expect(unite.jour("ouvre_le") == "2024-12-21")
    #expect(unite.texte("motif") == "UNITE_NON_OUVERTE")
  }
}
