import EventLoop
import Synchronization
import Testing

/// A pool of one worker, held until a test lets it go, and what it has done since.
private final class HeldPool: Sendable {
  let pool: WorkerPool
  private let gate = Semaphore()
  private let order = Mutex<[String]>([])

  init(waiting: Int, waitingPerSource: Int, waitMilliseconds: Int = 60_000) async throws {
    pool = WorkerPool(.init(threads: 1, waiting: waiting, waitingPerSource: waitingPerSource, waitMilliseconds: waitMilliseconds))
    Task { [self] in try? await pool.run(for: "held") { self.gate.wait() } }
    try await Task.sleep(for: .milliseconds(50))
  }

  func release() { gate.post() }

  /// The names of what has been done, in order.
  var done: [String] { order.withLock { $0 } }

  /// Asks for a piece of work, and returns once it waits or is refused. The task says whether it was done.
  func ask(_ name: String, for source: String, rank: Int = 0) async throws -> Task<Bool, Never> {
    let task = Task { [self] in
      do {
        try await pool.run(for: source, rank: rank) { self.order.withLock { $0.append(name) } }
        return true
      } catch { return false }
    }
    try await Task.sleep(for: .milliseconds(10))
    return task
  }
}

@Suite struct WorkerPoolTests {
  @Test func `a full queue refuses at once: the worst ranked, else who has waited longest`() async throws {
    let held = try await HeldPool(waiting: 2, waitingPerSource: 1)
    let oldest = try await held.ask("oldest", for: "a")
    let guesser = try await held.ask("guesser", for: "b", rank: 1)
    let third = try await held.ask("third", for: "c")
    #expect(await guesser.value == false)
    #expect(try await held.ask("again", for: "b", rank: 1).value == false)
    let fourth = try await held.ask("fourth", for: "d")
    #expect(await oldest.value == false)
    held.release()
    #expect(await third.value)
    #expect(await fourth.value)
    #expect(held.done == ["fourth", "third"])
  }

  @Test func `one source has its share, at its edge, and the excess is refused at once`() async throws {
    let held = try await HeldPool(waiting: 64, waitingPerSource: 16)
    var tasks: [Task<Bool, Never>] = []
    for rank in 0..<16 { tasks.append(try await held.ask("\(rank)", for: "crowd")) }
    #expect(try await held.ask("17th", for: "crowd").value == false)
    tasks.append(try await held.ask("other", for: "other"))
    held.release()
    for task in tasks { #expect(await task.value) }
    #expect(held.done.count == 17)
  }

  @Test func `a newcomer does not wait behind a crowd, and each source is served in the order it asked`() async throws {
    let held = try await HeldPool(waiting: 64, waitingPerSource: 16)
    var tasks: [Task<Bool, Never>] = []
    for rank in 0..<5 { tasks.append(try await held.ask("crowd \(rank)", for: "crowd")) }
    for rank in 0..<3 { tasks.append(try await held.ask("guess \(rank)", for: "guesser \(rank)", rank: 3)) }
    tasks.append(try await held.ask("newcomer", for: "newcomer"))
    held.release()
    for task in tasks { #expect(await task.value) }
    #expect(held.done.first == "newcomer")
    #expect(held.done.filter { $0.hasPrefix("crowd") } == (0..<5).map { "crowd \($0)" })
    #expect(held.done.suffix(3).allSatisfy { $0.hasPrefix("guess") }, "\(held.done)")
  }

  @Test func `a full queue gives a place to a source that has none, at the cost of the one that has most`() async throws {
    let held = try await HeldPool(waiting: 4, waitingPerSource: 4)
    var crowd: [Task<Bool, Never>] = []
    for rank in 0..<4 { crowd.append(try await held.ask("\(rank)", for: "crowd")) }
    let other = try await held.ask("other", for: "other")
    #expect(await crowd[3].value == false)
    #expect(try await held.ask("5th", for: "crowd").value == false)
    held.release()
    #expect(await other.value)
    for task in crowd.dropLast() { #expect(await task.value) }
  }

  @Test func `within a source who is known there takes the place of who is not`() async throws {
    let held = try await HeldPool(waiting: 64, waitingPerSource: 2)
    let first = try await held.ask("first", for: "office")
    let second = try await held.ask("second", for: "office", rank: 2)
    let known = try await held.ask("known", for: "office", rank: -1)
    #expect(await second.value == false)
    held.release()
    #expect(await first.value)
    #expect(await known.value)
    #expect(held.done == ["known", "first"])
  }

  @Test func `what has waited past the limit is refused instead of done`() async throws {
    let held = try await HeldPool(waiting: 4, waitingPerSource: 4, waitMilliseconds: 30)
    let late = try await held.ask("late", for: "a")
    try await Task.sleep(for: .milliseconds(60))
    held.release()
    #expect(await late.value == false)
    #expect(held.done.isEmpty)
  }
}
