import Domain
import Testing

@Suite struct MiseEnDemeureTests {
  private let metier = Fabrique.metier(signeLe: "2023-07-10")
  private let unique = Fabrique.unique(signeLe: "2024-10-21")
  private var utilisation: FaitsConvention { Fabrique.utilisation(signeLe: "2023-07-10", metier: metier) }

  @Test(arguments: [("2025-03-03", "2025-04-02"), ("2025-01-31", "2025-03-02"), ("2024-01-31", "2024-03-01")] as [(Jour, Jour)])
  func `utilisation : trente jours calendaires à compter de la réception (V-16, T-018)`(recue: Jour, dernier: Jour) {
    let delai = utilisation.delai(de: Fabrique.mise(envoyee: recue.ajoutant(jours: -3), recue: recue))
    #expect(delai == DelaiOuvert(regle: "V-16", dernierJour: dernier))
    #expect(delai?.resiliableLe == dernier.lendemain)
  }

  @Test func `réception inconnue : le délai n'a pas commencé et n'a pas d'échéance (V-16, T-020)`() {
    let mise = Fabrique.mise(envoyee: "2025-03-01")
    let delai = utilisation.delai(de: mise)
    #expect(delai?.dernierJour == nil)
    #expect(delai?.resiliableLe == nil)
    #expect(utilisation.etat(de: mise, le: "2026-01-01") == .attenteReception)
  }

  @Test func `métier 001 et 004 : quinze jours calendaires suivant l'envoi, sans report (V-17, Q-27)`() {
    for faits in [metier, Fabrique.metier(ActesReels.acte004, signeLe: "2023-07-10")] {
      let delai = faits.delai(de: Fabrique.mise(envoyee: "2023-09-01", recue: "2023-09-05"))
      #expect(delai == DelaiOuvert(regle: "V-17", dernierJour: "2023-09-16"))
      #expect(delai?.resiliableLe == "2023-09-17")
    }
  }

  @Test(
    arguments: [("2025-01-31", "2025-02-28"), ("2025-01-28", "2025-02-28"), ("2025-03-15", "2025-04-15"), ("2025-05-31", "2025-06-30")]
      as [(Jour, Jour)])
  func `Bas-Rhin : un mois suivant l'envoi, même quantième ou dernier jour (V-18)`(envoyee: Jour, dernier: Jour) {
    let delai = unique.delai(de: Fabrique.mise(envoyee: envoyee))
    #expect(delai == DelaiOuvert(regle: "V-18", dernierJour: dernier))
    #expect(delai?.resiliableLe == dernier.lendemain)
  }

  @Test func `le délai court du dernier jour admis au premier jour résiliable (V-16, V-20)`() {
    let mise = Fabrique.mise(envoyee: "2025-03-01", recue: "2025-03-03")
    let faits = utilisation.avec { $0.misesEnDemeure = [mise] }
    #expect(faits.etat(de: mise, le: "2025-04-02") == .enCours)
    #expect(faits.etat(de: mise, le: "2025-04-03") == .resiliable)
    #expect(faits.etat(le: "2025-02-28") == .enVigueur)
    #expect(faits.etat(le: "2025-03-01") == .enDemeure)
    #expect(faits.etat(le: "2025-04-03") == .enDemeure)
    #expect(faits.estEnVigueur(le: "2030-01-01"))
  }

  @Test func `réparé le dernier jour, le droit de résilier s'éteint ; le lendemain il demeure (V-20, T-027)`() throws {
    let mise = Fabrique.mise(envoyee: "2025-03-01", recue: "2025-03-03")
    #expect(try utilisation.reparer(mise, le: "2025-04-02", aujourdhui: "2025-04-10") == true)
    #expect(try utilisation.reparer(mise, le: "2025-04-03", aujourdhui: "2025-04-10") == false)
    var aTemps = mise
    aTemps.repareeLe = "2025-04-02"
    let gueri = utilisation.avec { $0.misesEnDemeure = [aTemps] }
    #expect(gueri.etat(de: aTemps, le: "2025-04-03") == .reparee)
    #expect(gueri.etat(le: "2025-04-01") == .enDemeure)
    #expect(gueri.etat(le: "2025-04-02") == .enVigueur)
    var tard = mise
    tard.repareeLe = "2025-04-03"
    #expect(utilisation.etat(de: tard, le: "2025-04-10") == .resiliable)
  }

