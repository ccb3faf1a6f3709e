import Contract
import EventLoop
import FoundationEssentials
import JSON

/// Reads that may be long, on one loop: as many at a time as there are connections for them, one at a time for each account, and each account
/// in its turn, so that nobody's many keep another's one waiting. Not Sendable.
final class SlowReads {
  /// Whose a read is: an account's, or a token's whose account has not been seen.
  private typealias Reader = UInt64

  /// Leave to read, to be given back. It names whose it is: a token's account may become known meanwhile.
  struct Turn {
    fileprivate let reader: UInt64
  }

  /// Of one account, waiting.
  static let maximumWaiting = 8
  /// Five reads at their longest: who asks one thing after the other is not refused because another's read, or the one that it has itself
  /// given up, takes all of its time.
  static let waitMilliseconds = 10_000
  /// How long a read that has once proved long is taken for one.
  static let provedMilliseconds: Int64 = 60_000
  private static let maximumProved = 4_096
  /// A list that keeps the others waiting that long is read apart from then on…
  static let longMilliseconds = 20
  /// …until it takes less than that, alone.
  static let quickMilliseconds = 10

  private final class Waiter {
    private var continuation: UnsafeContinuation<Bool, Never>?
    var timer: TimerID?

    init(_ continuation: UnsafeContinuation<Bool, Never>) { self.continuation = continuation }

    func resume(_ admitted: Bool) {
      continuation?.resume(returning: admitted)
      continuation = nil
    }
  }

  private struct Proof: Hashable {
    let operation: Int
    let reader: Reader
  }

  private let reactor: Reactor
  private var free: Int
  private var running: Set<Reader> = []
  private var waiting: [Reader: [Waiter]] = [:]
  /// Those who wait, the next one first.
  private var turns: [Reader] = []
  private var proved: [Proof: Int64] = [:]
  /// By the beginning of the token's digest: for shares, never for a right. Forgotten all at once when full.
  private var accounts: [UInt64: Reader] = [:]
  private static let maximumAccounts = 16_384

  init(_ reactor: Reactor, places: Int) {
    self.reactor = reactor
    free = places
  }

  // MARK: who reads

  private func reader(_ digest: [UInt8]) -> Reader {
    let token = ScopeGuesses.key(digest)
    return accounts[token] ?? token
  }

  /// Whose the token is: an account has one share, however many sessions it has.
  func note(_ digest: [UInt8], _ compte: UUID) {
    if accounts.count >= Self.maximumAccounts { accounts.removeAll(keepingCapacity: true) }
    // The end of a UUIDv7 is drawn at random.
    accounts[ScopeGuesses.key(digest)] = withUnsafeBytes(of: compte.uuid) { $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self) }
  }

  /// True when that account's last such reads took too long among the others.
  func hasProved(_ operation: Int, _ digest: [UInt8]) -> Bool {
    guard !proved.isEmpty else { return false }
    // Proved before its account was seen, a token still has.
    return [reader(digest), ScopeGuesses.key(digest)].contains { reader in
      proved[Proof(operation: operation, reader: reader)].map { $0 > reactor.nowMilliseconds } ?? false
    }
  }

  func prove(_ operation: Int, _ digest: [UInt8]) {
    if proved.count >= Self.maximumProved { proved.removeAll() }
    proved[Proof(operation: operation, reader: reader(digest))] = reactor.nowMilliseconds + Self.provedMilliseconds
  }

  func disprove(_ operation: Int, _ digest: [UInt8]) {
    for reader in [reader(digest), ScopeGuesses.key(digest)] { proved[Proof(operation: operation, reader: reader)] = nil }
  }

  // MARK: turns

  /// Waits for its turn; nil when it does not come. Whoever had it gives it back by `leave`.
  func enter(_ digest: [UInt8]) async -> Turn? {
    let reader = reader(digest)
    // All from within: Swift may run others between the call and its closure, and a turn given before there is somebody to resume would be
    // nobody's, for ever.
    let isAdmitted = await withUnsafeContinuation { continuation in
      if free > 0, !running.contains(reader), waiting[reader] == nil {
        start(reader)
        continuation.resume(returning: true)
      } else if waiting[reader, default: []].count >= Self.maximumWaiting {
        continuation.resume(returning: false)
      } else {
        wait(Waiter(continuation), reader)
      }
    }
    return isAdmitted ? Turn(reader: reader) : nil
  }

  private func wait(_ waiter: Waiter, _ reader: Reader) {
    if waiting[reader] == nil { turns.append(reader) }
    waiting[reader, default: []].append(waiter)
    waiter.timer = reactor.schedule(afterMilliseconds: Self.waitMilliseconds) { [weak self] in self?.expire(waiter, reader) }
  }

  private func start(_ reader: Reader) {
    free -= 1
    running.insert(reader)
  }

  func leave(_ turn: Turn) {
    free += 1
    running.remove(turn.reader)
    while free > 0, let index = turns.firstIndex(where: { !running.contains($0) }) {
      let next = turns.remove(at: index)
      guard let waiter = waiting[next]?.removeFirst() else { continue }
      if waiting[next]?.isEmpty == true { waiting[next] = nil } else { turns.append(next) }
      start(next)
      finish(waiter, true)
    }
  }

  private func expire(_ waiter: Waiter, _ reader: Reader) {
    waiting[reader]?.removeAll { $0 === waiter }
    if waiting[reader]?.isEmpty == true {
      waiting[reader] = nil
      turns.removeAll { $0 == reader }
    }
    finish(waiter, false)
  }

  private func finish(_ waiter: Waiter, _ admitted: Bool) {
    if let timer = waiter.timer { reactor.cancel(timer) }
    waiter.resume(admitted)
  }
}

extension RequestContext {
  /// Its cost grows with what there is: a list, whichever way it is asked.
  var isList: Bool { isPagedByBody || operation.queryParameters.contains { $0.name == "limite" } }

  /// The contract says of this operation, or of a parameter that this request gives, that it may read for long.
  var isSlow: Bool {
    if operation.isSlow { return true }
    guard !operation.slowParameters.isEmpty else { return false }
    return operation.slowParameters.contains { parameter in
      guard let value = query[parameter.name] else { return false }
      return value != parameter.defaultValue
    }
  }
}
