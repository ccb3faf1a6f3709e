import Domain
import Testing

@Suite struct DenonciationTests {
  private let unique = Fabrique.unique(signeLe: "2024-10-21")
  private let metier004 = Fabrique.metier(ActesReels.acte004, signeLe: "2023-07-10")

  private func denoncer(_ faits: FaitsConvention, _ denonciation: Denonciation, _ aujourdhui: Jour) -> RefusConvention? {
    refus { () throws(RefusConvention) in try faits.denoncer(denonciation, aujourdhui: aujourdhui) }
  }

  @Test func `Bas-Rhin : envoyée deux mois avant l'anniversaire, ce jour compris, elle vaut (V-12, T-010)`() throws {
    let lettre = Fabrique.denonciation(envoyee: "2025-08-21")
    let effet = try unique.denoncer(lettre, aujourdhui: "2025-08-21")
    #expect(effet == EffetDenonciation(dernierJour: "2025-10-20", horsDelai: false, dateLimite: "2025-08-21"))
    #expect(unique.denonce(lettre).dernierJour == "2025-10-20")
  }

  @Test func `Bas-Rhin : envoyée le lendemain, elle est hors délai et vaut pour l'échéance suivante (Q-44, T-011)`() throws {
    let lettre = Fabrique.denonciation(envoyee: "2025-08-22")
    let effet = try unique.denoncer(lettre, aujourdhui: "2025-08-25")
    #expect(effet == EffetDenonciation(dernierJour: "2026-10-20", horsDelai: true, dateLimite: "2025-08-21"))
    #expect(unique.denonce(lettre).dernierJour == "2026-10-20")
    #expect(unique.denonce(lettre).estEnVigueur(le: "2026-10-20"))
    #expect(!unique.denonce(lettre).estEnVigueur(le: "2026-10-21"))
  }

  @Test func `c'est l'envoi qui compte, non la réception (Q-04)`() {
    let lettre = Fabrique.denonciation(envoyee: "2025-08-21", recue: "2025-09-02")
    #expect(unique.termeApres(lettre) == "2025-10-20")
  }

  @Test func `la limite recule au dernier jour d'un mois plus court (V-12)`() {
    let faits = Fabrique.unique(signeLe: "2025-04-30")
    #expect(faits.limiteDenonciation(le: "2025-06-01") == "2026-02-28")
    #expect(faits.termeApres(Fabrique.denonciation(envoyee: "2026-02-28")) == "2026-04-29")
    #expect(faits.termeApres(Fabrique.denonciation(envoyee: "2026-03-01")) == "2027-04-29")
  }

  @Test(arguments: [FormeCourrier.courriel, .courrier])
  func `Bas-Rhin : la lettre recommandée est exigée (V-12, T-015)`(forme: FormeCourrier) {
    let refuse = denoncer(unique, Fabrique.denonciation(forme: forme, envoyee: "2025-08-01"), "2025-08-01")
    #expect(refuse == .formeLRARExigee(regle: "V-12"))
    #expect(refuse?.nature == .invalide)
  }

  @Test func `004 : un refus reçu le dernier jour empêche la reconduction, le lendemain non (V-13, T-016)`() throws {
    let aTemps = Fabrique.denonciation(forme: .courriel, envoyee: "2024-07-09", recue: "2024-07-09")
    #expect(try metier004.denoncer(aTemps, aujourdhui: "2024-07-09").dernierJour == "2024-07-09")
    let tard = Fabrique.denonciation(forme: .courriel, envoyee: "2024-07-09", recue: "2024-07-10")
    let effet = try metier004.denoncer(tard, aujourdhui: "2024-07-10")
    #expect(effet == EffetDenonciation(dernierJour: "2025-07-09", horsDelai: true, dateLimite: "2024-07-09"))
    #expect(metier004.denonce(tard).estEnVigueur(le: "2024-07-10"))
  }

