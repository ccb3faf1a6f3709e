import Domain
import Testing

@Suite struct RoutageTests {
  private func deposer(_ corps: CorpsDemande, _ acte: ParametresConvention = ActesReels.acte000) throws -> NouvelleDemande {
    try Demandes.deposer(corps, Demandes.faits(acte))
  }

  @Test(arguments: [
    (ActesReels.acte000, false, false), (ActesReels.acte001, false, false), (ActesReels.acte002, true, true),
    (ActesReels.acte003, false, false),
    (ActesReels.acte004, true, false),
  ])
  func `la priorité dépend du modèle : urgente en 004, urgente ou complexe en 002 (D-18, D-19, Q-49, T-100, T-101)`(
    acte: ParametresConvention, urgente: Bool, complexe: Bool
  ) throws {
    #expect(try deposer(Demandes.corps(.document) { $0.urgente = true }, acte).prioritaire == urgente)
    #expect(try deposer(Demandes.corps(.document) { $0.complexe = true }, acte).prioritaire == complexe)
    #expect(try !deposer(Demandes.corps(.document), acte).prioritaire)
    let deux = try deposer(
      Demandes.corps(.document) {
        $0.urgente = true
        $0.complexe = true
      }, acte)
    #expect(deux.prioritaire == (urgente || complexe))
    #expect(deux.urgente && deux.complexe)
  }

  @Test func `dans la file, le prioritaire de 14 h passe avant l'ordinaire de 9 h, puis l'ancienneté (D-18, T-100)`() {
    func cle(_ numero: Int, _ prioritaire: Bool, _ instant: Instant) -> CleFile {
      CleFile(prioritaire: prioritaire, deposeLe: instant, id: Acteurs.id(numero))
    }
    let file = [
      cle(1, false, "2025-01-10T09:00:00Z"), cle(2, true, "2025-01-10T14:00:00Z"), cle(3, false, "2025-01-10T08:00:00Z"),
      cle(5, true, "2025-01-10T13:00:00Z"), cle(4, true, "2025-01-10T13:00:00Z"),
    ]
    #expect(file.sorted().map(\.id) == [4, 5, 2, 3, 1].map(Acteurs.id))
    #expect(cle(1, true, "2025-01-10T14:00:00Z") < cle(2, false, "2025-01-10T09:00:00Z"))
  }

  @Test(arguments: [
    (TypeDemande.contact, ServiceDestinataire.autre), (.etudeDossier, .instruction), (.signalement, .mas), (.rendezVous, .instruction),
    (.document, .instruction),
  ])
  func `un service est proposé pour chaque type (D-23)`(type: TypeDemande, service: ServiceDestinataire) throws {
    let demande = try deposer(Demandes.corps(type))
    #expect(demande.routage.service == service)
    #expect(demande.routage.suite == nil)
  }

  @Test func `le renoncement aux soins va à la MAS (D-23)`() throws {
    #expect(try deposer(Demandes.corps(.signalement) { $0.motifs = ["RENONCEMENT_SOINS"] }, ActesReels.acte002).routage.service == .mas)
  }

  @Test func `en Tarn-et-Garonne une situation sociale complexe va à la MAS, le service social en suite (D-23, Q-53)`() throws {
    let demande = try deposer(
      Demandes.corps(.signalement) {
        $0.motifs = ["SITUATION_SOCIALE_COMPLEXE"]
        $0.motifSocial = "RISQUE_DESINSERTION"
      }, ActesReels.acte004)
    #expect(demande.routage.service == .mas)
    #expect(demande.routage.suite == .serviceSocial)
    #expect(demande.avertissements.isEmpty)
  }

  @Test func `ailleurs un motif social va au service social (D-23, D-39)`() throws {
    let demande = try deposer(Demandes.corps(.signalement) { $0.motifSocial = "ACCOMPAGNEMENT_PSYCHO_SOCIAL" }, ActesReels.acte001)
    #expect(demande.routage.service == .serviceSocial)
  }

  @Test func `un examen de santé va au centre d'examens (A-16, D-23)`() throws {
    #expect(try deposer(Demandes.corps(.rendezVous) { $0.service = "CES" }).routage.service == .ces)
    var acte = ActesReels.acte000
    acte.document.typesDemandables = [.invitationEPS]
    #expect(try deposer(Demandes.corps(.document) { $0.typeDocument = "INVITATION_EPS" }, acte).routage.service == .ces)
  }

  @Test func `avant le service social, un premier niveau de réponse : sinon avertissement (D-39)`() throws {
    func avertissements(_ premier: Bool?) throws -> [Avertissement] {
      try deposer(
        Demandes.corps(.signalement) {
          $0.motifSocial = "RISQUE_DESINSERTION"
          $0.premierNiveauReponse = premier
        }, ActesReels.acte001
      ).avertissements
    }
    #expect(try avertissements(false) == [.premierNiveauAbsent])
    #expect(try avertissements(true).isEmpty)
    #expect(try avertissements(nil).isEmpty)
    #expect(try deposer(Demandes.corps(.signalement) { $0.premierNiveauReponse = false }).avertissements.isEmpty)
  }

  @Test func `une situation sociale complexe sans motif codé avertit (D-39)`() throws {
    let demande = try deposer(Demandes.corps(.signalement) { $0.motifs = ["SITUATION_SOCIALE_COMPLEXE"] }, ActesReels.acte004)
    #expect(demande.avertissements == [.motifSocialAbsent])
  }

  @Test(arguments: [("57", false), ("68", true), ("2A", true)])
  func `résider hors du département de la caisse avertit sans bloquer (A-18, D-26)`(departement: String, averti: Bool) throws {
    let demande = try deposer(Demandes.corps(.contact) { $0.assure.departementResidence = departement })
    #expect(demande.avertissements.contains(.horsCompetenceProbable) == averti)
  }

  @Test func `hors du régime général, le Tarn-et-Garonne avertit, les autres non (P-11, D-26)`() throws {
    let corps = Demandes.corps(.document) { $0.regimeGeneral = false }
    #expect(try deposer(corps, ActesReels.acte004).avertissements == [.publicHorsConvention])
    for acte in [ActesReels.acte000, ActesReels.acte001, ActesReels.acte002, ActesReels.acte003] {
      #expect(try deposer(corps, acte).avertissements.isEmpty)
    }
    for valeur in [true, nil] {
      #expect(try deposer(Demandes.corps(.document) { $0.regimeGeneral = valeur }, ActesReels.acte004).avertissements.isEmpty)
    }
  }

  @Test func `chaque avertissement a sa règle et son message`() {
    for avertissement in Avertissement.allCases {
      #expect(avertissement.regle.count == 4)
      #expect(!avertissement.message.isEmpty)
    }
  }

  @Test func `le numéro dit le département, l'année et le rang (D-32)`() throws {
    let numero = NumeroDemande(departement: Demandes.moselle, annee: 2026, rang: 123)
    #expect(numero.description == "57-2026-000123")
    #expect(NumeroDemande(texte: "57-2026-000123") == numero)
    #expect(NumeroDemande(texte: "2A-2026-1234567")?.rang == 1_234_567)
    for faux in [
      "", "57-2026-123", "57-2026-0001234", "57-26-000123", "20-2026-000123", "2a-2026-000123", "57-2026-000000", "57-2026-00012x",
      "57-2026",
    ] {
      #expect(NumeroDemande(texte: faux) == nil, "\(faux)")
    }
  }
}
