import CLibPQ
import EventLoop

/// One libpq connection in pipeline mode on its loop's epoll. libpq never blocks here: it connects by steps, reads what is there,
/// writes what fits, and its socket is watched for writing only while something does not fit.
///
/// It connects again by itself, with backoff, until `close`. Each life has a `generation`, so that a transaction cannot go on by
/// mistake on the life that follows.
final class Connection {
  let role: ConnectionRole
  private(set) var generation = 0

  private let reactor: Reactor
  private let configuration: DatabaseConfiguration
  private let info: ConnectionInfo
  private let statements: [AnyStatement]
  private let observe: (Observation) -> Void
  /// Whether it is its turn to be opened.
  private let mayConnect: (Connection) -> Bool
  /// Called when the connection can serve, and when a connection that could no longer can.
  private let changed: (Connection) -> Void

  private var raw: OpaquePointer?
  private var machine = ConnectionStateMachine<StatementGroup>()
  private var encoder = ParameterEncoder()
  private var registration: Reactor.Registration?
  private var wantsWrite = false
  private var timer: TimerID?
  private var backoff: Backoff
  private var random = SystemRandomNumberGenerator()
  /// Why it takes nothing more and ends once what is under way has been served; nil while it serves.
  private var retirement: LossReason?
  private var isClosed = false
  private var isWaiting = false
  private(set) var syncs = 0
  /// When the last answer of a group arrived, and the groups whose last answer has arrived since.
  private var answeredAt: Int64 = 0
  private var answered: [StatementGroup] = []
  /// How often a connection that waits for its turn looks for it by itself; other loops do not tell when they have theirs.
  private static let turnMilliseconds = 100

  init(
    _ role: ConnectionRole, _ reactor: Reactor, _ configuration: DatabaseConfiguration, isFirst: Bool,
    mayConnect: @escaping (Connection) -> Bool, observe: @escaping (Observation) -> Void, changed: @escaping (Connection) -> Void
  ) {
    self.role = role
    self.reactor = reactor
    self.configuration = configuration
    self.mayConnect = mayConnect
    self.observe = observe
    self.changed = changed
    info = configuration.info(role)
    statements =
      configuration.statements + TransactionStatements.all + [PingStatement.ping.erased, GivenUpStatements.alive.erased, ProbeStatement.write.erased]
    // Few are first, and they say when the server is back: they ask more often.
    backoff = Backoff(
      firstMilliseconds: configuration.firstBackoffMilliseconds,
      maximumMilliseconds: isFirst ? configuration.maximumFirstBackoffMilliseconds : configuration.maximumBackoffMilliseconds)
  }

  var isReady: Bool { machine.phase == .ready && retirement == nil }
  var isConnecting: Bool { machine.phase == .connecting || machine.phase == .preparing }
  var groupsInFlight: Int { machine.groupsInFlight }
  var isIdle: Bool { machine.isIdle }
  var isInTransaction: Bool { PQtransactionStatus(raw) != PQTRANS_IDLE }

  // MARK: connecting

  func connect() {
    guard raw == nil, !isClosed else { return }
    isWaiting = !mayConnect(self)
    guard !isWaiting else { return arm(afterMilliseconds: Self.turnMilliseconds) { $0.connect() } }
    machine.connectStarted()
    arm(afterMilliseconds: configuration.connectMilliseconds) { $0.end(.connectDeadline($0.role)) }
    raw = info.rotated(by: backoff.attempts).start()
    guard let raw, PQstatus(raw) != CONNECTION_BAD else { return connectFailed() }
    PQsetNoticeProcessor(raw, { _, _ in }, nil)  // the default one prints notices, which may quote data
    watch(.write)  // as libpq asks: behave first as if PQconnectPoll had asked for writing
  }

  /// Its turn may have come.
  func connectIfWaiting() {
    if isWaiting { connect() }
  }

  private func pollConnecting() {
    guard let raw else { return }
    // libpq may close its socket and open another under the same number, which epoll would then silently not know.
    unwatch()
    switch PQconnectPoll(raw) {
    case PGRES_POLLING_READING: watch(.read)
    case PGRES_POLLING_WRITING: watch(.write)
    case PGRES_POLLING_OK: prepare()
    default: connectFailed()
    }
  }

