import Postgres
import TestSupport

/// Two caisses, each with its partner, and a line of each in every table. Whatever belongs to one says so: its identifiers begin with eight
/// times its letter, so that a line read as text tells whose it is.
enum DeuxLocataires {
  static let partage = Result { () throws -> String in
    let base = try BaseMigree.copie()
    let admin = try AdminConnection(base)
    try admin.run("insert into modele_convention values ('t', 1, 't', '{UNIQUE}', 'CPAM', 'CCAS', '{}', now())")
    for locataire in [Locataire.a, .b] { try admin.run(locataire.lignes) }
    return base
  }
}

/// One caisse, its partner, and the people of both.
enum Locataire: String {
  case a, b

  var marque: String { String(repeating: rawValue, count: 8) }
  /// The same, as PostgreSQL prints the bytes of its text.
  var marqueHex: String { String(repeating: self == .a ? "61" : "62", count: 8) }
  func id(_ rang: Int) -> String { "\(marque)-0000-7000-8000-\(String(repeating: "0", count: 12 - String(rang).count))\(rang)" }

  static let (caisse, partenaire, unite, convention) = (1, 2, 3, 4)
  /// The accounts: the agent, the gestionnaire, the technicien.
  static let (agent, gestionnaire, technicien) = (11, 12, 13)

  /// The settings that a session of that account opens.
  func contexte(_ personne: Int, _ role: String) -> [String: String] {
    [
      "compte": id(personne), "role": role, "caisse": personne == Self.agent ? id(Self.caisse) : "",
      "partenaire": personne == Self.agent ? "" : id(Self.partenaire), "unite": "",
    ]
  }

  var lignes: String { [structure, comptes, convention, acces, demandes, envois].joined(separator: "\n") }

  private func q(_ rang: Int) -> String { "'\(id(rang))'" }
  /// A digest of 32 bytes that tells whose it is.
  private var empreinte: String { "convert_to(rpad('\(marque)', 32, '.'), 'UTF8')" }

  private var structure: String {
    """
    insert into caisse (id, code, denomination, departement, adresse, fuseau, calendrier_jours_ouvres, cree_le)
    values (\(q(1)), '\(self == .a ? "CPAM-01" : "CPAM-02")', 'c', '01', 'a', 'PARIS', 'NATIONAL', now());
    insert into partenaire (id, denomination, type, adresse, domaines_email, cree_le, modifie_le)
    values (\(q(2)), 'p', 'CCAS', 'a', '{x.example}', now(), now());
    insert into partenaire_caisse (caisse_id, partenaire_id, premier_jour, cree_le) values (\(q(1)), \(q(2)), '2025-01-01', now());
    insert into unite (id, partenaire_id, code, libelle, ouverture, cree_le) values (\(q(3)), \(q(2)), 'U', 'u', 'A_LA_SIGNATURE', now());
    """
  }

  private var comptes: String {
    [(11, "AGENT_CAISSE"), (12, "GESTIONNAIRE"), (13, "TECHNICIEN")].map { rang, role in
      """
      insert into compte (id, role, identifiant, etat, caisse_id, partenaire_id, civilite, nom, prenom, email, cree_le, modifie_le)
      values (\(q(rang)), '\(role)', '\(marque)\(rang)', 'ACTIF', \(rang == 11 ? q(1) : "null"), \(rang == 11 ? "null" : q(2)), 'MME', 'N', 'P',
        '\(rang)@x.example', now(), now());
      """
    }.joined()
  }

