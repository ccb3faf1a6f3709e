import Bytes
import Domain
import Foundation
import Postgres
import Storage
import TestSupport
import Testing

/// The schema folds what triggers and migrations write as the application folds what it writes and what is sought.
@Suite struct MotsRepliesTests {
  @Test func `la base replie chaque caractère comme le domaine`() throws {
    let connection = try AdminConnection(try BaseMigree.copie())
    let rows = try connection.query(
      """
      select n::text, array_to_string(mots_replies('Ab' || chr(n) || 'cD 12' || chr(n)), ' ') from generate_series(1, 12287) n
      where n <> x'1c89'::int  -- a capital of 2024, that the C library does not know yet
      """)
    #expect(rows.count == 12_286)
    for row in rows {
      guard let value = row[0].flatMap({ UInt32($0) }), let scalaire = Unicode.Scalar(value) else { continue }
      let attendu = "Ab\(Character(scalaire))cD 12\(Character(scalaire))".motsReplies.joined(separator: " ")
      if row[1] != attendu { Issue.record("U+\(String(value, radix: 16)) : \(row[1] ?? "") au lieu de \(attendu)") }
    }
  }

  @Test(arguments: [
    "Lévy-Bruhl Jean‑Noël", "d’Œuvre Anaïs", "Jean Jean Jeanne Jeannette", "", "’", "\u{301}", "N'Guyễn Đỗ", "a b c d e f g h i j k l m n",
    "Łuk Groß þor",
    "İstanbul ı", "Ωmega Йод йод", "ΠΑΠΑΔΟΠΟΥΛΟΣ Παπάς", "ﬁchier ﬂuide ﬆ ﬀ ﬃ ﬄ", "N'Diaye Aït‑Ahmed O’Connor", "a-b a b ab A'B",
  ])
  func `les clés d'un nom sont les mêmes des deux côtés`(_ nom: String) throws {
    let connection = try AdminConnection(try BaseMigree.copie())
    let lues = try connection.query("select cle, commun::text from cles_recherche($1) order by cle collate \"C\"", [nom])
    let mots = MotsIndexes(nom)
    #expect(lues.map { $0[0] } == mots.cles && lues.map { $0[1] } == mots.communs.map(String.init), "\(lues)")
  }

  @Test func `ce qu'une base contenait avant est trouvé après, noms de comptes et de partenaires compris`() throws {
    let avant = Migrations.all.prefix { $0.name < "0018" }
    let connection = try AdminConnection(try TestCluster.shared.createDatabase())
    for migration in avant { try connection.run(migration.sql) }
    let id = "'00000000-0000-7000-8000-000000000001'"
    try connection.run(
      """
      set session_replication_role = replica;
      insert into caisse (id, code, denomination, departement, adresse, fuseau, calendrier_jours_ouvres, cree_le)
      values (\(id), 'CPAM-57', 'c', '57', 'a', 'PARIS', 'NATIONAL', now());
      insert into partenaire (id, denomination, type, adresse, domaines_email, cree_le, modifie_le)
      values (\(id), 'Été-Ville', 'CCAS', 'a', '{}', '2025-01-01', now());
      insert into partenaire_caisse (caisse_id, partenaire_id, cree_le, fuseau, denomination_repliee, partenaire_cree_le)
      values (\(id), \(id), now(), 'PARIS', 'x', now());
      insert into compte (id, role, identifiant, etat, partenaire_id, civilite, nom, prenom, email, cree_le, modifie_le)
      values (\(id), 'TECHNICIEN', 'idt', 'ACTIF', \(id), 'MME', 'Éloi', 'Prune', 'e@f.example', '2025-01-02', now());
      insert into acces (compte_id, caisse_id, partenaire_id, modifie_le) values (\(id), \(id), \(id), now());
      insert into demande (caisse_id, partenaire_id, id, numero, convention_id, technicien_id, technicien_nom, technicien_prenom,
        partenaire_denomination, type, details, assure_civilite, assure_nom, assure_prenom, assure_date_naissance, assure_departement_residence,
        personne_accompagnee, qualite_representation, urgente, complexe, prioritaire, avertissements, origine, etat, depose_le, modifie_le)
      values (\(id), \(id), \(id), '1', \(id), \(id), 'N', 'P', 'p', 'DOCUMENT', '{}', 'M', 'Lévy-Bruhl', 'Zoé', '1980-01-01', '01', true, 'AUCUNE',
        false, false, false, '{}', 'PORTAIL', 'ACCUSEE', now(), now());
      set session_replication_role = origin;
      """)
    for migration in Migrations.all where migration.name >= "0018" { try connection.run(migration.sql) }
    func mots(_ table: String) throws -> Set<String> {
      Set(try connection.query("select distinct split_part(cle, ' ', 1) from \(table)").compactMap { $0[0] })
    }
    #expect(try mots("demande_mot") == ["levy", "bruhl", "levybruhl", "zoe"])
    #expect(try mots("compte_mot") == ["eloi", "prune", "e", "f", "example", "idt"])
    #expect(try connection.query("select count(*)::text from compte_mot") == [["6"]])
    #expect(try mots("partenaire_mot") == ["ete", "ville", "eteville"])
  }
}
