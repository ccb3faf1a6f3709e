import Postgres
import Testing

/// Every table × every role × every context: what is seen, inserted, changed and deleted. The tables are those of the schema: a new one is
/// walked too, and fails until it has its lines (`DeuxLocataires`) and its place here.
@Suite struct MursTests {
  /// What anybody's context reads, and why: told by a comment of the table that begins with « Mur : ».
  private static let communes: Set = ["caisse", "migration", "modele_convention", "tentative"]
  private static let sansContexte: Set = ["migration", "modele_convention"]

  /// What each context of one caisse sees of its own, besides what is common.
  private static let delActe: Set = [
    "action_convention", "avenant", "avenant_signature", "convention", "courrier", "denonciation", "differend", "document_convention",
    "echeance_constatee", "fonctionnalite", "instance", "mise_en_demeure", "partenaire", "partenaire_caisse", "resiliation", "signature", "unite",
  ]
  private static let siens: Set = ["acces", "activation", "compte", "contact", "evenement", "idempotence", "secret_compte", "session"]

  struct Vue: CustomTestStringConvertible, Sendable {
    let nom: String
    let role: String
    let contexte: [String: String]
    /// Tables of which the lines of tenant a, and no other, are seen.
    let voit: Set<String>
    var testDescription: String { nom }
  }

  private static let vues: [Vue] = [
    Vue(nom: "ep_app sans contexte", role: "ep_app", contexte: [:], voit: []),
    Vue(nom: "ep_app, un contexte du programme", role: "ep_app", contexte: ["role": "SYSTEME"], voit: []),
    Vue(nom: "ep_app, une machine", role: "ep_app", contexte: ["role": "CLIENT", "partenaire": ""], voit: []),
    Vue(
      nom: "ep_app, un compte qui n'existe pas", role: "ep_app", contexte: ["role": "COMPTE", "compte": "cccccccc-0000-7000-8000-000000000001"],
      voit: []),
    Vue(
      nom: "ep_app, l'agent d'une autre caisse", role: "ep_app",
      contexte: ["role": "AGENT_CAISSE", "compte": "cccccccc-0000-7000-8000-000000000001", "caisse": "cccccccc-0000-7000-8000-000000000002"], voit: []
    ),
    Vue(
      nom: "ep_app, le gestionnaire d'un autre partenaire", role: "ep_app",
      contexte: ["role": "GESTIONNAIRE", "compte": "cccccccc-0000-7000-8000-000000000001", "partenaire": "cccccccc-0000-7000-8000-000000000003"],
      voit: []),
    Vue(
      nom: "ep_app, l'agent", role: "ep_app", contexte: Locataire.a.contexte(Locataire.agent, "AGENT_CAISSE"),
      voit: delActe.union(siens).union(["annuaire", "compte_mot", "demande", "demande_mot", "message", "partenaire_mot"])),
    Vue(
      nom: "ep_app, la direction", role: "ep_app", contexte: Locataire.a.contexte(Locataire.agent, "DIRECTION_CAISSE"),
      voit: delActe.union(siens).union(["annuaire", "compte_mot", "demande", "demande_mot", "message", "partenaire_mot"])),
    Vue(
      nom: "ep_app, le gestionnaire", role: "ep_app", contexte: Locataire.a.contexte(Locataire.gestionnaire, "GESTIONNAIRE"),
      voit: delActe.union(siens).union(["abonnement_calendrier", "compte_mot"]).subtracting(["evenement"])),
    Vue(
      nom: "ep_app, le technicien", role: "ep_app", contexte: Locataire.a.contexte(Locataire.technicien, "TECHNICIEN"),
      voit: delActe.union(siens).union(["demande", "demande_mot", "message"])),
    Vue(
      nom: "ep_app, qui se connecte", role: "ep_app", contexte: ["role": "COMPTE", "compte": Locataire.a.id(Locataire.technicien)],
      voit: ["acces", "activation", "compte", "evenement", "idempotence", "partenaire_caisse", "secret_compte", "session"]),
    Vue(nom: "ep_echeances sans contexte", role: "ep_echeances", contexte: [:], voit: []),
    Vue(nom: "ep_messager", role: "ep_messager", contexte: [:], voit: []),
  ]

  // MARK: walking

  private static func tables(_ admin: AdminConnection) throws -> [String] {
    try admin.query("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'm', 'v', 'f') order by 1")
      .compactMap { $0[0] }
  }

