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

  private final class Waiter {
    var continuation: UnsafeContinuation<Bool, Never>?
    var timer: TimerID?
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
    guard !proved.isEmpty, let until = proved[Proof(operation: operation, reader: reader(digest))] else { return false }
    return until > reactor.nowMilliseconds
  }

  func prove(_ operation: Int, _ digest: [UInt8]) {
    if proved.count >= Self.maximumProved { proved.removeAll() }
    proved[Proof(operation: operation, reader: reader(digest))] = reactor.nowMilliseconds + Self.provedMilliseconds
  }

  // MARK: turns

  /// Waits for its turn; nil when it does not come. Whoever had it gives it back by `leave`.
  func enter(_ digest: [UInt8]) async -> Turn? {
    let reader = reader(digest)
    if free > 0, !running.contains(reader), waiting[reader] == nil {
      start(reader)
      return Turn(reader: reader)
    }
    guard waiting[reader, default: []].count < Self.maximumWaiting else { return nil }
    let waiter = Waiter()
    if waiting[reader] == nil { turns.append(reader) }
    waiting[reader, default: []].append(waiter)
    let isAdmitted = await withUnsafeContinuation { continuation in
      waiter.continuation = continuation
      waiter.timer = reactor.schedule(afterMilliseconds: Self.waitMilliseconds) { [weak self] in self?.expire(waiter, reader) }
    }
    return isAdmitted ? Turn(reader: reader) : nil
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
    waiter.continuation?.resume(returning: admitted)
    waiter.continuation = nil
  }
}

extension RequestContext {
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
