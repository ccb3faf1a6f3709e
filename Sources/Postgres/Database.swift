package import EventLoop

/// PostgreSQL as one loop sees it: a few connections that it alone uses. Not Sendable; its async methods run, and resume, on their
/// caller's loop.
package final class Database {
  private let reactor: Reactor
  private let configuration: DatabaseConfiguration
  private let observe: (Observation) -> Void
  private let pool: TransactionPool
  private var lanes: ConnectionLanes?
  private var givenUp = GivenUpSessions()
  private var readiness: [UnsafeContinuation<Void, Never>] = []
  private var reported: Set<String> = []
  private var isAskingGivenUp = false
  private var holds = false
  private var isStopping = false
  private var reruns = 0

  /// Begins to connect. `observe` is called on the loop, for logs and metrics.
  package init(_ reactor: Reactor, _ configuration: DatabaseConfiguration, observe: @escaping (Observation) -> Void = { _ in }) {
    self.reactor = reactor
    self.configuration = configuration
    self.observe = observe
    pool = TransactionPool(reactor, configuration, observe: observe)
    lanes = ConnectionLanes(configuration) { role, isFirst in
      Connection(
        role, reactor, configuration, isFirst: isFirst, mayConnect: { [weak self] in self?.mayConnect($0) ?? false },
        observe: { [weak self] in self?.note($0) }, changed: { [weak self] in self?.connectionChanged($0) })
    }
    reactor.atEndOfEachTurn { self.endTurn() }
    reactor.onStop { _ in self.beginStop() }
    reactor.onStopped { self.close() }
    for connection in all { connection.connect() }
  }

  private var all: [Connection] { lanes?.all ?? [] }
  private var readers: [Connection] { lanes?.readers ?? [] }
  private var slowReaders: [Connection] { lanes?.slowReaders ?? [] }
  private var writers: [Connection] { lanes?.writers ?? [] }
  private var transactions: [Connection] { lanes?.transactions ?? [] }

  private func mayConnect(_ connection: Connection) -> Bool {
    lanes?.mayConnect(connection, givenUp: givenUp.count >= configuration.maximumGivenUp) ?? false
  }

  // MARK: reads

  /// Runs the statements that `body` queues on a shared, read-only, pipelined connection, and returns what `body` returned once all
  /// of their results are there. All of them leave together and run in order in one implicit transaction, which batches of other
  /// callers share: **the first statement must set every transaction-local setting that the others depend on**.
  ///
  /// `body` is called again, on its own, if a neighbour's failure kept its statements from running.
  package func read<Value>(_ body: (Batch) -> Value) async throws(PostgresError) -> Value { try await readTimed(body).value }

  /// The same, with the milliseconds that the server spent on it and on those that left with it.
  package func readTimed<Value>(_ body: (Batch) -> Value) async throws(PostgresError) -> (value: Value, milliseconds: Int) {
    let (value, group) = try await run(readers, alone: false, body)
    switch group.outcome {
    case .completed: return (value, group.milliseconds)
    case .aborted: break
    case .failed, nil: throw group.failure ?? .aborted
    }
    reruns += 1
    observe(.rerun)
    let (second, alone) = try await run(readers, alone: true, body)
    if let failure = alone.failure { throw failure }
    return (second, alone.milliseconds)
  }

  /// The same for reads that may be long: alone, on a connection for them when one is up, so that nobody waits behind. Else on that of all,
  /// whose own shorter time protects the neighbours: a server with few places still answers. How many at a time is the caller's to see to.
  package func readSlowly<Value>(_ body: (Batch) -> Value) async throws(PostgresError) -> (value: Value, milliseconds: Int) {
    let (value, group) = try await run(slowReaders.contains { $0.isReady } ? slowReaders : readers, alone: true, body)
    if let failure = group.failure { throw failure }
    return (value, group.milliseconds)
  }

  // MARK: writes

  /// Runs the statements that `body` queues on a pipelined connection, as one transaction of their own: all or none. Returns once
  /// PostgreSQL has committed them; `outcomeUnknown` when the connection is lost meanwhile.
  package func write<Value>(_ body: (Batch) -> Value) async throws(PostgresError) -> Value {
    let (value, group) = try await run(writers, alone: true, body)
    if let failure = group.failure { throw group.hasLeft ? failure.afterCommitLeft : failure }
    return value
  }

  /// Queues one group on the least loaded of `lanes` and waits for its end. `alone`: between two Syncs of its own, sent at once.
  private func run<Value>(
    _ lanes: [Connection], alone: Bool, _ body: (Batch) -> Value
  ) async throws(PostgresError) -> (Value, StatementGroup) {
    guard let connection = leastLoaded(lanes) else { throw .unavailable }
    guard connection.groupsInFlight < configuration.maximumInFlight else {
      observe(.tooManyWaiting)
      throw .tooManyWaiting
    }
    if alone { connection.sync() }
    let group = StatementGroup()
    guard connection.open(group, sealed: alone) else { throw .unavailable }
    let value = body(Batch(connection, group))
    connection.close(group)
    if alone {
      group.hasLeft = group.outcome == nil
      connection.sync()
    }
    await group.wait()
    return (value, group)
  }

  private func leastLoaded(_ lanes: [Connection]) -> Connection? {
    var best: Connection?
    for connection in lanes where connection.isReady && connection.groupsInFlight < best?.groupsInFlight ?? .max { best = connection }
    return best
  }

  // MARK: transactions

  /// Runs `body` in a transaction on a connection of its own and commits it, with whatever is still queued, when `body` returns.
  /// Returns only if PostgreSQL has committed. Rolls back when `body` throws, and rethrows.
  /// A closure must name its error type for this one to be chosen: `{ tx throws(Echec) in … }`.
  package func transaction<Value, Failure: PostgresErrorCarrier>(
    _ body: (Transaction) async throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    try await transact({ Failure(postgres: $0) }, body)
  }

  /// The same for a body that throws anything; failures of PostgreSQL come as `PostgresError`.
  @_disfavoredOverload
  package func transaction<Value>(_ body: (Transaction) async throws -> Value) async throws -> Value {
    try await transact({ $0 as any Error }, body)
  }

  private func transact<Value, Failure: Error>(
    _ wrap: (PostgresError) -> Failure, _ body: (Transaction) async throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let lease: TransactionPool.Lease
    do throws(PostgresError) {
      lease = try await pool.checkOut(isReachable: isTransactionReachable)
    } catch { throw wrap(error) }
    let transaction = Transaction(lease)
    defer {
      transaction.end()
      pool.checkIn(lease)
    }
    let value: Value
    do throws(Failure) {
      value = try await body(transaction)
    } catch {
      await transaction.rollback()
      throw error
    }
    do throws(PostgresError) {
      try await transaction.commit()
    } catch {
      await transaction.rollback()
      throw wrap(error)
    }
    return value
  }

  /// A connection is up, free or not.
  private var isTransactionReachable: Bool { transactions.contains { $0.isReady } }

  // MARK: health

  /// True when reads, writes, transactions and long reads each have a connection.
  package var isReady: Bool { lanes?.isReady ?? false }

  /// Waits for `isReady`, at most that long; tells whether it came.
  package func becomesReady(withinMilliseconds limit: Int) async -> Bool {
    if isReady { return true }
    let timer = reactor.schedule(afterMilliseconds: limit) { [weak self] in self?.resumeReadiness() }
    let deadline = reactor.nowMilliseconds + Int64(limit)
    while !isReady, reactor.nowMilliseconds < deadline {
      // Swift may run others between the call and its closure: what has come meanwhile would resume nobody.
      await withUnsafeContinuation { if isReady || reactor.nowMilliseconds >= deadline { $0.resume() } else { readiness.append($0) } }
    }
    reactor.cancel(timer)
    return isReady
  }

  /// One round trip on a reader.
  package func ping() async throws(PostgresError) {
    _ = try await read { $0.enqueue(PingStatement.ping) }.first()
  }

  /// Whether a write succeeds: one is made, of nothing, and committed as any other.
  package func probeWrite() async throws(PostgresError) -> Bool {
    try await transaction { transaction throws(PostgresError) in
      let accepted = transaction.enqueue(ProbeStatement.write)
      try await transaction.flush()
      return try accepted.first() == true
    }
  }

  package struct Statistics: Sendable, Equatable {
    /// Connections up, of `configured`.
    package var connected = 0
    package var configured = 0
    /// Transactions under way, and waiting for a connection.
    package var checkedOut = 0
    package var waiting = 0
    /// Batches under way.
    package var inFlight = 0
    /// Since the start: batches run again, and Syncs sent, which bound round trips.
    package var reruns = 0
    package var syncs = 0
    /// Sessions left behind at the server, at work for nobody.
    package var givenUp = 0
  }

  package var statistics: Statistics {
    let all = all
    return Statistics(
      connected: all.count { $0.isReady }, configured: all.count, checkedOut: pool.checkedOut, waiting: pool.waiting,
      inFlight: all.reduce(0) { $0 + $1.groupsInFlight }, reruns: reruns, syncs: all.reduce(0) { $0 + $1.syncs },
      givenUp: givenUp.count)
  }

  // MARK: events

  private func note(_ observation: Observation) {
    switch observation {
    case .prepareFailed(let statement, _):
      // Every connection meets it again at each attempt: told once.
      guard reported.insert(statement).inserted else { return }
    case .connected: reported = []
    // The others that write are at the same server: none waits for a request to find out.
    case .givenUp(let pid):
      givenUp.add(pid)
      askGivenUp()
    case .lost(_, .readOnly): for connection in writers + transactions { connection.retire(.readOnly) }
    default: break
    }
    observe(observation)
  }

  private func connectionChanged(_ connection: Connection) {
    if connection.role == .transaction {
      if connection.isReady { pool.offer(connection) } else { pool.withdraw(connection) }
    }
    if isReady { resumeReadiness() }
    lanes?.changed()
  }

  /// Asks from time to time which of the sessions left behind are still there, until none is.
  private func askGivenUp() {
    guard !isAskingGivenUp, givenUp.count > 0, !isStopping else { return }
    isAskingGivenUp = true
    reactor.schedule(afterMilliseconds: configuration.givenUpMilliseconds) { [weak self] in
      self?.reactor.spawn { await self?.countGivenUp() }
    }
  }

  private func countGivenUp() async {
    let asked = givenUp
    // A server that does not answer says nothing of its sessions: they are still counted.
    if let alive = try? await read({ $0.enqueue(GivenUpStatements.alive, asked.list) }).rows() {
      let ended = givenUp.keep(alive: Set(alive), amongAsked: asked)
      if ended > 0 {
        observe(.givenUpEnded(ended))
        lanes?.changed()
      }
    }
    isAskingGivenUp = false
    askGivenUp()
  }

  private func resumeReadiness() {
    let waiting = readiness
    readiness = []
    for continuation in waiting { continuation.resume() }
  }

  /// Sends the reads of the turn.
  private func endTurn() {
    for connection in readers { connection.sync() }
    if isStopping, holds, isQuiet {
      holds = false
      reactor.release()
    }
  }

  // MARK: stop

  private var isQuiet: Bool { statistics.inFlight == 0 && pool.checkedOut == 0 && pool.waiting == 0 }

  /// Work under way ends within the loop's grace.
  private func beginStop() {
    isStopping = true
    if !isQuiet {
      holds = true
      reactor.hold()
    }
  }

  private func close() {
    lanes?.close()
    pool.close()
    resumeReadiness()
  }
}
