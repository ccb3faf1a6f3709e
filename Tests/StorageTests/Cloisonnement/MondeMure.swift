import Bytes
import Domain
import Foundation
import Postgres
import Storage

/// What there is to see: demandes, messages, accounts, contacts, events and stored answers on every side of every wall, written by the owner.
struct MondeMure: Sendable {
  static let instant = Instant(microsecondes: 1_741_766_400_000_000)  // 2025-03-12T08:00:00Z
  static let demandesParCouple = 3

  struct Demande: Hashable, Sendable {
    let rang: Int
    let caisse: Int
    let partenaire: Int
    let unite: Int?
    var id: UUID { Identifiant.de(.demande, rang) }
    /// Every third one is answered, and out of the queue.
    var estOuverte: Bool { rang % 3 != 0 }
    var messages: [UUID] { [Identifiant.de(.message, rang * 2), Identifiant.de(.message, rang * 2 + 1)] }
  }

  static let demandes: [Demande] = {
    var demandes: [Demande] = []
    for relation in Relation.toutes {
      for unite in relation.unites {
        for _ in 0..<demandesParCouple {
          demandes.append(Demande(rang: demandes.count, caisse: relation.caisse, partenaire: relation.partenaire, unite: unite))
        }
      }
    }
    return demandes
  }()

  /// Superuser's connection information.
  let base: String

  static let partage = Result { try MondeMure() }

  init() throws {
    base = try BaseMigree.copie()
    try AdminConnection(base).run(Self.script)
  }

  // MARK: who may see what

  /// Accesses are judged before: here every caisse is open to everybody.
  static var toutOuvert: FiltreDemandes {
    var filtre = FiltreDemandes()
    filtre.caissesOuvertes = Set(demandes.map(\.caisse)).map { Identifiant.de(.caisse, $0) }
    return filtre
  }

  /// D-29, Q-15, R-34: a technicien those of its partner, or of its unit when it has one; the people of a caisse those of the caisse.
  static func demandes(de personne: Personne) -> [Demande] {
    demandes.filter { demande in
      switch personne.role {
      case .technicien: demande.partenaire == personne.partenaire && (personne.unite == nil || demande.unite == personne.unite)
      case .agentCaisse, .directionCaisse: demande.caisse == personne.caisse
      default: false
      }
    }
  }

  /// A-02, C-51: what the second wall lets through. A caisse sees its own people, and those of the partners that it works with.
  static func comptes(de lecteur: Personne) -> Set<Personne> {
    Set(
      Personne.allCases.filter { compte in
        switch lecteur.role {
        case .gestionnaire:
          compte.partenaire == lecteur.partenaire && (lecteur.unite == nil || compte.unite == lecteur.unite)
        case .agentCaisse, .directionCaisse:
          compte.caisse == lecteur.caisse || Relation.toutes.contains { $0.caisse == lecteur.caisse && $0.partenaire == compte.partenaire }
        case .adminNational: compte.partenaire == nil
        default: compte == lecteur
        }
      })
  }

  /// What the list of accounts shows: to a caisse, the accounts with a title to it.
  static func comptesListes(de lecteur: Personne) -> Set<Personne> {
    switch lecteur.role {
    case .gestionnaire, .technicien: comptes(de: lecteur)
    case .agentCaisse, .directionCaisse: Set(Personne.allCases.filter { $0.titres.contains(lecteur.caisse ?? 0) })
    default: []
    }
  }

  // MARK: rows

  private static func texte(_ id: UUID?) -> String { id.map { "'\($0.text)'" } ?? "null" }
  private static func id(_ sorte: Identifiant, _ number: Int?) -> String { texte(number.map { Identifiant.de(sorte, $0) }) }

  private static var script: String {
    ([decor] + Personne.allCases.map(compte) + demandes.map(demande)).joined(separator: "\n")
  }

