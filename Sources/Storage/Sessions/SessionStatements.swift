package import Domain
import FoundationEssentials
package import Postgres

/// What a request presents: the SHA-256 of its bearer token, and the instant to judge it at.
package struct CleDeSession: Sendable {
  package let empreinte: [UInt8]
  package let instant: Instant

  package init(empreinte: [UInt8], instant: Instant) {
    self.empreinte = empreinte
    self.instant = instant
  }
}

/// A living session: who acts, and what the gates need to know.
package struct SessionOuverte: Sendable {
  package let acteur: Acteur
  /// Name to show beside what the actor does.
  package let libelle: String
  package let cguVersion: String?
  package let motDePasseExpireLe: Instant
  package let expireLe: Instant
}

/// The one row of the opening statement; its session is nil when the token opens nothing.
package struct SessionLue: Sendable {
  package let session: SessionOuverte?
}

package enum SessionStatements {
  /// Opens the context of a request, for the transaction only. The row always exists and always overwrites every setting, so that
  /// a dead token leaves nothing of a former one: see the leaks of row-level security in a shared pipeline. The wall of `session` lets
  /// through the line whose digest is presented: the digest is set by the outer side of the join, which runs first.
  package static let ouvrir = Statement<CleDeSession, SessionLue>(
    "session_ouvrir",
    """
    select row(s.compte_id, s.role, s.caisse_id, s.partenaire_id, s.unite_id, s.libelle, s.cgu_version,
      s.mot_de_passe_expire_le, s.expire_le,
      set_config('ep.compte', coalesce(s.compte_id::text, ''), true),
      set_config('ep.role', coalesce(s.role, ''), true),
      set_config('ep.caisse', coalesce(s.caisse_id::text, ''), true),
      set_config('ep.partenaire', coalesce(s.partenaire_id::text, ''), true),
      set_config('ep.unite', coalesce(s.unite_id::text, ''), true))
    from (select set_config('ep.empreinte', $1::bytea::text, true) offset 0) un
      left join session s on s.jeton = $1::bytea and s.expire_le > $2::timestamptz
    """,
    bind: { key, p in
      p.bytea(key.empreinte)
      p.timestamptz(key.instant.microsecondes)
    },
    decode: { row in
      guard let compteId = try row.uuidOrNull(), let role = Role(rawValue: try row.text()) else { return SessionLue(session: nil) }
      let (caisseId, partenaireId, uniteId) = (try row.uuidOrNull(), try row.uuidOrNull(), try row.uuidOrNull())
      return SessionLue(
        session: SessionOuverte(
          acteur: Acteur(compteId: compteId, role: role, partenaireId: partenaireId, uniteId: uniteId, caisseId: caisseId),
          libelle: try row.text(), cguVersion: try row.textOrNull(),
          motDePasseExpireLe: Instant(microsecondes: try row.timestamptz()), expireLe: Instant(microsecondes: try row.timestamptz())))
    })

  package static var all: [AnyStatement] {
    [
      ouvrir.erased, creer.erased, fermer.erased, fermerDuCompte.erased, borner.erased, garderSeule.erased, accepterCGU.erased,
    ]
  }
}