  /// The columns of a table on which a role has that right, in order.
  private static func colonnes(_ admin: AdminConnection, _ role: String, _ table: String, _ droit: String) throws -> [String] {
    try admin.query(
      """
      select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and ($3 = 'SELECT' or attgenerated = '' and attidentity = '')
        and has_column_privilege($2, attrelid, attnum, $3) order by attnum
      """, [table, role, droit]
    ).compactMap { $0[0] }
  }

  /// A connection of that role in a transaction under that context; its end undoes everything.
  private static func ouvrir(_ vue: Vue) throws -> AdminConnection {
    let connection = try AdminConnection(try DeuxLocataires.partage.get() + " user=\(vue.role)")
    try connection.run("begin")
    for (nom, valeur) in vue.contexte { _ = try connection.query("select set_config($1, $2, true)", ["ep.\(nom)", valeur]) }
    return connection
  }

  /// The lines that a statement gives as text; nil when it is refused (42501). Undone at once.
  private static func lignes(_ connection: AdminConnection, _ sql: String) throws -> [String]? {
    try connection.run("savepoint avant")
    defer { try? connection.run("rollback to avant") }
    do throws(PostgresError) {
      return try connection.query(sql).map { $0[0] ?? "" }
    } catch {
      guard case .server(let refusal) = error else { throw error }
      if refusal.sqlState != "42501" { Issue.record("\(refusal.sqlState) \(refusal.message) : \(sql)") }
      return nil
    }
  }

  private static func estA(_ ligne: String) -> Bool { ligne.contains(Locataire.a.marque) && !ligne.contains(Locataire.b.marque) }

  private static func texte(_ columns: [String]) -> String { "concat_ws('|', \(columns.map { "\($0)::text" }.joined(separator: ", ")))" }

  @Test func `toute table a son mur, forcé, ou dit pourquoi elle n'en a pas (R-34)`() throws {
    let admin = try AdminConnection(try DeuxLocataires.partage.get())
    let sans = try admin.query(
      """
      select relname, relrowsecurity and relforcerowsecurity, coalesce(obj_description(oid, 'pg_class'), '') from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'm', 'v', 'f') order by 1
      """)
    for ligne in sans {
      let (nom, mur, raison) = (ligne[0] ?? "", ligne[1] == "t", ligne[2] ?? "")
      #expect(mur || raison.hasPrefix("Mur : "), "\(nom)")
      #expect(Self.communes.contains(nom) == raison.hasPrefix("Mur : "), "\(nom) : \(raison)")
    }
    #expect(try admin.query("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('m', 'v', 'f')") == [])
  }

  @Test func `chaque table a une ligne de chacun, sinon le parcours ne prouve rien`() throws {
    let admin = try AdminConnection(try DeuxLocataires.partage.get())
    for table in try Self.tables(admin) where !["migration", "modele_convention"].contains(table) {
      let lignes = try admin.query("select t::text from \(table) t").compactMap { $0[0] }
      // Or the digest that begins with it.
      let marque = { (locataire: Locataire) in lignes.contains { $0.contains(locataire.marque) || $0.contains(locataire.marqueHex) } }
      #expect(marque(.a) && marque(.b), "\(table)")
    }
  }

  @Test(arguments: vues) func `nul ne lit, ne change ni ne supprime que ce que son contexte lui ouvre (R-34)`(_ vue: Vue) throws {
    let admin = try AdminConnection(try DeuxLocataires.partage.get())
    let connection = try Self.ouvrir(vue)
    var vues: Set<String> = []
    for table in try Self.tables(admin) {
      let lisibles = try Self.colonnes(admin, vue.role, table, "SELECT")
      guard !lisibles.isEmpty else {
        #expect(try Self.lignes(connection, "select 1 from \(table)") == nil, "\(table)")
        continue
      }
      let commune = Self.communes.contains(table) && (Self.sansContexte.contains(table) || vue.contexte["role"] != nil)
      if vue.role == "ep_messager", ["notification", "activation"].contains(table) { continue }
      let lues = try #require(try Self.lignes(connection, "select \(Self.texte(lisibles)) from \(table)"), "\(table)")
      if !commune {
        #expect(lues.allSatisfy(Self.estA), "\(table) \(lues)")
        if !lues.isEmpty { vues.insert(table) }
      }
      let siennes = lues.count
      let ecrites = try Self.colonnes(admin, vue.role, table, "UPDATE")
      // Without a column of one's own to change, any that can be.
      let colonne = try ecrites.first ?? #require(try Self.colonnes(admin, "postgres", table, "UPDATE").first)
      let changees = try Self.lignes(connection, "update \(table) set \(colonne) = \(colonne) returning '1'")
      #expect(ecrites.isEmpty ? changees == nil : (changees?.count ?? 0) <= siennes, "update \(table)")
      let supprimees = try Self.lignes(connection, "delete from \(table) returning '1'")
      #expect((supprimees?.count ?? 0) <= siennes, "delete \(table)")
    }
    #expect(vues == vue.voit)
  }