  private static var decor: String {
    var sql = "insert into modele_convention values ('t', 1, 't', '{UNIQUE}', 'CPAM', 'CCAS', '{}', now());"
    for caisse in [1, 2] {
      sql += """
        insert into caisse (id, code, denomination, departement, adresse, fuseau, calendrier_jours_ouvres, cree_le)
        values (\(id(.caisse, caisse)), 'CPAM-0\(caisse)', 'c', '01', 'a', 'PARIS', 'NATIONAL', now());
        """
    }
    for partenaire in [1, 2, 3] {
      sql += """
        insert into partenaire (id, denomination, type, adresse, domaines_email, cree_le, modifie_le)
        values (\(id(.partenaire, partenaire)), 'p\(partenaire)', 'CCAS', 'a', '{x.example}', now(), now());
        """
    }
    for unite in [11, 12] {
      sql += """
        insert into unite (id, partenaire_id, code, libelle, ouverture, cree_le)
        values (\(id(.unite, unite)), \(id(.partenaire, unite / 10)), 'U\(unite)', 'u', 'A_LA_SIGNATURE', now());
        """
    }
    return sql + Relation.toutes.map(relation).joined()
  }

  private static func relation(_ relation: Relation) -> String {
    let couple = "\(id(.caisse, relation.caisse)), \(id(.partenaire, relation.partenaire))"
    return """
      insert into partenaire_caisse (caisse_id, partenaire_id, premier_jour, cree_le) values (\(couple), '2025-01-01', now());
      insert into convention (id, caisse_id, partenaire_id, nature, modele_code, modele_version, premier_jour, cree_le, modifie_le)
      values (\(texte(relation.convention)), \(couple), 'UNIQUE', 't', 1, '2025-01-01', now(), now());
      insert into contact (id, caisse_id, partenaire_id, role, partie, nom, cree_le, modifie_le)
      values (\(id(.contact, relation.caisse * 10 + relation.partenaire)), \(couple), 'REFERENT', 'PARTENAIRE', 'N', now(), now());
      """
  }

  private static func compte(_ personne: Personne) -> String {
    let appartenance = "\(id(.caisse, personne.caisse)), \(id(.partenaire, personne.partenaire)), \(id(.unite, personne.unite))"
    let titres = personne.titres.map { caisse in
      """
      insert into acces (compte_id, caisse_id, partenaire_id, modifie_le)
      values (\(texte(personne.id)), \(id(.caisse, caisse)), \(id(.partenaire, personne.partenaire)), now());
      """
    }
    return """
      insert into compte (id, role, identifiant, etat, caisse_id, partenaire_id, unite_id, civilite, nom, prenom, email, cree_le, modifie_le)
      values (\(texte(personne.id)), '\(personne.role.rawValue)', '\(personne)', 'ACTIF', \(appartenance), 'MME', '\(personne)', 'P',
        '\(personne)@x.example', now(), now());
      \(titres.joined())
      insert into session (jeton, compte_id, role, libelle, caisse_id, partenaire_id, unite_id, mot_de_passe_expire_le, expire_le, cree_le)
      values (decode('\(hexText(personne.jeton))', 'hex'), \(texte(personne.id)), '\(personne.role.rawValue)', 'l', \(appartenance), '2026-01-01',
        '2025-03-13', '2025-03-12');
      insert into evenement (instant, acteur_role, caisse_id, partenaire_id, objet, objet_id, code)
      values (now(), 'X', \(id(.caisse, personne.caisse)), \(id(.partenaire, personne.partenaire)), 'COMPTE', \(texte(personne.id)), 'COMPTE_CREE');
      insert into idempotence (compte_id, cle, operation, empreinte, statut, entetes, corps, cree_le)
      values (\(texte(personne.id)), 'k', 'o', '', 201, '{}', 'corps', '2025-03-12');
      """
  }

