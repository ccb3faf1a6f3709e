import Synchronization

/// The pool's queue is full: answer 503 and let the client retry.
package struct WorkerPoolFull: Error {
  package init() {}
}

/// A few threads for work that would hold up a loop (password hashing), with a bounded queue. The result resumes the caller
/// on its own loop.
package final class WorkerPool: Sendable {
  private let queue = Mutex<[@Sendable () -> Void]>([])
  private let signal = Semaphore()
  private let maximumQueued: Int

  /// `threads` run at most that many jobs at a time; past `maximumQueued` waiting jobs `run` throws.
  package init(threads: Int, maximumQueued: Int) {
    self.maximumQueued = maximumQueued
    for index in 0..<threads { _ = spawnThread("worker-\(index)") { [queue = self.takeNext] in while true { queue()() } } }
  }

  private func takeNext() -> @Sendable () -> Void {
    signal.wait()
    return queue.withLock { $0.removeFirst() }
  }

  /// Runs `body` on a worker thread and returns its value.
  package func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async throws(WorkerPoolFull) -> Value {
    let outcome: Result<Value, WorkerPoolFull> = await withUnsafeContinuation { continuation in
      let accepted = queue.withLock { queue in
        guard queue.count < maximumQueued else { return false }
        queue.append { continuation.resume(returning: .success(body())) }
        return true
      }
      if accepted { signal.post() } else { continuation.resume(returning: .failure(WorkerPoolFull())) }
    }
    return try outcome.get()
  }
}
