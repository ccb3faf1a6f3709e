import EventLoop

/// The connections that transactions check out, and the transactions that wait for one, first come first served.
final class TransactionPool {
  /// A connection for one transaction; void once the connection has begun another life.
  struct Lease {
    let connection: Connection
    let generation: Int

    init(_ connection: Connection) {
      self.connection = connection
      generation = connection.generation
    }

    var isValid: Bool { connection.generation == generation }
  }

  private final class Waiter {
    var continuation: UnsafeContinuation<Void, Never>?
    var outcome: Result<Lease, PostgresError> = .failure(.poolTimeout)
    var timer: TimerID?
    var isOver: Bool { continuation == nil }
  }

  private let reactor: Reactor
  private let waitMilliseconds: Int
  private let maximumWaiting: Int
  private let observe: (Observation) -> Void
  private var idle: [Connection] = []
  private var waiters = Ring<Waiter>()
  private(set) var waiting = 0
  private(set) var checkedOut = 0

  init(_ reactor: Reactor, _ configuration: DatabaseConfiguration, observe: @escaping (Observation) -> Void) {
    self.reactor = reactor
    waitMilliseconds = configuration.poolWaitMilliseconds
    maximumWaiting = configuration.maximumWaiting
    self.observe = observe
  }

  /// A connection of one's own. `isReachable` is false when none can be expected to become free.
  func checkOut(isReachable: Bool) async throws(PostgresError) -> Lease {
    if let connection = idle.popLast() { return leased(connection) }
    guard isReachable else { throw .unavailable }
    let waiter = Waiter()
    await withUnsafeContinuation { continuation in
      // Swift may run others between the call and its closure: what was offered meanwhile would wait for the next offer.
      if let connection = idle.popLast() {
        waiter.outcome = .success(leased(connection))
        return continuation.resume()
      }
      guard waiting < maximumWaiting else {
        observe(.tooManyWaiting)
        waiter.outcome = .failure(.tooManyWaiting)
        return continuation.resume()
      }
      waiting += 1
      waiter.continuation = continuation
      waiter.timer = reactor.schedule(afterMilliseconds: waitMilliseconds) { [weak self] in self?.expire(waiter) }
      waiters.append(waiter)
    }
    return try waiter.outcome.get()
  }

  /// The end of a transaction. Only a connection that is still the leased one, idle and outside of a transaction serves again.
  func checkIn(_ lease: Lease) {
    checkedOut -= 1
    guard lease.isValid, lease.connection.isReady else { return }
    guard lease.connection.isIdle, !lease.connection.isInTransaction else { return lease.connection.drop(.transactionOpen) }
    offer(lease.connection)
  }

  /// A connection that has just come up.
  func offer(_ connection: Connection) {
    while let waiter = waiters.popFirst() {
      guard !waiter.isOver else { continue }
      return finish(waiter, .success(leased(connection)))
    }
    idle.append(connection)
  }

  func withdraw(_ connection: Connection) { idle.removeAll { $0 === connection } }

  /// Nobody will be served any more.
  func close() {
    idle = []
    while let waiter = waiters.popFirst() {
      if !waiter.isOver { finish(waiter, .failure(.unavailable)) }
    }
  }

  private func leased(_ connection: Connection) -> Lease {
    checkedOut += 1
    return Lease(connection)
  }

  private func expire(_ waiter: Waiter) {
    guard !waiter.isOver else { return }
    observe(.poolTimeout)
    finish(waiter, .failure(.poolTimeout))
    while let first = waiters.first, first.isOver { waiters.popFirst() }
  }

  private func finish(_ waiter: Waiter, _ outcome: Result<Lease, PostgresError>) {
    waiting -= 1
    if let timer = waiter.timer { reactor.cancel(timer) }
    waiter.outcome = outcome
    waiter.continuation?.resume()
    waiter.continuation = nil
  }
}