  private static func demande(_ demande: Demande) -> String {
    let auteur = Personne.allCases.first { $0.role == .technicien && $0.partenaire == demande.partenaire && $0.unite == demande.unite }
    let couple = "\(id(.caisse, demande.caisse)), \(id(.partenaire, demande.partenaire))"
    let convention = Relation(caisse: demande.caisse, partenaire: demande.partenaire).convention
    let messages = demande.messages.map { message in
      """
      insert into message (caisse_id, id, demande_id, partenaire_id, unite_id, auteur_id, auteur_role, auteur_libelle, texte, attend_reponse,
        avertissements, cree_le)
      select caisse_id, \(texte(message)), id, partenaire_id, unite_id, technicien_id, 'TECHNICIEN', 'x', 'texte', false, '{}', now()
      from demande where id = \(texte(demande.id));
      """
    }
    return """
      insert into demande (caisse_id, partenaire_id, id, numero, unite_id, convention_id, technicien_id, technicien_nom, technicien_prenom,
        partenaire_denomination, type, details, assure_civilite, assure_nom, assure_prenom, assure_date_naissance, assure_departement_residence,
        personne_accompagnee, qualite_representation, urgente, complexe, prioritaire, avertissements, origine, etat, depose_le, modifie_le)
      values (\(couple), \(texte(demande.id)), '\(demande.rang)', \(id(.unite, demande.unite)), \(texte(convention)), \(texte(auteur?.id)), 'N', 'P',
        'p', 'DOCUMENT', '{}', 'M', 'N', 'P', '1980-01-01', '01', true, 'AUCUNE', false, false, \(demande.rang % 2 == 0), '{}', 'PORTAIL',
        '\(demande.estOuverte ? "ACCUSEE" : "CLOTUREE")', timestamptz '2025-03-01' + \(demande.rang) * interval '1 hour', now());
      insert into demande_mot (caisse_id, demande_id, partenaire_id, unite_id, cle, commun)
      select d.caisse_id, d.id, d.partenaire_id, d.unite_id, m.cle, m.commun from demande d, cles_recherche('N P') m
      where d.id = \(texte(demande.id));
      \(messages.joined())
      insert into evenement (instant, acteur_role, caisse_id, partenaire_id, objet, objet_id, code)
      values (now(), 'TECHNICIEN', \(couple), 'DEMANDE', \(texte(demande.id)), 'DEMANDE_DEPOSEE');
      """
  }
}

/// Statements without the product's filters: what the policies alone let through.
enum Brut {
  static let demandes = identifiants("demande")
  static let messages = identifiants("message")
  static let comptes = identifiants("compte")
  static let contacts = identifiants("contact")
  static let motsDesDemandes = Statement<Void, UUID>("brut_demande_mot", "select demande_id from demande_mot", decode: { row in try row.uuid() })
  static let motsDesComptes = Statement<Void, UUID>("brut_compte_mot", "select compte_id from compte_mot", decode: { row in try row.uuid() })
  static let evenements = Statement<Void, UUID>("brut_evenement", "select objet_id from evenement", decode: { row in try row.uuid() })
  static let reponses = Statement<Void, UUID>("brut_idempotence", "select compte_id from idempotence", decode: { row in try row.uuid() })
  /// Every setting of the context, those of the program's own included.
  static let contexte = Statement<Void, String>(
    "brut_contexte",
    """
    select concat_ws('|', nullif(current_setting('ep.compte', true), ''), nullif(current_setting('ep.role', true), ''),
      nullif(current_setting('ep.caisse', true), ''), nullif(current_setting('ep.partenaire', true), ''),
      nullif(current_setting('ep.unite', true), ''), nullif(current_setting('ep.unite_propre', true), ''))
    """,
    decode: { row in try row.text() })
  /// Fails with division_by_zero.
  static let echec = Statement<Void, Int32>(
    "brut_echec", "select 1 / (length(current_setting('ep.role', true)) * 0)", decode: { row in try row.int4() })

  private static func identifiants(_ table: String) -> Statement<Void, UUID> {
    Statement("brut_\(table)", "select id from \(table)", decode: { row in try row.uuid() })
  }

  static let all: [AnyStatement] = [
    demandes.erased, messages.erased, comptes.erased, contacts.erased, evenements.erased, reponses.erased, contexte.erased, echec.erased,
  ]
}
