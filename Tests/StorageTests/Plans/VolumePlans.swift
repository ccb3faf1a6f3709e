import Postgres
import Storage

/// Enough rows for the planner to care: one small partner among thirty, in one caisse among two, each with its demandes.
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
    let connection = try AdminConnection(base)
    // Rows of the foreign keys would add nothing to the plans.
    try connection.run(
      """
      set session_replication_role = replica;
      insert into caisse (id, code, denomination, departement, adresse, fuseau, calendrier_jours_ouvres, cree_le)
      select ('c0000000-0000-7000-8000-' || lpad(c::text, 12, '0'))::uuid, 'CPAM-' || 56 + c, 'Caisse', (56 + c)::text, 'x', 'PARIS', 'NATIONAL', now()
      from generate_series(1, 2) c;
      insert into partenaire_caisse (partenaire_id, caisse_id, cree_le)
      select ('a0000000-0000-7000-8000-' || lpad(p::text, 12, '0'))::uuid, ('c0000000-0000-7000-8000-' || lpad((1 + p % 2)::text, 12, '0'))::uuid, now()
      from generate_series(1, 30) p;
      insert into demande (caisse_id, id, numero, partenaire_id, unite_id, convention_id, technicien_id, technicien_nom, technicien_prenom,
        partenaire_denomination, type, details, assure_civilite, assure_nom, assure_prenom, assure_date_naissance, assure_departement_residence,
        personne_accompagnee, qualite_representation, urgente, complexe, prioritaire, avertissements, origine, etat, depose_le, modifie_le)
      select ('c0000000-0000-7000-8000-' || lpad((1 + i % 30 % 2)::text, 12, '0'))::uuid, ('d0000000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid,
        (57 + i % 30 % 2) || '-2025-' || lpad(i::text, 6, '0'), ('a0000000-0000-7000-8000-' || lpad((1 + i % 30)::text, 12, '0'))::uuid,
        case when i / 30 % 4 > 0 then ('e0000000-0000-7000-8000-' || lpad((i % 30 * 10 + i / 30 % 4)::text, 12, '0'))::uuid end,
        gen_random_uuid(), gen_random_uuid(), 'N', 'P', 'D', 'CONTACT', '{}', 'MME', 'nom' || i % 500, 'Élise', '1980-01-01', '57', true, 'AUCUNE',
        i % 9 = 0, false, i % 9 = 0, '{}', 'PORTAIL', case when i % 20 = 0 then 'ACCUSEE' else 'CLOTUREE' end,
        timestamptz '2025-01-01' + i * interval '1 minute', now()
      from generate_series(1, 12000) i;
      insert into message (caisse_id, id, demande_id, partenaire_id, auteur_id, auteur_role, auteur_libelle, texte, attend_reponse, avertissements, cree_le)
      select caisse_id, gen_random_uuid(), id, partenaire_id, gen_random_uuid(), 'TECHNICIEN', 'x', 'x', false, '{}', now() from demande;
      insert into evenement (instant, acteur_role, caisse_id, partenaire_id, objet, objet_id, code)
      select now(), 'TECHNICIEN', caisse_id, partenaire_id, 'DEMANDE', id, 'DEMANDE_ACCUSEE' from demande;
      set session_replication_role = origin;
      analyze
      """)
  }

  /// The plan of a statement as the service gets it: its role, its settings, a context opened, no value of a parameter known.
  func plan(_ statement: AnyStatement, role: String, context: [String: String]) throws -> [String] {
    let connection = try AdminConnection("\(base) user=ep_app")
    try connection.run("set plan_cache_mode = force_generic_plan; begin; prepare liste as \(statement.sql)")
    _ = try connection.query("select set_config('ep.role', $1, true)", [role])
    for (name, value) in context { _ = try connection.query("select set_config($1, $2, true)", ["ep.\(name)", value]) }
    let count = try connection.query("select cardinality(parameter_types) from pg_prepared_statements where name = 'liste'")[0][0].flatMap { Int($0) } ?? 0
    let values = count == 0 ? "" : "(\(Array(repeating: "null", count: count).joined(separator: ", ")))"
    return try connection.query("explain (costs off) execute liste\(values)").map { ($0[0] ?? "").trimmed }
  }
}

extension String {
  fileprivate var trimmed: String { String(drop { $0 == " " || $0 == "-" || $0 == ">" }) }
}
