import Domain
import Testing

/// Signatures, periods and ends, each the day before, the day and the day after.
@Suite struct BornesPeriodesTests {
  private let metier001 = Fabrique.metier(signeLe: "2024-06-01")
  private let metier004 = Fabrique.metier(ActesReels.acte004, signeLe: "2023-07-10")

  @Test(arguments: [("2024-10-20", false), ("2024-10-21", true), ("2024-10-22", true)] as [(Jour, Bool)])
  func `l'acte entre en vigueur le jour de la dernière signature, pas la veille (V-05)`(jour: Jour, enVigueur: Bool) {
    let faits = FaitsConvention(
      nature: .metier, parametresFiges: ActesReels.acte001,
      signatures: [Signature(partie: .partenaire, date: "2024-10-18"), Signature(partie: .caisse, date: "2024-10-21")])
    #expect(faits.etat(le: jour) == (enVigueur ? .enVigueur : .aSigner))
    #expect(faits.estEnVigueur(le: jour) == enVigueur)
  }

  @Test(arguments: [("2024-10-20", nil), ("2024-10-21", nil), ("2024-10-22", "DATE_FUTURE")] as [(Jour, String?)])
  func `une signature porte au plus tard la date du jour (V-06)`(jour: Jour, code: String?) {
    let faits = FaitsConvention(nature: .metier, parametresFiges: ActesReels.acte001)
    let refuse = refus { () throws(RefusConvention) in
      try faits.signer(Signature(partie: .caisse, date: jour), aujourdhui: "2024-10-21")
    }
    #expect(refuse?.code == code)
  }

  @Test(arguments: [("2024-10-21", "SIGNATURE_AVANT_METIER"), ("2024-10-22", nil), ("2024-10-23", nil)] as [(Jour, String?)])
  func `l'utilisation se signe au plus tôt le jour du métier (V-02, T-008)`(jour: Jour, code: String?) {
    let utilisation = FaitsConvention(
      nature: .utilisation, parametresFiges: ActesReels.acte001, metier: Fabrique.metier(signeLe: "2024-10-22"))
    let refuse = refus { () throws(RefusConvention) in
      try utilisation.signer(Signature(partie: .caisse, date: jour), aujourdhui: "2024-11-01")
    }
    #expect(refuse?.code == code)
  }

  @Test(
    arguments: [
      ("2024-10-21", "2025-10-19", 1), ("2024-10-21", "2025-10-20", 1), ("2024-10-21", "2025-10-21", 2), ("2024-10-21", "2025-10-22", 2),
      ("2024-02-29", "2025-02-27", 1), ("2024-02-29", "2025-02-28", 1), ("2024-02-29", "2025-03-01", 2), ("2024-02-29", "2028-02-28", 4),
      ("2024-02-29", "2028-02-29", 5), ("2024-02-29", "2028-03-01", 5), ("2024-02-29", "2029-02-28", 5), ("2024-02-29", "2029-03-01", 6),
      ("2023-02-28", "2024-02-27", 1), ("2023-02-28", "2024-02-28", 2), ("2023-02-28", "2024-02-29", 2), ("2023-03-01", "2024-02-29", 1),
      ("2023-03-01", "2024-03-01", 2),
    ] as [(Jour, Jour, Int)])
  func `une période d'un an finit la veille de l'anniversaire, 29 février compris (V-07, V-09, Q-02, T-001 à T-005)`(
    signature: Jour, jour: Jour, numero: Int
  ) {
    #expect(Fabrique.metier(signeLe: signature).periode(le: jour)?.numero == numero)
    #expect(Fabrique.unique(signeLe: signature).periode(le: jour)?.numero == numero)
  }

  @Test(arguments: [("2025-05-30", 1), ("2025-05-31", 1), ("2025-06-01", 2), ("2025-06-02", 2)] as [(Jour, Int)])
  func `l'utilisation change de période avec son métier (V-08, V-11, T-007)`(jour: Jour, numero: Int) {
    let utilisation = Fabrique.utilisation(signeLe: "2024-10-21", metier: metier001)
    #expect(utilisation.periode(le: jour)?.numero == numero)
    #expect(utilisation.periode(le: jour)?.dernierJour == metier001.periode(le: jour)?.dernierJour)
  }

  @Test(arguments: [("2043-07-09", 20), ("2043-07-10", 21), ("2043-07-11", 21)] as [(Jour, Int)])
  func `la vingtième reconduction tacite part comme la première (V-10, Q-03)`(jour: Jour, numero: Int) {
    #expect(metier004.periode(le: jour)?.numero == numero)
  }

  @Test(
    arguments: [
      ("2024-10-21", "2025-08-20", "2025-10-20", false), ("2024-10-21", "2025-08-21", "2025-10-20", false),
      ("2024-10-21", "2025-08-22", "2026-10-20", true), ("2025-04-30", "2026-02-27", "2026-04-29", false),
      ("2025-04-30", "2026-02-28", "2026-04-29", false), ("2025-04-30", "2026-03-01", "2027-04-29", true),
      ("2024-02-29", "2024-12-31", "2025-02-28", false), ("2024-02-29", "2025-01-01", "2025-02-28", false),
      ("2024-02-29", "2025-01-02", "2026-02-28", true), ("2024-02-29", "2027-12-29", "2028-02-28", false),
      ("2024-02-29", "2027-12-30", "2029-02-28", true),
    ] as [(Jour, Jour, Jour, Bool)])
  func `deux mois avant l'anniversaire, ce jour compris, la dénonciation vaut ; le lendemain elle est tardive (V-12, Q-04, Q-44)`(
    signature: Jour, envoi: Jour, dernierJour: Jour, tardive: Bool
  ) throws {
    let effet = try Fabrique.unique(signeLe: signature).denoncer(Fabrique.denonciation(envoyee: envoi), aujourdhui: envoi)
    #expect(effet.dernierJour == dernierJour)
    #expect(effet.horsDelai == tardive)
  }

