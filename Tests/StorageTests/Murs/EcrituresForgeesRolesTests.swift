import Postgres
import Storage
import Testing

/// What each profile does not do, its context does not write either, by the open door of what another one does.
@Suite struct EcrituresForgeesRolesTests {
  private static let (a, b) = (Locataire.a, Locataire.b)
  private static let (agent, gestionnaire, technicien) = (EcrituresForgees.agent, EcrituresForgees.gestionnaire, EcrituresForgees.technicien)

  /// A second caisse of partner a, where its people have no title.
  private static let ailleurs = """
    insert into partenaire_caisse (caisse_id, partenaire_id, cree_le) values ('\(b.id(Locataire.caisse))', '\(a.id(Locataire.partenaire))', now());
    insert into convention (id, caisse_id, partenaire_id, nature, modele_code, modele_version, premier_jour, proposee_le, cree_le, modifie_le)
    values ('\(a.id(5))', '\(b.id(Locataire.caisse))', '\(a.id(Locataire.partenaire))', 'UNIQUE', 't', 1, '2025-01-01', now(), now(), now());
    insert into compte (id, role, identifiant, etat, partenaire_id, civilite, nom, prenom, email, cree_le, modifie_le)
    select ('\(a.marque)-0000-7000-8000-00000000006' || n)::uuid, role, 'nouveau' || n, 'ACTIF', '\(a.id(Locataire.partenaire))', 'M', 'N', 'P',
      'n' || n || '@x.example', now(), now() from (values (1, 'TECHNICIEN'), (2, 'GESTIONNAIRE')) r (n, role)
    """

  private func ecrire(_ contexte: [String: String], avant: String? = Self.ailleurs, _ sql: String) throws -> Int? {
    try EcrituresForgees.ecrire(contexte, avant: avant, sql)
  }

  private func acces(_ compte: Int, _ caisse: Locataire) -> String {
    """
    insert into acces (compte_id, caisse_id, partenaire_id, modifie_le)
    values ('\(Self.a.id(compte))', '\(caisse.id(Locataire.caisse))', '\(Self.a.id(Locataire.partenaire))', now())
    """
  }

  @Test func `un gestionnaire n'ouvre à un technicien que les caisses qui lui sont ouvertes, une caisse que la sienne (C-02, C-15)`() throws {
    #expect(try ecrire(Self.gestionnaire, acces(61, .a)) == 1)
    #expect(try ecrire(Self.gestionnaire, acces(61, .b)) == nil)
    #expect(try ecrire(Self.gestionnaire, acces(62, .a)) == nil)
    let exclu = "update acces set exclu_le = now() where compte_id = '\(Self.a.id(Locataire.gestionnaire))'"
    #expect(try ecrire(Self.gestionnaire, avant: "\(Self.ailleurs); \(exclu)", acces(61, .a)) == nil)
    #expect(try ecrire(Self.agent, acces(62, .a)) == 1)
    #expect(try ecrire(Self.agent, acces(62, .b)) == nil)
    #expect(try ecrire(Self.agent, acces(61, .a)) == nil)
    #expect(try ecrire(Self.technicien, acces(61, .a)) == nil)
  }

  @Test func `une caisse ne se lie qu'au partenaire qu'elle vient d'enregistrer, et n'en lit pas d'autres par là (P-07)`() throws {
    func lien(_ partenaire: String) -> String {
      "insert into partenaire_caisse (caisse_id, partenaire_id, cree_le) values ('\(Self.a.id(Locataire.caisse))', '\(partenaire)', now())"
    }
    #expect(try ecrire(Self.agent, lien(Self.b.id(Locataire.partenaire))) == nil)
    let nouveau = """
      insert into partenaire (id, denomination, type, adresse, domaines_email, cree_le, modifie_le)
      values ('\(Self.a.id(6))', 'p', 'CCAS', 'a', '{x.example}', now(), now())
      """
    #expect(try ecrire(Self.agent, avant: nouveau, lien(Self.a.id(6))) == 1)
    #expect(try ecrire(Self.gestionnaire, avant: nouveau, lien(Self.a.id(6))) == nil)
  }

