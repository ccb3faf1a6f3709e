import Domain
import Testing

@Suite struct NouveauPartenaireTests {
  private let aujourdHui: Jour = "2025-01-10"

  private func corps(_ changer: (inout CorpsPartenaire) -> Void = { _ in }) -> CorpsPartenaire {
    var corps = CorpsPartenaire()
    corps.denomination = "Centre communal d'action sociale de Creil"
    corps.type = "CCAS"
    corps.adresse = "2 rue Édouard-Branly"
    corps.domainesEmail = ["mairie-creil.example"]
    changer(&corps)
    return corps
  }

  private func creer(_ corps: CorpsPartenaire, par acteur: Acteur = Acteurs.agent) throws(RefusPartenaire) -> NouveauPartenaire {
    try NouveauPartenaire.creer(corps, par: acteur, le: aujourdHui)
  }

  @Test func `un partenaire se crée avec sa dénomination, son type, son adresse et un domaine (P-01, P-08)`() throws {
    let nouveau = try creer(corps())
    #expect(nouveau.type == .ccas)
    #expect(nouveau.effectif == nil)
    #expect(nouveau.siret == nil)
    #expect(!nouveau.habiliteDocumentsSortants)
    #expect(nouveau.attestationEuropeLe == nil)
  }

  @Test func `un partenaire complet garde tout, le SIREN tiré du SIRET (P-02, P-04, P-09, P-17, P-18)`() throws {
    let nouveau = try creer(
      corps {
        $0.siret = "266 001 759 00098"
        $0.codePostal = "60100"
        $0.commune = "Creil"
        $0.effectif = 26
        $0.effectifDeclareLe = "2025-01-09"
        $0.servicePorteur = "Action sociale"
        $0.signataireQualite = "Président"
        $0.habiliteDocumentsSortants = true
        $0.attestationEuropeLe = "2025-01-09"
        $0.unites = [CorpsUnite(code: "NORD", libelle: "Nord", ouverture: "A_LA_SIGNATURE")]
      })
    #expect(nouveau.siren?.chiffres == "266001759")
    #expect(nouveau.effectif?.membres == 26)
    #expect(nouveau.effectif?.declareLe == "2025-01-09")
    #expect(nouveau.attestationEuropeLe == "2025-01-09")
    #expect(nouveau.habiliteDocumentsSortants)
    #expect(nouveau.unites.map(\.code.texte) == ["NORD"])
  }

  @Test func `un effectif sans date est déclaré aujourd'hui (P-04)`() throws {
    #expect(try creer(corps { $0.effectif = 1 }).effectif?.declareLe == aujourdHui)
  }

  @Test(arguments: [0, -1, 1_000_001])
  func `l'effectif est d'au moins une personne (P-04)`(membres: Int) {
    let refus = refus { () throws(RefusPartenaire) in try creer(corps { $0.effectif = membres }) }
    #expect(refus?.champs == ["/effectif EFFECTIF_INVALIDE"])
    #expect(refus?.regle == "P-04")
    #expect(refus?.nature == .invalide)
  }

  @Test func `la date d'effectif n'est pas dans l'avenir, ni seule (P-04)`() {
    let future = refus { () throws(RefusPartenaire) in
      try creer(
        corps {
          $0.effectif = 3
          $0.effectifDeclareLe = "2025-01-11"
        })
    }
    #expect(future?.code == "DATE_FUTURE")
    let seule = refus { () throws(RefusPartenaire) in try creer(corps { $0.effectifDeclareLe = "2025-01-10" }) }
    #expect(seule?.champs == ["/effectif CHAMP_OBLIGATOIRE"])
    let fausse = refus { () throws(RefusPartenaire) in
      try creer(
        corps {
          $0.effectif = 3
          $0.effectifDeclareLe = "2023-02-29"
        })
    }
    #expect(fausse?.champs == ["/effectif_declare_le DATE_INVALIDE"])
  }

