import Bytes
import Crypto
import Domain
import EventLoop
import FoundationEssentials
import Postgres
import Storage
import TestSupport
import Testing

/// A migrated database with two caisses, two partners, two units, and one session per kind of reader; rows are written by the owner.
struct Cloison: Sendable {
  static let now = Instant(microsecondes: 1_741_766_400_000_000)
  static let caisses = [UUID(text: "00000000-0000-7000-8000-0000000000c1")!, UUID(text: "00000000-0000-7000-8000-0000000000c2")!]
  static let partenaires = [UUID(text: "00000000-0000-7000-8000-0000000000a1")!, UUID(text: "00000000-0000-7000-8000-0000000000a2")!]
  static let unites = [UUID(text: "00000000-0000-7000-8000-0000000000b1")!, UUID(text: "00000000-0000-7000-8000-0000000000b2")!]
  let database: String

  /// One reader and what it may see of `demandes`.
  struct Lecteur: Sendable, CustomTestStringConvertible {
    let nom: String
    let demandes: Set<Int>
    var testDescription: String { nom }
    var jeton: [UInt8] { sha256(Array(nom.utf8)) }
  }

  /// Demandes 1 and 2: partner 1, caisse 1, units 1 and 2. Demande 3: partner 2, caisse 1. Demande 4: partner 1, caisse 2, unit 1.
  static let lecteurs = [
    Lecteur(nom: "technicien de l'unité 1", demandes: [1, 4]), Lecteur(nom: "technicien de l'unité 2", demandes: [2]),
    Lecteur(nom: "technicien du partenaire 2", demandes: [3]), Lecteur(nom: "agent de la caisse 1", demandes: [1, 2, 3]),
    Lecteur(nom: "agent de la caisse 2", demandes: [4]), Lecteur(nom: "gestionnaire du partenaire 1", demandes: []),
    Lecteur(nom: "session expirée", demandes: []), Lecteur(nom: "jeton inconnu", demandes: []),
  ]

  static func demande(_ number: Int) -> UUID { UUID(text: "00000000-0000-7000-8000-0000000000d\(number)")! }

  init() throws {
    database = try TestCluster.shared.createDatabase()
    let owner = try AdminConnection(database)
    _ = try Migrations.apply(owner)
    try owner.run(Self.rows)
    for lecteur in Self.lecteurs where lecteur.nom != "jeton inconnu" { try Self.ouvrir(lecteur, owner) }
  }

  /// Runs `body` with a database of the application role, on a loop of its own.
  func withDatabase<Value: Sendable>(_ body: @Sendable (Database, Reactor) async throws -> Value) async throws -> Value {
    let loop = EventLoop(name: "cloison")
    try loop.start { _ in }
    defer { loop.stop(graceMilliseconds: 0) }
    let info = database + " user=ep_app"
    return try await loop.perform { reactor in
      var configuration = try DatabaseConfiguration(info, statements: AllStatements.list + Brut.all)
      configuration.readers = 1
      let database = Database(reactor, configuration)
      _ = await database.becomesReady(withinMilliseconds: 5_000)
      return try await body(database, reactor)
    }
  }

  private static func ouvrir(_ lecteur: Lecteur, _ owner: AdminConnection) throws {
    let (role, caisse, partenaire, unite): (String, UUID?, UUID?, UUID?) =
      switch lecteur.nom {
      case "technicien de l'unité 1", "session expirée": ("TECHNICIEN", nil, partenaires[0], unites[0])
      case "technicien de l'unité 2": ("TECHNICIEN", nil, partenaires[0], unites[1])
      case "technicien du partenaire 2": ("TECHNICIEN", nil, partenaires[1], nil)
      case "agent de la caisse 1": ("AGENT_CAISSE", caisses[0], nil, nil)
      case "agent de la caisse 2": ("AGENT_CAISSE", caisses[1], nil, nil)
      default: ("GESTIONNAIRE", nil, partenaires[0], nil)
      }
    let id = UUID(uuid: (0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, UInt8(lecteurs.firstIndex { $0.nom == lecteur.nom } ?? 0)))
    let base: [String?] = [id.text, role, caisse?.text, partenaire?.text, unite?.text, lecteur.nom]
    _ = try owner.query(
      """
      insert into compte (id, role, identifiant, etat, caisse_id, partenaire_id, unite_id, civilite, nom, prenom, email, cree_le, modifie_le)
      values ($1::uuid, $2, $6, 'ACTIF', $3::uuid, $4::uuid, $5::uuid, 'MME', $6, 'X', $6 || '@x.example', now(), now())
      """, base)
    let expiry = lecteur.nom == "session expirée" ? "2025-03-12T07:59:59Z" : "2025-03-13T00:00:00Z"
    _ = try owner.query(
      """
      insert into session (jeton, compte_id, role, libelle, caisse_id, partenaire_id, unite_id, cgu_version, mot_de_passe_expire_le, expire_le, cree_le)
      values (decode($7, 'hex'), $1::uuid, $2, $6, $3::uuid, $4::uuid, $5::uuid, '1', '2026-01-01', $8::timestamptz, '2025-03-12')
      """, base + [hexText(lecteur.jeton), expiry])
  }

