import Domain
import Foundation
import Testing

@Suite struct ActivationTests {
  private let maintenant: Instant = "2025-01-10T09:00:00Z"
  private let motDePasse = "quatre mots au hasard"

  private func faits(_ etat: EtatCompte = .enAttenteActivation, _ acces: [ConstatAcces] = [Comptes.acces()]) -> Activation.Faits {
    Activation.Faits(etat: etat, titulaire: MotDePasse.Titulaire(identifiant: "p-nom1-57"), acces: acces)
  }

  private func lien(_ emis: Instant = "2025-01-09T09:00:00Z", utilise: Instant? = nil) -> LienActivation {
    LienActivation(expireLe: LienActivation.expiration(emisLe: emis), utiliseLe: utilise)
  }

  private func activer(
    _ lien: LienActivation?, _ motDePasse: String = "quatre mots au hasard", _ faits: Activation.Faits
  ) throws(RefusCompte) -> Activation {
    try Activation.activer(lien, motDePasse: motDePasse, faits: faits, courants: MotsDePasseCourants(["motdepasse"]), a: maintenant, le: Comptes.jour)
  }

  private func refuser(
    _ lien: LienActivation?, _ motDePasse: String = "quatre mots au hasard", _ faits: Activation.Faits,
    _ lieu: SourceLocation = #_sourceLocation
  ) -> RefusCompte? {
    refus({ () throws(RefusCompte) in try activer(lien, motDePasse, faits) }, lieu)
  }

  @Test func `le titulaire active son compte par le lien reçu (C-17, C-18)`() throws {
    let activation = try activer(lien(), motDePasse, faits())
    #expect(activation.etat == .actif)
    #expect(activation.bascules == [])
  }

  @Test func `le remplaçant hors quota activé inactive le remplacé en même temps (C-56, T-058)`() throws {
    var faits = faits()
    faits.remplaces = [Activation.FaitsBascule(compteId: Acteurs.id(40), horsQuota: true, auPlusTot: "2025-02-01")]
    let bascule = try activer(lien(), motDePasse, faits).bascules.first
    #expect(bascule?.compteId == Acteurs.id(40))
    #expect(bascule?.effet == .immediat)
  }

  @Test(arguments: [(nil, .immediat), ("2025-01-10", .immediat), ("2025-01-11", .le("2025-01-11"))] as [(Jour?, Inactivation.Effet)])
  func `dans le quota, le remplacé part à la date souhaitée (C-35, C-56)`(auPlusTot: Jour?, effet: Inactivation.Effet) throws {
    var faits = faits()
    faits.remplaces = [Activation.FaitsBascule(compteId: Acteurs.id(40), horsQuota: false, auPlusTot: auPlusTot)]
    #expect(try activer(lien(), motDePasse, faits).bascules.map(\.effet) == [effet])
  }

  @Test(arguments: [true, false])
  func `qui a un accès à une autre caisse n'y est pas remplacé (C-32, C-56, Q-59)`(horsQuota: Bool) throws {
    var faits = faits()
    faits.remplaces = [
      Activation.FaitsBascule(compteId: Acteurs.id(40), horsQuota: horsQuota, auPlusTot: "2025-02-01", autresAcces: true)
    ]
    faits.places = [places(2, remplaces: [Acteurs.id(40)])]
    #expect(try activer(lien(), motDePasse, faits).bascules.map(\.effet) == [.accesSeul])
  }

  private func places(_ actifs: Int, remplaces: Set<UUID> = []) -> Activation.PlacesTenues {
    Activation.PlacesTenues(
      quota: Quota(profil: .gestionnaire, parametres: ActesReels.acte000, effectif: 10, comptes: actifs), remplaces: remplaces)
  }

  @Test(arguments: [(0, true), (1, true), (2, false), (3, false)])
  func `l'activation juge à nouveau le quota sur les comptes actifs, dans chaque caisse (C-10, Q-43)`(actifs: Int, admise: Bool) throws {
    var faits = faits()
    faits.places = [places(0), places(actifs)]
    if admise {
      #expect(throws: Never.self) { try activer(lien(), motDePasse, faits) }
    } else {
      let refus = refuser(lien(), motDePasse, faits)
      #expect(refus?.code == "QUOTA_GESTIONNAIRES" && refus?.regle == "C-06" && refus?.nature == .etat)
    }
  }

  @Test func `qui arrive quand un autre part n'ajoute personne, sauf là où il ne remplace personne (C-54, C-56)`() throws {
    var faits = faits()
    faits.remplaces = [Activation.FaitsBascule(compteId: Acteurs.id(40), horsQuota: true)]
    faits.places = [places(3, remplaces: [Acteurs.id(40)])]
    #expect(try activer(lien(), motDePasse, faits).bascules.count == 1)
    faits.places.append(places(2))
    #expect(refuser(lien(), motDePasse, faits)?.code == "QUOTA_GESTIONNAIRES")
    // The one replaced stays until its day: both are there meanwhile.
    faits.places = [places(2, remplaces: [Acteurs.id(40)])]
    faits.remplaces = [Activation.FaitsBascule(compteId: Acteurs.id(40), horsQuota: false, auPlusTot: "2025-01-11")]
    #expect(refuser(lien(), motDePasse, faits)?.code == "QUOTA_GESTIONNAIRES")
  }

  @Test func `un lien inconnu, déjà utilisé ou expiré n'active rien (C-17, C-18)`() {
    let inconnu = refuser(nil, motDePasse, faits())
    #expect(inconnu?.code == "LIEN_INCONNU")
    #expect(inconnu?.nature == .absent)
    let utilise = refuser(lien(utilise: "2025-01-09T10:00:00Z"), motDePasse, faits(.actif))
    #expect(utilise?.code == "LIEN_UTILISE")
    #expect(utilise?.nature == .etat)
    #expect(refuser(lien("2024-12-01T09:00:00Z"), motDePasse, faits())?.code == "LIEN_EXPIRE")
  }

