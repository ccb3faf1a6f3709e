import Domain
import Testing

@Suite struct DepotTests {
  private func refuser(
    _ corps: CorpsDemande, _ faits: NouvelleDemande.Faits = Demandes.faits(), par acteur: Acteur = Acteurs.technicien,
    le jour: Jour = Demandes.jour, _ lieu: SourceLocation = #_sourceLocation
  ) -> RefusDemande? {
    refus({ () throws(RefusDemande) in try Demandes.deposer(corps, faits, par: acteur, le: jour) }, lieu)
  }

  @Test(arguments: TypeDemande.allCases)
  func `un technicien dépose chaque type de demande, accusée aussitôt (D-01, D-10, D-20)`(type: TypeDemande) throws {
    let demande = try Demandes.deposer(Demandes.corps(type))
    #expect(demande.type == type)
    #expect(demande.etapes == [.deposee, .accusee])
    #expect(demande.avertissements.isEmpty)
    #expect(!demande.prioritaire)
    #expect(demande.qualiteRepresentation == .aucune)
    #expect(demande.assure.departementResidence.code == "57")
  }

  @Test(arguments: [Role.gestionnaire, .agentCaisse, .directionCaisse, .adminNational, .dpo, .client])
  func `seul un technicien dépose (A-04, A-05, T-094)`(role: Role) {
    let refus = refuser(Demandes.corps(.contact), par: Acteurs.de(role))
    #expect(refus?.code == "ROLE_INSUFFISANT")
    #expect(refus?.nature == .interdit)
    #expect(refus?.regle == "A-04")
  }

  @Test(arguments: [("2025-10-20", true), ("2025-10-21", false)] as [(Jour, Bool)])
  func `le dernier jour admet un dépôt, le lendemain non (C-30, D-33, T-113)`(jour: Jour, admis: Bool) {
    let faits = Demandes.faits { $0.acces = Comptes.acces(le: jour) }
    guard !admis else {
      #expect(throws: Never.self) { try Demandes.deposer(Demandes.corps(.contact), faits, le: jour) }
      return
    }
    let refus = refuser(Demandes.corps(.contact), faits, le: jour)
    #expect(refus?.code == "ACCES_FERME")
    #expect(refus?.nature == .interdit)
    #expect(refus?.texte("motif") == "CONVENTION_TERMINEE")
    #expect(refus?.jour("dernier_jour") == "2025-10-20")
  }

  @Test func `une structure coupée ne dépose plus (C-48, D-33, T-092)`() {
    let refus = refuser(Demandes.corps(.contact), Demandes.faits { $0.acces = Comptes.acces(suspendue: true) })
    #expect(refus?.code == "ACCES_FERME")
    #expect(refus?.texte("etat_acces") == "SUSPENDU")
    #expect(refus?.regle == "C-48")
  }

  @Test func `CONTACT n'est pas offert en Tarn-et-Garonne (D-02, Q-41, T-096)`() {
    let refus = refuser(Demandes.corps(.contact), Demandes.faits(ActesReels.acte004))
    #expect(refus?.code == "FONCTIONNALITE_INACTIVE")
    #expect(refus?.nature == .etat)
    #expect(refus?.regle == "D-02")
    #expect(refus?.texte("fonctionnalite") == "CONTACT")
  }

  @Test(arguments: TypeDemande.allCases)
  func `une fonctionnalité désactivée par la caisse bloque le dépôt (D-08, T-095)`(type: TypeDemande) {
    let faits = Demandes.faits {
      $0.fonctionnalitesActives = EtatFonctionnalites(ActesReels.acte000, interrupteurs: [type.fonctionnalite: false]).actives
    }
    let refus = refuser(Demandes.corps(type), faits)
    #expect(refus?.code == "FONCTIONNALITE_INACTIVE")
    #expect(refus?.regle == "D-08")
  }

  @Test func `le rôle, puis l'accès, puis la fonctionnalité, puis les champs (D-33)`() {
    let vide = CorpsDemande(type: .contact)
    let ferme = Demandes.faits(ActesReels.acte004) { $0.acces = Comptes.acces(nil) }
    #expect(refuser(vide, ferme, par: Acteurs.gestionnaire)?.code == "ROLE_INSUFFISANT")
    #expect(refuser(vide, ferme)?.code == "ACCES_FERME")
    #expect(refuser(vide, Demandes.faits(ActesReels.acte004))?.code == "FONCTIONNALITE_INACTIVE")
    #expect(refuser(vide)?.nature == .invalide)
  }

