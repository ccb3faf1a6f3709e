import Postgres
import Storage
import Testing

/// The invented data that a database is measured with.
@Suite struct VolumeTests {
  private static func charge() throws -> AdminConnection {
    let base = try AdminConnection(try BaseMigree.copie())
    try Volume(demandes: 300, partenaires: 40, comptes: 200).charger(base)
    return base
  }

  @Test func `une base neuve reçoit ce qui est demandé, avec ses jetons et son journal`() throws {
    let base = try Self.charge()
    let nombres = try base.query(
      """
      select (select count(*) from demande), (select count(*) from partenaire), (select count(*) from compte where caisse_id is null),
        (select count(*) from caisse), (select count(*) from evenement), (select count(*) from session)
      """)
    #expect(nombres == [["300", "40", "200", "5", "300", "300"]])
  }

  @Test func `les lignes écrites sans contrôle respectent les clés, les index et les contraintes du schéma`() throws {
    let base = try Self.charge()
    let contraintes = try base.query(
      "select conrelid::regclass::text, quote_ident(conname) from pg_constraint where contype in ('f', 'c') and conparentid = 0 and conrelid <> 0 order by 1, 2"
    )
    #expect(contraintes.count > 50)
    try base.run("update pg_constraint set convalidated = false where contype in ('f', 'c')")
    for contrainte in contraintes {
      let (table, nom) = (contrainte[0] ?? "", contrainte[1] ?? "")
      #expect(throws: Never.self, "\(table) \(nom)") { try base.run("alter table \(table) validate constraint \(nom)") }
    }
    let index = "select indexrelid::regclass::text from pg_index where indrelid in ('demande'::regclass, 'evenement'::regclass) order by 1"
    #expect(try base.query(index) == AdminConnection(try BaseMigree.copie()).query(index))
  }

  @Test func `ce que les déclencheurs auraient recopié est recopié`() throws {
    let base = try Self.charge()
    let lu = "select count(*), count(fuseau), count(modele_code) from partenaire_caisse"
    #expect(try base.query(lu) == [["40", "40", "40"]])
    let avant = try base.query("select * from partenaire_caisse order by 1, 2")
    try base.run(
      "update partenaire_caisse set convention_id = null; update partenaire_caisse r set convention_id = v.id from convention v where v.partenaire_id = r.partenaire_id and v.nature <> 'METIER'"
    )
    #expect(try base.query("select * from partenaire_caisse order by 1, 2") == avant)
  }

  @Test func `une base où quelqu'un est déjà n'est pas touchée`() throws {
    let base = try Self.charge()
    #expect(throws: Volume.Refusal.used) { try Volume(demandes: 1, partenaires: 1, comptes: 3).charger(base) }
    #expect(try base.query("select count(*) from demande") == [["300"]])
  }

  @Test(arguments: [(1, 1, 3, true), (0, 1, 3, false), (1, 0, 3, false), (1, 1, 2, false), (1, 2, 6, true), (1, 2, 5, false)])
  func `trois comptes par partenaire au moins`(_ demandes: Int, _ partenaires: Int, _ comptes: Int, _ accepte: Bool) throws {
    let volume = try? Volume(demandes: demandes, partenaires: partenaires, comptes: comptes)
    #expect((volume != nil) == accepte)
    if let volume { try volume.charger(try AdminConnection(try BaseMigree.copie())) }
  }
}