  private func prepare() {
    guard let raw, PQsetnonblocking(raw, 1) == 0, PQenterPipelineMode(raw) == 1 else { return connectFailed() }
    watch(.read)
    for statement in statements where PQsendPrepare(raw, statement.name, statement.sql, 0, nil) != 1 { return connectFailed() }
    guard PQpipelineSync(raw) == 1 else { return connectFailed() }
    machine.preparationSent(statements: statements.count, at: reactor.nowMilliseconds)
    flush()
  }

  private func connectFailed() {
    let message = raw.map { String(cString: PQerrorMessage($0)) } ?? ""
    let line = message.split(separator: "\n").first.map { String($0.prefix(200)) } ?? ""
    end(.connectFailed(role, detail: line))
  }

  private func becomeReady() {
    disarm()
    backoff.reset()
    observe(.connected(role))
    changed(self)
  }

  // MARK: ending

  /// Serves what is under way, takes nothing more, then connects anew.
  func retire(_ reason: LossReason) {
    guard isReady else { return }
    retirement = reason
    if machine.isIdle { drop(reason) }
  }

  /// Ends this life because of `reason`; everything under way fails.
  func drop(_ reason: LossReason) { end(.lost(role, reason)) }

  private func end(_ observation: Observation, failing error: PostgresError = .connectionLost) {
    guard machine.phase != .down else { return }
    disarm()
    unwatch()
    let pid = error == .deadline ? PQbackendPID(raw) : 0
    PQfinish(raw)
    raw = nil
    generation += 1
    retirement = nil
    for group in machine.lost() { group.finish(failing: error) }
    observe(observation)
    if pid != 0 { observe(.givenUp(pid: pid)) }
    changed(self)
    guard !isClosed else { return }
    // The server is well when it is this side that gave up the session.
    let isServerWell = observation == .lost(role, .stale) || observation == .lost(role, .transactionOpen)
    arm(afterMilliseconds: isServerWell ? 0 : backoff.next(using: &random)) { $0.connect() }
  }

  /// For good. What is under way fails.
  func close() {
    isClosed = true
    isWaiting = false
    disarm()
    unwatch()
    PQfinish(raw)
    raw = nil
    generation += 1
    for group in machine.lost() { group.finish(failing: .connectionLost) }
  }

  // MARK: time

  private func arm(afterMilliseconds delay: Int, _ body: @escaping (Connection) -> Void) {
    disarm()
    timer = reactor.schedule(afterMilliseconds: delay) { [weak self] in
      guard let self else { return }
      timer = nil
      body(self)
    }
  }

  private func disarm() {
    if let timer { reactor.cancel(timer) }
    timer = nil
  }

  /// One timer a connection, not one a batch: when it fires it looks at the oldest batch and sleeps until that one's deadline.
  private func watchDeadline() {
    guard timer == nil, machine.phase == .ready, let sentAt = machine.oldestSentAt else { return }
    let remaining = sentAt + Int64(configuration.queryMilliseconds) - reactor.nowMilliseconds
    arm(afterMilliseconds: Int(max(0, remaining))) { $0.checkDeadline() }
  }

  private func checkDeadline() {
    guard let sentAt = machine.oldestSentAt else { return }
    guard reactor.nowMilliseconds - sentAt >= Int64(configuration.queryMilliseconds) else { return watchDeadline() }
    end(.deadline(role, groups: machine.groupsInFlight), failing: .deadline)
  }

  // MARK: queueing

  /// Opens a group of statements; false when the connection cannot serve.
  func open(_ group: StatementGroup, sealed: Bool) -> Bool {
    guard isReady else { return false }
    group.queuedAt = reactor.nowMilliseconds
    machine.open(group, sealed: sealed, at: group.queuedAt)
    return true
  }

  /// Queues one statement in the group opened last.
  func enqueue<Input, Row>(_ statement: Statement<Input, Row>, _ input: Input, in group: StatementGroup) -> Deferred<Row> {
    let slot = group.addSlot()
    let deferred = Deferred(statement, slot)
    guard group.isOpen, let raw else {
      slot.fail(group.failure ?? .aborted)
      return deferred
    }
    encoder.clear()
    statement.bind(input, &encoder)
    guard encoder.send(statement.name, on: raw) else {
      // The group may be half queued: the half must not run.
      drop(.sendFailed)
      return deferred
    }
    machine.statementQueued()
    return deferred
  }

