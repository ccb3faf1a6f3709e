import Postgres
import Storage
import Testing

/// What the schema must be whatever it holds.
@Suite struct SchemaTests {
  private static let shared = Result { try BaseMigree.copie() }

  private func query(_ sql: String) throws -> [String] {
    try AdminConnection(try Self.shared.get()).query(sql).map { $0.map { $0 ?? "" }.joined(separator: " ") }
  }

  @Test func `every foreign key is covered by the leading columns of an index`() throws {
    let missing = try query(
      """
      select c.conrelid::regclass, c.conname from pg_constraint c join pg_namespace n on n.oid = c.connamespace
      where c.contype = 'f' and n.nspname = 'public' and not exists (
        select from pg_index i where i.indrelid = c.conrelid
          and (select array_agg(k order by k) from unnest((i.indkey::int2[])[0:cardinality(c.conkey) - 1]) k)
            = (select array_agg(k order by k) from unnest(c.conkey) k))
      order by 1
      """)
    #expect(missing == [])
    #expect(try query("select count(*) >= 20 from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace") == ["t"])
  }

  @Test func `no index repeats the leading columns of another one`() throws {
    let repeated = try query(
      """
      select i.indexrelid::regclass from pg_index i join pg_class c on c.oid = i.indrelid
      where c.relnamespace = 'public'::regnamespace and not i.indisunique and i.indpred is null and i.indexprs is null and not i.indisexclusion
        and exists (select from pg_index o where o.indrelid = i.indrelid and o.indexrelid <> i.indexrelid and o.indpred is null
          and o.indexprs is null and cardinality(o.indkey::int2[]) > cardinality(i.indkey::int2[])
          and (o.indkey::int2[])[0:cardinality(i.indkey::int2[]) - 1] = (i.indkey::int2[])[0:cardinality(i.indkey::int2[]) - 1])
      order by 1
      """)
    #expect(repeated == [])
  }

  /// Tables that hold what identifies people of several tenants, and why some have no policy.
  private static let sansPolitique: [String: String] = [
    "session": "found by the digest of its token, before there is any context",
    "secret_compte": "found by the identifiant, before there is any context",
    "notification": "written with a fact, emptied by the messager, never shown",
  ]

  @Test func `every table with personal data of two tenants is behind row-level security, forced on its owner (R-34)`() throws {
    let personal = try query(
      """
      select distinct c.relname from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        and c.relname || '.' || a.attname ~
          '[._](nom|prenom|replie|telephone|destinataire|identifiant|texte|corps|naissance)$|[.]email$|[.](acteur|auteur)_libelle$|^session[.]libelle$'
        and c.relname <> 'migration'
      order by 1
      """)
    let walled = try query("select relname from pg_class where relrowsecurity and relforcerowsecurity order by 1")
    #expect(walled == ["abonnement_calendrier", "annuaire", "compte", "contact", "demande", "evenement", "idempotence", "message"])
    #expect(Set(personal).subtracting(walled) == Set(Self.sansPolitique.keys))
    #expect(try query("select relname from pg_class where relrowsecurity <> relforcerowsecurity") == [])
  }

  @Test func `aucune colonne ne peut porter un NIR (R-29)`() throws {
    let columns = try query(
      """
      select table_name, column_name from information_schema.columns
      where table_schema = 'public' and column_name ~* 'nir|nss|numero_securite|secu' order by 1, 2
      """)
    #expect(columns == [])
  }

  @Test func `the application's role has exactly these rights`() throws {
    let tables = try query(
      """
      select c.relname || ':' , string_agg(lower(a.privilege_type), ' ' order by array_position('{SELECT,INSERT,UPDATE,DELETE,USAGE}', a.privilege_type))
      from pg_class c, aclexplode(c.relacl) a where a.grantee = 'ep_app'::regrole group by 1 order by 1
      """)
    #expect(tables == [
      "abonnement_calendrier: select insert update delete", "acces: select insert update", "action_convention: select insert update",
      "activation: select insert update", "annuaire: select insert update", "avenant: select insert update", "avenant_signature: select insert",
      "caisse: select",
      "compte: select insert update", "contact: select insert update delete", "convention: select insert update",
      "courrier: select insert update", "demande: select insert", "denonciation: select insert", "differend: select insert update",
      "document_convention: select insert", "echeance_constatee: select insert", "evenement: select insert",
      "fonctionnalite: select insert update", "idempotence: select insert update delete", "instance: select insert update",
      "message: select insert", "mise_en_demeure: select insert update", "modele_convention: select insert",
      "notification: select insert update", "partenaire: select insert update", "partenaire_caisse: select insert update",
      "resiliation: select insert", "secret_compte: select insert update", "session: select insert update delete",
      "signature: select insert", "tentative: select insert update delete", "unite: select insert",
    ])
    let columns = try query(
      """
      select c.relname || ':', lower(a.privilege_type), string_agg(t.attname, ' ' order by t.attnum)
      from pg_attribute t join pg_class c on c.oid = t.attrelid, aclexplode(t.attacl) a
      where a.grantee = 'ep_app'::regrole group by 1, 2 order by 1
      """)
    #expect(columns == [
      "demande: update agent_id agent_nom service_destinataire etat motif_fin reponse modifie_le prise_le cloture_le version"
    ])
    #expect(try query("select relname from pg_class c, aclexplode(c.relacl) a where a.grantee = 0 and c.relnamespace = 'public'::regnamespace") == ["migration"])
    #expect(try query("select has_schema_privilege('ep_app', 'public', 'create')") == ["f"])
  }

  @Test func `functions that run as their owner are few, named, and pin their search path`() throws {
    let definer = try query(
      """
      select p.proname, array_to_string(p.proconfig, ' ') from pg_proc p
      where p.prosecdef and p.pronamespace = 'public'::regnamespace order by 1
      """)
    #expect(definer.count == 1)
    #expect(definer.first?.hasPrefix("ouvrir_numerotation search_path=") == true && definer.first?.hasSuffix("pg_temp") == true)
  }
}