  @Test(arguments: vues) func `nul n'insère la ligne d'un autre (R-34)`(_ vue: Vue) throws {
    let admin = try AdminConnection(try DeuxLocataires.partage.get())
    let connection = try Self.ouvrir(vue)
    for table in try Self.tables(admin) where table != "migration" {
      let columns = try Self.colonnes(admin, vue.role, table, "INSERT")
      // Counters are anybody's; the caisse's own people record partners, whom nobody has yet.
      guard !columns.isEmpty, !(table == "tentative" && vue.contexte["role"] != nil) else { continue }
      if table == "partenaire", ["AGENT_CAISSE", "DIRECTION_CAISSE"].contains(vue.contexte["role"] ?? "") { continue }
      // The line of b that is there already: refused by the wall before the key sees it twice.
      let ligne = try admin.query("select to_jsonb(t)::text from \(table) t order by t::text desc limit 1").first?[0]
      let names = columns.joined(separator: ", ")
      try connection.run("savepoint avant")
      #expect(throws: PostgresError.self, "\(table)") {
        _ = try connection.query("insert into \(table) (\(names)) select \(names) from jsonb_populate_record(null::\(table), $1::jsonb)", [ligne])
      }
      try connection.run("rollback to avant")
      let sql =
        "insert into \(table) (\(names)) select \(names) from jsonb_populate_record(null::\(table), '\((ligne ?? "").replacing("'", with: "''"))'::jsonb) returning '1'"
      #expect(try Self.lignes(connection, sql) == nil, "\(table)")
    }
  }

  @Test func `les échéances voient tous les locataires sous leur seul contexte, et n'écrivent que ce qu'elles constatent`() throws {
    let admin = try AdminConnection(try DeuxLocataires.partage.get())
    let connection = try Self.ouvrir(Vue(nom: "", role: "ep_echeances", contexte: ["role": "SYSTEME"], voit: []))
    var (lues, inserees, changees, supprimees): (Set<String>, Set<String>, Set<String>, Set<String>) = ([], [], [], [])
    for table in try Self.tables(admin) where table != "migration" {
      let lisibles = try Self.colonnes(admin, "ep_echeances", table, "SELECT")
      if let lignes = lisibles.isEmpty ? nil : try Self.lignes(connection, "select \(lisibles[0])::text from \(table)"), !lignes.isEmpty {
        lues.insert(table)
      }
      if try !Self.colonnes(admin, "ep_echeances", table, "INSERT").isEmpty { inserees.insert(table) }
      if try !Self.colonnes(admin, "ep_echeances", table, "UPDATE").isEmpty { changees.insert(table) }
      if try Self.lignes(connection, "delete from \(table)") != nil { supprimees.insert(table) }
    }
    #expect(
      lues
        == Self.delActe.union(["acces", "caisse", "compte", "contact", "idempotence", "modele_convention", "session"])
        .subtracting(["action_convention", "document_convention", "unite"]))
    #expect(inserees == ["echeance_constatee", "evenement", "instance", "notification"])
    #expect(changees == ["compte", "idempotence"])
    #expect(supprimees == ["idempotence", "session"])
  }

  @Test func `le messager ne voit que ce qui est à envoyer, et rien de ce qui l'a été`() throws {
    let connection = try Self.ouvrir(Vue(nom: "", role: "ep_messager", contexte: ["role": "SYSTEME"], voit: []))
    #expect(try Self.lignes(connection, "select id::text from notification")?.count == 2)
    #expect(try Self.lignes(connection, "update notification set envoye_le = now() returning id::text")?.count == 2)
    #expect(try Self.lignes(connection, "update notification set envoye_le = now() - interval '1 day' returning id::text") == nil)
    #expect(try Self.lignes(connection, "select compte_id::text from notification") == nil)
    #expect(try Self.lignes(connection, "update notification set destinataire = 'x'") == nil)
    #expect(try Self.lignes(connection, "delete from notification") == nil)
    #expect(try Self.lignes(connection, "select id::text, utilise_le, remplace_le from activation")?.count == 6)
    #expect(try Self.lignes(connection, "select compte_id::text from activation") == nil)
  }
}
