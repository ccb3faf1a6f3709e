import Bytes
import Domain
import Foundation
import Postgres
import Storage
import Testing

/// What an access repeats of its caisse, its title and its unit (0011): it says what they say, whoever changes them.
@Suite struct TitreRecopieTests {
  private static let ecarts = """
    select count(*)::text from partenaire_caisse r join caisse c on c.id = r.caisse_id left join convention v on v.id = r.convention_id
    where (r.fuseau, r.modele_code, r.modele_version) is distinct from (c.fuseau, v.modele_code, v.modele_version)
      or r.interrupteurs is distinct from (select jsonb_object_agg(f.code, f.active) from fonctionnalite f where f.convention_id = r.convention_id)
      or r.avenants is distinct from (
        select jsonb_agg(jsonb_build_object('effet_le', o.effet_le, 'numero', o.numero, 'modifications', o.modifications))
        from avenant o where o.convention_id = r.convention_id and o.effet_le is not null)
    """

  private static let convention = "'\(Relation(caisse: 1, partenaire: 1).convention.text)'"
  private static let titre = "caisse_id = '\(Identifiant.de(.caisse, 1).text)' and partenaire_id = '\(Identifiant.de(.partenaire, 1).text)'"

  /// Every way in which what is repeated may change, in turn.
  private static let changements = [
    "update partenaire_caisse set convention_id = \(convention) where \(titre)",
    "insert into fonctionnalite values (\(convention), 'CONTACT', false, now())",
    "update fonctionnalite set active = true where convention_id = \(convention)",
    "insert into avenant (id, convention_id, numero, intitule, modifications, cree_le, modifie_le) values (gen_random_uuid(), \(convention), 1, 'a', '[]', now(), now())",
    "update avenant set effet_le = '2025-06-01' where convention_id = \(convention)",
    "update avenant set modifications = '[{\"champ\": \"x\", \"apres\": 1}]' where convention_id = \(convention)",
    "insert into modele_convention values ('t', 2, 't', '{UNIQUE}', 'CPAM', 'CCAS', '{}', now())",
    "update convention set modele_version = 2 where id = \(convention)",
    "update caisse set fuseau = 'LA_REUNION' where id = '\(Identifiant.de(.caisse, 1).text)'",
    "delete from avenant where convention_id = \(convention)",
    "delete from fonctionnalite where convention_id = \(convention)",
    "update partenaire_caisse set convention_id = null where \(titre)",
  ]

  @Test func `une relation dit ce que disent sa caisse et son titre, à chaque changement (D-08, V-03, V-14)`() throws {
    let superuser = try AdminConnection(try MondeMure().base)
    #expect(try superuser.query(Self.ecarts) == [["0"]])
    var vus: Set<[String?]> = []
    for changement in Self.changements {
      try superuser.run(changement)
      #expect(try superuser.query(Self.ecarts) == [["0"]], "\(changement)")
      vus.insert(
        try superuser.query(
          "select fuseau, modele_code, modele_version::text, avenants::text, interrupteurs::text from partenaire_caisse where \(Self.titre)")[0])
    }
    // Each of them showed, but the row of the model and the unsigned amendment.
    #expect(vus.count == Self.changements.count - 2)
  }

  @Test func `un accès dit la fenêtre de l'unité de son compte (Q-15)`() throws {
    let base = try MondeMure().base
    let superuser = try AdminConnection(base)
    let lus = try superuser.query(
      """
      select count(*)::text, count(*) filter (where (a.ouverture, a.decalage_mois) is distinct from (u.ouverture, u.decalage_mois))::text,
        count(a.ouverture)::text
      from acces a join compte k on k.id = a.compte_id left join unite u on u.id = k.unite_id
      """)[0].compactMap { $0.flatMap { Int($0) } }
    #expect(lus[0] > lus[2] && lus[1] == 0 && lus[2] > 0)
    // Opened by a gestionnaire, under the wall.
    let connection = try AdminConnection("\(base) user=ep_app")
    try connection.run("begin")
    _ = try connection.query(SessionStatements.ouvrir.sql, ["\\x\(hexText(Personne.gestionnaire1.jeton))", "2025-03-12T08:00:00Z"])
    let ids = [Personne.technicien12.id, Identifiant.de(.caisse, 2), Identifiant.de(.partenaire, 1)].map(\.text)
    let ouvert = try connection.query(
      "insert into acces (compte_id, caisse_id, partenaire_id, modifie_le) values ($1::uuid, $2::uuid, $3::uuid, now()) returning ouverture", ids)
    #expect(ouvert == [["A_LA_SIGNATURE"]])
  }
}
