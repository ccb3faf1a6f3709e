import Bytes
import Domain
import Postgres
import Storage
import Testing

/// What a caisse's list of accounts goes along: it says what the accounts say, whoever changes them, and only to that caisse.
@Suite struct AnnuaireTests {
  private static let ecarts = """
    select count(*)::text from acces a join compte k on k.id = a.compte_id full join annuaire n on n.compte_id = a.compte_id and n.caisse_id = a.caisse_id
    where (n.nom_replie, n.cree_le) is distinct from (texte_replie(k.nom), k.cree_le)
    """

  /// The application's role under what the person's token opens.
  private func ouvrir(_ personne: Personne, _ base: String) throws -> AdminConnection {
    let connection = try AdminConnection("\(base) user=ep_app")
    try connection.run("begin")
    _ = try connection.query(SessionStatements.ouvrir.sql, ["\\x\(hexText(personne.jeton))", "2025-03-12T08:00:00Z"])
    return connection
  }

  @Test func `un compte ouvert, renommé ou effacé l'est à toutes ses caisses (C-29, C-41, C-51)`() throws {
    let base = try MondeMure().base
    let superuser = try AdminConnection(base)
    let technicien = Personne.technicien1.id.text
    #expect(try superuser.query("select count(*)::text from annuaire where compte_id = $1::uuid", [technicien]) == [["2"]])
    #expect(try superuser.query(Self.ecarts) == [["0"]])

    // Whoever may rename an account sees one of its caisses at most.
    for (personne, nom) in [(Personne.gestionnaire1, "Éloïse"), (.agent2, "Zoé")] {
      let connection = try ouvrir(personne, base)
      _ = try connection.query("update compte set nom = $2 where id = $1::uuid", [technicien, nom])
      #expect(try connection.query("select current_setting('ep.role')") == [[personne.role.rawValue]], "the context is the person's again")
      try connection.run("commit")
      #expect(try superuser.query(Self.ecarts) == [["0"]], "\(personne)")
    }
    try superuser.run("update compte set nom = '' where id = '\(technicien)'")
    #expect(try superuser.query("select distinct nom_replie from annuaire where compte_id = $1::uuid", [technicien]) == [[""]])

    let connection = try ouvrir(.gestionnaire1, base)
    let titre = "insert into acces (compte_id, caisse_id, partenaire_id, modifie_le) values ($1::uuid, $2::uuid, $3::uuid, now())"
    let ids = [Personne.technicien12.id, Identifiant.de(.caisse, 2), Identifiant.de(.partenaire, 1)].map(\.text)
    _ = try connection.query(titre, ids)
    try connection.run("commit")
    #expect(try superuser.query("select count(*)::text from annuaire where compte_id = $1::uuid", [ids[0]]) == [["2"]])
    #expect(try superuser.query(Self.ecarts) == [["0"]])
  }

  @Test(arguments: Personne.allCases)
  func `l'annuaire d'une caisse n'est lu que par elle (A-02, C-51, R-34)`(_ personne: Personne) throws {
    let connection = try ouvrir(personne, try MondeMure.partage.get().base)
    let lus = Set(try connection.query("select compte_id::text from annuaire").compactMap { $0[0] })
    let attendus = personne.caisse == nil || personne.role == .dpo ? [] : MondeMure.comptesListes(de: personne)
    #expect(lus == Set(attendus.map(\.id.text)))
    // Nobody moves a line of another caisse, or makes one up.
    #expect(throws: PostgresError.self) { _ = try connection.query("update annuaire set nom_replie = nom_replie") }
  }

  /// Whatever the caisse, its day has come at La Réunion: the scheduled work looks no further.
  @Test func `aucun fuseau n'est en avance sur La Réunion`() throws {
    let connection = try AdminConnection(try MondeMure.partage.get().base)
    for fuseau in FuseauHoraire.allCases {
      let enAvance = try connection.query(
        """
        select count(*)::text from generate_series(timestamptz '2025-01-01', '2025-12-31', interval '1 hour') a
        where jour_civil($1, a) > jour_civil('LA_REUNION', a)
        """, [fuseau.rawValue])
      #expect(enAvance == [["0"]], "\(fuseau)")
    }
  }
}
