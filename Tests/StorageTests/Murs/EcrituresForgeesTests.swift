import Postgres
import Storage
import Testing

/// What a context of its own may not write either: an event of somebody else or of another day, a session that was not signed in to, what is
/// the caisse's alone to say.
@Suite struct EcrituresForgeesTests {
  private static let (a, b) = (Locataire.a, Locataire.b)
  private static let (agent, gestionnaire, technicien) = (EcrituresForgees.agent, EcrituresForgees.gestionnaire, EcrituresForgees.technicien)

  private func ecrire(_ contexte: [String: String], _ sql: String) throws -> Int? { try EcrituresForgees.ecrire(contexte, sql) }

  struct Fait: Sendable {
    var instant = "now()"
    var acteur: String? = a.id(Locataire.agent)
    var role = "AGENT_CAISSE"
    var libelle: String? = "P N"
    var caisse: String? = a.id(Locataire.caisse)
    var partenaire: String? = a.id(Locataire.partenaire)
    var objet = "CONVENTION"
    var objetId = a.id(Locataire.convention)
    var code = "CONVENTION_MODIFIEE"

    var sql: String {
      func q(_ texte: String?) -> String { texte.map { "'\($0)'" } ?? "null" }
      return """
        insert into evenement (instant, acteur_id, acteur_role, acteur_libelle, caisse_id, partenaire_id, objet, objet_id, code)
        values (\(instant), \(q(acteur)), '\(role)', \(q(libelle)), \(q(caisse)), \(q(partenaire)), '\(objet)', '\(objetId)', '\(code)')
        """
    }
  }

