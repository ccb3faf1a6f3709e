import Domain
import Testing

@Suite struct CanalDocumentTests {
  private func canal(_ acte: ParametresConvention, habilite: Bool = true, _ qualite: QualiteRepresentation? = nil) -> CanalRemise {
    CanalDocument.calculer(acte, habilite: habilite, qualite: qualite)
  }

  @Test(arguments: QualiteRepresentation.allCases)
  func `un partenaire non habilité ne reçoit rien par le portail (J-02, J-03, T-115)`(qualite: QualiteRepresentation) {
    for (_, acte) in ActesReels.tous {
      #expect(canal(acte, habilite: false, qualite) == .adresseAssure)
      let refus = refus { () throws(RefusDemande) in
        try CanalDocument.verifierPieceSortante(acte, habilite: false, qualite: qualite)
      }
      #expect(refus?.code == "PJ_SORTANTE_INTERDITE")
      #expect(refus?.nature == .etat)
      #expect(refus?.regle == "J-02")
    }
  }

  @Test func `l'Oise envoie tout à l'adresse, même habilitée (J-05, Q-34, T-116)`() {
    for qualite in QualiteRepresentation.allCases {
      #expect(canal(ActesReels.acte003, qualite) == .adresseAssure)
    }
    #expect(throws: RefusDemande.pieceSortanteInterdite) {
      try CanalDocument.verifierPieceSortante(ActesReels.acte003, habilite: true, qualite: .tutelle)
    }
  }

  @Test func `ailleurs qu'en Tarn-et-Garonne, l'habilitation suffit (J-02, J-06)`() {
    for acte in [ActesReels.acte000, ActesReels.acte001, ActesReels.acte002] {
      #expect(canal(acte) == .portail)
      #expect(canal(acte, .aucune) == .portail)
      #expect(canal(acte, .tutelle) == .portail)
      #expect(canal(acte, .ase) == .portail)
      #expect(throws: Never.self) { try CanalDocument.verifierPieceSortante(acte, habilite: true, qualite: nil) }
    }
  }

  @Test func `la curatelle ouvre le portail en Tarn-et-Garonne, pas en Moselle (J-04)`() {
    #expect(canal(ActesReels.acte004, .curatelle) == .portail)
    #expect(canal(ActesReels.acte000, .curatelle) == .adresseAssure)
  }

  @Test func `le Tarn-et-Garonne demande deux verrous (J-04, Q-16)`() {
    for qualite in [QualiteRepresentation.tutelle, .curatelle, .ase] {
      #expect(canal(ActesReels.acte004, qualite) == .portail)
      #expect(canal(ActesReels.acte004, habilite: false, qualite) == .adresseAssure)
    }
    #expect(canal(ActesReels.acte004, .aucune) == .adresseAssure)
    #expect(canal(ActesReels.acte004) == .adresseAssure)
  }

  @Test func `le canal n'est dit que d'un document, et il suit l'habilitation du jour (J-15, T-119)`() throws {
    #expect(try Demandes.deposer(Demandes.corps(.contact)).canal == nil)
    #expect(try Demandes.deposer(Demandes.corps(.document)).canal == .adresseAssure)
    let habilite = Demandes.faits { $0.partenaireHabilite = true }
    #expect(try Demandes.deposer(Demandes.corps(.document), habilite).canal == .portail)
    #expect(canal(ActesReels.acte000, habilite: false) == .adresseAssure)
  }
}
