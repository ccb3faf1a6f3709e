import CLinux
import EventLoop
import Foundation
import Synchronization
import Testing

private struct SetupFailed: Error {}

/// Starts a loop, runs `body` in it, stops it and waits for its thread.
private func withLoop(_ body: (EventLoop) async throws -> Void) async throws {
  let loop = EventLoop(name: "test")
  try loop.start { _ in }
  do { try await body(loop) } catch {
    loop.stop(graceMilliseconds: 0)
    loop.join()
    throw error
  }
  loop.stop(graceMilliseconds: 1000)
  loop.join()
}

@Suite struct EventLoopTests {
  @Test func `a failing setup is rethrown and ends the thread`() {
    let loop = EventLoop(name: "failing")
    #expect(throws: SetupFailed.self) { try loop.start { _ in throw SetupFailed() } }
    loop.join()
  }

  @Test func `a loop does not take the processor from who is running`() async throws {
    try await withLoop { loop in
      let policy = try await loop.perform { _ in sched_getscheduler(0) }
      #expect(policy == Int32(SCHED_BATCH))
    }
  }

  /// A client that pipelines is such a chain: each answer begins the next request.
  @Test func `work that spawns work without end leaves their turns to timers, sockets and other threads`() async throws {
    let isOver = Atomic<Bool>(false)
    let links = Atomic<Int>(0)
    let endlessLinks = 2_000_000
    let loop = EventLoop(name: "chain")
    try loop.start { reactor in
      func again() { reactor.spawn { if !isOver.load(ordering: .relaxed), links.add(1, ordering: .relaxed).newValue < endlessLinks { again() } } }
      again()
      reactor.schedule(afterMilliseconds: 20) { isOver.store(true, ordering: .relaxed) }
    }
    for rank in 1...20 { #expect(try await loop.perform { _ in rank } == rank) }
    while !isOver.load(ordering: .relaxed) { try await Task.sleep(for: .milliseconds(5)) }
    #expect(links.load(ordering: .relaxed) < endlessLinks)
    loop.stop(graceMilliseconds: 1000)
    loop.join()
  }

  @Test func `work done on a worker resumes on the loop's own thread`() async throws {
    let workers = WorkerPool(.init(threads: 1, waiting: 4, waitingPerSource: 4))
    let seen = Mutex<[Bool]>([])
    let done = Semaphore()
    let loop = EventLoop(name: "resume")
    try loop.start { reactor in
      reactor.spawn {
        for _ in 0..<100 {
          _ = try? await workers.run(for: "a") { loop.executor.isCurrent ? 1 : 0 }
          seen.withLock { $0.append(loop.executor.isCurrent) }
        }
        done.post()
      }
    }
    await Task.detached { done.wait() }.value
    loop.stop(graceMilliseconds: 1000)
    loop.join()
    #expect(seen.withLock { $0 } == Array(repeating: true, count: 100))
  }

  @Test func `timers fire in order of their deadlines and a cancelled one does not fire`() async throws {
    try await withLoop { loop in
      let fired = Mutex<[Int]>([])
      try await loop.perform { reactor in
        for delay in [30, 10, 20] { reactor.schedule(afterMilliseconds: delay) { fired.withLock { $0.append(delay) } } }
        let cancelled = reactor.schedule(afterMilliseconds: 15) { fired.withLock { $0.append(15) } }
        reactor.cancel(cancelled)
      }
      for _ in 0..<100 where fired.withLock({ $0.count }) < 3 { try await Task.sleep(for: .milliseconds(10)) }
      #expect(fired.withLock { $0 } == [10, 20, 30])
    }
  }

  @Test func `a waker called from another thread runs its body on the loop`() async throws {
    try await withLoop { loop in
      let count = Mutex(0)
      let waker = try await loop.perform { reactor in
        Waker(reactor) { if loop.executor.isCurrent { count.withLock { $0 += 1 } } }
      }
      waker.wake()
      for _ in 0..<100 where count.withLock({ $0 }) == 0 { try await Task.sleep(for: .milliseconds(5)) }
      #expect(count.withLock { $0 } >= 1)
    }
  }

  @Test func `a stop waits for the holders, and no longer than its grace`() throws {
    for (releases, atLeast, atMost) in [(true, 0.04, 1.5), (false, 0.25, 1.5)] {
      let loop = EventLoop(name: "grace")
      try loop.start { reactor in
        reactor.onStop { _ in
          reactor.hold()
          if releases { reactor.schedule(afterMilliseconds: 50) { reactor.release() } }
        }
      }
      let begin = Date()
      loop.stop(graceMilliseconds: 300)
      loop.join()
      let elapsed = Date().timeIntervalSince(begin)
      #expect(elapsed >= atLeast && elapsed < atMost)
    }
  }
}