  @Test func `un événement est du contexte ouvert, maintenant (C-58)`() throws {
    // `returning` reads what was written: under the policy of reading, which the actor's own passes.
    for juste in [
      Fait(), Fait(instant: "now() - interval '14 minutes'"), Fait(instant: "now() + interval '14 minutes'"), Fait(libelle: nil),
    ] { #expect(try ecrire(Self.agent, juste.sql) == 1, "\(juste)") }
    for forge in [
      Fait(instant: "now() - interval '16 minutes'"), Fait(instant: "now() + interval '16 minutes'"), Fait(instant: "'2020-01-01'"),
      Fait(acteur: Self.a.id(Locataire.gestionnaire)), Fait(acteur: Self.b.id(Locataire.agent)), Fait(acteur: nil), Fait(role: "DIRECTION_CAISSE"),
      Fait(role: "ADMIN_NATIONAL"), Fait(libelle: "Camille Autre"), Fait(caisse: Self.b.id(Locataire.caisse)),
      Fait(partenaire: Self.b.id(Locataire.partenaire)), Fait(acteur: nil, role: "SYSTEME", libelle: nil),
      Fait(acteur: nil, role: "SYSTEME", libelle: nil, objet: "COMPTE", objetId: Self.a.id(Locataire.technicien), code: "COMPTE_INACTIVE"),
      Fait(acteur: nil, role: "PUBLIC", libelle: nil),
    ] { #expect(try ecrire(Self.agent, forge.sql) == nil, "\(forge)") }
    #expect(try ecrire([:], Fait().sql) == nil)
  }

  @Test func `qui se connecte n'écrit que pour le compte qu'il vient de prouver (C-01, C-58)`() throws {
    let contexte = ["role": "COMPTE", "compte": Self.a.id(Locataire.technicien)]
    let sien = Fait(
      acteur: Self.a.id(Locataire.technicien), role: "TECHNICIEN", objet: "SESSION", objetId: Self.a.id(Locataire.technicien), code: "SESSION_OUVERTE"
    )
    #expect(try ecrire(contexte, sien.sql) == 1)
    var autre = sien
    autre.role = "AGENT_CAISSE"
    #expect(try ecrire(contexte, autre.sql) == nil)

    func session(
      _ compte: String, _ role: String, caisse: String? = nil, partenaire: String? = Self.a.id(Locataire.partenaire), heures: Int = 12,
      le: String = "now()", libelle: String = "P N", cgu: String? = nil
    ) -> String {
      func q(_ texte: String?) -> String { texte.map { "'\($0)'" } ?? "null" }
      return """
        insert into session (jeton, compte_id, role, libelle, cgu_version, caisse_id, partenaire_id, mot_de_passe_expire_le, expire_le, cree_le)
        values (sha256('x'), '\(compte)', '\(role)', '\(libelle)', \(q(cgu)), \(q(caisse)), \(q(partenaire)),
          now(), \(le) + interval '\(heures) hours', \(le))
        """
    }
    let technicien = Self.a.id(Locataire.technicien)
    #expect(try ecrire(contexte, session(technicien, "TECHNICIEN")) == 1)
    for forgee in [
      session(technicien, "GESTIONNAIRE"), session(technicien, "TECHNICIEN", partenaire: Self.b.id(Locataire.partenaire)),
      session(technicien, "TECHNICIEN", heures: 13), session(technicien, "TECHNICIEN", le: "timestamptz '2100-01-01'"),
      session(technicien, "TECHNICIEN", le: "now() + interval '16 minutes'"), session(technicien, "TECHNICIEN", le: "now() - interval '16 minutes'"),
      session(technicien, "TECHNICIEN", libelle: "Camille Autre"), session(technicien, "TECHNICIEN", cgu: "9"),
    ] { #expect(try ecrire(contexte, forgee) == nil, "\(forgee)") }
    let agent = session(Self.a.id(Locataire.agent), "AGENT_CAISSE", caisse: Self.a.id(Locataire.caisse), partenaire: nil)
    #expect(try ecrire(contexte, agent) == nil)
    // Nor any other context, the account's own session included.
    for contexte in [[:], Self.agent, Self.gestionnaire, Self.technicien] {
      #expect(try ecrire(contexte, session(technicien, "TECHNICIEN")) == nil)
      #expect(try ecrire(contexte, agent) == nil)
    }
  }

  @Test func `une session ne se prolonge pas, et ne dit de son titulaire que ce qu'il est (C-01, C-20)`() throws {
    for contexte in [Self.agent, Self.gestionnaire, Self.technicien, ["role": "COMPTE", "compte": Self.a.id(Locataire.technicien)]] {
      #expect(try ecrire(contexte, "update session set expire_le = expire_le - interval '1 minute'") == 1)
      #expect(try ecrire(contexte, "update session set libelle = 'P N'") == 1)
      for forgee in ["expire_le = '2100-01-01'", "expire_le = expire_le + interval '1 second'", "libelle = 'Camille Autre'"] {
        #expect(try ecrire(contexte, "update session set \(forgee)") == nil, "\(forgee)")
      }
      // Of its holder, by its holder, signed in.
      for sienne in ["cgu_version = '1'", "mot_de_passe_expire_le = now()"] {
        #expect(try ecrire(contexte, "update session set \(sienne)") == (contexte == Self.technicien ? 1 : nil), "\(sienne)")
      }
    }
    for colonne in ["jeton", "compte_id", "role", "caisse_id", "partenaire_id", "unite_id", "cree_le"] {
      #expect(try ecrire(Self.technicien, "update session set \(colonne) = \(colonne)") == nil, "\(colonne)")
    }
  }

  @Test func `ce que la caisse décide, elle seule l'écrit, et pour elle (C-32, C-47)`() throws {
    for (sql, lignes) in [
      ("update acces set exclu_le = now()", 2), ("update partenaire_caisse set dernier_jour = '2030-01-01'", 1),
      ("update partenaire set denomination = 'x'", 1), ("update convention set objet = 'x'", 1),
    ] {
      #expect(try ecrire(Self.agent, sql) == lignes, "\(sql)")
      #expect(try ecrire(Self.gestionnaire, sql) == nil, "\(sql)")
      #expect(try ecrire(Self.technicien, sql) == nil, "\(sql)")
      #expect(try ecrire([:], sql) == 0, "\(sql)")
    }
  }

  @Test func `nul ne lit ni ne change le secret d'un autre, l'agent de sa caisse compris (C-18)`() throws {
    for (contexte, compte) in [(Self.agent, Locataire.agent), (Self.gestionnaire, Locataire.gestionnaire), (Self.technicien, Locataire.technicien)] {
      #expect(try ecrire(contexte, "update secret_compte set empreinte = 'x' where compte_id = '\(Self.a.id(compte))'") == 1)
      #expect(try ecrire(contexte, "update secret_compte set empreinte = 'x' where compte_id <> '\(Self.a.id(compte))'") == 0)
    }
    #expect(try ecrire(Self.agent, "insert into secret_compte values ('\(Self.a.id(99))', 'x', 'x', now())") == nil)
  }

  @Test func `un compte inventé ne dit rien de celui dont il prend l'identifiant`() throws {
    let appel = """
      select (echeance_compte(jsonb_populate_record(null::compte, '{"id": "\(Self.b.id(Locataire.technicien))", "etat": "ACTIF"}'), now())).jour::text
      """
    for contexte in [[:], Self.agent, Self.gestionnaire, ["role": "SYSTEME"]] {
      let connection = try AdminConnection(try EcrituresForgees.base.get() + " user=ep_app")
      try connection.run("begin")
      for (nom, valeur) in contexte { _ = try connection.query("select set_config($1, $2, true)", ["ep.\(nom)", valeur]) }
      #expect(try connection.query(appel) == [[nil]])
      #expect(try connection.query("select * from comptes_decomptes($1::uuid, now())", [Self.b.id(Locataire.partenaire)]).isEmpty)
    }
  }

  @Test(arguments: [agent, gestionnaire, technicien, b.contexte(Locataire.gestionnaire, "GESTIONNAIRE")])
  func `nul ne cède l'accès de qui il ne remplace pas (C-56)`(_ contexte: [String: String]) throws {
    let connection = try AdminConnection(try EcrituresForgees.base.get() + " user=ep_app")
    try connection.run("begin")
    for (nom, valeur) in contexte { _ = try connection.query("select set_config($1, $2, true)", ["ep.\(nom)", valeur]) }
    for compte in [Locataire.gestionnaire, Locataire.technicien] {
      _ = try connection.query("select acces_ceder($1::uuid, 'AUTRE', now())", [Self.a.id(compte)])
    }
    #expect(try connection.query("select compte_id::text from acces where exclu_le is not null") == [])
  }

  @Test func `qu'un mot de passe existe ne se dit pas d'un autre partenaire (C-18)`() throws {
    let connection = try AdminConnection(try EcrituresForgees.base.get() + " user=ep_app")
    for contexte in [Self.technicien, Self.b.contexte(Locataire.agent, "AGENT_CAISSE"), Self.b.contexte(Locataire.gestionnaire, "GESTIONNAIRE")] {
      try connection.run("begin")
      for (nom, valeur) in contexte { _ = try connection.query("select set_config($1, $2, true)", ["ep.\(nom)", valeur]) }
      #expect(try connection.query("select secret_pose($1::uuid)::text", [Self.a.id(Locataire.technicien)]) == [["false"]])
      try connection.run("rollback")
    }
  }
}
