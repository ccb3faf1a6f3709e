import Domain
import Testing

@Suite struct EcheancesCompteTests {
  @Test(
    arguments: [
      ("2025-08-31", "2026-02-28"), ("2025-03-31", "2025-09-30"), ("2025-01-15", "2025-07-15"), ("2025-10-21", "2026-04-21"),
      ("2025-07-01", "2026-01-01"), ("2023-08-31", "2024-02-29"),
    ] as [(Jour, Jour)])
  func `un compte inactif est supprimé six mois après, même quantième ou dernier jour (C-40, T-086)`(inactif: Jour, supprime: Jour) {
    #expect(EcheancesCompte.suppression(inactiveLe: inactif, ActesReels.acte000) == supprime)
  }

  @Test func `le Tarn-et-Garonne prend le défaut de six mois (C-41, Q-10)`() {
    #expect(EcheancesCompte.suppression(inactiveLe: "2025-08-31", ActesReels.acte004) == "2026-02-28")
  }

  private func titre(_ fin: Jour?) -> TitreAcces {
    TitreAcces(conventionId: Comptes.conventionId, dateEffet: "2024-01-01", dernierJour: fin)
  }

  @Test(arguments: [("2025-10-20", nil), ("2025-10-21", "2025-10-21"), ("2025-12-01", "2025-10-21")] as [(Jour, Jour?)])
  func `la fin de la seule convention inactive les comptes le lendemain (C-30)`(jour: Jour, inactif: Jour?) {
    #expect(EcheancesCompte.inactivation(titres: [titre("2025-10-20")], le: jour) == inactif)
  }

  @Test func `deux fins décalées : inactivation après la dernière, suppression six mois plus tard (C-31, C-39, T-085)`() {
    let titres = [titre("2025-03-31"), titre("2025-06-30")]
    #expect(EcheancesCompte.inactivation(titres: titres, le: "2025-04-01") == nil)
    #expect(EcheancesCompte.inactivation(titres: titres, le: "2025-06-30") == nil)
    #expect(EcheancesCompte.inactivation(titres: titres, le: "2025-07-01") == "2025-07-01")
    #expect(EcheancesCompte.suppression(inactiveLe: "2025-07-01", ActesReels.acte000) == "2026-01-01")
  }

  @Test func `une convention reconduite, ou aucune, n'inactive personne (C-39)`() {
    #expect(EcheancesCompte.inactivation(titres: [titre("2025-03-31"), titre(nil)], le: "2026-01-01") == nil)
    #expect(EcheancesCompte.inactivation(titres: [], le: "2026-01-01") == nil)
  }

  private func etat(_ enregistre: EtatCompte, inactif: Jour? = nil, prevue: Jour? = nil, fin: Jour? = nil, le jour: Jour) -> EtatCompte {
    EcheancesCompte.etat(
      enregistre: enregistre, inactiveLe: inactif, prevueLe: prevue, titres: [titre(fin)], parametres: ActesReels.acte000, le: jour)
  }

  @Test(
    arguments: [
      ("2025-10-20", EtatCompte.actif), ("2025-10-21", .inactif), ("2026-04-20", .inactif), ("2026-04-21", .supprime),
    ] as [(Jour, EtatCompte)])
  func `l'état d'un compte est juste même si la tâche du jour n'a pas couru (C-30, C-40)`(jour: Jour, attendu: EtatCompte) {
    #expect(etat(.actif, fin: "2025-10-20", le: jour) == attendu)
  }

  @Test func `une inactivation prévue prend effet à sa date (C-35)`() {
    #expect(etat(.actif, prevue: "2025-01-25", le: "2025-01-24") == .actif)
    #expect(etat(.actif, prevue: "2025-01-25", le: "2025-01-25") == .inactif)
    #expect(etat(.actif, prevue: "2025-01-25", le: "2025-07-25") == .supprime)
  }

  @Test func `un compte inactif ou exclu suit sa propre histoire (C-40, C-47)`() {
    #expect(etat(.inactif, inactif: "2025-01-15", le: "2025-07-14") == .inactif)
    #expect(etat(.inactif, inactif: "2025-01-15", le: "2025-07-15") == .supprime)
    #expect(etat(.inactif, le: "2025-07-15") == .inactif)
    #expect(etat(.exclu, fin: "2024-02-01", le: "2025-07-15") == .exclu)
    #expect(etat(.supprime, le: "2025-07-15") == .supprime)
    #expect(etat(.enAttenteActivation, fin: "2025-10-20", le: "2025-10-21") == .inactif)
  }

  @Test func `la caisse habilite en cinq jours ouvrés après la signature ou le dossier complet (C-03, Q-22)`() {
    func limite(_ signee: Jour, _ complete: Jour, _ calendrier: CalendrierJoursOuvres = .alsaceMoselle) -> Jour {
      EcheancesCompte.habilitationGestionnaire(signeeLe: signee, completeLe: complete, ActesReels.acte000, calendrier: calendrier)
    }
    #expect(limite("2024-10-21", "2024-10-21") == "2024-10-28")
    #expect(limite("2024-10-21", "2024-12-20") == "2024-12-31")
    #expect(limite("2024-10-21", "2024-12-20", .national) == "2024-12-30")
    #expect(limite("2024-12-20", "2024-10-21") == "2024-12-31")
  }

  @Test func `le Bas-Rhin habilite dès réception (C-04)`() {
    let limite = EcheancesCompte.habilitationGestionnaire(
      signeeLe: "2024-12-28", completeLe: "2024-12-28", ActesReels.acte002, calendrier: .alsaceMoselle)
    #expect(limite == "2024-12-28")
  }

  @Test func `le Tarn-et-Garonne habilite ses techniciens en cinq jours ouvrés, ailleurs aucun délai (C-16, T-048)`() {
    #expect(
      EcheancesCompte.habilitationTechniciens(confirmeLe: "2023-07-07", ActesReels.acte004, calendrier: .national) == "2023-07-17")
    #expect(EcheancesCompte.habilitationTechniciens(confirmeLe: "2023-07-07", ActesReels.acte000, calendrier: .national) == nil)
  }
}
