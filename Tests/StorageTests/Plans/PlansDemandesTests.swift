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
    Liste(DemandeStatements.recentes[.caisse].erased, "Index Scan using demande_recentes"),
    Liste(DemandeStatements.recentes[.partenaire].erased, "Index Scan using demande_historique_caisse"),
    Liste(DemandeStatements.recentes[.unite].erased, "Index Scan using demande_historique_unite_caisse"),
    Liste(DemandeStatements.anciennes[.caisse].erased, "Index Scan Backward using demande_recentes"),
    Liste(DemandeStatements.anciennes[.partenaire].erased, "Index Scan Backward using demande_historique_caisse"),
    Liste(DemandeStatements.anciennes[.unite].erased, "Index Scan Backward using demande_historique_unite_caisse"),
    Liste(DemandeStatements.file.erased, "Index Scan using demande_file"),
    Liste(DemandeStatements.parNom[.caisse].erased, "Index Scan using demande_id"),
    Liste(DemandeStatements.parNom[.partenaire].erased, "Index Scan using demande_id"),
    Liste(DemandeStatements.parNom[.unite].erased, "Index Scan using demande_id"),
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
  @Test(
    arguments: PorteeDemandes.allCases.flatMap { portee -> [(AnyStatement, Int, [String])] in
      let scope = [PorteeDemandes.caisse: "caisse_id = ", .partenaire: "partenaire_id = ", .unite: "unite_id = "][portee] ?? "?"
      return [
        (DemandeStatements.recentes[portee].erased, 1, [scope, "caisse_id = ", "ROW(depose_le, id) < ", "ROW(depose_le, id) >= "]),
        (DemandeStatements.anciennes[portee].erased, 1, [scope, "caisse_id = ", "ROW(depose_le, id) > ", "ROW(depose_le, id) < "]),
      ]
    } + [
      (DemandeStatements.file.erased, 1, ["caisse_id = ", "ROW((NOT prioritaire), depose_le, id) > "]),
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

  /// One page per open caisse is cut along the index before they are sorted together.
  private static let parCaisseOuverte = [PorteeDemandes.partenaire, .unite].flatMap {
    [DemandeStatements.recentes[$0].erased, DemandeStatements.anciennes[$0].erased]
  }

  @Test(arguments: parCaisseOuverte)
  func `l'historique d'un partenaire se coupe caisse par caisse, le long de son index (D-29, R-34)`(_ statement: AnyStatement) async throws {
    let plan = try await VolumePlans.arbres([statement], .technicien)[0]
    let index = statement.name.hasSuffix("unite") ? "demande_historique_unite_caisse" : "demande_historique_caisse"
    #expect(plan.marche(index) != nil, "\(plan)")
  }

  /// The words are walked along, and each demande read by its id, until the page is full.
  @Test(arguments: PorteeDemandes.allCases)
  func `une recherche suit les mots de son domaine, en conditions de leur index (D-07)`(_ portee: PorteeDemandes) async throws {
    let plan = try await VolumePlans.arbres([DemandeStatements.parNom[portee].erased], .technicien)[0]
    let marche = try #require(plan.marche(portee == .caisse ? "demande_mot_pkey" : "demande_mot_partenaire"), "\(plan)")
    for part in [portee == .caisse ? "caisse_id = " : "partenaire_id = ", "cle < ", "ROW(cle, demande_id) > "] {
      #expect(marche.condition.contains(part), "\(marche)")
    }
  }

  @Test(
    arguments: listes.map(\.statement).filter { statement in
      statement.sql.contains("order by d.") && !([DemandeStatements.parNumero.erased] + parCaisseOuverte).contains { $0 == statement }
    })
  func `no list of demandes sorts what it reads`(_ statement: AnyStatement) async throws {
    let plan = try await plan(statement)
    #expect(
      !plan.contains { $0.hasPrefix("Sort") && !$0.hasPrefix("Sort Key") || $0.hasPrefix("Incremental Sort") }, "\(plan.joined(separator: "\n"))")
    #expect(!plan.contains { $0.contains("Seq Scan on demande") || $0.contains("Bitmap") })
  }

  @Test func `messages and history come from the indexes of their object`() async throws {
    #expect(try await plan(MessageStatements.lister.erased).contains { $0.hasPrefix("Index Scan using message_demande on message") })
    #expect(try await plan(JournalStatements.historique.erased).contains { $0.hasPrefix("Index Scan using evenement_objet on evenement") })
  }

  @Test func `ranks run per caisse and year, from a sequence opened when it is first needed (D-32)`() async throws {
    let ranks = try await VolumePlans.sur(.technicien) { seance in
      try seance.connection.run(
        """
        insert into acces (compte_id, caisse_id, partenaire_id, modifie_le)
        select contexte('compte'), c.id, contexte('partenaire'), now() from caisse c where c.code in ('CPAM-57', 'CPAM-58') on conflict do nothing;
        set local role ep_app
        """)
      return try ["('CPAM-57', 2031)", "('CPAM-57', 2031)", "('CPAM-58', 2031)", "('CPAM-57', 2032)"].map {
        try seance.connection.query("select rang_suivant\($0)")[0][0]
      }
    }
    #expect(ranks == ["1", "2", "1", "1"])
  }
}
