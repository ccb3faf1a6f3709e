import Domain
import Testing

/// One instance from its opening to its holding.
@Suite struct InstanceTests {
  private let metier = Fabrique.metier(signeLe: "2023-07-10")
  private let unique = Fabrique.unique(signeLe: "2024-10-21")

  private func non(_ decision: () throws(RefusInstance) -> Void) -> RefusInstance? {
    do {
      try decision()
      return nil
    } catch {
      return error
    }
  }

  private func ouvrir(
    _ acte: FaitsConvention, _ type: TypeInstance, _ partie: Partie? = nil, rang: Int? = nil, connues: Set<CleInstance> = [], le jour: Jour
  ) -> Result<Instance, RefusInstance> {
    Result { () throws(RefusInstance) in try acte.ouvrir(type, partie: partie, rang: rang, connues: connues, aujourdhui: jour) }
  }

  /// The refusal to hold it on that day, long after.
  private func tenue(
    _ instance: Instance, le jour: Jour, _ referents: Set<Partie> = [.caisse, .partenaire], dans acte: FaitsConvention
  ) -> RefusInstance? {
    var instance = instance
    return non { () throws(RefusInstance) in try instance.tenir(le: jour, referents: referents, dans: acte, aujourdhui: "2030-01-01") }
  }

  @Test func `001 : le comité de la première période, du 10/07/2023 au 09/07/2024 (B-02, T-130)`() throws {
    let copil = try ouvrir(metier, .copil, le: "2024-01-01").get()
    #expect(copil.rang == 1 && copil.ordre == 1 && copil.ouvertureLe == "2024-05-09" && copil.limiteLe == "2024-07-09")
    let bornes = BornesDate(min: "2023-07-10", max: "2024-07-09")
    #expect(tenue(copil, le: "2023-07-09", dans: metier) == .acte(.seanceHorsPeriode(bornes)))
    #expect(tenue(copil, le: "2023-07-10", dans: metier) == nil)
    #expect(tenue(copil, le: "2024-07-09", dans: metier) == nil)
    #expect(tenue(copil, le: "2024-07-10", dans: metier) == .acte(.seanceHorsPeriode(bornes)))
  }

  @Test func `un comité réunit un référent de chaque partie, une autre instance non (B-03)`() throws {
    let copil = try ouvrir(metier, .copil, le: "2024-01-01").get()
    #expect(tenue(copil, le: "2024-06-01", [.partenaire], dans: metier) == .acte(.referentManquant(parties: [.caisse])))
    #expect(tenue(copil, le: "2024-06-01", [], dans: metier) == .acte(.referentManquant(parties: [.caisse, .partenaire])))
    let rencontre = try ouvrir(unique, .rencontre, le: "2025-01-01").get()
    #expect(tenue(rencontre, le: "2025-06-01", [], dans: unique) == nil)
  }

  @Test func `rien ne s'est tenu demain (B-02)`() throws {
    var copil = try ouvrir(metier, .copil, le: "2024-01-01").get()
    let refus = non { () throws(RefusInstance) in
      try copil.tenir(le: "2024-06-02", referents: [.caisse, .partenaire], dans: metier, aujourdhui: "2024-06-01")
    }
    #expect(refus == .acte(.dateFuture(regle: "B-02", BornesDate(min: nil, max: "2024-06-01"))) && refus?.code == "DATE_FUTURE")
    try copil.tenir(le: "2024-06-01", referents: [.caisse, .partenaire], dans: metier, aujourdhui: "2024-06-01")
    #expect(copil.etat == .tenue && copil.tenueLe == "2024-06-01")
    #expect(non { () throws(RefusInstance) in try copil.annuler() } == .close(.promise(.copil), .tenue))
  }