  @Test func `une caisse crée des gestionnaires, eux des techniciens, personne un agent (A-02, C-02, C-15)`() throws {
    func compte(_ role: String, caisse: Bool = false, par: String, etat: String = "EN_ATTENTE_ACTIVATION") -> String {
      """
      insert into compte (id, role, identifiant, etat, caisse_id, partenaire_id, civilite, nom, prenom, email, cree_par, cree_le, modifie_le)
      values ('\(Self.a.id(70))', '\(role)', 'forge70', '\(etat)', \(caisse ? "'\(Self.a.id(Locataire.caisse))'" : "null"),
        \(caisse ? "null" : "'\(Self.a.id(Locataire.partenaire))'"), 'MME', 'N', 'P', '70@x.example', '\(par)', now(), now())
      """
    }
    let (agent, gestionnaire) = (Self.a.id(Locataire.agent), Self.a.id(Locataire.gestionnaire))
    #expect(try ecrire(Self.agent, compte("GESTIONNAIRE", par: agent)) == 1)
    #expect(try ecrire(Self.gestionnaire, compte("TECHNICIEN", par: gestionnaire)) == 1)
    for (contexte, sql) in [
      (Self.agent, compte("DIRECTION_CAISSE", caisse: true, par: agent)), (Self.agent, compte("AGENT_CAISSE", caisse: true, par: agent)),
      (Self.agent, compte("TECHNICIEN", par: agent)), (Self.agent, compte("GESTIONNAIRE", par: gestionnaire)),
      (Self.agent, compte("GESTIONNAIRE", par: agent, etat: "ACTIF")), (Self.gestionnaire, compte("GESTIONNAIRE", par: gestionnaire)),
      (Self.technicien, compte("TECHNICIEN", par: Self.a.id(Locataire.technicien))),
    ] { #expect(try ecrire(contexte, sql) == nil, "\(sql)") }
    // Nor does one change a colleague's account, send oneself his link, or somebody's link elsewhere.
    let collegue = """
      insert into compte (id, role, identifiant, etat, caisse_id, civilite, nom, prenom, email, cree_le, modifie_le)
      values ('\(Self.a.id(71))', 'DIRECTION_CAISSE', 'forge71', 'ACTIF', '\(Self.a.id(Locataire.caisse))', 'MME', 'N', 'P', '71@x.example', now(), now())
      """
    #expect(try ecrire(Self.agent, avant: collegue, "update compte set email = 'x@x.example' where id = '\(Self.a.id(71))'") == 0)
    func lien(_ rang: Int) -> String {
      "insert into activation (id, compte_id, expire_le, cree_le) values (gen_random_uuid(), '\(Self.a.id(rang))', '2099-01-01', now())"
    }
    #expect(try ecrire(Self.agent, avant: collegue, lien(71)) == nil)
    #expect(try ecrire(Self.agent, lien(Locataire.gestionnaire)) == 1)
    func courrier(_ adresse: String) -> String {
      """
      insert into notification (id, modele, compte_id, destinataire, donnees, cree_le, envoi_prevu_le)
      values (gen_random_uuid(), 'COMPTE_CREE', '\(Self.a.id(Locataire.gestionnaire))', '\(adresse)', '{"activation_id": "x"}', now(), now())
      """
    }
    #expect(try EcrituresForgees.passe(Self.agent, courrier("12@x.example")))
    #expect(try !EcrituresForgees.passe(Self.agent, courrier("voleur@x.example")))
  }

  @Test func `un technicien répond ou annule, à une caisse qui lui est ouverte, et ne clôture rien (D-22, D-28, D-29)`() throws {
    let annulation = "etat = 'ANNULEE', motif_fin = 'm', cloture_le = now()"
    func change(_ colonnes: String) -> String { "update demande set \(colonnes) where id = '\(Self.a.id(33))'" }
    let attente = "update demande set etat = 'EN_ATTENTE_PARTENAIRE' where id = '\(Self.a.id(33))'"
    #expect(try ecrire(Self.technicien, change(annulation)) == 1)
    #expect(try ecrire(Self.technicien, avant: attente, change("etat = 'EN_COURS'")) == 1)
    for forgee in [
      "etat = 'CLOTUREE', cloture_le = now()", "etat = 'TRAITEE'", "etat = 'REJETEE', motif_fin = 'm', cloture_le = now()", "etat = 'EN_COURS'",
      "\(annulation), reponse = 'x'", "\(annulation), agent_id = null, agent_nom = 'x'", "\(annulation), service_destinataire = 'x'",
    ] { #expect(try ecrire(Self.technicien, change(forgee)) == nil, "\(forgee)") }
    let ferme = "update acces set exclu_le = now() where compte_id = '\(Self.a.id(Locataire.technicien))'"
    #expect(try ecrire(Self.technicien, avant: ferme, change(annulation)) == nil)
    #expect(try ecrire(Self.technicien, avant: "update demande set \(annulation)", change("motif_fin = 'x'")) == nil)
    #expect(try ecrire(Self.agent, change("etat = 'TRAITEE'")) == 1)

    func message(par auteur: String, _ role: String = "TECHNICIEN") -> String {
      """
      insert into message (caisse_id, id, demande_id, partenaire_id, auteur_id, auteur_role, auteur_libelle, texte, attend_reponse, avertissements, cree_le)
      values ('\(Self.a.id(Locataire.caisse))', gen_random_uuid(), '\(Self.a.id(33))', '\(Self.a.id(Locataire.partenaire))', '\(auteur)', '\(role)',
        'P N', 't', false, '{}', now())
      """
    }
    let technicien = Self.a.id(Locataire.technicien)
    #expect(try ecrire(Self.technicien, message(par: technicien)) == 1)
    #expect(try ecrire(Self.technicien, message(par: Self.a.id(Locataire.agent), "AGENT_CAISSE")) == nil)
    #expect(try ecrire(Self.technicien, message(par: technicien, "AGENT_CAISSE")) == nil)
    #expect(try ecrire(Self.technicien, avant: ferme, message(par: technicien)) == nil)
    #expect(try ecrire(Self.agent, message(par: technicien)) == nil)
  }

  @Test func `un contact est à la caisse d'écrire, un lien mort ne revit pas (P-13, P-14, C-17)`() throws {
    let contact = """
      insert into contact (id, partenaire_id, caisse_id, role, partie, cree_le, modifie_le)
      values (gen_random_uuid(), '\(Self.a.id(Locataire.partenaire))', '\(Self.a.id(Locataire.caisse))', 'REFERENT', 'PARTENAIRE', now(), now())
      """
    #expect(try ecrire(Self.agent, contact) == 1)
    for contexte in [Self.gestionnaire, Self.technicien] {
      #expect(try ecrire(contexte, contact) == nil)
      #expect(try ecrire(contexte, "update contact set email = 'voleur@x.example'") == 0)
      #expect(try ecrire(contexte, "delete from contact") == 0)
    }
    let morts = "update activation set utilise_le = now(), remplace_le = now()"
    for contexte in [Self.agent, Self.gestionnaire, Self.technicien] {
      #expect(try ecrire(contexte, avant: morts, "update activation set utilise_le = null") == nil)
      #expect(try ecrire(contexte, avant: morts, "update activation set remplace_le = null") == nil)
    }
    #expect(try ecrire(Self.technicien, "update activation set utilise_le = now()") == 1)
  }

  @Test func `un numéro se tire pour déposer, à une de ses caisses, cette année : sans contexte rien ne bouge (D-32)`() throws {
    func tirer(_ contexte: [String: String], _ sql: String) throws -> String? { try EcrituresForgees.ouvrir(contexte).query(sql)[0][0] }
    let rang = "select rang_suivant('CPAM-01', extract(year from now())::int)::text"
    #expect(try tirer(Self.technicien, rang) != nil)
    for contexte in [
      [:], Self.agent, Self.gestionnaire, ["role": "COMPTE", "compte": Self.a.id(Locataire.technicien)], Self.b.contexte(13, "TECHNICIEN"),
    ] {
      #expect(try tirer(contexte, rang) == nil, "\(contexte)")
    }
    #expect(try tirer(Self.technicien, "select rang_suivant('CPAM-02', extract(year from now())::int)::text") == nil)
    #expect(try tirer(Self.technicien, "select rang_suivant('CPAM-01', 2199)::text") == nil)
    let admin = try AdminConnection(try EcrituresForgees.base.get())
    try admin.run("select ouvrir_numerotation('CPAM-01', 2026)")
    for contexte in [[:], Self.technicien, Self.agent] {
      for sql in [
        #"select nextval('"numero_CPAM-01_2026"')"#, "select ouvrir_numerotation('CPAM-01', 2199)", #"select last_value from "numero_CPAM-01_2026""#,
      ] {
        #expect(try !EcrituresForgees.passe(contexte, sql), "\(sql)")
      }
    }
    #expect(try admin.query("select relname from pg_class where relname = 'numero_CPAM-01_2199'") == [])
  }
}