  /// Nothing more comes in the group opened last. An empty one is over at once.
  func close(_ group: StatementGroup) {
    group.close()
    if group.outcome == nil, machine.closeIfEmpty() { group.finish(.completed) }
  }

  /// Sends what was queued since the last Sync, with a Sync behind it.
  func sync() {
    guard machine.needsSync, let raw else { return }
    guard PQpipelineSync(raw) == 1 else { return drop(.closed) }
    syncs += 1
    machine.syncSent(at: reactor.nowMilliseconds)
    watchDeadline()
    flush()
  }

  // MARK: input and output

  private func watch(_ interest: Interest) {
    guard let raw else { return }
    wantsWrite = interest.contains(.write)
    registration = reactor.register(PQsocket(raw), interest) { [weak self] _ in self?.handleEvent() }
  }

  private func unwatch() {
    if let registration { reactor.unregister(registration) }
    registration = nil
  }

  private func handleEvent() {
    guard machine.phase != .connecting else { return pollConnecting() }
    guard PQconsumeInput(raw) == 1 else { return drop(.closed) }
    drain()
    if wantsWrite { flush() }
  }

  private func flush() {
    guard let raw, let registration else { return }
    let outcome = PQflush(raw)
    guard outcome >= 0 else { return drop(.closed) }
    guard wantsWrite != (outcome == 1) else { return }
    wantsWrite.toggle()
    reactor.update(registration, wantsWrite ? [.read, .write] : .read)
  }

  /// Takes every answer that has arrived. A statement's result is followed by a NULL, a Sync's is not.
  private func drain() {
    var expectsEnd = false
    while let raw, PQisBusy(raw) == 0 {
      if let result = PQgetResult(raw) {
        expectsEnd = PQresultStatus(result) != PGRES_PIPELINE_SYNC
        take(result)
      } else if expectsEnd {
        expectsEnd = false
      } else {
        break
      }
    }
    noteDurations()
    guard let raw else { return }
    if PQstatus(raw) == CONNECTION_BAD { return drop(.closed) }
    if let retirement, machine.isIdle { drop(retirement) }
  }

  /// Gives one answer to the group it belongs to, which owns it from then on.
  private func take(_ result: OpaquePointer) {
    let answer = Self.answer(result)
    var isKept = false
    defer { if !isKept { PQclear(result) } }
    if answer == .failure, ServerError.endsSession(result) { return drop(.ended) }
    switch machine.received(answer) {
    case .statement(let group, let index, let finished):
      if answer == .success {
        group.keep(result, at: index)
        isKept = true
      } else if answer == .failure {
        let error = ServerError(result)
        if retirement == nil { retirement = error.endOfSession(role) }
        group.fail(.server(error), at: index)
      }
      if let finished { finish(group, finished) }
    case .finished(let group, let outcome): finish(group, outcome)
    case .prepared: becomeReady()
    case .prepareFailed(let index): end(.prepareFailed(statement: statements[index].name, ServerError(result)))
    case .nothing: break
    case .violation: drop(.protocolViolation)
    }
  }

  private func finish(_ group: StatementGroup, _ outcome: GroupOutcome) {
    group.finish(outcome)
    answered.append(group)
  }

  /// How long those that have just been answered kept the session. Answers come at a Sync: a millisecond is allowed for each of the others, and
  /// what is more is of any of them.
  private func noteDurations() {
    guard !answered.isEmpty else { return }
    let now = reactor.nowMilliseconds
    for group in answered { group.milliseconds = max(0, Int(now - max(group.queuedAt, answeredAt)) - (answered.count - 1)) }
    answered.removeAll(keepingCapacity: true)
    answeredAt = now
  }

  private static func answer(_ result: OpaquePointer) -> ConnectionStateMachine<StatementGroup>.Answer {
    switch PQresultStatus(result) {
    case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: .success
    case PGRES_FATAL_ERROR: .failure
    case PGRES_PIPELINE_ABORTED: .aborted
    case PGRES_PIPELINE_SYNC: .sync
    default: .unexpected
    }
  }
}
