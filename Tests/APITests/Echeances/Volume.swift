import Foundation
import Postgres

/// Many acts at once, written by the owner: one partner each, single acts of model 002 signed on that day, at one caisse.
enum Volume {
  static func actes(_ server: TestServer, _ nombre: Int, caisse: String, le jour: String = "2024-10-21", signes: Bool = true) throws {
    let admin = try server.admin()
    _ = try admin.query(
      """
      insert into partenaire (id, denomination, type, adresse, domaines_email, cree_le, modifie_le)
      select gen_random_uuid(), 'Volume ' || n, 'DEPARTEMENT', 'a', '{x.example}', now(), now() from generate_series(1, $1::int) n
      """, ["\(nombre)"])
    _ = try admin.query(
      """
      insert into partenaire_caisse (partenaire_id, caisse_id, premier_jour, cree_le)
      select p.id, c.id, $2::date, now() from partenaire p, caisse c where c.code = $1 and p.denomination like 'Volume %'
      """, [caisse, jour])
    _ = try admin.query(
      """
      insert into convention (id, caisse_id, partenaire_id, nature, modele_code, modele_version, proposee_le, premier_jour, cree_le, modifie_le)
      select gen_random_uuid(), r.caisse_id, r.partenaire_id, 'UNIQUE', '002', 1, now(), $1::date, now(), now()
      from partenaire_caisse r join partenaire p on p.id = r.partenaire_id where p.denomination like 'Volume %'
      """, [jour])
    guard signes else { return }
    _ = try admin.query(
      """
      insert into signature (id, convention_id, partie, qualite, date, cree_le)
      select gen_random_uuid(), v.id, q, 'Directrice', v.premier_jour, now()
      from convention v join partenaire p on p.id = v.partenaire_id, unnest('{CAISSE,PARTENAIRE}'::text[]) q where p.denomination like 'Volume %'
      """)
  }
}
