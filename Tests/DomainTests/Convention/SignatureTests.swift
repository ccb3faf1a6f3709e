import Domain
import Testing

@Suite struct SignatureTests {
  private func brouillon(_ nature: NatureConvention = .metier, metier: FaitsConvention? = nil) -> FaitsConvention {
    FaitsConvention(nature: nature, parametresFiges: ActesReels.acte001, metier: metier)
  }

  private func signature(_ partie: Partie, _ date: Jour) -> Signature {
    Signature(partie: partie, date: date, qualite: "Directrice")
  }

  @Test func `la convention prend effet à la dernière signature (V-05)`() throws {
    var faits = brouillon()
    #expect(try faits.signer(signature(.partenaire, "2024-10-18"), aujourdhui: "2024-10-21") == nil)
    faits.signatures.append(signature(.partenaire, "2024-10-18"))
    #expect(faits.etat(le: "2024-10-20") == .aSigner)
    #expect(try faits.signer(signature(.caisse, "2024-10-21"), aujourdhui: "2024-10-21") == "2024-10-21")
  }

  @Test func `l'effet est la date la plus tardive, quel que soit l'ordre d'enregistrement (V-05)`() throws {
    let faits = brouillon().avec { $0.signatures = [signature(.caisse, "2024-10-21")] }
    #expect(try faits.signer(signature(.partenaire, "2024-10-18"), aujourdhui: "2024-10-25") == "2024-10-21")
  }

  @Test func `un acte non daté par une partie n'est pas en vigueur (V-06, Q-47)`() {
    let faits = brouillon().avec { $0.signatures = [signature(.caisse, "2024-10-21")] }
    #expect(faits.dateEffet == nil)
    #expect(faits.etat(le: "2030-01-01") == .aSigner)
    #expect(!faits.estEnVigueur(le: "2030-01-01"))
    #expect(faits.periode(le: "2030-01-01") == nil)
  }

  @Test func `deux signatures suffisent, quel que soit le nombre d'exemplaires (Q-31)`() {
    #expect(ActesReels.acte001.documents.exemplairesMetier == 3)
    #expect(Fabrique.metier(signeLe: "2024-10-21").dateEffet == "2024-10-21")
  }

  @Test func `une date de signature à venir est refusée, celle du jour admise (V-06)`() {
    let refuse = refus { () throws(RefusConvention) in try brouillon().signer(signature(.caisse, "2024-10-22"), aujourdhui: "2024-10-21") }
    #expect(refuse?.code == "DATE_FUTURE")
    #expect(refuse?.nature == .invalide)
    #expect(refuse?.fait("derniere_date") == .jour("2024-10-21"))
    let leJourDit = refus { () throws(RefusConvention) in
      try brouillon().signer(signature(.caisse, "2024-10-21"), aujourdhui: "2024-10-21")
    }
    #expect(leJourDit == nil)
  }

  @Test func `une partie ne signe pas deux fois (V-05)`() {
    let faits = brouillon().avec { $0.signatures = [signature(.caisse, "2024-10-18")] }
    let refuse = refus { () throws(RefusConvention) in try faits.signer(signature(.caisse, "2024-10-19"), aujourdhui: "2024-10-21") }
    #expect(refuse == .partieDejaSignataire(partie: .caisse, date: "2024-10-18"))
    #expect(refuse?.nature == .etat)
    let complete = Fabrique.metier(signeLe: "2024-10-18")
    let encore = refus { () throws(RefusConvention) in try complete.signer(signature(.caisse, "2024-10-19"), aujourdhui: "2024-10-21") }
    #expect(encore?.code == "PARTIE_DEJA_SIGNATAIRE")
  }

  @Test func `un brouillon ne se signe pas, une convention finie non plus (V-28)`() {
    let projet = brouillon().avec { $0.estProposee = false }
    let refuse = refus { () throws(RefusConvention) in try projet.signer(signature(.caisse, "2024-10-21"), aujourdhui: "2024-10-21") }
    #expect(refuse == .conventionNonSignable(etat: .brouillon))
    let resiliee = Fabrique.metier(signeLe: "2023-10-21").resilie(le: "2024-01-31")
    let finie = refus { () throws(RefusConvention) in try resiliee.signer(signature(.caisse, "2024-10-21"), aujourdhui: "2024-10-21") }
    #expect(finie == .conventionNonSignable(etat: .resiliee))
    #expect(finie?.nature == .etat)
  }

