import Domain
import Testing

@Suite struct RefusCompteTests {
  private static let quota = Quota(profil: .gestionnaire, parametres: ActesReels.acte000, effectif: 10, comptes: 2)
  private static let quotaTechniciens = Quota(profil: .technicien, parametres: ActesReels.acte000, effectif: 10, comptes: 5)

  private static let tous: [(RefusCompte, code: String, regle: String, NatureRefus)] = [
    (.profilNonHabilitant(.gestionnaireParLaCaisse(regle: "C-02")), "PROFIL_NON_HABILITANT", "C-02", .interdit),
    (.profilNonHabilitant(.technicienParUnGestionnaire(regle: "C-15")), "PROFIL_NON_HABILITANT", "C-15", .interdit),
    (.profilNonHabilitant(.sansPouvoir(regle: "C-29")), "PROFIL_NON_HABILITANT", "C-29", .interdit),
    (.profilNonHabilitant(.directionSeule(regle: "A-09")), "PROFIL_NON_HABILITANT", "A-09", .interdit),
    (.profilNonHabilitant(.retourReserve), "REACTIVATION_INTERDITE", "Q-39", .interdit),
    (.uniteInterdite, "UNITE_INTERDITE", "C-15", .interdit),
    (.accesFerme(Comptes.acces(suspendue: true)), "ACCES_FERME", "C-48", .interdit),
    (.accesFerme(Comptes.acces()), "ACCES_FERME", "D-33", .interdit),
    (.cguNonAcceptees, "CGU_NON_ACCEPTEES", "C-20", .interdit),
    (.motDePasseExpire, "MOT_DE_PASSE_EXPIRE", "C-19", .interdit),
    (.introuvable, "RESSOURCE_INTROUVABLE", "A-02", .absent),
    (.lienInconnu, "LIEN_INCONNU", "C-18", .absent),
    (.conventionNonEnVigueur(.conventionNonSignee), "CONVENTION_NON_EN_VIGUEUR", "C-02", .etat),
    (.effectifInconnu(.technicien), "EFFECTIF_INCONNU", "P-04", .etat),
    (.quota(quota), "QUOTA_GESTIONNAIRES", "C-06", .etat),
    (.quota(quotaTechniciens), "QUOTA_TECHNICIENS", "C-11", .etat),
    (.personneDejaInscrite(.technicien), "PERSONNE_DEJA_INSCRITE", "A-06", .etat),
    (.personneExclue, "PERSONNE_EXCLUE", "C-47", .etat),
    (.lienUtilise, "LIEN_UTILISE", "C-18", .etat),
    (.lienExpire, "LIEN_EXPIRE", "C-17", .etat),
    (.uniteNonOuverte(ouvreLe: "2025-02-28"), "UNITE_NON_OUVERTE", "C-55", .etat),
    (.uniteNonOuverte(ouvreLe: nil), "UNITE_NON_OUVERTE", "C-55", .etat),
    (.compteDejaActif, "COMPTE_DEJA_ACTIF", "C-52", .etat),
    (.compteNonActivable(.exclu), "COMPTE_DEJA_ACTIF", "C-52", .etat),
    (.compteNonActif(.inactif), "COMPTE_NON_ACTIF", "C-52", .etat),
    (.compteNonInactif(.actif), "COMPTE_NON_INACTIF", "Q-39", .etat),
    (.compteNonModifiable(.exclu), "TRANSITION_INTERDITE", "C-52", .etat),
    (.dernierGestionnaire(.siDernier), "DERNIER_GESTIONNAIRE", "C-34", .etat),
    (.dernierGestionnaire(.siDernierDeLUnite), "DERNIER_GESTIONNAIRE", "C-34", .etat),
    (.dernierGestionnaire(.toujours), "DERNIER_GESTIONNAIRE", "C-34", .etat),
    (.dejaExclu, "COMPTE_DEJA_EXCLU", "C-47", .etat),
    (.nonExclu, "COMPTE_NON_EXCLU", "C-47", .etat),
    (.structureDejaSuspendue, "STRUCTURE_DEJA_SUSPENDUE", "C-48", .etat),
    (.structureNonSuspendue, "STRUCTURE_NON_SUSPENDUE", "C-48", .etat),
    (.cguVersionPerimee(enCours: "2"), "CGU_VERSION_PERIMEE", "C-20", .etat),
    (.preavisNonRespecte(dateAdmise: "2025-01-25"), "PREAVIS_NON_RESPECTE", "C-33", .invalide),
  ]

  @Test(arguments: tous.indices)
  func `chaque refus d'un compte a son code, sa règle, sa nature et une phrase qui finit`(rang: Int) {
    let (refus, code, regle, nature) = Self.tous[rang]
    #expect(refus.code == code)
    #expect(refus.regle == regle)
    #expect(refus.nature == nature)
    #expect(refus.message.hasSuffix("."))
  }

  @Test func `un quota dit son plafond et ce qu'on peut faire (C-06, C-08, C-09)`() {
    #expect(RefusCompte.quota(Self.quota).message.contains("2 gestionnaire(s)"))
    #expect(RefusCompte.quota(Self.quota).message.contains("effectif"))
    let unite = Quota(profil: .gestionnaire, parametres: ActesReels.acte002, effectif: nil, comptes: 5)
    #expect(RefusCompte.quota(unite).message.contains("l'unité"))
    #expect(RefusCompte.quota(unite).message.contains("remplace_id"))
    #expect(RefusCompte.quota(unite).entier("effectif") == nil)
    let fixe = Quota(profil: .technicien, parametres: ActesReels.acte004, effectif: nil, comptes: 25)
    #expect(RefusCompte.quota(fixe).message.contains("inactivez d'abord"))
  }

  @Test func `le problème prend le code du champ quand il est seul de sa règle, sinon DONNEES_INVALIDES`() throws {
    let nir = TexteInvalide.nir
    let long = TexteInvalide.tropLong(caracteresMax: 4)
    #expect(ChampsInvalides([nir.sur("/a"), nir.sur("/b")])?.code == "NIR_INTERDIT")
    #expect(ChampsInvalides([nir.sur("/a"), long.sur("/b")])?.code == "CORPS_INVALIDE")
    #expect(ChampsInvalides([long.sur("/a")])?.code == "CORPS_INVALIDE")
    #expect(ChampsInvalides([]) == nil)
  }

  @Test func `les codes de champ sont en capitales et distincts`() {
    for code in CodeFaute.allCases {
      #expect(code.rawValue.allSatisfy { $0.isUppercase || $0 == "_" })
      #expect(code.rawValue.count <= 64)
    }
  }
}