  @Test func `tous les défauts d'un partenaire sont dits d'un coup (P-01, P-02, P-03, P-08, D-12)`() {
    var vide = CorpsPartenaire()
    vide.type = "PASS"
    vide.siret = "26600175900099"
    vide.siren = "12"
    vide.codePostal = "6010"
    vide.commune = "255081416802538"
    let refus = refus { () throws(RefusPartenaire) in try creer(vide) }
    #expect(
      refus?.champs == [
        "/denomination CHAMP_OBLIGATOIRE", "/type VALEUR_INCONNUE", "/adresse CHAMP_OBLIGATOIRE",
        "/code_postal CODE_POSTAL_INVALIDE", "/commune NIR_INTERDIT", "/siret SIRET_INVALIDE", "/siren SIREN_INVALIDE",
        "/domaines_email CHAMP_OBLIGATOIRE",
      ])
    #expect(refus?.code == "CORPS_INVALIDE")
  }

  @Test func `le SIREN doit être celui du SIRET (P-02)`() {
    let refus = refus { () throws(RefusPartenaire) in
      try creer(
        corps {
          $0.siret = "26600175900098"
          $0.siren = "261301519"
        })
    }
    #expect(refus?.champs == ["/siren SIREN_DISCORDANT"])
  }

  @Test func `un domaine grand public n'attache personne à la structure (P-08)`() {
    let refus = refus { () throws(RefusPartenaire) in
      try creer(corps { $0.domainesEmail = ["structure.fr", "Gmail.com", "structure.FR", "local"] })
    }
    #expect(
      refus?.champs == [
        "/domaines_email/1 DOMAINE_EMAIL_REFUSE", "/domaines_email/2 VALEUR_EN_DOUBLE", "/domaines_email/3 DOMAINE_EMAIL_INVALIDE",
      ])
  }

  @Test func `un partenaire a de un à vingt domaines (P-08)`() throws {
    let vingt = (1...20).map { "d\($0).example" }
    #expect(try creer(corps { $0.domainesEmail = vingt }).domainesEmail.liste.count == 20)
    let refus = refus { () throws(RefusPartenaire) in try creer(corps { $0.domainesEmail = vingt + ["d21.example"] }) }
    #expect(refus?.champs == ["/domaines_email LISTE_TROP_LONGUE"])
  }

  @Test func `un domaine admet ses adresses, pas celles d'un sous-domaine ni d'un voisin (P-08, C-23)`() throws {
    let domaines = try creer(corps { $0.domainesEmail = ["@Mairie-Creil.example"] }).domainesEmail
    #expect(try domaines.admettent(AdresseCourriel("a.b@MAIRIE-creil.example")))
    #expect(try !domaines.admettent(AdresseCourriel("a.b@ccas.mairie-creil.example")))
    #expect(try !domaines.admettent(AdresseCourriel("a.b@notmairie-creil.example")))
  }

  @Test func `deux unités ne portent pas le même code (P-05)`() {
    let unite = CorpsUnite(code: "NORD", libelle: "Nord", ouverture: "A_LA_SIGNATURE")
    let refus = refus { () throws(RefusPartenaire) in try creer(corps { $0.unites = [unite, unite] }) }
    #expect(refus?.champs == ["/unites/1/code CODE_UNITE_DEJA_PRIS"])
  }

  @Test func `un SIRET déjà enregistré renvoie au partenaire qui le porte (P-02)`() {
    let refus = RefusPartenaire.siretDejaEnregistre
    #expect(refus.code == "SIRET_DEJA_ENREGISTRE")
    #expect(refus.nature == .etat)
    #expect(refus.regle == "P-02")
    #expect(refus.erreurs.isEmpty && refus.faits.isEmpty)
    #expect(refus.message.hasSuffix("."))
  }

  @Test func `un partenaire a cinquante unités au plus (P-05)`() throws {
    func unites(_ nombre: Int) -> [CorpsUnite] {
      (0..<nombre).map { CorpsUnite(code: "U\($0)", libelle: "Unité", ouverture: "A_LA_SIGNATURE") }
    }
    #expect(try creer(corps { $0.unites = unites(50) }).unites.count == 50)
    #expect(refus { () throws(RefusPartenaire) in try creer(corps { $0.unites = unites(51) }) }?.champs == ["/unites LISTE_TROP_LONGUE"])
  }

  @Test(arguments: [Role.adminNational, .directionCaisse, .gestionnaire, .technicien, .dpo, .client])
  func `seul un agent de la caisse crée un partenaire (A-02)`(role: Role) {
    let refus = refus { () throws(RefusPartenaire) in try creer(CorpsPartenaire(), par: Acteurs.de(role)) }
    #expect(refus?.code == "ROLE_INSUFFISANT")
    #expect(refus?.regle == "A-02")
  }
}