  @Test func `le partenaire signe au plus tôt le jour de la délibération (P-15)`() {
    let avant = refus { () throws(RefusConvention) in
      try brouillon().signer(signature(.partenaire, "2023-06-29"), aujourdhui: "2024-10-21", deliberation: "2023-06-30")
    }
    #expect(avant?.code == "DELIBERATION_POSTERIEURE")
    #expect(avant?.regle == "P-15")
    #expect(avant?.fait("premiere_date") == .jour("2023-06-30"))
    #expect(avant?.fait("derniere_date") == .jour("2024-10-21"))
    let jourMeme = refus { () throws(RefusConvention) in
      try brouillon().signer(signature(.partenaire, "2023-06-30"), aujourdhui: "2024-10-21", deliberation: "2023-06-30")
    }
    #expect(jourMeme == nil)
    let caisse = refus { () throws(RefusConvention) in
      try brouillon().signer(signature(.caisse, "2023-06-29"), aujourdhui: "2024-10-21", deliberation: "2023-06-30")
    }
    #expect(caisse == nil)
  }

  @Test func `l'utilisation ne se signe pas la veille du métier, le même jour oui (V-02, T-008)`() {
    let utilisation = brouillon(.utilisation, metier: Fabrique.metier(signeLe: "2024-10-22"))
    let veille = refus { () throws(RefusConvention) in try utilisation.signer(signature(.caisse, "2024-10-21"), aujourdhui: "2024-11-01") }
    #expect(veille?.code == "SIGNATURE_AVANT_METIER")
    #expect(veille?.nature == .invalide)
    #expect(veille?.fait("premiere_date") == .jour("2024-10-22"))
    let leJourDit = refus { () throws(RefusConvention) in
      try utilisation.signer(signature(.caisse, "2024-10-22"), aujourdhui: "2024-11-01")
    }
    #expect(leJourDit == nil)
  }

  @Test func `dans une même liasse chaque partie signe les deux actes le même jour (V-02)`() throws {
    var metier = brouillon()
    metier.signatures = [signature(.partenaire, "2024-10-18"), signature(.caisse, "2024-10-21")]
    var utilisation = brouillon(.utilisation, metier: metier)
    #expect(try utilisation.signer(signature(.partenaire, "2024-10-18"), aujourdhui: "2024-10-21") == nil)
    utilisation.signatures = [signature(.partenaire, "2024-10-18")]
    let tropTot = refus { () throws(RefusConvention) in try utilisation.signer(signature(.caisse, "2024-10-20"), aujourdhui: "2024-10-21") }
    #expect(tropTot?.code == "SIGNATURE_AVANT_METIER")
    #expect(try utilisation.signer(signature(.caisse, "2024-10-21"), aujourdhui: "2024-10-21") == "2024-10-21")
  }

  @Test func `l'utilisation attend que la partie ait signé le métier (V-02)`() {
    let metier = brouillon().avec { $0.signatures = [signature(.partenaire, "2024-10-18")] }
    let utilisation = brouillon(.utilisation, metier: metier)
    let refuse = refus { () throws(RefusConvention) in try utilisation.signer(signature(.caisse, "2024-10-21"), aujourdhui: "2024-10-21") }
    #expect(refuse == .metierNonEnVigueur(etat: .aSigner, dernierJour: nil))
    #expect(refuse?.nature == .etat)
  }

  @Test func `l'utilisation se signe jusqu'au dernier jour du métier, pas le lendemain (V-02)`() {
    let metier = Fabrique.metier(signeLe: "2024-01-01").resilie(le: "2024-10-21")
    let utilisation = brouillon(.utilisation, metier: metier)
    let leJourDit = refus { () throws(RefusConvention) in
      try utilisation.signer(signature(.caisse, "2024-10-21"), aujourdhui: "2024-11-01")
    }
    #expect(leJourDit == nil)
    let lendemain = refus { () throws(RefusConvention) in
      try utilisation.signer(signature(.caisse, "2024-10-22"), aujourdhui: "2024-11-01")
    }
    #expect(lendemain == .metierNonEnVigueur(etat: .resiliee, dernierJour: "2024-10-21"))
  }

  @Test func `une utilisation sans métier est refusée (V-01, T-009)`() {
    let creation = refus { () throws(RefusConvention) in
      try NatureConvention.utilisation.creer(modele: ActesReels.acte001, metier: nil)
    }
    #expect(creation == .metierObligatoire)
    #expect(creation?.nature == .invalide)
    let signee = refus { () throws(RefusConvention) in
      try brouillon(.utilisation).signer(signature(.caisse, "2024-10-21"), aujourdhui: "2024-10-21")
    }
    #expect(signee == .metierObligatoire)
    let propose = refus { () throws(RefusConvention) in
      try brouillon(.utilisation).avec { $0.estProposee = false }.proposer(aujourdhui: "2024-10-21")
    }
    #expect(propose == .metierObligatoire)
  }

