import Postgres
import Storage
import Testing

/// The scheduled work sees every tenant, and writes what dates have made true, no more. The accounts of tenant b are due, those of a live.
@Suite struct EcrituresForgeesEcheancesTests {
  private static let (a, b) = (Locataire.a, Locataire.b)

  private func ecrire(avant: String? = nil, _ sql: String) throws -> Int? {
    try EcrituresForgees.ecrire(["role": "SYSTEME"], role: "ep_echeances", avant: avant, sql)
  }
  private func passe(avant: String? = nil, _ sql: String) throws -> Bool {
    try EcrituresForgees.passe(["role": "SYSTEME"], role: "ep_echeances", avant: avant, sql)
  }

  private static func compte(_ locataire: Locataire, _ rang: Int, _ colonnes: String) -> String {
    "update compte set \(colonnes), modifie_le = now() where id = '\(locataire.id(rang))'"
  }
  private static let fermeture =
    "etat = 'INACTIF', inactivation_effet_le = '2025-07-01', suppression_le = '2026-01-01', inactivation_par = 'AUTOMATIQUE'"
  private static let effacement = "etat = 'SUPPRIME', civilite = '', nom = '', prenom = '', email = '', fonction = null, telephone = null"

  @Test func `un compte se ferme et s'efface quand ses jours sont venus, et rien d'autre n'en change (C-39, C-40)`() throws {
    let (fermer, effacer) = (Self.compte(.b, 13, Self.fermeture), Self.compte(.b, 13, Self.effacement))
    #expect(try ecrire(fermer) == 1)
    #expect(try ecrire(avant: fermer, effacer) == 1)
    for forge in [
      Self.compte(.a, 13, Self.fermeture), Self.compte(.a, 13, Self.effacement), effacer,
      Self.compte(.b, 13, "\(Self.fermeture), email = 'x@x.example'"),
      Self.compte(.b, 13, Self.fermeture.replacing("2025-07-01", with: "2025-08-01")),
      Self.compte(.b, 13, Self.fermeture.replacing("2026-01-01", with: "2099-01-01")),
      Self.compte(.b, 13, Self.fermeture.replacing("AUTOMATIQUE", with: "AGENT_CAISSE")), Self.compte(.b, 13, "email = 'x@x.example'"),
      Self.compte(.b, 13, "etat = 'EXCLU'"), Self.compte(.b, 13, "nom = 'x'"), Self.compte(.b, 13, "gestionnaire_id = '\(Self.a.id(12))'"),
      "update compte set \(Self.fermeture), modifie_le = '2100-01-01' where id = '\(Self.b.id(13))'",
    ] { #expect(try ecrire(forge) == nil, "\(forge)") }
    #expect(try ecrire(avant: fermer, Self.compte(.b, 13, "etat = 'ACTIF'")) == nil)
    #expect(try ecrire(avant: fermer, "\(effacer.replacing("nom = ''", with: "nom = 'x'"))") == nil)
    // The people of a caisse are not its business.
    for rang in [Locataire.agent] {
      #expect(try ecrire(Self.compte(.b, rang, "email = 'x@x.example'")) == 0)
      #expect(try ecrire(Self.compte(.b, rang, "etat = 'ACTIF'")) == 0)
    }
  }

  @Test func `à l'heure du serveur, les échéances ferment ce qui est échu, une fois, et rien de plus (C-39)`() throws {
    let connection = try EcrituresForgees.ouvrir(["role": "SYSTEME"], role: "ep_echeances")
    let fermes = { (locataire: Locataire) in
      try connection.query(CompteStatements.constater.sql, [nil, locataire.id(Locataire.partenaire), "now"]).compactMap { $0[0] }.sorted()
    }
    #expect(try fermes(.a) == [])
    #expect(try fermes(.b) == [12, 13].map(Self.b.id))
    #expect(try fermes(.b) == [])
  }

  @Test func `les techniciens de qui part vont à qui il a dit (C-36)`() throws {
    let depart = """
      update compte set gestionnaire_id = '\(Self.b.id(12))' where id = '\(Self.b.id(13))';
      update compte set inactivation_rattachement_id = '\(Self.b.id(11))' where id = '\(Self.b.id(12))'
      """
    func vers(_ id: String) -> String { Self.compte(.b, 13, "gestionnaire_id = '\(id)', version = version + 1") }
    #expect(try ecrire(avant: depart, vers(Self.b.id(11))) == 1)
    #expect(try ecrire(avant: depart, vers(Self.a.id(12))) == nil)
    #expect(try ecrire(avant: depart, Self.compte(.b, 13, "gestionnaire_id = '\(Self.b.id(11))', etat = 'INACTIF', version = version + 1")) == nil)
  }

  @Test func `seules partent les sessions des comptes échus et les réponses que rien ne rejoue`() throws {
    #expect(try ecrire("delete from session where compte_id = '\(Self.b.id(13))'") == 1)
    #expect(try ecrire("delete from session where compte_id = '\(Self.a.id(13))'") == 0)
    #expect(try ecrire("delete from idempotence") == 0)
    let vieilles = "update idempotence set cree_le = now() - interval '25 hours' where compte_id = '\(Self.a.id(13))'"
    #expect(try ecrire(avant: vieilles, "delete from idempotence") == 1)
    #expect(try ecrire(avant: vieilles, "update idempotence set cree_le = now()") == nil)
    let connection = try EcrituresForgees.ouvrir(["role": "SYSTEME"], role: "ep_echeances", avant: vieilles)
    #expect(try connection.query("select cle from idempotence for update skip locked").count == 1)
  }

  @Test func `un avis va à ceux que l'acte nomme, et à personne d'autre`() throws {
    func avis(
      _ modele: String = "VIE_CONVENTION", a adresse: String = "12@x.example", _ donnees: String = #"{"convention_id": "\#(Self.a.id(4))"}"#
    ) -> String {
      """
      insert into notification (id, modele, destinataire, donnees, cree_le, envoi_prevu_le)
      values (gen_random_uuid(), '\(modele)', '\(adresse)', '\(donnees)', now(), now())
      """
    }
    #expect(try passe(avis()))
    for forge in [
      avis(a: "voleur@x.example"), avis("COMPTE_CREE"), avis("{}"), avis(a: "12@x.example", "{}"),
      avis(a: "12@x.example", #"{"convention_id": "\#(Self.a.id(99))"}"#),
    ] { #expect(try !passe(forge), "\(forge)") }
    let compte =
      "insert into notification (id, modele, compte_id, destinataire, donnees, cree_le, envoi_prevu_le) select gen_random_uuid(), "
      + "'COMPTE_CREE', '\(Self.a.id(12))', '12@x.example', '{}', now(), now()"
    #expect(try !passe(compte))
    let tache = { (etat: String) in
      "insert into instance (id, convention_id, type, etat, cree_le, modifie_le) values (gen_random_uuid(), '\(Self.a.id(4))', 'CODIR', '\(etat)', now(), now())"
    }
    #expect(try passe(tache("OUVERTE")))
    #expect(try !passe(tache("TENUE")))
  }

  @Test func `un événement des échéances dit un constat de l'acte, le jour dit, ou un compte qu'elles ferment (C-58, T-137)`() throws {
    func fait(
      _ objet: String, _ id: String, _ code: String, le instant: String, de locataire: Locataire = .a, caisse: Bool = true, acteur: String = "SYSTEME"
    ) -> String {
      """
      insert into evenement (instant, acteur_role, caisse_id, partenaire_id, objet, objet_id, code)
      values ('\(instant)', '\(acteur)', \(caisse ? "'\(locataire.id(1))'" : "null"), '\(locataire.id(2))', '\(objet)', '\(id)', '\(code)')
      """
    }
    let constat = fait("CONVENTION", Self.a.id(4), "X", le: "2025-01-01 00:00+01")
    #expect(try passe(constat))
    let fermer = Self.compte(.b, 13, Self.fermeture)
    #expect(try passe(avant: fermer, fait("COMPTE", Self.b.id(13), "COMPTE_INACTIVE", le: "2025-07-01 00:00+02", de: .b, caisse: false)))
    for forge in [
      fait("CONVENTION", Self.a.id(4), "X", le: "2020-01-01"), fait("CONVENTION", Self.a.id(4), "Y", le: "2025-01-01 00:00+01"),
      fait("CONVENTION", Self.a.id(99), "X", le: "2025-01-01 00:00+01"), fait("CONVENTION", Self.a.id(4), "X", le: "2025-01-01 00:00+01", de: .b),
      fait("DEMANDE", Self.a.id(33), "X", le: "2025-01-01 00:00+01"), fait("PARTENAIRE", Self.a.id(2), "X", le: "2025-01-01 00:00+01"),
      fait("COMPTE", Self.a.id(13), "COMPTE_INACTIVE", le: "2025-07-01"), fait("COMPTE", Self.a.id(13), "COMPTE_CREE", le: "2025-07-01"),
      fait("CONVENTION", Self.a.id(4), "X", le: "2100-01-01"),
      fait("CONVENTION", Self.a.id(4), "X", le: "2025-01-01 00:00+01", acteur: "AGENT_CAISSE"),
    ] { #expect(try !passe(forge), "\(forge)") }
    for (code, instant) in [("COMPTE_INACTIVE", "2020-01-01"), ("COMPTE_SUPPRIME", "2026-02-01"), ("COMPTE_EXCLU", "2025-07-01")] {
      #expect(try !passe(avant: fermer, fait("COMPTE", Self.b.id(13), code, le: instant, de: .b, caisse: false)), "\(code)")
    }
  }
}