  private var convention: String {
    """
    insert into convention (id, caisse_id, partenaire_id, nature, modele_code, modele_version, premier_jour, proposee_le, cree_le, modifie_le)
    values (\(q(4)), \(q(1)), \(q(2)), 'UNIQUE', 't', 1, '2025-01-01', now(), now(), now());
    insert into signature (id, convention_id, partie, qualite, date, cree_le) values (\(q(21)), \(q(4)), 'CAISSE', 'q', '2025-01-01', now());
    insert into fonctionnalite values (\(q(4)), 'CONTACT', true, now());
    insert into contact (id, partenaire_id, caisse_id, role, partie, nom, cree_le, modifie_le)
    values (\(q(22)), \(q(2)), \(q(1)), 'REFERENT', 'PARTENAIRE', 'N', now(), now());
    insert into courrier (id, convention_id, objet, expediteur, forme, envoye_le, cree_le, modifie_le)
    values (\(q(23)), \(q(4)), 'DENONCIATION', 'CAISSE', 'LRAR', '2025-01-02', now(), now());
    insert into mise_en_demeure (id, convention_id, courrier_id, manquement, cree_le, modifie_le) values (\(q(24)), \(q(4)), \(q(23)), 'm', now(), now());
    insert into denonciation (id, convention_id, courrier_id, cree_le) values (\(q(25)), \(q(4)), \(q(23)), now());
    insert into resiliation (convention_id, cause, effet_le, cree_le) values (\(q(4)), 'AMIABLE', '2030-01-01', now());
    insert into avenant (id, convention_id, numero, intitule, modifications, cree_le, modifie_le) values (\(q(26)), \(q(4)), 1, 'i', '[]', now(), now());
    insert into avenant_signature (id, avenant_id, partie, qualite, date, cree_le) values (\(q(27)), \(q(26)), 'CAISSE', 'q', '2025-01-01', now());
    insert into differend (id, convention_id, objet, ouvert_par, ouvert_le, cree_le, modifie_le)
    values (\(q(28)), \(q(4)), 'o', 'CAISSE', '2025-01-01', now(), now());
    insert into document_convention (id, convention_id, type, titre, numero_version, cree_le) values (\(q(29)), \(q(4)), 'ANNEXE', 't', 1, now());
    insert into action_convention (id, convention_id, type, intitule, porteur, etat, cree_le, modifie_le)
    values (\(q(30)), \(q(4)), 'ENGAGEMENT', 'i', 'CAISSE', 'PREVUE', now(), now());
    insert into instance (id, convention_id, type, etat, cree_le, modifie_le) values (\(q(31)), \(q(4)), 'COPIL', 'OUVERTE', now(), now());
    insert into echeance_constatee (convention_id, code, date, cree_le) values (\(q(4)), 'X', '2025-01-01', now());
    """
  }

  private var acces: String {
    [12, 13].map { rang in
      "insert into acces (compte_id, caisse_id, partenaire_id, modifie_le) values (\(q(rang)), \(q(1)), \(q(2)), now());"
    }.joined()
      + [11, 12, 13].map { rang in
        """
        insert into secret_compte values (\(q(rang)), '\(marque)\(rang)', 'h', now());
        insert into activation (id, compte_id, expire_le, cree_le) values (\(q(40 + rang)), \(q(rang)), '2099-01-01', now());
        """
      }.joined() + """
        insert into session (jeton, compte_id, role, libelle, caisse_id, partenaire_id, mot_de_passe_expire_le, expire_le, cree_le)
        values (\(empreinte), \(q(13)), 'TECHNICIEN', 'P N', null, \(q(2)), '2099-01-01', '2099-01-01', now());
        insert into abonnement_calendrier (id, jeton, compte_id, libelle, horizon_mois, codes, cree_le)
        values (\(q(32)), \(empreinte), \(q(12)), 'l', 12, '{}', now());
        insert into idempotence select k, 'cle', 'o', '', 201, '{}', '', now() from unnest(array[\(q(11)), \(q(12)), \(q(13))]::uuid[]) k;
        insert into tentative values (\(empreinte), 1, now());
        """
  }

  private var demandes: String {
    """
    insert into demande (caisse_id, partenaire_id, id, numero, convention_id, technicien_id, technicien_nom, technicien_prenom,
      partenaire_denomination, type, details, assure_civilite, assure_nom, assure_prenom, assure_date_naissance, assure_departement_residence,
      personne_accompagnee, qualite_representation, urgente, complexe, prioritaire, avertissements, origine, etat, depose_le, modifie_le)
    values (\(q(1)), \(q(2)), \(q(33)), 'N', \(q(4)), \(q(13)), 'N', 'P', 'p', 'DOCUMENT', '{}', 'M', 'N', 'P', '1980-01-01', '01', true, 'AUCUNE',
      false, false, false, '{}', 'PORTAIL', 'ACCUSEE', now(), now());
    insert into demande_mot (caisse_id, demande_id, partenaire_id, cle, commun) values (\(q(1)), \(q(33)), \(q(2)), 'n p', 0);
    insert into message (caisse_id, id, demande_id, partenaire_id, auteur_id, auteur_role, auteur_libelle, texte, attend_reponse, avertissements, cree_le)
    values (\(q(1)), \(q(34)), \(q(33)), \(q(2)), \(q(13)), 'TECHNICIEN', 'x', 't', false, '{}', now());
    """
  }

  private var envois: String {
    """
    insert into evenement (instant, acteur_id, acteur_role, caisse_id, partenaire_id, objet, objet_id, code)
    values (now(), \(q(13)), 'TECHNICIEN', \(q(1)), \(q(2)), 'DEMANDE', \(q(33)), 'DEMANDE_DEPOSEE');
    insert into notification (id, modele, compte_id, destinataire, donnees, cree_le, envoi_prevu_le)
    values (\(q(35)), 'COMPTE_CREE', \(q(13)), '\(marque)@x.example', '{}', now(), now());
    """
  }
}