  @Test func `un bilan est celui d'une partie, dès sa période et même en retard (B-01)`() throws {
    #expect(ouvrir(metier, .bilan, le: "2024-01-01") == .failure(.nonPrevue(.promise(.bilan), rang: 1)))
    let bilan = try ouvrir(metier, .bilan, .partenaire, rang: 2, le: "2024-07-10").get()
    #expect(bilan.partie == .partenaire && bilan.limiteLe == "2025-07-09")
    #expect(tenue(bilan, le: "2024-07-09", dans: metier) == .horsFenetre(.promise(.bilan), BornesDate(min: "2024-07-10")))
    #expect(tenue(bilan, le: "2024-07-10", dans: metier) == nil && tenue(bilan, le: "2025-09-01", dans: metier) == nil)
    #expect(!bilan.estEnRetard(le: "2025-07-09") && bilan.estEnRetard(le: "2025-07-10"))
  }

  @Test func `l'évaluation se tient à partir d'un mois avant la fin de la première année (B-05)`() throws {
    let evaluation = try ouvrir(metier, .evaluation, le: "2024-06-09").get()
    #expect(tenue(evaluation, le: "2024-06-08", dans: metier) == .horsFenetre(.promise(.evaluation), BornesDate(min: "2024-06-09")))
    #expect(tenue(evaluation, le: "2024-06-09", dans: metier) == nil && tenue(evaluation, le: "2024-08-01", dans: metier) == nil)
    #expect(ouvrir(metier, .evaluation, le: "2024-07-10") == .failure(.nonPrevue(.promise(.evaluation), rang: 2)))
  }

  @Test func `002 : le questionnaire part en décembre, si l'acte est en vigueur le premier (B-06, Q-28)`() throws {
    let questionnaire = try ouvrir(unique, .questionnaire, le: "2024-11-30").get()
    #expect(questionnaire.rang == 2024)
    let bornes = BornesDate(min: "2024-12-01", max: "2024-12-31")
    #expect(tenue(questionnaire, le: "2024-11-30", dans: unique) == .horsFenetre(.promise(.questionnaire), bornes))
    #expect(tenue(questionnaire, le: "2024-12-01", dans: unique) == nil && tenue(questionnaire, le: "2024-12-31", dans: unique) == nil)
    #expect(tenue(questionnaire, le: "2025-01-01", dans: unique)?.code == "INSTANCE_HORS_FENETRE")
    for (annee, signee) in [(2023, "2024-10-21"), (2025, "2024-10-21"), (2024, "2024-12-02")] as [(Int, Jour)] {
      let acte = Fabrique.unique(signeLe: signee)
      #expect(ouvrir(acte, .questionnaire, rang: annee, le: "2024-12-20") == .failure(.nonPrevue(.promise(.questionnaire), rang: annee)))
    }
  }

  @Test func `la convention ne promet ni une période à venir, ni ce qu'elle n'écrit pas`() {
    #expect(ouvrir(metier, .copil, rang: 2, le: "2024-07-09") == .failure(.nonPrevue(.promise(.copil), rang: 2)))
    #expect((try? ouvrir(metier, .copil, rang: 2, le: "2024-07-10").get())?.rang == 2)
    #expect(ouvrir(metier, .copil, rang: 0, le: "2024-07-10") == .failure(.nonPrevue(.promise(.copil), rang: 0)))
    #expect(ouvrir(metier, .copil, .caisse, le: "2024-07-10") == .failure(.nonPrevue(.promise(.copil), rang: 2)))
    #expect(ouvrir(metier, .rencontre, le: "2024-07-10") == .failure(.nonPrevue(.promise(.rencontre), rang: 2)))
    #expect(ouvrir(unique, .copil, le: "2024-10-21") == .failure(.nonPrevue(.promise(.copil), rang: 1)))
    #expect(ouvrir(unique, .revue, le: "2025-10-21") == .failure(.nonPrevue(.promise(.revue), rang: 2)))
    #expect(ouvrir(metier, .copil, le: "2023-07-09") == .failure(.nonPrevue(.promise(.copil), rang: nil)))
  }

