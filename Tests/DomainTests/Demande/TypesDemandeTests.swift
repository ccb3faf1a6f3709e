import Domain
import Testing

@Suite struct TypesDemandeTests {
  private func refuser(
    _ corps: CorpsDemande, _ acte: ParametresConvention = ActesReels.acte000, _ lieu: SourceLocation = #_sourceLocation
  ) -> RefusDemande? {
    refus({ () throws(RefusDemande) in try Demandes.deposer(corps, Demandes.faits(acte)) }, lieu)
  }

  private func deposer(_ corps: CorpsDemande, _ acte: ParametresConvention = ActesReels.acte000) throws -> NouvelleDemande {
    try Demandes.deposer(corps, Demandes.faits(acte))
  }

  // MARK: - CONTACT

  @Test(arguments: [false, nil])
  func `l'avancement se demande avec l'accord de la personne, où la convention le dit (D-27, A-13)`(accord: Bool?) throws {
    let corps = Demandes.corps(.contact) {
      $0.avancement = true
      $0.accordPersonne = accord
    }
    let refus = refuser(corps, ActesReels.acte001)
    #expect(refus?.code == "ACCORD_PERSONNE_REQUIS")
    #expect(refus?.champs == ["/accord_personne ACCORD_PERSONNE_REQUIS"])
    #expect(refus?.regle == "D-27")
    #expect(throws: Never.self) { try deposer(corps, ActesReels.acte000) }
    var avecAccord = corps
    avecAccord.accordPersonne = true
    #expect(throws: Never.self) { try deposer(avecAccord, ActesReels.acte001) }
  }

  @Test func `sans question d'avancement, aucun accord n'est demandé (D-27)`() {
    #expect(throws: Never.self) { try deposer(Demandes.corps(.contact), ActesReels.acte001) }
  }

  // MARK: - ETUDE_DOSSIER

  @Test(arguments: [
    (ActesReels.acte000, ["PUMA", "C2S", "AME", "AUTRE"]), (ActesReels.acte001, ["PUMA", "C2S", "AME", "AUTRE", "SOINS_URGENTS"]),
    (ActesReels.acte002, ["AFFILIATION", "MISE_A_JOUR_DROITS", "C2S", "AME", "AUTRE"]),
    (ActesReels.acte003, ["PUMA", "C2S", "AME", "AUTRE"]),
    (ActesReels.acte004, ["PUMA", "C2S", "AME", "AUTRE", "ASS"]),
  ])
  func `chaque modèle a ses sous-types d'étude (D-15, T-097)`(acte: ParametresConvention, admis: [String]) {
    for sousType in SousTypeEtude.allCases.map(\.rawValue) {
      let corps = Demandes.corps(.etudeDossier) { $0.sousType = sousType }
      if admis.contains(sousType) {
        #expect(throws: Never.self) { try deposer(corps, acte) }
      } else {
        let refus = refuser(corps, acte)
        #expect(refus?.code == "SOUS_TYPE_HORS_CONVENTION")
        #expect(refus?.champs == ["/sous_type SOUS_TYPE_HORS_CONVENTION"])
        #expect(refus?.regle == "D-15")
      }
    }
  }

  @Test func `un sous-type est obligatoire et connu (D-03, D-15)`() {
    #expect(refuser(Demandes.corps(.etudeDossier) { $0.sousType = nil })?.champs == ["/sous_type CHAMP_OBLIGATOIRE"])
    #expect(refuser(Demandes.corps(.etudeDossier) { $0.sousType = nil })?.regle == "D-03")
    #expect(refuser(Demandes.corps(.etudeDossier) { $0.sousType = "RSA" })?.code == "SOUS_TYPE_HORS_CONVENTION")
  }

  @Test func `le motif de recours d'une étude est obligatoire en Tarn-et-Garonne seulement (D-16, T-098)`() throws {
    let corps = Demandes.corps(.etudeDossier) { $0.motifRecours = nil }
    let refus = refuser(corps, ActesReels.acte004)
    #expect(refus?.code == "MOTIF_RECOURS_OBLIGATOIRE")
    #expect(refus?.regle == "D-16")
    for acte in [ActesReels.acte000, ActesReels.acte001, ActesReels.acte002, ActesReels.acte003] {
      #expect(throws: Never.self) { try deposer(corps, acte) }
    }
    for motif in ["AUTONOMIE_INSUFFISANTE", "URGENCE_SOINS"] {
      #expect(throws: Never.self) { try deposer(Demandes.corps(.etudeDossier) { $0.motifRecours = motif }, ActesReels.acte004) }
    }
    #expect(self.refuser(Demandes.corps(.etudeDossier) { $0.motifRecours = "ENVIE" })?.champs == ["/motif_recours VALEUR_INCONNUE"])
  }

  // MARK: - SIGNALEMENT

  @Test(arguments: [
    (ActesReels.acte000, ["DROITS", "SOINS"]), (ActesReels.acte002, ["DROITS", "SOINS", "RUPTURE_DROITS", "RENONCEMENT_SOINS"]),
    (ActesReels.acte004, ["DROITS", "SOINS", "NUMERIQUE", "SITUATION_SOCIALE_COMPLEXE"]),
  ])
  func `chaque modèle a ses motifs de signalement (D-24)`(acte: ParametresConvention, admis: [String]) {
    for motif in MotifSignalement.allCases.map(\.rawValue) {
      let corps = Demandes.corps(.signalement) { $0.motifs = motif == "DROITS" ? [motif] : ["DROITS", motif] }
      if admis.contains(motif) {
        #expect(throws: Never.self) { try deposer(corps, acte) }
      } else {
        let refus = refuser(corps, acte)
        #expect(refus?.code == "MOTIF_HORS_CONVENTION")
        #expect(refus?.champs == ["/motifs/1 MOTIF_HORS_CONVENTION"])
        #expect(refus?.regle == "D-24")
      }
    }
  }