  @Test func `tous les champs fautifs sont dits d'un coup (D-11, D-12, D-25, D-31)`() {
    var corps = CorpsDemande(type: .contact)
    corps.assure = CorpsAssure(civilite: "DR", nom: " ", prenom: nil, dateNaissance: "2025-01-11", departementResidence: "20")
    corps.informationPrealable = false
    corps.champsNir = ["/assure/nir"]
    corps.qualiteRepresentation = "PARENT"
    let refus = refuser(corps, Demandes.faits(ActesReels.acte001))
    #expect(
      refus?.champs == [
        "/assure/nir NIR_INTERDIT", "/personne_accompagnee PERSONNE_NON_ACCOMPAGNEE",
        "/information_prealable INFORMATION_PREALABLE_REQUISE", "/assure/civilite VALEUR_INCONNUE", "/assure/nom CHAMP_OBLIGATOIRE",
        "/assure/prenom CHAMP_OBLIGATOIRE", "/assure/date_naissance DATE_NAISSANCE_INVALIDE",
        "/assure/departement_residence DEPARTEMENT_INCONNU", "/qualite_representation VALEUR_INCONNUE",
        "/description CHAMP_OBLIGATOIRE", "/objet CHAMP_OBLIGATOIRE",
      ])
    #expect(refus?.code == "CORPS_INVALIDE")
  }

  @Test(arguments: [
    ("2025-01-10", true), ("2025-01-11", false), ("2023-02-29", false), ("1895-01-01", true), ("1894-12-31", false), ("14/08/1955", false),
  ])
  func `la date de naissance existe, n'est pas future et n'a pas plus de 130 ans (D-11, T-109)`(date: String, admise: Bool) {
    let corps = Demandes.corps(.contact) { $0.assure.dateNaissance = date }
    if admise {
      #expect(throws: Never.self) { try Demandes.deposer(corps) }
    } else {
      let refus = refuser(corps)
      #expect(refus?.code == "DATE_NAISSANCE_INVALIDE")
      #expect(refus?.regle == "D-11")
      #expect(refus?.champs == ["/assure/date_naissance DATE_NAISSANCE_INVALIDE"])
    }
  }

  @Test(arguments: [
    ("2A", true), ("2B", true), ("971", true), ("976", true), ("20", false), ("96", false), ("00", false), ("975", true), ("978", true),
    ("979", false),
  ])
  func `le département de résidence existe (D-11, T-110)`(code: String, admis: Bool) {
    let corps = Demandes.corps(.contact) { $0.assure.departementResidence = code }
    if admis {
      #expect(throws: Never.self) { try Demandes.deposer(corps) }
    } else {
      #expect(refuser(corps)?.champs == ["/assure/departement_residence DEPARTEMENT_INCONNU"])
    }
  }

  @Test(arguments: [false, nil])
  func `la personne est suivie ou accompagnée (D-25)`(accompagnee: Bool?) {
    let refus = refuser(Demandes.corps(.contact) { $0.personneAccompagnee = accompagnee })
    #expect(refus?.champs == ["/personne_accompagnee PERSONNE_NON_ACCOMPAGNEE"])
    #expect(refus?.regle == "D-25")
  }

  @Test(arguments: [false, nil])
  func `l'information préalable est exigée où l'annexe RGPD est au modèle (D-31, T-114)`(information: Bool?) {
    let corps = Demandes.corps(.signalement) { $0.informationPrealable = information }
    for acte in [ActesReels.acte001, ActesReels.acte002, ActesReels.acte004] {
      let refus = refuser(corps, Demandes.faits(acte))
      #expect(refus?.code == "INFORMATION_PREALABLE_REQUISE")
      #expect(refus?.regle == "D-31")
    }
    for acte in [ActesReels.acte000, ActesReels.acte003] {
      #expect(throws: Never.self) { try Demandes.deposer(corps, Demandes.faits(acte)) }
    }
  }
}
