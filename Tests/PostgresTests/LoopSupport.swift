import EventLoop
import Postgres
import Synchronization
import TestSupport

/// Runs `body` as a task of a loop of its own, as the server's handlers run.
func onLoop<Value: Sendable>(_ body: @escaping @Sendable (EventLoop, Reactor) async throws -> Value) async throws -> Value {
  let loop = EventLoop(name: "pg-test")
  let outcome: Result<Value, any Error> = await withCheckedContinuation { continuation in
    do {
      try loop.start { reactor in
        reactor.spawn {
          do { continuation.resume(returning: .success(try await body(loop, reactor))) } catch {
            continuation.resume(returning: .failure(error))
          }
        }
      }
    } catch { continuation.resume(returning: .failure(error)) }
  }
  loop.stop(graceMilliseconds: 5_000)
  loop.join()
  return try outcome.get()
}

struct NotReady: Error {}

/// The same with a `Database` whose every connection has come up.
func withDatabase<Value: Sendable>(
  _ connectionInfo: String, _ statements: [AnyStatement] = [],
  configure: @escaping @Sendable (inout DatabaseConfiguration) -> Void = { _ in },
  observe: @escaping @Sendable (Observation) -> Void = { _ in },
  _ body: @escaping @Sendable (Reactor, Database) async throws -> Value
) async throws -> Value {
  try await onLoop { _, reactor in
    var configuration = try DatabaseConfiguration(connectionInfo, statements: statements)
    configure(&configuration)
    let database = Database(reactor, configuration, observe: observe)
    guard await eventually(reactor, withinMilliseconds: 30_000, { database.isComplete }) else { throw NotReady() }
    return try await body(reactor, database)
  }
}

/// Runs `count` tasks of the loop at once and waits for all of them.
func concurrently(_ reactor: Reactor, _ count: Int, _ body: @escaping (Int) async -> Void) async {
  var left = count
  await withUnsafeContinuation { continuation in
    for index in 0..<count {
      reactor.spawn {
        await body(index)
        left -= 1
        if left == 0 { continuation.resume() }
      }
    }
  }
}

extension Database {
  var isComplete: Bool { statistics.connected == statistics.configured }
}

func pause(_ reactor: Reactor, milliseconds: Int) async {
  await withUnsafeContinuation { continuation in
    reactor.schedule(afterMilliseconds: milliseconds) { continuation.resume() }
  }
}

/// Waits until `condition` holds, at most that long.
func eventually(_ reactor: Reactor, withinMilliseconds limit: Int = 10_000, _ condition: () -> Bool) async -> Bool {
  var waited = 0
  while waited < limit {
    if condition() { return true }
    await pause(reactor, milliseconds: 5)
    waited += 5
  }
  return condition()
}

/// The error that `body` threw.
func failure<Value>(_ body: () async throws(PostgresError) -> Value) async -> PostgresError? {
  do throws(PostgresError) {
    _ = try await body()
    return nil
  } catch { return error }
}

/// What a database told of itself.
final class Observations: Sendable {
  private let seen = Mutex<[Observation]>([])
  var all: [Observation] { seen.withLock { $0 } }
  func note(_ observation: Observation) { seen.withLock { $0.append(observation) } }
  func count(where condition: (Observation) -> Bool) -> Int { all.count(where: condition) }
}

/// Reproducible random numbers (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
