import Domain
import Testing

@Suite struct AvenantTests {
  private let metier = Fabrique.metier(signeLe: "2024-10-21")
  private let unique = Fabrique.unique(signeLe: "2024-10-21")

  private func proposer(_ faits: FaitsConvention, _ champs: [String], le jour: Jour = "2025-01-01") -> RefusConvention? {
    refus { () throws(RefusConvention) in
      try faits.proposerAvenant(champs.map { ModificationAvenant(champ: $0, avant: "1", apres: "2") }, aujourdhui: jour)
    }
  }

  @Test func `signé par une seule partie, un avenant ne change rien (V-14, T-031)`() throws {
    var nouveaux = ActesReels.acte001
    nouveaux.techniciens.quota.max = 30
    var avenant = Avenant(
      numero: 1, modifications: [ModificationAvenant(champ: "techniciens.quota.max", avant: "25", apres: "30")],
      signatures: [Signature(partie: .caisse, date: "2025-01-10")], parametresResultants: nouveaux)
    var faits = metier.avec { $0.avenants = [avenant] }
    #expect(avenant.dateEffet == nil)
    #expect(faits.parametres(le: "2026-01-01").techniciens.quota.max == 25)
    let effet = try faits.signerAvenant(
      avenant, signature: Signature(partie: .partenaire, date: "2025-01-15"), aujourdhui: "2025-01-15")
    #expect(effet == "2025-01-15")
    avenant.signatures.append(Signature(partie: .partenaire, date: "2025-01-15"))
    faits.avenants = [avenant]
    #expect(faits.parametres(le: "2025-01-14").techniciens.quota.max == 25)
    #expect(faits.parametres(le: "2025-01-15").techniciens.quota.max == 30)
  }

  @Test func `un avenant peut prendre effet plus tard que la dernière signature, jamais avant (V-14)`() {
    let signatures = Fabrique.signatures("2025-01-15")
    #expect(Avenant(numero: 1, modifications: [], signatures: signatures, effetSouhaiteLe: "2025-02-01").dateEffet == "2025-02-01")
    #expect(Avenant(numero: 1, modifications: [], signatures: signatures, effetSouhaiteLe: "2025-01-01").dateEffet == "2025-01-15")
  }

  @Test func `de deux avenants du même jour, le plus grand numéro l'emporte (V-14)`() {
    func avenant(_ numero: Int, max: Int) -> Avenant {
      var parametres = ActesReels.acte001
      parametres.techniciens.quota.max = max
      return Avenant(
        numero: numero, modifications: [], signatures: Fabrique.signatures("2025-01-15"), parametresResultants: parametres)
    }
    let faits = metier.avec { $0.avenants = [avenant(2, max: 40), avenant(1, max: 30)] }
    #expect(faits.parametres(le: "2025-01-15").techniciens.quota.max == 40)
  }

  @Test func `l'objet et les objectifs sont hors d'atteinte, sauf en Bas-Rhin (V-15)`() {
    for champ in ["objet", "objectifs"] {
      let refuse = proposer(metier, ["metier.duree_mois", champ])
      #expect(refuse?.code == "OBJECTIFS_INTANGIBLES")
      #expect(refuse?.erreurs.map(\.pointeur) == ["/modifications/1/champ"])
      #expect(proposer(unique, [champ]) == nil)
    }
  }

  @Test(arguments: ["contacts", "referents", "dpo", "gestionnaires"])
  func `les coordonnées changent sans avenant, partout (P-14, Q-19, T-033)`(champ: String) {
    for faits in [metier, unique] {
      let refuse = proposer(faits, [champ])
      #expect(refuse?.erreurs.first?.code == "COORDONNEES_SANS_AVENANT")
      #expect(refuse?.erreurs.first?.regle == "P-14")
    }
  }

