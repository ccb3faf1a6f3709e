package import Domain
package import FoundationEssentials
package import Postgres

/// The secret of an account, apart from everything that is shown.
package struct SecretLu: Sendable {
  /// As `PasswordHash.encoded` writes it.
  package let empreinte: String
  package let changeLe: Instant
}

package enum SecretStatements {
  /// Opens the context of a person who signs in, for the transaction: the account of that identifiant and nothing else, or nothing.
  /// Always overwrites every setting, so that nothing of a former context is left. The wall of secrets lets through the line whose identifiant
  /// is presented: it is set by the outer side of the join, which runs first.
  package static let ouvrir = Statement<String, Void>(
    "secret_ouvrir",
    """
    select set_config('ep.compte', coalesce(s.compte_id::text, ''), true), set_config('ep.role', 'COMPTE', true),
      set_config('ep.caisse', '', true), set_config('ep.partenaire', '', true), set_config('ep.unite', '', true)
    from (select set_config('ep.identifiant', $1::text, true) offset 0) un left join secret_compte s on s.identifiant = $1::text
    """,
    bind: { identifiant, p in p.text(identifiant) })

  /// The secret of the account of the open context.
  package static let lire = Statement<Void, SecretLu>(
    "secret_lire", "select s.empreinte, s.change_le from secret_compte s where s.compte_id = (select contexte('compte')) and s.pose",
    decode: { row in SecretLu(empreinte: try row.text(), changeLe: try row.instant()) })

  package struct Nouveau: Sendable {
    package let compteId: UUID
    package let identifiant: String
    package let empreinte: String
    package let instant: Instant

    package init(compteId: UUID, identifiant: String, empreinte: String, a instant: Instant) {
      self.compteId = compteId
      self.identifiant = identifiant
      self.empreinte = empreinte
      self.instant = instant
    }
  }

  /// The password that the person has just created (C-18).
  package static let creer = Statement<Nouveau, Void>(
    "secret_creer",
    """
    insert into secret_compte (compte_id, identifiant, empreinte, change_le) values ($1::uuid, $2::text, $3::text, $4::timestamptz)
    on conflict (compte_id) do update set empreinte = excluded.empreinte, change_le = excluded.change_le
    """,
    bind: { new, p in
      p.uuid(new.compteId)
      p.text(new.identifiant)
      p.text(new.empreinte)
      p.instant(new.instant)
    })

  /// Whether the holder of an account has a password, for who manages the account and sees nothing of it (C-18, Q-59). One row.
  package static let existe = Statement<UUID, Bool>(
    "secret_existe", "select secret_pose($1::uuid)", bind: { id, p in p.uuid(id) }, decode: { row in try row.bool() })

  /// what a thief may know opens nothing any more; the next activation writes another (`creer`).
  package static let effacer = Statement<UUID, Void>(
    "secret_effacer", "select secret_effacer($1::uuid)", bind: { id, p in p.uuid(id) })

  package struct Changement: Sendable {
    package let ancienne: String
    package let nouvelle: String
    /// Nil when only the costs of the hash change: the password itself is as old as it was.
    package let changeLe: Instant?

    package init(ancienne: String, nouvelle: String, changeLe: Instant?) {
      self.ancienne = ancienne
      self.nouvelle = nouvelle
      self.changeLe = changeLe
    }
  }

  /// Replaces the secret that was verified; no row when another change came first. One row, the account's id.
  package static let changer = Statement<Changement, UUID>(
    "secret_changer",
    """
    update secret_compte s set empreinte = $2::text, change_le = coalesce($3::timestamptz, s.change_le)
    where s.compte_id = contexte('compte') and s.empreinte = $1::text returning s.compte_id
    """,
    bind: { change, p in
      p.text(change.ancienne)
      p.text(change.nouvelle)
      p.instant(change.changeLe)
    },
    decode: { row in try row.uuid() })

  package static var all: [AnyStatement] { [ouvrir.erased, lire.erased, creer.erased, existe.erased, effacer.erased, changer.erased] }
}
