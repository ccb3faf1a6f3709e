package import Domain
package import Postgres

/// Recent failures under one key.
package struct TentativeLue: Sendable {
  package let nombre: Int
  /// The last failure.
  package let depuis: Instant
}

/// The counters of sign-in attempts. Keys are keyed hashes of 32 bytes.
package enum TentativeStatements {
  package struct Cle: Sendable {
    package let cle: [UInt8]
    package let instant: Instant

    package init(_ cle: [UInt8], a instant: Instant) {
      self.cle = cle
      self.instant = instant
    }
  }

  /// The counter, created if need be, and locked until the end of the transaction: attempts at the same time count one by one.
  package static let verrouiller = Statement<Cle, TentativeLue>(
    "tentative_verrouiller",
    """
    insert into tentative (cle, nombre, depuis) values ($1::bytea, 0, $2::timestamptz)
    on conflict (cle) do update set nombre = tentative.nombre
    returning nombre, depuis
    """,
    bind: { key, p in key.bind(&p) },
    decode: { row in TentativeLue(nombre: try row.int(), depuis: try row.instant()) })

  /// A mark left by a success: true when it stands.
  package struct Marque: Sendable {
    package let cle: [UInt8]
    /// Older marks no longer count.
    package let depuis: Instant

    package init(_ cle: [UInt8], depuis: Instant) {
      self.cle = cle
      self.depuis = depuis
    }
  }

  package static let connue = Statement<Marque, Bool>(
    "tentative_connue", "select exists (select from tentative where cle = $1::bytea and depuis >= $2::timestamptz)",
    bind: { mark, p in
      p.bytea(mark.cle)
      p.instant(mark.depuis)
    },
    decode: { row in try row.bool() })

  package struct Compte: Sendable {
    package let cle: [UInt8]
    package let nombre: Int
    package let instant: Instant

    package init(_ cle: [UInt8], nombre: Int, a instant: Instant) {
      self.cle = cle
      self.nombre = nombre
      self.instant = instant
    }
  }

  /// Sets a counter.
  package static let compter = Statement<Compte, Void>(
    "tentative_compter",
    """
    insert into tentative (cle, nombre, depuis) values ($1::bytea, $2::int4, $3::timestamptz)
    on conflict (cle) do update set nombre = excluded.nombre, depuis = excluded.depuis
    """,
    bind: { count, p in
      p.bytea(count.cle)
      p.int4(Int32(clamping: count.nombre))
      p.instant(count.instant)
    })

  /// So many failures less; the instant of the last one stays.
  package static let decompter = Statement<Compte, Void>(
    "tentative_decompter", "update tentative set nombre = greatest(nombre - $2::int4, 0) where cle = $1::bytea",
    bind: { count, p in
      p.bytea(count.cle)
      p.int4(Int32(clamping: count.nombre))
    })

  /// Forgets at most a hundred counters that no longer count, so that the table stays small without scheduled work.
  package static let oublier = Statement<Instant, Void>(
    "tentative_oublier",
    """
    delete from tentative where cle = any (array(
      select cle from tentative where depuis < $1::timestamptz order by depuis limit 100 for update skip locked))
    """,
    bind: { before, p in p.instant(before) })

  package static var all: [AnyStatement] {
    [verrouiller.erased, connue.erased, compter.erased, decompter.erased, oublier.erased]
  }
}

extension TentativeStatements.Cle {
  fileprivate func bind(_ p: inout ParameterEncoder) {
    p.bytea(cle)
    p.instant(instant)
  }
}
