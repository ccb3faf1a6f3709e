package import Postgres

/// The place in the database that each variable promises. A connection under another role is told at start: a stronger one would pass under the
/// walls, a weaker one would be refused by PostgreSQL at the first request.
package enum PlaceBase: Sendable {
  case proprietaire
  /// A role that row-level security binds, and a table that only that place may use so.
  case role(String, temoin: String, colonne: String)

  /// Nil for what is no database.
  init?(_ variable: Variable) {
    switch variable {
    case .base: self = .proprietaire
    case .baseApp: self = .role("ep_app", temoin: "session", colonne: "jeton")
    case .baseEcheances: self = .role("ep_echeances", temoin: "convention", colonne: "id")
    case .baseMessager: self = .role("ep_messager", temoin: "notification", colonne: "destinataire")
    default: return nil
    }
  }

  fileprivate static let autres = ["ep_app", "ep_echeances", "ep_messager", "ep_gardien"]
}

/// Why a connection is refused before anything is done with it.
package struct RoleRefuse: Error, CustomStringConvertible {
  package let description: String
}

extension PlaceBase {
  /// Throws `RoleRefuse` when this connection has not the role of its place.
  func verifier(_ connexion: AdminConnection, _ variable: Variable) throws {
    switch self {
    case .proprietaire: try Self.verifierProprietaire(connexion, variable)
    case .role(let nom, let temoin, let colonne): try Self.verifierRole(connexion, variable, nom, temoin: temoin, colonne: colonne)
    }
  }

  private static func verifierRole(
    _ connexion: AdminConnection, _ variable: Variable, _ nom: String, temoin: String, colonne: String
  ) throws {
    // Through pg_roles: asking for a role that does not exist would be an error. MEMBER: what it could become by `set role`.
    let lue = try connexion.query(
      """
      select r.rolname, r.rolsuper or r.rolbypassrls or exists (select from pg_class t
          where t.relkind in ('r', 'p') and t.relnamespace = (select relnamespace from pg_class where oid = to_regclass('migration'))
          and pg_has_role(r.oid, t.relowner, 'MEMBER')),
        exists (select from pg_roles p where p.rolname = $1 and pg_has_role(r.oid, p.oid, 'USAGE')),
        (select string_agg(p.rolname, ', ' order by p.rolname) from pg_roles p
          where p.rolname = any (string_to_array($2, ',')) and p.rolname <> $1 and pg_has_role(r.oid, p.oid, 'MEMBER')),
        to_regclass($3) is not null, coalesce(has_column_privilege(r.oid, to_regclass($3), $4::text, 'SELECT'), false)
      from pg_roles r where r.rolname = current_user
      """, [nom, autres.joined(separator: ","), temoin, colonne])[0]
    let role = lue[0] ?? ""
    let remede = "donnez une connexion sous le rôle \(nom), que « espace-partenaires migrate » crée"
    func refus(_ pourquoi: String) -> RoleRefuse { RoleRefuse(description: "\(variable.nom) : le rôle « \(role) » \(pourquoi) : \(remede).") }
    if lue[1] == "t" { throw refus("est superutilisateur, contourne les politiques de lignes ou possède les tables") }
    guard lue[2] == "t" else { throw refus("n'a pas les droits de \(nom)") }
    if let autres = lue[3] { throw refus("a aussi ceux de \(autres)") }
    guard lue[4] == "t" else {
      throw RoleRefuse(description: "\(variable.nom) : cette base n'a pas le schéma du programme. Lancez « espace-partenaires migrate ».")
    }
    guard lue[5] == "t" else { throw refus("n'a pas, dans cette base, le droit de lire « \(temoin) »") }
  }

  private static func verifierProprietaire(_ connexion: AdminConnection, _ variable: Variable) throws {
    // On a database without the schema, whoever may create it there.
    let lue = try connexion.query(
      """
      select r.rolname, r.rolsuper or coalesce(
        (select pg_has_role(r.oid, relowner, 'USAGE') from pg_class where oid = to_regclass('migration')),
        has_schema_privilege(r.oid, coalesce(current_schema, 'public'), 'CREATE'))
      from pg_roles r where r.rolname = current_user
      """)[0]
    guard lue[1] == "t" else {
      throw RoleRefuse(
        description: "\(variable.nom) : le rôle « \(lue[0] ?? "") » n'est pas le propriétaire du schéma : donnez une connexion sous celui qui l'est.")
    }
  }
}

extension Environnement {
  /// Connects to the database that a variable names, under the role of its place, and runs work there; failures as by `surBase`.
  package func surPlace<Resultat>(_ variable: Variable, _ travail: (AdminConnection) throws -> Resultat) throws -> Resultat {
    try surBase(variable) { connexion in
      let ouverte = try AdminConnection(connexion)
      try Self.verifierPlace(ouverte, variable)
      return try travail(ouverte)
    }
  }

  /// Throws `RoleRefuse` when this connection has not the role that the variable promises.
  package static func verifierPlace(_ connexion: AdminConnection, _ variable: Variable) throws {
    try PlaceBase(variable)?.verifier(connexion, variable)
  }
}
