import Domain
import Testing

@Suite struct ResiliationTests {
  private let metier = Fabrique.metier(signeLe: "2023-07-10")
  private let unique = Fabrique.unique(signeLe: "2024-10-21")
  private var utilisation: FaitsConvention { Fabrique.utilisation(signeLe: "2023-07-10", metier: metier) }
  private let mise = Fabrique.mise(de: .caisse, envoyee: "2025-03-01", recue: "2025-03-03")

  private func notifier(
    _ faits: FaitsConvention, _ mise: MiseEnDemeure, le envoi: Jour?, forme: FormeCourrier = .lrar, par auteur: Partie = .caisse,
    expediteur: Partie? = nil, aujourdhui: Jour
  ) -> Result<Resiliation, RefusConvention> {
    let lettre = envoi.map { Fabrique.lettre(.notificationResiliation, de: expediteur ?? auteur, forme: forme, envoyee: $0) }
    do {
      return .success(
        try faits.resilier(apres: mise, notification: lettre, decideeLe: aujourdhui, par: auteur, aujourdhui: aujourdhui))
    } catch {
      return .failure(error)
    }
  }

  @Test func `utilisation : notifiée le dernier jour du délai, refusée ; le lendemain, effet à l'envoi (V-19, Q-08)`() {
    let tropTot = notifier(utilisation, mise, le: "2025-04-02", aujourdhui: "2025-04-02")
    #expect(tropTot == .failure(.delaiNonEchu(regle: "V-19", dernierJour: "2025-04-02")))
    if case .failure(let refuse) = tropTot {
      #expect(refuse.nature == .etat)
      #expect(refuse.fait("premiere_date") == .jour("2025-04-03"))
    }
    #expect(
      notifier(utilisation, mise, le: "2025-04-03", aujourdhui: "2025-04-03")
        == .success(Resiliation(cause: .miseEnDemeure(Fabrique.miseId), effetLe: "2025-04-03")))
  }

  @Test func `une lettre envoyée trop tôt reste nulle même enregistrée après le délai (V-19)`() {
    #expect(
      notifier(utilisation, mise, le: "2025-04-02", aujourdhui: "2025-05-01")
        == .failure(.delaiNonEchu(regle: "V-19", dernierJour: "2025-04-02")))
  }

  @Test func `utilisation : la seconde lettre recommandée est exigée, de la partie lésée (V-19)`() {
    #expect(notifier(utilisation, mise, le: nil, aujourdhui: "2025-04-03") == .failure(.secondeLettreExigee))
    #expect(
      notifier(utilisation, mise, le: "2025-04-03", forme: .courriel, aujourdhui: "2025-04-03")
        == .failure(.formeLRARExigee(regle: "V-19")))
    #expect(
      notifier(utilisation, mise, le: "2025-04-03", par: .partenaire, aujourdhui: "2025-04-03")
        == .failure(.partieNonLesee(lesee: .caisse)))
    #expect(
      notifier(utilisation, mise, le: "2025-04-03", expediteur: .partenaire, aujourdhui: "2025-04-03")
        == .failure(.partieNonLesee(lesee: .caisse)))
  }

  @Test func `métier et acte unique : une décision suffit, au plus tôt le lendemain du délai (Q-08)`() {
    let surMetier = Fabrique.mise(envoyee: "2023-09-01")
    #expect(
      notifier(metier, surMetier, le: nil, aujourdhui: "2023-09-16")
        == .failure(.delaiNonEchu(regle: "V-17", dernierJour: "2023-09-16")))
    #expect(
      notifier(metier, surMetier, le: nil, aujourdhui: "2023-09-17")
        == .success(Resiliation(cause: .miseEnDemeure(Fabrique.miseId), effetLe: "2023-09-17")))
    let surUnique = Fabrique.mise(envoyee: "2025-01-31")
    #expect(
      notifier(unique, surUnique, le: nil, aujourdhui: "2025-02-28")
        == .failure(.delaiNonEchu(regle: "V-18", dernierJour: "2025-02-28")))
    #expect(
      notifier(unique, surUnique, le: nil, aujourdhui: "2025-03-01")
        == .success(
          Resiliation(cause: .miseEnDemeure(Fabrique.miseId), effetLe: "2025-03-01")))
  }

  @Test func `la décision ne se prend pas avant la fin du délai, même pour plus tard (V-20, Q-08)`() {
    let surMetier = Fabrique.mise(envoyee: "2023-09-01")
    let decider = { (aujourdhui: Jour) in
      refus { () throws(RefusConvention) in
        try metier.resilier(apres: surMetier, notification: nil, decideeLe: "2023-10-31", par: .caisse, aujourdhui: aujourdhui)
      }
    }
    #expect(decider("2023-09-16") == .delaiNonEchu(regle: "V-17", dernierJour: "2023-09-16"))
    #expect(decider("2023-09-17") == nil)
  }

  @Test func `métier : une lettre envoyée quand même fixe l'effet, et doit être recommandée (V-19, Q-08)`() {
    let surMetier = Fabrique.mise(envoyee: "2023-09-01")
    #expect(
      notifier(metier, surMetier, le: "2023-09-18", forme: .courriel, aujourdhui: "2023-09-20")
        == .failure(.formeLRARExigee(regle: "V-19")))
    #expect((try? notifier(metier, surMetier, le: "2023-09-18", aujourdhui: "2023-09-20").get())?.effetLe == "2023-09-18")
  }

  @Test func `un accord amiable antérieur à l'effet de la convention est refusé (V-21)`() {
    let accords = [Signature(partie: .caisse, date: "2024-10-20"), Signature(partie: .partenaire, date: "2024-10-25")]
    let refuse = refus { () throws(RefusConvention) in
      try unique.resilierAmiable(accords: accords, effetLe: "2024-10-31", aujourdhui: "2024-10-25")
    }
    #expect(refuse?.code == "CONVENTION_NON_EN_VIGUEUR")
  }

  @Test func `la résiliation n'est jamais automatique (Q-08)`() {
    let faits = metier.avec { $0.misesEnDemeure = [Fabrique.mise(envoyee: "2023-09-01")] }
    #expect(faits.etat(le: "2026-01-01") == .enDemeure)
    #expect(faits.dernierJour == nil)
  }

  @Test func `délai non commencé, manquement réparé ou dossier clos : pas de résiliation (V-16, V-20)`() {
    let sansReception = Fabrique.mise(envoyee: "2025-03-01")
    #expect(notifier(utilisation, sansReception, le: "2025-04-03", aujourdhui: "2025-04-03") == .failure(.delaiNonCommence))
    var reparee = mise
    reparee.repareeLe = "2025-04-02"
    #expect(
      notifier(utilisation, reparee, le: "2025-04-10", aujourdhui: "2025-04-10") == .failure(.manquementRepare(le: "2025-04-02")))
    var tardive = mise
    tardive.repareeLe = "2025-04-03"
    #expect((try? notifier(utilisation, tardive, le: "2025-04-10", aujourdhui: "2025-04-10").get())?.effetLe == "2025-04-10")
    var classee = mise
    classee.classeeLe = "2025-04-01"
    #expect(notifier(utilisation, classee, le: "2025-04-10", aujourdhui: "2025-04-10") == .failure(.miseEnDemeureClose(etat: .classee)))
  }

  @Test func `la date d'effet est le dernier jour inclus (Q-08)`() {
    let faits = utilisation.resilie(le: "2025-04-03")
    #expect(faits.estEnVigueur(le: "2025-04-03"))
    #expect(!faits.estEnVigueur(le: "2025-04-04"))
    #expect(faits.etat(le: "2025-04-03") == .enVigueur)
    #expect(faits.etat(le: "2025-04-04") == .resiliee)
    #expect(faits.fermeture(fuseau: .paris) == "2025-04-03T22:00:00Z")
  }

  @Test func `l'accord d'une seule partie ne résilie pas (V-21)`() {
    let refuse = refus { () throws(RefusConvention) in
      try unique.resilierAmiable(
        accords: [Signature(partie: .caisse, date: "2025-05-01")], effetLe: "2025-06-30", aujourdhui: "2025-05-01")
    }
    #expect(refuse == .accordIncomplet(manquantes: [.partenaire]))
    #expect(refuse?.nature == .etat)
  }

  @Test func `à l'amiable, l'effet est choisi, au plus tôt au dernier accord (V-21)`() throws {
    let accords = [Signature(partie: .caisse, date: "2025-05-01"), Signature(partie: .partenaire, date: "2025-05-05")]
    let resiliation = try unique.resilierAmiable(accords: accords, effetLe: "2025-06-30", aujourdhui: "2025-05-05")
    #expect(resiliation == Resiliation(cause: .amiable, effetLe: "2025-06-30"))
    #expect(try unique.resilierAmiable(accords: accords, effetLe: "2025-05-05", aujourdhui: "2025-05-05").effetLe == "2025-05-05")
    let retro = refus { () throws(RefusConvention) in
      try unique.resilierAmiable(accords: accords, effetLe: "2025-05-04", aujourdhui: "2025-05-05")
    }
    #expect(retro?.fait("premiere_date") == .jour("2025-05-05"))
    let futur = refus { () throws(RefusConvention) in
      try unique.resilierAmiable(accords: accords, effetLe: "2025-06-30", aujourdhui: "2025-05-04")
    }
    #expect(futur?.code == "DATE_FUTURE")
  }

  @Test func `une résiliation ne dépasse pas un terme déjà connu (V-28)`() {
    let accords = Fabrique.signatures("2025-09-01")
    let denoncee = unique.denonce(Fabrique.denonciation(envoyee: "2025-08-21"))
    let apres = refus { () throws(RefusConvention) in
      try denoncee.resilierAmiable(accords: accords, effetLe: "2025-10-21", aujourdhui: "2025-09-01")
    }
    #expect(apres == .effetApresTerme(BornesDate(max: "2025-10-20")))
    let leJourMeme = refus { () throws(RefusConvention) in
      try denoncee.resilierAmiable(accords: accords, effetLe: "2025-10-20", aujourdhui: "2025-09-01")
    }
    #expect(leJourMeme == nil)
    #expect(denoncee.resilie(le: "2025-09-30").fin == FinConvention(cause: .resiliation, dernierJour: "2025-09-30"))
    let deux = refus { () throws(RefusConvention) in
      try denoncee.resilie(le: "2025-09-30").resilierAmiable(accords: accords, effetLe: "2025-10-15", aujourdhui: "2025-09-01")
    }
    #expect(deux == .effetApresTerme(BornesDate(max: "2025-09-30")))
  }

  @Test func `le métier résilié résilie l'utilisation le même jour, quelle qu'en soit la cause (V-22)`() {
    let faits = Fabrique.utilisation(signeLe: "2023-07-10", metier: metier.resilie(le: "2023-09-17"))
    #expect(faits.fin == FinConvention(cause: .resiliationDuMetier, dernierJour: "2023-09-17"))
    #expect(faits.estEnVigueur(le: "2023-09-17"))
    #expect(faits.etat(le: "2023-09-18") == .resiliee)
  }

  @Test func `l'utilisation résiliée laisse vivre le métier (V-23)`() {
    let faits = utilisation.resilie(le: "2025-04-03")
    #expect(faits.metier?.etat(le: "2025-04-04") == .enVigueur)
    #expect(faits.metier?.dernierJour == nil)
  }

  @Test func `sans résiliation automatique, l'utilisation finit avec la période en cours du métier (Q-01)`() {
    var parametres = ActesReels.acte001
    parametres.utilisation.resiliationAutoAvecMetier = false
    let faits = Fabrique.utilisation(parametres, signeLe: "2023-07-10", metier: metier.resilie(le: "2023-09-17"))
    #expect(faits.dernierJour == "2024-07-09")
    #expect(faits.etat(le: "2024-07-10") == .echue)
  }

  @Test func `on ne résilie pas une convention finie (V-28)`() {
    let finie = unique.resilie(le: "2025-03-31")
    let refuse = refus { () throws(RefusConvention) in
      try finie.resilierAmiable(accords: Fabrique.signatures("2025-03-01"), effetLe: "2025-03-31", aujourdhui: "2025-04-01")
    }
    #expect(refuse == .conventionNonEnVigueur(etat: .resiliee, dernierJour: "2025-03-31"))
  }
}
