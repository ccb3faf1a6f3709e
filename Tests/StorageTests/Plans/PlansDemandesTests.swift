import Postgres
import Storage
import Testing

/// Each list of demandes is held to its index, under row-level security and with plans made without values: a list that sorts or scans its
/// whole scope costs more every year.
@Suite struct PlansDemandesTests {
  /// A list, the scans of `demande` that its plan is made of, in order, and the order it comes out in (nil: that of its only scan).
  struct Liste: CustomTestStringConvertible, Sendable {
    let statement: AnyStatement
    let scans: [String]
    var testDescription: String { statement.name }

    init(_ statement: AnyStatement, _ scans: String...) {
      self.statement = statement
      self.scans = scans
    }
  }

  static let listes = [
    Liste(
      DemandeStatements.recentes.erased, "Index Scan using demande_recentes", "Index Scan using demande_historique",
      "Index Scan using demande_historique_unite"),
    Liste(
      DemandeStatements.anciennes.erased, "Index Scan Backward using demande_recentes", "Index Scan Backward using demande_historique",
      "Index Scan Backward using demande_historique_unite"),
    Liste(DemandeStatements.historique.erased, "Index Scan using demande_historique", "Index Scan using demande_historique_unite"),
    Liste(DemandeStatements.file.erased, "Index Scan using demande_file"),
    Liste(
      DemandeStatements.parNom.erased, "Index Scan using demande_noms_caisse", "Index Scan using demande_noms_caisse",
      "Index Scan using demande_noms", "Index Scan using demande_noms"),
    Liste(DemandeStatements.parNumero.erased, "Index Scan using demande_numero"),
    Liste(DemandeStatements.lire.erased, "Index Scan using demande_id"),
    Liste(MessageStatements.lister.erased, "Index Scan using demande_id"),
  ]

  private func plan(_ statement: AnyStatement) async throws -> [String] { try await VolumePlans.plan(statement, .technicien) }

  @Test(arguments: listes)
  func `a list of demandes walks its index and nothing else`(_ liste: Liste) async throws {
    let plan = try await plan(liste.statement)
    let scans = plan.filter { $0.contains("Scan") && $0.contains(" on demande ") }.map { $0.split(separator: " on ")[0].description }
    #expect(scans == liste.scans, "\(plan.joined(separator: "\n"))")
  }

  /// What is compared in the index, so that a scope or a bound that slips behind the policy shows: under row-level security a condition
  /// that is not leakproof is a filter, checked on every row of the scope.
  @Test(arguments: [
    (DemandeStatements.historique.erased, 2, ["partenaire_id = ", "ROW(depose_le, id) < ", "ROW(depose_le, id) >= "]),
    (DemandeStatements.recentes.erased, 3, ["ROW(depose_le, id) < ", "ROW(depose_le, id) >= "]),
    (DemandeStatements.anciennes.erased, 3, ["ROW(depose_le, id) > ", "ROW(depose_le, id) < "]),
    (DemandeStatements.file.erased, 1, ["caisse_id = ", "ROW((NOT prioritaire), depose_le, id) > "]),
    (DemandeStatements.parNom.erased, 4, ["assure_replie < ", "ROW(assure_replie, depose_le, id) > "]),
    (DemandeStatements.parNumero.erased, 1, ["caisse_id = ", "numero = "]),
  ])
  func `scope and bounds of a list are conditions of its index`(_ statement: AnyStatement, _ branches: Int, _ conditions: [String]) async throws {
    let plan = try await plan(statement)
    let ofDemande = plan.indices.filter { plan[$0].contains("Scan") && plan[$0].contains(" on demande ") }
    #expect(ofDemande.count == branches)
    for index in ofDemande {
      let condition = plan.indices.contains(index + 1) ? plan[index + 1] : ""
      #expect(condition.hasPrefix("Index Cond: "), "\(plan.joined(separator: "\n"))")
      for part in conditions { #expect(condition.contains(part), "\(part) not in \(condition)") }
    }
  }

  @Test(arguments: [
    DemandeStatements.recentes.erased, DemandeStatements.anciennes.erased, DemandeStatements.historique.erased, DemandeStatements.file.erased,
    DemandeStatements.parNom.erased,
  ])
  func `no list of demandes sorts what it reads`(_ statement: AnyStatement) async throws {
    let plan = try await plan(statement)
    #expect(!plan.contains { $0.hasPrefix("Sort") && !$0.hasPrefix("Sort Key") || $0.hasPrefix("Incremental Sort") }, "\(plan.joined(separator: "\n"))")
    #expect(!plan.contains { $0.contains("Seq Scan on demande") || $0.contains("Bitmap") })
  }

  @Test func `messages and history come from the indexes of their object`() async throws {
    #expect(try await plan(MessageStatements.lister.erased).contains { $0.hasPrefix("Index Scan using message_demande on message") })
    #expect(try await plan(JournalStatements.historique.erased).contains { $0.hasPrefix("Index Scan using evenement_objet on evenement") })
  }

  @Test func `numbers past a million a year keep their digits (D-32)`() async throws {
    let numbers = try await VolumePlans.sur(.systeme) { seance in
      try seance.connection.run("select ouvrir_numerotation('CPAM-57', 2031); select setval('\"numero_CPAM-57_2031\"', 999998)")
      return try seance.connection.query("select numero_suivant('CPAM-57', 2031) from generate_series(1, 3)").map { $0[0] }
    }
    #expect(numbers == ["57-2031-999999", "57-2031-1000000", "57-2031-1000001"])
  }
}
