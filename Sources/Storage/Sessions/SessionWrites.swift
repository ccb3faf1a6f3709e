package import Domain
package import FoundationEssentials
package import Postgres

/// A session to open: what its token will open, on one line.
package struct SessionAInserer: Sendable {
  /// SHA-256 of the token.
  package var empreinte: [UInt8]
  package var acteur: Acteur
  package var libelle: String
  package var cguVersion: String?
  package var motDePasseExpireLe: Instant
  package var expireLe: Instant
  package var creeLe: Instant

  package init(
    empreinte: [UInt8], acteur: Acteur, libelle: String, cguVersion: String?, motDePasseExpireLe: Instant, expireLe: Instant,
    creeLe: Instant
  ) {
    self.empreinte = empreinte
    self.acteur = acteur
    self.libelle = libelle
    self.cguVersion = cguVersion
    self.motDePasseExpireLe = motDePasseExpireLe
    self.expireLe = expireLe
    self.creeLe = creeLe
  }
}

extension SessionStatements {
  /// Sessions that one account has open at a time; one more closes the oldest. Choix projet.
  package static let sessionsMax = 10

  /// Opens a session of the account of the open context, notes the sign-in, and forgets its sessions that have expired, and the oldest past
  /// `sessionsMax`. No session outlives its account (T-113): gives the instant at which it ends.
  package static let creer = Statement<SessionAInserer, Instant>(
    "session_creer",
    """
    with connexion as (
      update compte set derniere_connexion_le = $10::timestamptz where id = $2::uuid
    ), passees as (
      delete from session where compte_id = $2::uuid and expire_le <= $10::timestamptz
    ), de_trop as (
      delete from session where jeton in (
        select jeton from session where compte_id = $2::uuid and expire_le > $10::timestamptz
        order by cree_le desc, jeton desc offset \(sessionsMax - 1))
    )
    insert into session (jeton, compte_id, role, caisse_id, partenaire_id, unite_id, libelle, cgu_version, mot_de_passe_expire_le,
      cree_le, expire_le)
    values ($1::bytea, $2::uuid, $3::text, $4::uuid, $5::uuid, $6::uuid, $7::text, $8::text, $9::timestamptz, $10::timestamptz,
      least($11::timestamptz, (select e.fin_instant from compte k, echeance_compte(k, $10::timestamptz) e where k.id = $2::uuid)))
    returning expire_le
    """,
    bind: { new, p in
      p.bytea(new.empreinte)
      p.uuid(new.acteur.compteId)
      p.text(new.acteur.role.rawValue)
      p.uuid(new.acteur.caisseId)
      p.uuid(new.acteur.partenaireId)
      p.uuid(new.acteur.uniteId)
      p.text(new.libelle)
      p.text(new.cguVersion)
      p.instant(new.motDePasseExpireLe)
      p.instant(new.creeLe)
      p.instant(new.expireLe)
    },
    decode: { row in try row.instant() })

  /// The token is dead at once, on every replica.
  package static let fermer = Statement<[UInt8], Void>(
    "session_fermer", "delete from session where jeton = $1::bytea and compte_id = contexte('compte')",
    bind: { digest, p in p.bytea(digest) })

  /// C-45, C-47: an account that closes is out everywhere.
  package static let fermerDuCompte = Statement<UUID, Void>(
    "session_fermer_du_compte", "delete from session where compte_id = $1::uuid", bind: { id, p in p.uuid(id) })

  /// C-35: no session outlives the day of a planned inactivation.
  package static let borner = Statement<CompteStatements.Cle, Void>(
    "session_borner",
    """
    update session s set expire_le = least(s.expire_le, e.fin_instant) from compte k, echeance_compte(k, $2::timestamptz) e
    where k.id = $1::uuid and s.compte_id = k.id
    """,
    bind: { key, p in
      p.uuid(key.id)
      p.instant(key.instant)
    })

  package struct Renouvellement: Sendable {
    package let empreinte: [UInt8]
    package let motDePasseExpireLe: Instant

    package init(empreinte: [UInt8], motDePasseExpireLe: Instant) {
      self.empreinte = empreinte
      self.motDePasseExpireLe = motDePasseExpireLe
    }
  }

  /// C-19: after a change of password, this session goes on and every other one of the account ends.
  package static let garderSeule = Statement<Renouvellement, Void>(
    "session_garder_seule",
    """
    with autres as (
      delete from session where compte_id = contexte('compte') and jeton <> $1::bytea
    )
    update session set mot_de_passe_expire_le = $2::timestamptz where jeton = $1::bytea and compte_id = contexte('compte')
    """,
    bind: { kept, p in
      p.bytea(kept.empreinte)
      p.instant(kept.motDePasseExpireLe)
    })

  package struct Acceptation: Sendable {
    package let version: String
    package let instant: Instant

    package init(version: String, instant: Instant) {
      self.version = version
      self.instant = instant
    }
  }

  /// C-20: the version accepted by the person, and the instant of the first time; every session of the account knows. Gives that instant.
  package static let accepterCGU = Statement<Acceptation, Instant>(
    "session_accepter_cgu",
    """
    with sessions as (
      update session set cgu_version = $1::text where compte_id = contexte('compte') and cgu_version is distinct from $1::text
    )
    update compte k set cgu_version = $1::text,
      cgu_acceptees_le = case when k.cgu_version = $1::text then k.cgu_acceptees_le else $2::timestamptz end
    where k.id = contexte('compte') returning k.cgu_acceptees_le
    """,
    bind: { given, p in
      p.text(given.version)
      p.instant(given.instant)
    },
    decode: { row in try row.instant() })
}
