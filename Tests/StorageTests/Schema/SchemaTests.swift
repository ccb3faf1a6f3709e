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

  /// Any other table shows its lines to whom they are about only (MursTests), whatever its columns are called.
  @Test func `les tables que tout contexte lit n'ont que ces colonnes, dont aucune ne parle de quelqu'un (R-34)`() throws {
    let columns = try query(
      """
      select c.relname || ':', string_agg(a.attname, ' ' order by a.attnum) from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        and obj_description(c.oid, 'pg_class') like 'Mur : %' group by 1 order by 1
      """)
    #expect(
      columns == [
        "caisse: id code denomination departement adresse code_postal commune representant_qualite fuseau calendrier_jours_ouvres cree_le",
        "migration: nom appliquee_le sha256",
        "modele_convention: code version titre natures type_caisse type_partenaire parametres cree_le",
        "tentative: cle nombre depuis",
      ])
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
    #expect(
      tables == [
        "abonnement_calendrier: select insert delete", "acces: select insert", "action_convention: select insert", "activation: select insert",
        "annuaire: select", "avenant: select insert", "avenant_signature: select insert", "caisse: select", "compte: select insert",
        "compte_mot: select",
        "contact: select insert delete", "convention: select insert", "courrier: select insert", "demande: select insert",
        "demande_mot: select insert", "denonciation: select insert", "differend: select insert", "document_convention: select insert",
        "echeance_constatee: select",
        "evenement: select", "fonctionnalite: select insert", "idempotence: select insert", "instance: select insert", "message: select insert",
        "mise_en_demeure: select insert", "modele_convention: select insert", "partenaire: select insert", "partenaire_caisse: select insert",
        "partenaire_mot: select", "resiliation: select insert", "secret_compte: select insert", "session: select insert delete",
        "signature: select insert",
        "tentative: select insert delete", "unite: select insert",
      ])
    let columns = try query(
      """
      select c.relname || ':', lower(a.privilege_type), string_agg(t.attname, ' ' order by t.attnum)
      from pg_attribute t join pg_class c on c.oid = t.attrelid, aclexplode(t.attacl) a
      where a.grantee = 'ep_app'::regrole group by 1, 2 order by 1
      """)
    #expect(
      columns == [
        "abonnement_calendrier: update lu_le",
        "acces: update exclu_le modifie_le exclu_motif",
        "action_convention: update intitule porteur echeance_le etat faite_le note version modifie_le",
        "activation: update utilise_le remplace_le",
        "avenant: update effet_le abandonne_le version modifie_le",
        "compte: update etat civilite nom prenom fonction telephone email statut_personne engagement_confidentialite_le formation_le "
          + "gestionnaire_id remplace_id hors_quota cgu_version cgu_acceptees_le active_le derniere_connexion_le inactivation_motif "
          + "inactivation_demandee_le inactivation_souhaitee_le inactivation_effet_le inactivation_attend_id inactivation_remplacant_id "
          + "inactivation_rattachement_id inactivation_hors_preavis inactivation_par inactivation_commentaire suppression_le version modifie_le "
          + "inactivation_caisse_id envois corrections",
        "contact: update convention_id unite_id fonction civilite nom prenom email telephone organisme adresse usage version modifie_le",
        "convention: update modele_code modele_version objet public cadre_national premier_jour dernier_jour fin version modifie_le "
          + "objectifs proposee_le",
        "courrier: update presente_le recu_le non_reclame note version modifie_le",
        "demande: update agent_id agent_nom service_destinataire etat motif_fin reponse modifie_le prise_le cloture_le version",
        "differend: update issue clos_le note version modifie_le",
        "evenement: insert instant acteur_id acteur_role acteur_libelle caisse_id partenaire_id objet objet_id code regle avant apres requete",
        "fonctionnalite: update active modifie_le",
        "idempotence: update operation empreinte statut entetes corps cree_le caisse_id",
        "instance: update etat date lieu accords participants compte_rendu tenue_le version modifie_le",
        "mise_en_demeure: update reparee_le reparation classee_le version modifie_le",
        "notification: insert id modele compte_id destinataire donnees cree_le envoi_prevu_le",
        "partenaire: update denomination adresse code_postal commune siret siren effectif effectif_declare_le domaines_email service_porteur "
          + "signataire_qualite attestation_europe_le version modifie_le",
        "partenaire_caisse: update habilite_documents_sortants convention_id premier_jour dernier_jour",
        "secret_compte: update empreinte change_le",
        "session: update libelle cgu_version mot_de_passe_expire_le expire_le",
        "tentative: update nombre depuis",
      ])
    #expect(
      try query("select relname from pg_class c, aclexplode(c.relacl) a where a.grantee = 0 and c.relnamespace = 'public'::regnamespace") == [
        "migration"
      ])
    #expect(try query("select has_schema_privilege('ep_app', 'public', 'create')") == ["f"])
  }

  @Test func `functions that run as their owner are few, named, and pin their search path`() throws {
    let definer = try query(
      """
      select p.proname, p.proowner::regrole, array_to_string(p.proconfig, ' ') from pg_proc p
      where p.prosecdef and p.pronamespace = 'public'::regnamespace order by 1
      """)
    // The owner makes the sequences; the rest sees past the walls as a role that may do only what is granted to it.
    #expect(
      definer
        == [
          "acces_ceder ep_gardien", "annuaire_tenir ep_gardien", "compte_mots_tenir ep_gardien", "comptes_decomptes ep_gardien",
          "destinataires_autres_caisses ep_gardien", "echeance_compte ep_gardien", "evenement_caisses ep_gardien",
          "fenetre_recopiee ep_gardien", "ouvrir_numerotation postgres", "partenaire_caisse_ranger ep_gardien",
          "partenaire_mots_tenir ep_gardien", "partenaire_nouveau ep_gardien", "partenaire_renommer ep_gardien", "places_autour ep_gardien",
          "rang_suivant postgres", "secret_effacer ep_gardien", "secret_pose ep_gardien", "titre_a_recopier ep_gardien",
          "titre_recopie ep_gardien",
        ].map { "\($0) search_path=public, pg_temp" })
    #expect(try query("select rolname from pg_roles where rolname = 'ep_gardien' and (rolcanlogin or rolsuper or rolbypassrls)") == [])
    let publiques = try query(
      """
      select p.proname from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
      where p.prosecdef and p.pronamespace = 'public'::regnamespace and a.grantee = 0
      """)
    #expect(publiques == [])
  }
}
