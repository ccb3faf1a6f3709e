package import EventLoop
import Glibc
import Synchronization

/// HTTP/1.1 on one loop: a listening socket shared with the other loops' servers, and the connections this loop serves.
///
/// It stops with its loop: the accept queue is emptied, requests under way are finished with `Connection: close`, and the
/// loop is held until the last connection has ended or the grace is over.
package final class HTTPServer {
  package struct Configuration: Sendable {
    /// An IPv4 or IPv6 address, or a name; "::" serves both families.
    package var host = "127.0.0.1"
    /// 0: the system chooses, and `HTTPServer.port` says which.
    package var port: UInt16 = 0
    package var limits = Limits()
    /// Connections the kernel keeps until they are accepted.
    package var backlog: Int32 = 1024
    /// Shared by the servers of all loops of the process; nil for a single loop.
    package var balancer: Balancer?
    /// Shared by the servers of all loops of the process.
    package var budget = MemoryBudget()
    /// Once given, answers are their connections' last, so that clients have gone elsewhere when the loops stop. Shared likewise.
    package var notice = StopNotice()
    /// False: the port must be free, or the start fails. True: another socket may listen on it, another loop's or another process's.
    package var sharesPort = false

    package init() {}
  }

  let reactor: Reactor
  let limits: Limits
  let responder: Responder
  let budget: MemoryBudget
  let notice: StopNotice
  var date = HTTPDate()
  private let listener: Listener
  private var listening: Reactor.Registration?
  private let balancer: Balancer?
  private var member: Balancer.Member?
  private var connections: [Connection] = []
  private var isTicking = false
  private var isStopping = false
  private var isHolding = false
  private var stopPatienceMilliseconds = 0

  /// Connections accepted in a row before others get their turn.
  private static let acceptsPerTurn = 64
  /// Connections past the limit that may be told so at a time; more are cut without a word.
  private static let refusedAtATime = 64
  private static let acceptPauseMilliseconds = 100

  /// The port listened on.
  package var port: UInt16 { listener.port }

  /// Open connections of this loop, those being refused included.
  package var connectionCount: Int { connections.count }

  /// Listens and serves on the reactor's loop until it stops. To be called on that loop; the reactor keeps the server.
  package init(_ reactor: Reactor, _ configuration: Configuration, _ responder: Responder) throws(ListenError) {
    self.reactor = reactor
    self.responder = responder
    limits = configuration.limits
    balancer = configuration.balancer
    budget = configuration.budget
    notice = configuration.notice
    listener = try Listener(
      host: configuration.host, port: configuration.port, backlog: configuration.backlog, isShared: configuration.sharesPort)
    let member = Balancer.Member(Waker(reactor) { [unowned self] in adoptHandedOver() })
    self.member = member
    balancer?.join(member)
    listen()
    reactor.onStop { [self] grace in stop(graceMilliseconds: grace) }
    reactor.onStopped { [self] in cut() }
  }

  // MARK: accepting

  private func listen() {
    listening = reactor.register(listener.descriptor, .read) { [self] _ in accept(atMost: Self.acceptsPerTurn) }
  }

  private func accept(atMost limit: Int) {
    for _ in 0..<limit {
      guard let accepted = listener.accept() else {
        switch errno {
        case EINTR, ECONNABORTED: continue
        case EAGAIN: return
        default: return pauseAccepting()
        }
      }
      place(accepted)
    }
  }

  /// Out of descriptors or memory: the listener would report itself ready without end.
  private func pauseAccepting() {
    guard let listening, !isStopping else { return }
    reactor.unregister(listening)
    self.listening = nil
    schedule(afterMilliseconds: Self.acceptPauseMilliseconds) { [self] in if !isStopping { listen() } }
  }

  private func place(_ accepted: Accepted) {
    if !isStopping, let member, let other = balancer?.lighter(than: member), other.offer(accepted) { return }
    member?.load.add(1, ordering: .relaxed)
    adopt(accepted)
  }

  private func adoptHandedOver() {
    for accepted in member?.takeAll() ?? [] { adopt(accepted) }
  }

  private func adopt(_ accepted: Accepted) {
    guard connections.count < limits.connectionsPerLoop + Self.refusedAtATime else {
      member?.load.subtract(1, ordering: .relaxed)
      close(accepted.descriptor)
      return
    }
    let connection = Connection(accepted.descriptor, accepted.peer, self)
    connection.index = connections.count
    connections.append(connection)
    if connections.count > limits.connectionsPerLoop { connection.refuseAtOnce(.tooManyConnections) }
    connection.open()
    if isStopping { connection.stop(patienceMilliseconds: stopPatienceMilliseconds) }
    startTicking()
  }

  /// A connection has closed.
  func forget(_ connection: Connection) {
    let last = connections.removeLast()
    if last !== connection {
      last.index = connection.index
      connections[connection.index] = last
    }
    member?.load.subtract(1, ordering: .relaxed)
    releaseIfDrained()
  }

  // MARK: time

  /// The reactor counts delays from the end of its previous turn, and an event may come a whole wait after that.
  private func schedule(afterMilliseconds delay: Int, _ body: @escaping () -> Void) {
    let late = Int(monotonicMilliseconds() - reactor.nowMilliseconds)
    reactor.schedule(afterMilliseconds: delay + max(0, late), body)
  }

  private func startTicking() {
    guard !isTicking else { return }
    isTicking = true
    schedule(afterMilliseconds: limits.tickMilliseconds) { [self] in tick() }
  }

  /// Deadlines are looked at together: a scan every fraction of a second costs less than a timer for each request.
  private func tick() {
    isTicking = false
    lookAtDeadlines()
    if !connections.isEmpty { startTicking() }
  }

  private func lookAtDeadlines() {
    forEachConnection { [now = monotonicMilliseconds()] in $0.tick(now: now) }
  }

  /// From the last: one that closes is replaced by one already seen.
  private func forEachConnection(_ body: (Connection) -> Void) {
    var index = connections.count - 1
    while index >= 0 {
      if index < connections.count { body(connections[index]) }
      index -= 1
    }
  }

  // MARK: stopping

  private func stop(graceMilliseconds: Int) {
    reactor.hold()
    isHolding = true
    isStopping = true
    stopPatienceMilliseconds = min(limits.stopPatienceMilliseconds, graceMilliseconds / 2)
    // Connections that wait in the queues would be reset.
    accept(atMost: .max)
    if let listening { reactor.unregister(listening) }
    listening = nil
    close(listener.descriptor)
    if let member {
      balancer?.leave(member)
      for accepted in member.leave() { adopt(accepted) }
    }
    forEachConnection { $0.stop(patienceMilliseconds: stopPatienceMilliseconds) }
    schedule(afterMilliseconds: stopPatienceMilliseconds + 1) { [self] in lookAtDeadlines() }
    releaseIfDrained()
  }

  private func releaseIfDrained() {
    guard isHolding, connections.isEmpty else { return }
    isHolding = false
    reactor.release()
  }

  /// The loop has ended: what is still open is cut.
  private func cut() {
    forEachConnection { $0.close() }
  }
}

/// Milliseconds of CLOCK_MONOTONIC, now: the reactor's own reading dates from before its wait.
func monotonicMilliseconds() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
}
