import Bytes
package import Domain
import FoundationEssentials
import Glibc
package import Postgres

/// Creates the account of an agent, of the direction of a caisse, of a national administrator or of a DPO, with its activation link: for
/// the command line, because nobody can ask the API for the first ones (A-02, C-17).
package enum AgentCreation {
  /// Why no account was created.
  package enum Refus: Error, Equatable, CustomStringConvertible {
    case role(String)
    case caisseRequise
    case caisseSansObjet
    case caisseInconnue(String)
    case civilite(String)
    case nom
    case email
    case dejaInscrite

    package var description: String {
      switch self {
      case .role(let role): "le rôle « \(role) » n'est pas AGENT_CAISSE, DIRECTION_CAISSE, ADMIN_NATIONAL ou DPO"
      case .caisseRequise: "ce rôle demande le code d'une caisse, par exemple CPAM-57"
      case .caisseSansObjet: "un administrateur national n'est d'aucune caisse : remplacez son code par « - »"
      case .caisseInconnue(let code): "aucune caisse n'a le code « \(code) »"
      case .civilite(let civilite): "la civilité « \(civilite) » n'est pas MME ou M"
      case .nom: "le nom et le prénom font de 1 à 100 caractères, sans numéro de sécurité sociale"
      case .email: "l'adresse de courriel est mal formée"
      case .dejaInscrite: "cette personne a déjà un compte de ce rôle dans cette caisse"
      }
    }
  }

  /// Returns the account's id. `base` is the owner's connection; `instant` is the system's clock unless given.
  package static func creer(
    _ base: AdminConnection, role: String, caisseCode: String?, civilite: String, nom: String, prenom: String, email: String,
    a instant: Instant? = nil
  ) throws -> String {
    let (role, civilite) = (try lireRole(role, caisseCode), try lireCivilite(civilite))
    guard let nom = try? TexteCourt(nom, caracteresMax: 100), let prenom = try? TexteCourt(prenom, caracteresMax: 100) else {
      throw Refus.nom
    }
    guard let email = try? AdresseCourriel(email) else { throw Refus.email }
    let maintenant = instant ?? systeme()
    let personne = [civilite.rawValue, nom.texte, prenom.texte, email.texte]
    try base.run("begin; select set_config('ep.role', 'SYSTEME', true)")
    do {
      let compte = try enregistrer(base, role, caisseCode, personne, a: maintenant)
      try base.run("commit")
      return compte.text
    } catch {
      try? base.run("rollback")
      throw error
    }
  }

  /// `personne`: civilité, nom, prénom, email.
  private static func enregistrer(
    _ base: AdminConnection, _ role: Role, _ caisseCode: String?, _ personne: [String], a maintenant: Instant
  ) throws -> UUID {
    let caisse = try caisseCode.map { code in try idCaisse(base, code) }
    let compte = uuid(a: maintenant)
    for _ in 0..<essaisMax {
      let identifiant = Identifiant.tirer(role)
      guard try inserer(base, compte, role, caisse, identifiant, personne, a: maintenant) else { continue }
      try notifier(base, compte, identifiant, email: personne[3], role: role, caisse: caisse, a: maintenant)
      return compte
    }
    throw PostgresError.aborted
  }

  /// A collision of 40 random bits is rare; five in a row mean something else.
  private static let essaisMax = 5

  private static func idCaisse(_ base: AdminConnection, _ code: String) throws -> String {
    guard let id = try base.query("select id::text from caisse where code = $1::text", [code]).first?[0] else {
      throw Refus.caisseInconnue(code)
    }
    return id
  }

  private static func lireRole(_ texte: String, _ caisseCode: String?) throws(Refus) -> Role {
    guard let role = Role(rawValue: texte), [.agentCaisse, .directionCaisse, .adminNational, .dpo].contains(role) else {
      throw .role(texte)
    }
    switch role {
    case .agentCaisse, .directionCaisse: guard caisseCode != nil else { throw .caisseRequise }
    case .adminNational: guard caisseCode == nil else { throw .caisseSansObjet }
    default: break
    }
    return role
  }

  private static func lireCivilite(_ texte: String) throws(Refus) -> Civilite {
    guard let civilite = Civilite(rawValue: texte) else { throw .civilite(texte) }
    return civilite
  }

  /// False when the identifiant is taken already. Each try has a savepoint of its own.
  private static func inserer(
    _ base: AdminConnection, _ compte: UUID, _ role: Role, _ caisse: String?, _ identifiant: String, _ personne: [String],
    a instant: Instant
  ) throws -> Bool {
    try base.run("savepoint essai")
    do {
      _ = try base.query(
        """
        insert into compte (id, role, caisse_id, identifiant, etat, civilite, nom, prenom, email, cree_le, modifie_le)
        values ($1::uuid, $2, $3::uuid, $4, 'EN_ATTENTE_ACTIVATION', $6, $7, $8, $9, $5::timestamptz, $5::timestamptz)
        """, [compte.text, role.rawValue, caisse, identifiant, instant.description] + personne)
      return true
    } catch {
      guard case .server(let refused) = error, refused.isUniqueViolation else { throw error }
      if refused.constraint == "compte_agent" { throw Refus.dejaInscrite }
      try base.run("rollback to essai")
      return false
    }
  }

  /// The link, the message that carries it, and the event.
  private static func notifier(
    _ base: AdminConnection, _ compte: UUID, _ identifiant: String, email: String, role: Role, caisse: String?, a instant: Instant
  ) throws {
    let activation = uuid(a: instant).text
    _ = try base.query(
      "insert into activation (id, compte_id, expire_le, cree_le) values ($1::uuid, $2::uuid, $3::timestamptz, $4::timestamptz)",
      [activation, compte.text, LienActivation.expiration(emisLe: instant).description, instant.description])
    _ = try base.query(
      """
      insert into notification (id, modele, compte_id, destinataire, donnees, cree_le, envoi_prevu_le)
      values ($1::uuid, $2, $3::uuid, $4, jsonb_build_object('activation_id', $5::text, 'identifiant', $6::text), $7::timestamptz,
        $7::timestamptz)
      """,
      [
        uuid(a: instant).text, ModeleNotification.compteCree.rawValue, compte.text, email, activation, identifiant, instant.description,
      ])
    _ = try base.query(
      """
      insert into evenement (instant, acteur_role, caisse_id, objet, objet_id, code, regle, apres)
      values ($1::timestamptz, 'SYSTEME', $2::uuid, 'COMPTE', $3::uuid, 'COMPTE_CREE', 'A-02', jsonb_build_object('role', $4::text))
      """, [instant.description, caisse, compte.text, role.rawValue])
  }

  private static func uuid(a instant: Instant) -> UUID {
    UUID(v7Milliseconds: instant.microsecondes / 1000, random: (0..<10).map { _ in UInt8.random(in: .min ... .max) })
  }

  private static func systeme() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(microsecondes: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }
}
