import Bytes
import Postgres
import Storage
import Testing

/// What a caisse's list of partners goes along.
@Suite struct RangPartenaireTests {
  @Test func `un partenaire renommé change de rang dans la liste de chacune de ses caisses (P-01)`() throws {
    let base = try MondeMure().base
    let superuser = try AdminConnection(base)
    let ecarts = """
      select count(*)::text from partenaire_caisse r join partenaire p on p.id = r.partenaire_id
      where (r.denomination_repliee, r.partenaire_cree_le) is distinct from (texte_replie(p.denomination), p.cree_le)
      """
    #expect(try superuser.query(ecarts) == [["0"]])
    let (app, partenaire) = (try AdminConnection("\(base) user=ep_app"), Identifiant.de(.partenaire, 1).text)
    try app.run("set ep.role = 'AGENT_CAISSE'; set ep.caisse = '\(Identifiant.de(.caisse, 1).text)'")
    let renomme = try app.query("update partenaire set denomination = 'Œuvre d''Été' where id = $1::uuid returning id", [partenaire])
    #expect(renomme.count == 1)
    let noms = try superuser.query("select denomination_repliee from partenaire_caisse where partenaire_id = $1::uuid", [partenaire])
    #expect(noms == [["oeuvre d'ete"], ["oeuvre d'ete"]])
    #expect(try superuser.query(ecarts) == [["0"]])
  }
}