  @Test(arguments: [("2025-01-03T09:00:00.000001Z", true), ("2025-01-03T09:00:00Z", false)] as [(Instant, Bool)])
  func `un lien vaut sept jours, la dernière microseconde comprise (C-17)`(emis: Instant, valable: Bool) {
    if valable {
      #expect(throws: Never.self) { try activer(lien(emis), motDePasse, faits()) }
    } else {
      #expect(refuser(lien(emis), motDePasse, faits())?.code == "LIEN_EXPIRE")
    }
  }

  @Test(arguments: [
    (EtatCompte.actif, "LIEN_UTILISE"), (.inactif, "LIEN_EXPIRE"), (.exclu, "LIEN_EXPIRE"), (.supprime, "LIEN_EXPIRE"),
    (.demande, "LIEN_EXPIRE"),
  ])
  func `seul un compte en attente s'active (C-52)`(etat: EtatCompte, code: String) {
    #expect(refuser(lien(), motDePasse, faits(etat))?.code == code)
  }

  @Test(arguments: [("2024-12-20", false), ("2024-12-21", true)] as [(Jour, Bool)])
  func `une unité échelonnée n'active rien la veille de son ouverture, puis si (C-55, T-063)`(jour: Jour, admise: Bool) {
    let faits = faits(.enAttenteActivation, [Comptes.acces(unite: .apresSignature(mois: 2), le: jour)])
    if admise {
      #expect(throws: Never.self) { try activer(lien(), motDePasse, faits) }
    } else {
      let refus = refuser(lien(), motDePasse, faits)
      #expect(refus?.code == "UNITE_NON_OUVERTE")
      #expect(refus?.regle == "C-55")
      #expect(refus?.jour("ouvre_le") == "2024-12-21")
    }
  }

  @Test func `une unité d'essai active ses comptes avant la signature (V-38, T-065)`() {
    let essai = faits(.enAttenteActivation, [Comptes.acces(Comptes.nonSigne, unite: .avantSignature)])
    #expect(throws: Never.self) { try activer(lien(), motDePasse, essai) }
    let nord = faits(.enAttenteActivation, [Comptes.acces(Comptes.nonSigne, unite: .aLaSignature)])
    #expect(refuser(lien(), motDePasse, nord)?.code == "CONVENTION_NON_EN_VIGUEUR")
  }

  @Test func `une convention finie n'active plus de compte, sauf s'il en reste une autre (C-30, C-32)`() {
    let finie = Comptes.acces(le: "2025-10-21")
    #expect(refuser(lien(), motDePasse, faits(.enAttenteActivation, [finie]))?.code == "CONVENTION_NON_EN_VIGUEUR")
    #expect(throws: Never.self) { try activer(lien(), motDePasse, faits(.enAttenteActivation, [])) }  // the people of a caisse
    #expect(throws: Never.self) { try activer(lien(), motDePasse, faits(.enAttenteActivation, [finie, Comptes.acces()])) }
  }

  @Test func `un accès suspendu n'empêche pas l'activation (C-25, C-48)`() {
    #expect(throws: Never.self) { try activer(lien(), motDePasse, faits(.enAttenteActivation, [Comptes.acces(suspendue: true)])) }
  }

  @Test func `un mot de passe trop faible n'active rien (C-18)`() {
    let refus = refuser(lien(), "court", faits())
    #expect(refus?.code == "MOT_DE_PASSE_FAIBLE")
    #expect(refus?.champs == ["/mot_de_passe MOT_DE_PASSE_FAIBLE"])
    #expect(refus?.nature == .invalide)
    #expect(refuser(lien(), "MotDePasse12345", faits())?.code == "MOT_DE_PASSE_COURANT")
  }

  @Test func `un nouveau lien se renvoie à un compte en attente seulement (C-17)`() {
    #expect(throws: Never.self) { try Activation.renvoyer(Comptes.compte(40, .gestionnaire, .enAttenteActivation), par: Acteurs.agent) }
    #expect(throws: Never.self) {
      try Activation.renvoyer(Comptes.compte(41, .technicien, .enAttenteActivation), par: Acteurs.gestionnaire)
    }
    let actif = refus { () throws(RefusCompte) in try Activation.renvoyer(Comptes.compte(), par: Acteurs.agent) }
    #expect(actif?.code == "COMPTE_DEJA_ACTIF")
    let inactif = refus { () throws(RefusCompte) in
      try Activation.renvoyer(Comptes.compte(40, .gestionnaire, .inactif), par: Acteurs.agent)
    }
    #expect(inactif?.code == "COMPTE_DEJA_ACTIF")
    #expect(inactif?.texte("etat") == "INACTIF")
  }

  @Test func `un lien ne se renvoie que par qui tient le compte (A-02, C-15)`() {
    let technicien = Comptes.compte(41, .technicien, .enAttenteActivation)
    let agent = refus { () throws(RefusCompte) in try Activation.renvoyer(technicien, par: Acteurs.agent) }
    #expect(agent?.code == "PROFIL_NON_HABILITANT")
    let autre = Acteur(compteId: Acteurs.id(10), role: .gestionnaire, partenaireId: Acteurs.autrePartenaire)
    #expect(refus { () throws(RefusCompte) in try Activation.renvoyer(technicien, par: autre) }?.nature == .absent)
    let supprime = Comptes.compte(40, .gestionnaire, .supprime)
    #expect(refus { () throws(RefusCompte) in try Activation.renvoyer(supprime, par: Acteurs.agent) } == .introuvable)
  }
}