  @Test func `chaque ligne irrecevable est signalée d'un coup (V-14)`() {
    let lignes = [
      ModificationAvenant(champ: "metier.duree_mois", avant: "12", apres: "24"),
      ModificationAvenant(champ: "metier.duree_mois", avant: "12", apres: "36"),
      ModificationAvenant(champ: "inconnu", avant: "1", apres: "2"),
      ModificationAvenant(champ: "public", avant: "\"ACCOMPAGNES\"", apres: "\"ACCOMPAGNES\""),
    ]
    let refuse = refus { () throws(RefusConvention) in try metier.proposerAvenant(lignes, aujourdhui: "2025-01-01") }
    #expect(refuse?.code == "AVENANT_INVALIDE")
    #expect(refuse?.erreurs.map(\.code) == ["CHAMP_REPETE", "CHAMP_INCONNU", "MODIFICATION_SANS_EFFET"])
    #expect(refuse?.erreurs.map(\.pointeur) == ["/modifications/1/champ", "/modifications/2/champ", "/modifications/3/champ"])
  }

  @Test func `tout paramètre de la matrice peut être modifié par avenant (V-14)`() {
    #expect(ParametresConvention.cles.count == 98)
    #expect(Set(ParametresConvention.cles).count == 98)
    #expect(proposer(metier, ParametresConvention.cles) == nil)
  }

  @Test func `un avenant suppose la convention en vigueur et au moins une modification (V-14)`() {
    #expect(proposer(metier, []) == .avenantSansModification)
    #expect(proposer(metier, ["public"], le: "2024-10-20")?.code == "CONVENTION_NON_EN_VIGUEUR")
    #expect(proposer(metier, ["public"], le: "2024-10-21") == nil)
  }

  @Test func `une partie ne signe un avenant qu'une fois, à une date passée où la convention vit (V-14)`() {
    let avenant = Avenant(numero: 1, modifications: [], signatures: [Signature(partie: .caisse, date: "2025-01-10")])
    func signer(_ partie: Partie, _ date: Jour) -> RefusConvention? {
      refus { () throws(RefusConvention) in
        try metier.signerAvenant(avenant, signature: Signature(partie: partie, date: date), aujourdhui: "2025-01-15")
      }
    }
    #expect(signer(.caisse, "2025-01-11")?.code == "PARTIE_DEJA_SIGNATAIRE")
    #expect(signer(.partenaire, "2025-01-16")?.code == "DATE_FUTURE")
    #expect(signer(.partenaire, "2024-10-20")?.code == "CONVENTION_NON_EN_VIGUEUR")
    #expect(signer(.partenaire, "2025-01-15") == nil)
  }

  @Test func `une valeur qu'un champ ne peut pas prendre est désignée avec ce qu'il attend (V-14)`() {
    let lignes = ["public", "inconnu"].map { ModificationAvenant(champ: $0, avant: "1", apres: "2") }
    let refuse = refus { () throws(RefusConvention) in
      try metier.proposerAvenant(lignes, attendus: [0: "un entier", 1: "un entier"], aujourdhui: "2025-01-01")
    }
    #expect(refuse?.erreurs.map(\.pointeur) == ["/modifications/0/apres", "/modifications/1/champ"])
    #expect(refuse?.erreurs.first?.message.contains("un entier") == true)
  }

  @Test func `le partenaire ne signe pas un avenant avant sa délibération, la caisse n'en a pas (P-15)`() {
    func signer(_ partie: Partie, _ date: Jour) -> RefusConvention? {
      refus { () throws(RefusConvention) in
        _ = try metier.signerAvenant(
          Avenant(numero: 1, modifications: []), signature: Signature(partie: partie, date: date), deliberation: "2025-01-10",
          aujourdhui: "2025-01-15")
      }
    }
    #expect(signer(.partenaire, "2025-01-09")?.code == "DELIBERATION_POSTERIEURE")
    #expect(signer(.partenaire, "2025-01-10") == nil)
    #expect(signer(.caisse, "2025-01-09") == nil)
  }

  @Test func `un avenant ne prend pas effet après la fin qu'il laisse (V-14)`() {
    var parametres = ActesReels.acte001
    parametres.metier.renouvellement.mode = .aucun
    let faits = metier.avec { $0.parametresFiges = parametres }
    let dernier = faits.dernierJour
    #expect(dernier != nil)
    #expect(throws: Never.self) { try faits.verifierEffet(dernier ?? "2000-01-01") }
    #expect(throws: RefusAvenant.self) { try faits.verifierEffet((dernier ?? "2000-01-01").lendemain) }
    #expect(throws: Never.self) { try metier.verifierEffet("2090-01-01") }
  }
}
