import JSON
import Postgres
import Storage
import TestSupport

/// Enough rows for the planner to care: what grows with use, of partners among hundreds, in one caisse among twenty. The demandes are those
/// of thirty partners, in two caisses; the last one is another's, because a planner knows where an index ends.
struct VolumePlans {
  let base: String

  static let partage = Result { try VolumePlans() }

  /// The partner and caisse whose people the plans are asked for.
  static let (partenaire, caisse) = (id("a", 7), id("c", 1))

  static func id(_ family: String, _ rank: Int) -> String {
    "\(family)0000000-0000-7000-8000-" + String(repeating: "0", count: 12 - String(rank).count) + String(rank)
  }

  private init() throws {
    base = try BaseMigree.copie()
    // Rows of the foreign keys would add nothing to the plans.
    try AdminConnection(base).run(
      """
      set session_replication_role = replica;
      create function pg_temp.id(famille text, rang bigint) returns uuid language sql immutable
        as $$ select (famille || '0000000-0000-7000-8000-' || lpad(rang::text, 12, '0'))::uuid $$;
      \(Self.referentiel); \(Self.demandes); \(Self.conventions); \(Self.suites); \(Self.comptes); \(Self.acces);
      set session_replication_role = origin;
      analyze
      """)
  }

  static let demandes = """
    insert into demande (caisse_id, id, numero, partenaire_id, unite_id, convention_id, technicien_id, technicien_nom, technicien_prenom,
      partenaire_denomination, type, details, assure_civilite, assure_nom, assure_prenom, assure_date_naissance, assure_departement_residence,
      personne_accompagnee, qualite_representation, urgente, complexe, prioritaire, avertissements, origine, etat, depose_le, modifie_le)
    select pg_temp.id('c', 1 + i % 30 % 2), pg_temp.id('d', i), (57 + i % 30 % 2) || '-2025-' || lpad(i::text, 6, '0'),
      pg_temp.id('a', case i when 12000 then \(partenaires) else 1 + i % 30 end),
      case when i / 30 % 4 > 0 then pg_temp.id('e', i % 30 * 10 + i / 30 % 4) end, gen_random_uuid(), gen_random_uuid(), 'N', 'P', 'D', 'CONTACT',
      '{}', 'MME', 'nom' || i % 500, 'Élise', '1980-01-01', '57', true, 'AUCUNE', i % 9 = 0, false, i % 9 = 0, '{}', 'PORTAIL',
      case when i % 20 = 0 then 'ACCUSEE' else 'CLOTUREE' end, timestamptz '2025-01-01' + i * interval '1 minute', now()
    from generate_series(1, 12000) i;
    insert into demande_mot (caisse_id, demande_id, partenaire_id, unite_id, cle, commun)
    select d.caisse_id, d.id, d.partenaire_id, d.unite_id, m.cle, m.commun from demande d, cles_recherche(d.assure_nom || ' ' || d.assure_prenom) m;
    insert into message (caisse_id, id, demande_id, partenaire_id, auteur_id, auteur_role, auteur_libelle, texte, attend_reponse, avertissements, cree_le)
    select caisse_id, gen_random_uuid(), id, partenaire_id, gen_random_uuid(), 'TECHNICIEN', 'x', 'x', false, '{}', now() from demande;
    insert into evenement (instant, acteur_role, caisse_id, partenaire_id, objet, objet_id, code)
    select now(), 'TECHNICIEN', caisse_id, partenaire_id, 'DEMANDE', id, 'DEMANDE_ACCUSEE' from demande
    """

  /// The plan of a statement as the service gets it: its role, its settings, a context opened, no value of a parameter known.
  static func plan(_ statement: AnyStatement, _ lecteur: Lecteur) async throws -> [String] {
    try await sur(lecteur) { try $0.expliquer(statement, "costs off") }.map { String($0.drop { $0 == " " || $0 == "-" || $0 == ">" }) }
  }

  /// The same as trees, of many statements in that order.
  static func arbres(_ statements: [AnyStatement], _ lecteur: Lecteur) async throws -> [NoeudPlan] {
    try await sur(lecteur) { seance in try statements.map { try seance.arbre($0) } }
  }

  /// The same, as if that index had been dropped.
  static func arbre(_ statement: AnyStatement, _ lecteur: Lecteur, sans index: String) async throws -> NoeudPlan {
    try await sur(lecteur) { try $0.arbre(statement, sans: index) }
  }

  /// On a thread of its own: filling the base takes seconds, and the tests that answer on a loop need the threads of the process.
  static func sur<Value: Sendable>(_ lecteur: Lecteur, _ body: @escaping @Sendable (SeancePlans) throws -> Value) async throws -> Value {
    try await onPlainThread { try body(try SeancePlans(try partage.get().base, lecteur)) }
  }
}

/// One connection of the service, in a transaction that is never committed, in that reader's context.
final class SeancePlans {
  let connection: AdminConnection

  fileprivate init(_ base: String, _ lecteur: Lecteur) throws {
    connection = try AdminConnection(base)
    try connection.run("set plan_cache_mode = force_generic_plan; begin")
    _ = try connection.query("select set_config('ep.role', $1, true)", [lecteur.rawValue])
    for (name, value) in lecteur.contexte { _ = try connection.query("select set_config($1, $2, true)", ["ep.\(name)", value]) }
  }

  /// In a transaction of that connection, without a context.
  init(_ connection: AdminConnection) throws {
    self.connection = connection
    try connection.run("rollback; begin")
  }

  func arbre(_ statement: AnyStatement, sans index: String? = nil) throws -> NoeudPlan {
    let text = try expliquer(statement, "costs off, format json", sans: index).joined(separator: "\n")
    return NoeudPlan(try JSONReader.parse(text).array?.first?["Plan"] ?? .null)
  }

  func expliquer(_ statement: AnyStatement, _ options: String, sans index: String? = nil) throws -> [String] {
    try connection.run("savepoint avant")
    if let index { _ = try connection.query("update pg_index set indisvalid = false where indexrelid = $1::regclass", [index]) }
    try connection.run("set local role \(AllStatements.role(de: statement)); prepare liste as \(statement.sql)")
    let count =
      try connection.query("select cardinality(parameter_types) from pg_prepared_statements where name = 'liste'")[0][0].flatMap { Int($0) } ?? 0
    let values = count == 0 ? "" : "(\(Array(repeating: "null", count: count).joined(separator: ", ")))"
    let plan = try connection.query("explain (\(options)) execute liste\(values)").map { $0[0] ?? "" }
    try connection.run("deallocate liste; rollback to avant; release avant")
    return plan
  }
}

/// Whose context a plan is made in: kept by the connection, it then serves everybody.
enum Lecteur: String, CaseIterable, Sendable {
  case agent = "AGENT_CAISSE"
  case gestionnaire = "GESTIONNAIRE"
  case technicien = "TECHNICIEN"
  case systeme = "SYSTEME"

  var contexte: [String: String] {
    switch self {
    case .agent: ["caisse": VolumePlans.caisse, "compte": VolumePlans.id("b", 20_000)]
    case .gestionnaire: ["partenaire": VolumePlans.partenaire, "compte": VolumePlans.id("b", 6)]
    case .technicien: ["partenaire": VolumePlans.partenaire, "compte": VolumePlans.id("b", 806)]
    case .systeme: [:]
    }
  }
}
