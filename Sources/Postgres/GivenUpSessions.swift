/// Sessions that were dropped at their deadline while the server was at work for them: a COMMIT that waits for a standby goes on without its
/// client, and is not to be cancelled, for it would then be answered without the standby. Here they are known until they have ended.
struct GivenUpSessions {
  private var pids: Set<Int32> = []

  var count: Int { pids.count }
  var list: [Int32] { Array(pids) }

  mutating func add(_ pid: Int32) { if pid != 0 { pids.insert(pid) } }

  /// Keeps those among `asked` that are still there; how many have ended.
  mutating func keep(alive: Set<Int32>, amongAsked asked: GivenUpSessions) -> Int {
    let before = pids.count
    pids.subtract(asked.pids.subtracting(alive))
    return before - pids.count
  }
}

enum GivenUpStatements {
  static let alive = Statement<[Int32], Int32>(
    "postgres.alive", "select pid from pg_stat_activity where pid = any($1::int4[])", bind: { pids, p in p.int4s(pids) },
    decode: { row in try row.int4() })
}

/// A write that changes nothing and yet does all that a commit does: it takes a transaction number, writes to the log of the server, and waits
/// for the disk and for the standbys that commits wait for.
enum ProbeStatement {
  static let write = Statement<Void, Bool>(
    "postgres.probe",
    """
    select case when current_setting('transaction_read_only') = 'on' then false
      else pg_logical_emit_message(true, 'espace-partenaires', '') is not null end
    """
  ) { row in try row.bool() }
}
