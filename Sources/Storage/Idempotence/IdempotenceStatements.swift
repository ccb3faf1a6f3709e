package import Domain
package import FoundationEssentials
package import JSON
package import Postgres

/// The answer of a POST as it was given.
package struct ReponseEnregistree: Sendable {
  package let empreinte: [UInt8]
  package let statut: Int
  package let entetes: JSONValue
  package let corps: [UInt8]
  /// Whose object the answer is about; nil when it is no caisse's.
  package let caisseId: UUID?
}

package enum IdempotenceStatements {
  package struct Cle: Sendable {
    package let cle: String
    package let instant: Instant

    package init(cle: String, instant: Instant) {
      self.cle = cle
      self.instant = instant
    }
  }

  package struct Enregistrement: Sendable {
    package let cle: String
    package let operation: String
    package let empreinte: [UInt8]
    package let statut: Int
    package let entetes: JSONValue
    package let corps: [UInt8]
    package let caisseId: UUID?
    package let instant: Instant

    package init(
      cle: String, operation: String, empreinte: [UInt8], statut: Int, entetes: JSONValue, corps: [UInt8], caisseId: UUID?, instant: Instant
    ) {
      self.cle = cle
      self.operation = operation
      self.empreinte = empreinte
      self.statut = statut
      self.entetes = entetes
      self.corps = corps
      self.caisseId = caisseId
      self.instant = instant
    }
  }

  /// True when no other transaction is answering under this account's key; held until the end of this one.
  package static let verrouiller = Statement<String, Bool>(
    "idempotence_verrouiller", "select pg_try_advisory_xact_lock(hashtextextended(current_setting('ep.compte', true) || ' ' || $1::text, 0))",
    bind: { key, p in p.text(key) },
    decode: { row in try row.bool() })

  /// The age is written so that no index serves it: while the table was empty, that of ages looked as good as that of keys.
  package static let lire = Statement<Cle, ReponseEnregistree>(
    "idempotence_lire",
    """
    select empreinte, statut, entetes, corps, caisse_id from idempotence
    where compte_id = contexte('compte') and cle = $1::text and cree_le + interval '24 hours' > $2::timestamptz
    """,
    bind: { key, p in
      p.text(key.cle)
      p.timestamptz(key.instant.microsecondes)
    },
    decode: { row in
      ReponseEnregistree(
        empreinte: try row.bytea(), statut: try row.int(), entetes: try row.json(), corps: try row.bytea(),
        caisseId: try row.uuidOrNull())
    })

  /// An expired answer under the same key gives way.
  package static let enregistrer = Statement<Enregistrement, Void>(
    "idempotence_enregistrer",
    """
    insert into idempotence (compte_id, cle, operation, empreinte, statut, entetes, corps, cree_le, caisse_id)
    values (contexte('compte'), $1::text, $2::text, $3::bytea, $4::int4, $5::jsonb, $6::bytea, $7::timestamptz, $8::uuid)
    on conflict (compte_id, cle) do update set operation = excluded.operation, empreinte = excluded.empreinte,
      statut = excluded.statut, entetes = excluded.entetes, corps = excluded.corps, cree_le = excluded.cree_le,
      caisse_id = excluded.caisse_id
    """,
    bind: { answer, p in
      p.text(answer.cle)
      p.text(answer.operation)
      p.bytea(answer.empreinte)
      p.int4(Int32(answer.statut))
      p.json(answer.entetes)
      p.bytea(answer.corps)
      p.timestamptz(answer.instant.microsecondes)
      p.uuid(answer.caisseId)
    })

  /// Answers that are forgotten at a time.
  package static let oubliesMax = 1_000

  /// Forgets the oldest answers that replay nothing any more: they hold what was answered, people's names included. Gives how many.
  package static let oublier = Statement<Instant, Int>(
    "idempotence_oublier",
    """
    with passees as (
      select compte_id, cle from idempotence where cree_le <= $1::timestamptz - interval '24 hours'
      order by cree_le limit \(oubliesMax) for update skip locked
    ), oubliees as (
      delete from idempotence i using passees p where i.compte_id = p.compte_id and i.cle = p.cle returning i.cle
    )
    select count(*) from oubliees
    """,
    bind: { instant, p in p.instant(instant) },
    decode: { row in try row.int() })

  package static var all: [AnyStatement] { [verrouiller.erased, lire.erased, enregistrer.erased] }
}