  @Test func `ce qui est promis plusieurs fois s'ouvre dans l'ordre, puis plus (B-02)`() throws {
    var parametres = ActesReels.acte001
    parametres.instances.copilParAn = 2
    let acte = Fabrique.metier(parametres, signeLe: "2023-07-10")
    func cle(_ ordre: Int) -> CleInstance { CleInstance(type: .copil, partie: nil, rang: 1, ordre: ordre) }
    #expect(try ouvrir(acte, .copil, connues: [cle(2)], le: "2024-01-01").get().ordre == 1)
    #expect(try ouvrir(acte, .copil, connues: [cle(1)], le: "2024-01-01").get().ordre == 2)
    #expect(ouvrir(acte, .copil, connues: [cle(1), cle(2)], le: "2024-01-01") == .failure(.dejaOuverte(.promise(.copil), rang: 1)))
    #expect(acte.instancesPrevues(le: "2024-01-01", connues: [cle(1)]).filter { $0.genre == .promise(.copil) }.map(\.ordre) == [2])
  }

  @Test func `la date d'une partie attend l'accord de l'autre, une nouvelle date le redemande (B-07, T-133)`() throws {
    var rencontre = try ouvrir(unique, .rencontre, le: "2025-01-01").get()
    #expect(non { () throws(RefusInstance) in try rencontre.accepter(par: .caisse) } == .sansDate)
    #expect(non { () throws(RefusInstance) in try rencontre.annuler() } == .sansDate)
    try rencontre.proposer("2025-05-15", par: .partenaire, dans: unique)
    #expect(rencontre.etat == .proposee && rencontre.accords == [.partenaire])
    #expect(non { () throws(RefusInstance) in try rencontre.accepter(par: .partenaire) } == .accordDejaDonne(.partenaire))
    try rencontre.accepter(par: .caisse)
    #expect(rencontre.etat == .fixee)
    try rencontre.proposer("2025-06-15", par: .caisse, dans: unique)
    #expect(rencontre.etat == .proposee && rencontre.accords == [.caisse])
    try rencontre.annuler()
    #expect(rencontre.etat == .ouverte && rencontre.date == nil && rencontre.accords.isEmpty)
    for jour in ["2024-10-20", "2025-10-21"] as [Jour] {
      #expect(non { () throws(RefusInstance) in try rencontre.proposer(jour, par: .caisse, dans: unique) }?.code == "SEANCE_HORS_PERIODE")
    }
  }

  @Test(arguments: TypeInstanceLibre.allCases)
  func `une instance ajoutée vit avec la convention et s'annule (B-08, B-09, B-12)`(type: TypeInstanceLibre) throws {
    let finie = unique.resilie(le: "2025-03-31")
    var point = try finie.ouvrir(type, aujourdhui: "2025-03-31")
    #expect(non { () throws(RefusInstance) in _ = try finie.ouvrir(type, aujourdhui: "2025-04-01") }?.code == "CONVENTION_NON_EN_VIGUEUR")
    #expect(tenue(point, le: "2025-03-31", [], dans: finie) == nil && tenue(point, le: "2024-10-21", [], dans: finie) == nil)
    for jour in ["2024-10-20", "2025-04-01"] as [Jour] {
      #expect(tenue(point, le: jour, dans: finie) == .horsFenetre(.libre(type), BornesDate(min: "2024-10-21", max: "2025-03-31")))
    }
    try point.annuler()
    #expect(point.etat == .annulee && non { () throws(RefusInstance) in try point.annuler() } == .close(.libre(type), .annulee))
  }

  @Test func `le gestionnaire parle pour le partenaire, la caisse pour elle ou pour qui elle dit (B-07)`() throws {
    let gestionnaire = Acteurs.gestionnaire
    #expect(try gestionnaire.represente(nil) == .partenaire && gestionnaire.represente(.partenaire) == .partenaire)
    #expect(non { () throws(RefusInstance) in _ = try gestionnaire.represente(.caisse) } == .partieNonRepresentee)
    #expect(RefusInstance.partieNonRepresentee.nature == .interdit)
    #expect(try Acteurs.agent.represente(nil) == .caisse && Acteurs.agent.represente(.partenaire) == .partenaire)
  }

  @Test func `chaque type a sa règle et son nom (B-01 à B-12, C-49, R-24)`() {
    for genre in GenreInstance.allCases { #expect(GenreInstance(rawValue: genre.rawValue) == genre) }
    #expect(Set(GenreInstance.allCases.map(\.regle)).count == GenreInstance.allCases.count && GenreInstance(rawValue: "AUTRE") == nil)
  }
}