  @Test func `la convention métier désignée est du même couple, de nature métier et non finie (V-01)`() {
    func creer(_ metier: MetierCandidat?) -> RefusConvention? {
      refus { () throws(RefusConvention) in try NatureConvention.utilisation.creer(modele: ActesReels.acte001, metier: metier) }
    }
    #expect(creer(MetierCandidat(nature: .metier, memeCouple: true, etat: .brouillon)) == nil)
    #expect(creer(MetierCandidat(nature: .metier, memeCouple: true, etat: .enVigueur)) == nil)
    #expect(creer(MetierCandidat(nature: .metier, memeCouple: false, etat: .enVigueur)) == .metierNonConforme)
    #expect(creer(MetierCandidat(nature: .unique, memeCouple: true, etat: .enVigueur)) == .metierNonConforme)
    #expect(creer(MetierCandidat(nature: .metier, memeCouple: true, etat: .echue))?.code == "METIER_NON_EN_VIGUEUR")
  }

  @Test func `un acte unique exige le modèle unique et n'est adossé à rien (V-01)`() {
    func creer(_ nature: NatureConvention, _ modele: ParametresConvention, _ metier: MetierCandidat? = nil) -> RefusConvention? {
      refus { () throws(RefusConvention) in try nature.creer(modele: modele, metier: metier) }
    }
    let candidat = MetierCandidat(nature: .metier, memeCouple: true, etat: .enVigueur)
    #expect(creer(.unique, ActesReels.acte002) == nil)
    #expect(creer(.unique, ActesReels.acte001) == .natureNonConforme(nature: .unique))
    #expect(creer(.metier, ActesReels.acte002) == .natureNonConforme(nature: .metier))
    #expect(creer(.unique, ActesReels.acte002, candidat) == .metierInattendu(nature: .unique))
    #expect(creer(.metier, ActesReels.acte004, candidat) == .metierInattendu(nature: .metier))
    #expect(creer(.metier, ActesReels.acte000) == nil)
  }

  @Test func `une seconde convention en vigueur du même couple est refusée à la dernière signature (V-37, T-035)`() {
    let faits = brouillon().avec { $0.signatures = [signature(.partenaire, "2024-10-18")] }
    func signer(_ voisine: ConventionVoisine) -> RefusConvention? {
      refus { () throws(RefusConvention) in
        try faits.signer(signature(.caisse, "2024-10-21"), aujourdhui: "2024-10-21", voisines: [voisine])
      }
    }
    let ouverte = signer(ConventionVoisine(nature: .metier, vie: Periode(premierJour: "2023-01-01", dernierJour: nil)))
    #expect(ouverte == .conventionDejaEnVigueur(nature: .metier, dernierJour: nil))
    #expect(ouverte?.nature == .etat)
    let finieLeJour = signer(ConventionVoisine(nature: .metier, vie: Periode(premierJour: "2023-01-01", dernierJour: "2024-10-21")))
    #expect(finieLeJour?.fait("premiere_date") == .jour("2024-10-22"))
    #expect(signer(ConventionVoisine(nature: .metier, vie: Periode(premierJour: "2023-01-01", dernierJour: "2024-10-20"))) == nil)
    #expect(signer(ConventionVoisine(nature: .utilisation, vie: Periode(premierJour: "2023-01-01", dernierJour: nil))) == nil)
    #expect(signer(ConventionVoisine(nature: .unique, vie: Periode(premierJour: "2023-01-01", dernierJour: nil))) != nil)
    #expect(signer(ConventionVoisine(nature: .metier, vie: nil)) == nil)
  }

  @Test func `une première signature ne prend pas encore la place (V-37)`() {
    let voisine = ConventionVoisine(nature: .metier, vie: Periode(premierJour: "2023-01-01", dernierJour: nil))
    let refuse = refus { () throws(RefusConvention) in
      try brouillon().signer(signature(.caisse, "2024-10-21"), aujourdhui: "2024-10-21", voisines: [voisine])
    }
    #expect(refuse == nil)
  }

  @Test func `le modèle se fige à la première signature (V-03)`() {
    #expect(refus { () throws(RefusConvention) in try brouillon().changerModele() } == nil)
    let signee = brouillon().avec { $0.signatures = [signature(.caisse, "2024-10-21")] }
    #expect(refus { () throws(RefusConvention) in try signee.changerModele() } == .modeleFige)
    #expect(refus { () throws(RefusConvention) in try signee.reprendre(aujourdhui: "2024-10-21") } == .modeleFige)
    #expect(refus { () throws(RefusConvention) in try brouillon().reprendre(aujourdhui: "2024-10-21") } == nil)
  }
}