  /// One model, the relations and four demandes with a message each.
  private static var rows: String {
    var sql = """
      insert into modele_convention values ('t', 1, 't', '{UNIQUE}', 'CPAM', 'CCAS', '{}', now());
      """
    for (index, id) in caisses.enumerated() {
      sql += """
        insert into caisse (id, code, denomination, departement, adresse, fuseau, calendrier_jours_ouvres, cree_le)
        values ('\(id.text)', 'CPAM-0\(index + 1)', 'c', '01', 'a', 'PARIS', 'NATIONAL', now());
        """
    }
    for id in partenaires {
      sql += """
        insert into partenaire (id, denomination, type, adresse, domaines_email, cree_le, modifie_le)
        values ('\(id.text)', 'p', 'CCAS', 'a', '{x.example}', now(), now());
        """
    }
    for id in unites {
      sql += "insert into unite (id, partenaire_id, code, libelle, ouverture, cree_le) values ('\(id.text)', '\(partenaires[0].text)', 'U\(id.text.suffix(1))', 'u', 'A_LA_SIGNATURE', now());"
    }
    let relations = [(0, 0), (1, 0), (0, 1)]
    for (index, (caisse, partenaire)) in relations.enumerated() {
      sql += """
        insert into partenaire_caisse (partenaire_id, caisse_id, premier_jour, cree_le)
        values ('\(partenaires[partenaire].text)', '\(caisses[caisse].text)', '2025-01-01', now());
        insert into convention (id, caisse_id, partenaire_id, nature, modele_code, modele_version, premier_jour, cree_le, modifie_le)
        values ('00000000-0000-7000-8000-0000000000e\(index + 1)', '\(caisses[caisse].text)', '\(partenaires[partenaire].text)', 'UNIQUE', 't', 1, '2025-01-01', now(), now());
        """
    }
    sql += "insert into compte (id, role, identifiant, etat, partenaire_id, civilite, nom, prenom, email, cree_le, modifie_le) values ('00000000-0000-7000-8000-0000000000f1', 'TECHNICIEN', 'auteur', 'ACTIF', '\(partenaires[0].text)', 'M', 'N', 'P', 'auteur@x.example', now(), now());"
    for (number, caisse, partenaire, unite, convention) in [(1, 0, 0, 0 as Int?, 1), (2, 0, 0, 1, 1), (3, 0, 1, nil, 3), (4, 1, 0, 0, 2)] {
      sql += """
        insert into demande (caisse_id, id, numero, partenaire_id, unite_id, convention_id, technicien_id, technicien_nom, technicien_prenom,
          partenaire_denomination, type, details, assure_civilite, assure_nom, assure_prenom, assure_date_naissance, assure_departement_residence,
          personne_accompagnee, qualite_representation, urgente, complexe, prioritaire, avertissements, origine, etat, depose_le, modifie_le)
        values ('\(caisses[caisse].text)', '\(demande(number).text)', '\(number)', '\(partenaires[partenaire].text)', \(unite.map { "'\(unites[$0].text)'" } ?? "null"),
          '00000000-0000-7000-8000-0000000000e\(convention)', '00000000-0000-7000-8000-0000000000f1', 'N', 'P', 'p', 'DOCUMENT', '{}', 'M', 'N', 'P', '1980-01-01',
          '01', true, 'AUCUNE', false, false, false, '{}', 'PORTAIL', 'ACCUSEE', '2025-03-0\(number)', now());
        insert into message (caisse_id, id, demande_id, partenaire_id, unite_id, auteur_id, auteur_role, auteur_libelle, texte, attend_reponse, avertissements, cree_le)
        select caisse_id, id, id, partenaire_id, unite_id, technicien_id, 'TECHNICIEN', 'x', 'texte', false, '{}', now() from demande where id = '\(demande(number).text)';
        """
    }
    return sql
  }
}

/// Statements without the product's filter: what the policies alone let through.
enum Brut {
  static let demandes = Statement<Void, UUID>("brut_demandes", "select id from demande", decode: { row in try row.uuid() })
  static let messages = Statement<Void, UUID>("brut_messages", "select id from message", decode: { row in try row.uuid() })
  static let comptes = Statement<Void, String>("brut_comptes", "select identifiant from compte", decode: { row in try row.text() })
  static let echec = Statement<Void, Int32>("brut_echec", "select 1 / (length(current_setting('ep.role', true)) * 0)", decode: { row in try row.int4() })

  static var all: [AnyStatement] { [demandes.erased, messages.erased, comptes.erased, echec.erased] }
}