  @Test func `une réparation ne précède pas la lettre, n'est pas à venir et ne se répète pas (V-20)`() {
    let mise = Fabrique.mise(envoyee: "2025-03-01", recue: "2025-03-03")
    func reparer(_ mise: MiseEnDemeure, _ date: Jour) -> RefusConvention? {
      refus { () throws(RefusConvention) in try utilisation.reparer(mise, le: date, aujourdhui: "2025-03-20") }
    }
    #expect(reparer(mise, "2025-02-28") == .dateAvantEnvoi(BornesDate(min: "2025-03-01", max: "2025-03-20")))
    #expect(reparer(mise, "2025-03-01") == nil)
    #expect(reparer(mise, "2025-03-21")?.code == "DATE_FUTURE")
    var reparee = mise
    reparee.repareeLe = "2025-03-10"
    #expect(reparer(reparee, "2025-03-11") == .manquementRepare(le: "2025-03-10"))
  }

  @Test func `une mise en demeure est recommandée, datée, et suppose la convention en vigueur (V-16 à V-18)`() {
    func mettre(_ faits: FaitsConvention, _ mise: MiseEnDemeure, _ aujourdhui: Jour) -> RefusConvention? {
      refus { () throws(RefusConvention) in try faits.mettreEnDemeure(mise, aujourdhui: aujourdhui) }
    }
    let courriel = MiseEnDemeure(
      id: Fabrique.miseId, courrier: Fabrique.lettre(.miseEnDemeure, forme: .courriel, envoyee: "2025-03-01"))
    #expect(mettre(unique, courriel, "2025-03-01") == .formeLRARExigee(regle: "V-18"))
    #expect(mettre(unique, Fabrique.mise(envoyee: "2025-03-02"), "2025-03-01")?.code == "DATE_FUTURE")
    #expect(mettre(unique, Fabrique.mise(envoyee: "2024-10-20"), "2025-03-01")?.code == "CONVENTION_NON_EN_VIGUEUR")
    #expect(mettre(unique, Fabrique.mise(envoyee: "2024-10-21"), "2025-03-01") == nil)
    #expect(mettre(unique.resilie(le: "2025-02-28"), Fabrique.mise(envoyee: "2025-02-28"), "2025-03-01") != nil)
  }

  @Test func `le métier non fourni de 000 n'a pas de mise en demeure écrite (V-16)`() {
    let faits = Fabrique.metier(ActesReels.acte000, signeLe: "2024-10-21")
    let refuse = refus { () throws(RefusConvention) in
      try faits.mettreEnDemeure(Fabrique.mise(envoyee: "2025-03-01"), aujourdhui: "2025-03-01")
    }
    #expect(refuse == .miseEnDemeureNonPrevue)
  }

  @Test func `la partie lésée seule renonce à sa mise en demeure, qui ne pèse plus`() {
    let mise = Fabrique.mise(de: .caisse, envoyee: "2025-03-01")
    let autre = refus { () throws(RefusConvention) in try unique.classer(mise, par: .partenaire, aujourdhui: "2025-03-05") }
    #expect(autre == .partieNonLesee(lesee: .caisse))
    #expect(refus { () throws(RefusConvention) in try unique.classer(mise, par: .caisse, aujourdhui: "2025-03-05") } == nil)
    var classee = mise
    classee.classeeLe = "2025-03-05"
    let faits = unique.avec { $0.misesEnDemeure = [classee] }
    #expect(faits.etat(le: "2025-03-04") == .enDemeure)
    #expect(faits.etat(le: "2025-03-05") == .enVigueur)
    let encore = refus { () throws(RefusConvention) in try unique.classer(classee, par: .caisse, aujourdhui: "2025-03-06") }
    #expect(encore == .miseEnDemeureClose(etat: .classee))
  }

  @Test func `deux mises en demeure parallèles : la résiliation du métier clôt celle de l'utilisation (Q-51)`() {
    let surUtilisation = Fabrique.mise(envoyee: "2023-09-01", recue: "2023-09-04")
    let faits = Fabrique.utilisation(signeLe: "2023-07-10", metier: metier.resilie(le: "2023-09-17"))
      .avec { $0.misesEnDemeure = [surUtilisation] }
    #expect(faits.etat(de: surUtilisation, le: "2023-09-17") == .enCours)
    #expect(faits.etat(de: surUtilisation, le: "2023-09-18") == .close)
    let suite = refus { () throws(RefusConvention) in try faits.reparer(surUtilisation, le: "2023-09-18", aujourdhui: "2023-09-18") }
    #expect(suite == .miseEnDemeureClose(etat: .close))
  }

  @Test func `en demeure et dénoncée se cumulent (V-28)`() {
    let faits =
      unique
      .denonce(Fabrique.denonciation(envoyee: "2025-08-21"))
      .avec { $0.misesEnDemeure = [Fabrique.mise(envoyee: "2025-08-25")] }
    let situation = faits.situation(le: "2025-08-26")
    #expect(situation.etat == .enDemeure)
    #expect(situation.estEnDemeure && situation.estDenoncee && situation.estEnVigueur)
    #expect(situation.dernierJour == "2025-10-20")
    #expect(faits.situation(le: "2025-08-24").etat == .denoncee)
  }
}