  @Test(
    arguments: [("2024-07-08", "2024-07-09", false), ("2024-07-09", "2024-07-09", false), ("2024-07-10", "2025-07-09", true)]
      as [(Jour, Jour, Bool)])
  func `001 et 004 : le refus reçu le dernier jour vaut, le lendemain il est tardif (V-13, Q-03, T-016)`(
    reception: Jour, dernierJour: Jour, tardif: Bool
  ) throws {
    for faits in [metier004, Fabrique.metier(signeLe: "2023-07-10")] {
      let refus = Fabrique.denonciation(forme: .courriel, envoyee: "2024-07-08", recue: reception)
      let effet = try faits.denoncer(refus, aujourdhui: reception)
      #expect(effet.dernierJour == dernierJour)
      #expect(effet.horsDelai == tardif)
    }
  }

  @Test(arguments: [("2024-05-08", false), ("2024-05-09", true), ("2024-05-10", true)] as [(Jour, Bool)])
  func `l'alerte de fin est due deux mois avant le dernier jour (V-13, V-35, Q-03)`(jour: Jour, atteinte: Bool) {
    let alerte = metier004.echeancier(le: "2024-01-01").first { $0.code == .alerteFin }
    #expect(alerte?.date == "2024-05-09")
    #expect(alerte?.estDefautProjet == true)
    #expect(alerte?.estAtteinte(le: jour) == atteinte)
  }

  @Test(arguments: [("2025-05-30", EtatConvention.denoncee), ("2025-05-31", .denoncee), ("2025-06-01", .echue)] as [(Jour, EtatConvention)])
  func `un métier non reconduit échoit le lendemain de son terme, l'utilisation avec lui (V-11)`(jour: Jour, etat: EtatConvention) {
    let denonce = metier001.denonce(Fabrique.denonciation(forme: .courrier, envoyee: "2025-05-01", recue: "2025-05-05"))
    let utilisation = Fabrique.utilisation(signeLe: "2024-10-21", metier: denonce)
    #expect(denonce.etat(le: jour) == etat)
    #expect(utilisation.estEnVigueur(le: jour) == (etat == .denoncee))
    #expect((utilisation.etat(le: jour) == .echue) == (etat == .echue))
  }

  @Test(arguments: [("2025-09-16", true), ("2025-09-17", true), ("2025-09-18", false)] as [(Jour, Bool)])
  func `le métier résilié emporte l'utilisation le même jour, inclus (V-22, V-23, Q-08)`(jour: Jour, enVigueur: Bool) {
    let utilisation = Fabrique.utilisation(signeLe: "2024-10-21", metier: metier001.resilie(le: "2025-09-17"))
    #expect(utilisation.estEnVigueur(le: jour) == enVigueur)
    #expect(utilisation.etat(le: jour) == (enVigueur ? .enVigueur : .resiliee))
    let seule = Fabrique.utilisation(signeLe: "2024-10-21", metier: metier001).resilie(le: "2025-09-17")
    #expect(seule.estEnVigueur(le: jour) == enVigueur)
    #expect(seule.metier?.estEnVigueur(le: jour) == true)
  }

  // The nights when Paris changes its clocks last 23 or 25 hours; the overseas ones never do.
  @Test(
    arguments: [
      ("2025-10-20", FuseauHoraire.paris, "2025-10-20T22:00:00Z"), ("2025-03-29", .paris, "2025-03-29T23:00:00Z"),
      ("2025-03-30", .paris, "2025-03-30T22:00:00Z"), ("2025-10-25", .paris, "2025-10-25T22:00:00Z"),
      ("2025-10-26", .paris, "2025-10-26T23:00:00Z"), ("2025-12-31", .paris, "2025-12-31T23:00:00Z"),
      ("2025-10-20", .guadeloupe, "2025-10-21T04:00:00Z"), ("2025-10-20", .martinique, "2025-10-21T04:00:00Z"),
      ("2025-10-20", .guyane, "2025-10-21T03:00:00Z"), ("2025-10-20", .laReunion, "2025-10-20T20:00:00Z"),
      ("2025-10-20", .mayotte, "2025-10-20T21:00:00Z"),
    ] as [(Jour, FuseauHoraire, Instant)])
  func `les accès ferment au lendemain 00:00 de la caisse, à la seconde près (V-24, T-113)`(
    dernierJour: Jour, fuseau: FuseauHoraire, fermeture: Instant
  ) {
    let faits = Fabrique.metier(signeLe: "2024-10-21").resilie(le: dernierJour)
    #expect(faits.fermeture(fuseau: fuseau) == fermeture)
    #expect(faits.estEnVigueur(a: fermeture.ajoutant(secondes: -1), fuseau: fuseau))
    #expect(!faits.estEnVigueur(a: fermeture, fuseau: fuseau))
  }
}