  @Test func `004 : un refus dont la réception est inconnue reste sans effet (Q-03)`() throws {
    let envoyee = Fabrique.denonciation(forme: .courrier, envoyee: "2024-07-01")
    #expect(try metier004.denoncer(envoyee, aujourdhui: "2024-07-05").dernierJour == nil)
    #expect(metier004.denonce(envoyee).dernierJour == nil)
    #expect(!metier004.denonce(envoyee).situation(le: "2024-07-05").estDenoncee)
  }

  @Test func `004 : la limite est le dernier jour de la période (V-13)`() {
    #expect(metier004.limiteDenonciation(le: "2023-07-10") == "2024-07-09")
    #expect(metier004.limiteDenonciation(le: "2024-07-10") == "2025-07-09")
  }

  @Test func `l'utilisation ne se dénonce pas, elle suit le métier (V-11)`() {
    let utilisation = Fabrique.utilisation(signeLe: "2023-07-10", metier: Fabrique.metier(signeLe: "2023-07-10"))
    #expect(denoncer(utilisation, Fabrique.denonciation(envoyee: "2024-01-01"), "2024-01-02") == .utilisationSuitMetier)
    #expect(utilisation.limiteDenonciation(le: "2024-01-01") == nil)
  }

  @Test func `une dénonciation suppose la convention en vigueur, à l'envoi et à l'enregistrement (V-28)`() {
    #expect(denoncer(unique, Fabrique.denonciation(envoyee: "2024-10-20"), "2025-01-01")?.code == "CONVENTION_NON_EN_VIGUEUR")
    #expect(denoncer(unique, Fabrique.denonciation(envoyee: "2024-10-21"), "2025-01-01") == nil)
    let finie = unique.resilie(le: "2025-01-31")
    #expect(denoncer(finie, Fabrique.denonciation(envoyee: "2025-01-31"), "2025-02-01")?.code == "CONVENTION_NON_EN_VIGUEUR")
  }

  @Test func `une seconde dénonciation n'est reçue que si elle avance la fin (V-12)`() throws {
    let tardive = unique.denonce(Fabrique.denonciation(envoyee: "2025-08-22"))
    let inutile = denoncer(tardive, Fabrique.denonciation(de: .caisse, envoyee: "2025-08-23"), "2025-09-01")
    #expect(inutile == .dejaDenoncee(dernierJour: "2026-10-20"))
    let aTemps = Fabrique.denonciation(de: .caisse, envoyee: "2025-08-20")
    #expect(try tardive.denoncer(aTemps, aujourdhui: "2025-09-01").dernierJour == "2025-10-20")
    #expect(tardive.denonce(aTemps).dernierJour == "2025-10-20")
  }

  @Test func `une lettre à venir est refusée (V-27)`() {
    #expect(denoncer(unique, Fabrique.denonciation(envoyee: "2025-08-22"), "2025-08-21")?.code == "DATE_FUTURE")
  }

  @Test func `dénoncée, la convention reste en vigueur jusqu'à son terme (V-28)`() {
    let faits = unique.denonce(Fabrique.denonciation(envoyee: "2025-08-21"))
    #expect(faits.etat(le: "2025-08-20") == .enVigueur)
    #expect(faits.etat(le: "2025-08-21") == .denoncee)
    #expect(faits.etat(le: "2025-10-20") == .denoncee)
    #expect(faits.etat(le: "2025-10-21") == .echue)
    #expect(faits.fin == FinConvention(cause: .denonciation, dernierJour: "2025-10-20"))
  }

  // The limit and the effect are two readings of one rule: for every day of three years they must agree.
  @Test func `un envoi jusqu'à la limite de sa période l'arrête, au-delà la suivante (V-12)`() throws {
    for decalage in 0..<1095 {
      let envoi = ("2024-10-21" as Jour).ajoutant(jours: decalage)
      let periode = try #require(unique.periode(le: envoi))
      let terme = try #require(unique.termeApres(Fabrique.denonciation(envoyee: envoi)))
      let suivante = periode.dernierJour.lendemain.anniversaire(annees: 1).veille
      let attendu = envoi <= unique.limiteDenonciation(de: periode) ? periode.dernierJour : suivante
      guard terme == attendu else {
        Issue.record("envoi \(envoi) : \(terme) au lieu de \(attendu)")
        return
      }
    }
  }
}