  @Test func `un signalement a au moins un motif, chacun une fois (D-04, D-24)`() {
    #expect(refuser(Demandes.corps(.signalement) { $0.motifs = [] })?.champs == ["/motifs CHAMP_OBLIGATOIRE"])
    #expect(refuser(Demandes.corps(.signalement) { $0.motifs = ["SOINS", "SOINS"] })?.champs == ["/motifs/1 VALEUR_EN_DOUBLE"])
  }

  @Test func `le lien à un handicap est un drapeau, sans récit (D-24)`() throws {
    for valeur in [true, false, nil] {
      let demande = try deposer(Demandes.corps(.signalement) { $0.lieAUnHandicap = valeur }, ActesReels.acte004)
      guard case .signalement(let details) = demande.details else {
        Issue.record("autre type")
        return
      }
      #expect(details.lieAUnHandicap == valeur)
    }
  }

  @Test func `un motif social est codé (D-39)`() {
    #expect(refuser(Demandes.corps(.signalement) { $0.motifSocial = "TRISTESSE" })?.champs == ["/motif_social VALEUR_INCONNUE"])
  }

  // MARK: - RENDEZ_VOUS

  @Test func `un rendez-vous en Tarn-et-Garonne demande une autonomie insuffisante (D-17, T-099)`() {
    let urgence = refuser(Demandes.corps(.rendezVous) { $0.motifRecours = "URGENCE_SOINS" }, ActesReels.acte004)
    #expect(urgence?.code == "MOTIF_RECOURS_REFUSE")
    #expect(urgence?.regle == "D-17")
    let absent = refuser(Demandes.corps(.rendezVous) { $0.motifRecours = nil }, ActesReels.acte004)
    #expect(absent?.code == "MOTIF_RECOURS_OBLIGATOIRE")
    #expect(absent?.regle == "D-17")
    #expect(throws: Never.self) { try deposer(Demandes.corps(.rendezVous), ActesReels.acte004) }
    for motif in ["URGENCE_SOINS", nil] {
      #expect(throws: Never.self) { try deposer(Demandes.corps(.rendezVous) { $0.motifRecours = motif }, ActesReels.acte000) }
    }
  }

  @Test func `un rendez-vous propose jusqu'à dix disponibilités à venir (D-05)`() throws {
    let dix = (0..<10).map { CorpsDisponibilite(jour: "2025-01-1\($0)", moment: "MATIN") }
    let demande = try deposer(Demandes.corps(.rendezVous) { $0.disponibilites = dix })
    guard case .rendezVous(let details) = demande.details else {
      Issue.record("autre type")
      return
    }
    #expect(details.disponibilites.count == 10)
    #expect(details.disponibilites.first?.jour == Demandes.jour)
    let onze = dix + [CorpsDisponibilite(jour: "2025-01-20", moment: "JOURNEE")]
    #expect(refuser(Demandes.corps(.rendezVous) { $0.disponibilites = onze })?.champs == ["/disponibilites LISTE_TROP_LONGUE"])
  }

  @Test func `une disponibilité passée, fausse ou incomplète est nommée (D-05)`() {
    let refus = refuser(
      Demandes.corps(.rendezVous) {
        $0.motif = nil
        $0.service = "URGENCES"
        $0.disponibilites = [
          CorpsDisponibilite(jour: "2025-01-09", moment: "MATIN"), CorpsDisponibilite(jour: "2025-02-30", moment: "SOIR"),
          CorpsDisponibilite(jour: nil, moment: nil),
        ]
      })
    #expect(
      refus?.champs == [
        "/motif CHAMP_OBLIGATOIRE", "/service VALEUR_INCONNUE", "/disponibilites/0/jour DATE_PASSEE",
        "/disponibilites/1/jour DATE_INVALIDE", "/disponibilites/1/moment VALEUR_INCONNUE", "/disponibilites/2/jour CHAMP_OBLIGATOIRE",
        "/disponibilites/2/moment CHAMP_OBLIGATOIRE",
      ])
  }

  // MARK: - DOCUMENT

  @Test func `chaque modèle a ses documents, sans « autre » en Tarn-et-Garonne (D-06)`() {
    let autre = Demandes.corps(.document) { $0.typeDocument = "AUTRE" }
    #expect(throws: Never.self) { try deposer(autre, ActesReels.acte000) }
    let refus = refuser(autre, ActesReels.acte004)
    #expect(refus?.code == "TYPE_DOCUMENT_HORS_CONVENTION")
    #expect(refus?.regle == "D-06")
    #expect(refuser(Demandes.corps(.document) { $0.typeDocument = nil })?.champs == ["/type_document CHAMP_OBLIGATOIRE"])
  }

  @Test func `le Bas-Rhin, qui ne détaille pas, prend la liste des documents sortants (D-06, J-01)`() {
    #expect(throws: Never.self) {
      try deposer(Demandes.corps(.document) { $0.typeDocument = "JUSTIFICATIF_PRESTATIONS" }, ActesReels.acte002)
    }
    let refus = refuser(Demandes.corps(.document) { $0.typeDocument = "CERTIFICAT_PROVISOIRE" }, ActesReels.acte002)
    #expect(refus?.code == "TYPE_DOCUMENT_HORS_CONVENTION")
  }
}
