import Postgres
import Storage
import TestSupport
import Testing

/// What holds for every statement of the service, those that are still to be written too.
@Suite struct PlansToutesTests {
  @Test(arguments: Lecteur.allCases)
  func `aucune instruction ne parcourt une table qui grandit`(_ lecteur: Lecteur) async throws {
    for (statement, plan) in zip(AllStatements.toutes, try await VolumePlans.arbres(AllStatements.toutes, lecteur)) {
      let lectures = plan.lecturesEntieres.filter { lecture in !Self.suites.contains { $0.0 == statement.name && lecture.contains(" \($0.1) ") } }
      #expect(lectures == [], "\(statement.name)\n\(plan)")
    }
  }

  /// The scheduled work reads what days have made true, of everybody: what comes before a day in an index, or the acts one after the other.
  private static let suites = [
    ("constat_conventions", "convention_pkey"), ("constat_partenaires_echus", "compte_inactivation"),
    ("constat_partenaires_echus", "partenaire_caisse_fin"), ("compte_effacer", "compte_suppression"), ("tentative_oublier", "tentative_age"),
    ("idempotence_oublier", "idempotence_age"),
  ]

  @Test(arguments: [
    (CourrierStatements.lister.erased, "courrier_convention"), (DemandeStatements.accesDuCompte.erased, "acces_pkey"),
    (SessionStatements.ouvrir.erased, "session_pkey"), (IdempotenceStatements.lire.erased, "idempotence_pkey"),
  ])
  func `une table parcourue se voit`(_ statement: AnyStatement, _ index: String) async throws {
    #expect(try await VolumePlans.arbre(statement, .technicien, sans: index).lecturesEntieres.count == 1)
  }

  /// The statements of the requests that are made all day, as the service plans them, on the tables of a new database, then on those that
  /// empty themselves, once they are known to be empty: a plan made then is kept while they fill, until their next ANALYZE.
  @Test func `un plan fait sur des tables vides lit par leurs index`() async throws {
    let courantes =
      [
        SessionStatements.ouvrir.erased, IdempotenceStatements.lire.erased, DemandeStatements.lire.erased,
        DemandeStatements.lirePourModifier.erased, DemandeStatements.accesDuCompte.erased, DemandeStatements.file.erased,
        JournalStatements.historique.erased, EcritureStatements.lire.erased, MessageStatements.lister.erased, MoiStatements.lire.erased,
        DemandeStatements.faitsDepot.erased,
      ] + PorteeDemandes.allCases.flatMap { [DemandeStatements.recentes[$0].erased, DemandeStatements.parNom[$0].erased] }
    try await onPlainThread {
      let connection = try AdminConnection(try BaseMigree.copie())
      for (name, value) in DatabaseConfiguration.planning { try connection.run("set \(name) = \(value)") }
      for statement in courantes {
        let plan = try SeancePlans(connection).arbre(statement)
        #expect(plan.lecturesEntieres == [], "\(statement.name)\n\(plan)")
      }
      try connection.run("rollback")
      try connection.run("vacuum analyze session, idempotence")
      for (statement, index) in [(SessionStatements.ouvrir.erased, "session_pkey"), (IdempotenceStatements.lire.erased, "idempotence_pkey")] {
        let plan = try SeancePlans(connection).expliquer(statement, "costs off")
        #expect(plan.contains { $0.contains("Index Scan using \(index)") }, "\(plan)")
      }
    }
  }

  /// Those that read what an administrator sets once.
  private static let references: Set = ["caisse_lister", "modele_lister", "modele_lire_dernier", "modele_lire_version"]

  @Test func `toute instruction qui ordonne ou coupe ses lignes est tenue à un index par un test`() {
    let tenues = Set(
      PlansListesTests.pages.map(\.statement.name) + PlansListesTests.enfants.map(\.0.name) + PlansDemandesTests.listes.map(\.statement.name))
    let listes = Set(AllStatements.toutes.filter { $0.sql.horsParentheses.contains(/\b(order by|limit)\b/) }.map(\.name))
    #expect(listes.subtracting(tenues) == Self.references)
    #expect(listes.count > 40)
  }

  /// The plans that functions keep are not in those of the statements that call them: what they read whole is counted.
  @Test(arguments: [
    "vie_convention('\(VolumePlans.id("f", 73))')", "comptes_decomptes('\(VolumePlans.partenaire)', now())",
    "places_autour('\(VolumePlans.id("b", 806))', now())",
    "destinataires_convention('\(VolumePlans.id("f", 73))', now())", "compte k, etat_compte(k, now()) where k.id = '\(VolumePlans.id("b", 806))'",
    "compte k, echeance_compte(k, now()) where k.id = '\(VolumePlans.id("b", 806))'",
  ])
  func `les fonctions n'en parcourent pas davantage`(_ appel: String) async throws {
    let (rows, parcourues, lues) = try await VolumePlans.sur(.gestionnaire) { seance in
      try seance.connection.run("set local role ep_app")
      let rows = try seance.connection.query("select * from \(appel)")
      let parcourues = try seance.connection.query(
        "select relname from pg_stat_xact_user_tables where seq_scan > 0 and relname not in ('caisse', 'modele_convention') order by 1")
      return (rows, parcourues, try seance.connection.query("select sum(idx_scan) > 0 from pg_stat_xact_user_tables"))
    }
    #expect(!rows.isEmpty && parcourues == [] && lues == [["t"]])
  }
}

extension String {
  /// What is outside of all parentheses: the statement itself, without those inside it.
  fileprivate var horsParentheses: String {
    var depth = 0
    return String(
      filter { character in
        if character == ")" { depth -= 1 }
        defer { if character == "(" { depth += 1 } }
        return depth == 0
      })
  }
}
