import CLinux
import Glibc
import Synchronization

/// One event loop: a thread, its epoll, and the isolation domain of everything that lives on it.
///
/// The actor's executor is the thread. Machinery receives the loop's `Reactor` in `start` and builds non-Sendable objects on
/// it; nothing of it can leave the loop.
package actor EventLoop {
  package nonisolated let executor = LoopExecutor()
  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  private nonisolated let name: String
  private nonisolated let thread = Mutex<pthread_t?>(nil)
  private var reactor: Reactor?

  /// `name` shows in thread listings (15 bytes at most are kept).
  package init(name: String) { self.name = name }

  /// Starts the thread and returns once `setup` has run on it. Rethrows what `setup` threw; the thread has then ended.
  package nonisolated func start(_ setup: @escaping @Sendable (Reactor) throws -> Void) throws {
    let outcome = SetupOutcome()
    let thread = spawnThread(name) {
      self.executor.adoptCurrentThread()
      self.assumeIsolated { loop in _ = Task { loop.main(setup, outcome) } }
      self.executor.drain()  // runs `main`, which returns when the loop has stopped
    }
    self.thread.withLock { $0 = thread }
    try outcome.wait()
  }

  /// Begins a graceful stop: holders finish within the grace, then the thread ends. Callable from any thread.
  package nonisolated func stop(graceMilliseconds: Int) {
    executor.requestStop(graceMilliseconds: graceMilliseconds)
  }

  /// Blocks until the thread has ended. Once.
  package nonisolated func join() {
    guard
      let thread = thread.withLock({ thread in
        defer { thread = nil }; return thread
      })
    else { return }
    pthread_join(thread, nil)
  }

  /// Runs `body` on this loop.
  package func perform<Value: Sendable>(_ body: @Sendable (Reactor) async throws -> Value) async throws -> Value {
    guard let reactor else { throw CancellationError() }
    return try await body(reactor)
  }

  /// The loop is itself a job of its executor. That matters: outside of a job the runtime does not know that this thread is
  /// the actor's executor, and a continuation awaited under `Task.immediate` would resume on the global pool and hop back.
  private func main(_ setup: @Sendable (Reactor) throws -> Void, _ outcome: SetupOutcome) {
    let reactor = Reactor(executor: executor)
    self.reactor = reactor
    do {
      try setup(reactor)
      outcome.succeed()
    } catch {
      outcome.fail(error)
      self.reactor = nil
      return
    }
    while !reactor.isFinished {
      reactor.poll()
      // Once a turn: what this work spawns waits until the sockets have been looked at again, or one client that pipelines would be
      // served alone for as long as it likes.
      for work in reactor.takeSpawned() { begin(work) }
      executor.drain()
      reactor.endTurn()
    }
    reactor.finish()
    self.reactor = nil
  }

  private func begin(_ work: @escaping () async -> Void) {
    Task.immediate(executorPreference: executor) {
      await work()
      _ = self  // the capture that isolates this closure to the loop
    }
  }
}

/// Hands the result of a loop's setup to the thread that started it.
private final class SetupOutcome: Sendable {
  private let semaphore = Semaphore()
  private let error = Mutex<(any Error)?>(nil)

  func succeed() { semaphore.post() }

  func fail(_ error: any Error) {
    self.error.withLock { $0 = error }
    semaphore.post()
  }

  func wait() throws {
    semaphore.wait()
    if let error = error.withLock({ $0 }) { throw error }
  }
}
