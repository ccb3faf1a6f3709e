import Glibc
import Synchronization

/// The pool has no place for this work now: answer 503 and let the client retry.
package struct WorkerPoolFull: Error {
  package init() {}
}

/// A few threads for work that would hold up a loop (password hashing), with a bounded queue that keeps a place for everybody. The result
/// resumes the caller on its own loop.
///
/// Work has a source (who asks for it) and a rank (0: as anybody, less: sooner, more: later). Among the waiting, the source with the fewest
/// running comes first, then the lowest rank, then the source that came last: of many who ask at once each is served in turn, and a
/// newcomer does not wait behind a crowd. What exceeds a source's share is refused at once rather than made to wait.
package final class WorkerPool: Sendable {
  package struct Capacity: Sendable {
    package var threads: Int
    /// Works that wait, of all sources.
    package var waiting: Int
    /// Works of one source that wait.
    package var waitingPerSource: Int
    /// A work that has waited so long is refused when its turn comes.
    package var waitMilliseconds: Int

    package init(threads: Int, waiting: Int, waitingPerSource: Int, waitMilliseconds: Int = 5_000) {
      self.threads = threads
      self.waiting = waiting
      self.waitingPerSource = waitingPerSource
      self.waitMilliseconds = waitMilliseconds
    }
  }

  fileprivate struct Job: Sendable {
    let source: String
    let rank: Int
    /// Grows with each arrival.
    let number: Int
    let deadline: Int64
    let work: @Sendable () -> Void
    let refuse: @Sendable () -> Void
  }

  fileprivate struct State {
    var waiting: [Job] = []
    var running: [String: Int] = [:]
    var arrivals = 0
  }

  private let state = Mutex(State())
  private let signal = Semaphore()
  private let capacity: Capacity

  package init(_ capacity: Capacity) {
    self.capacity = capacity
    for index in 0..<capacity.threads { _ = spawnThread("worker-\(index)") { [self] in while true { runNext() } } }
  }

  /// Runs `body` on a worker thread and returns its value.
  package func run<Value: Sendable>(
    for source: String, rank: Int = 0, _ body: @escaping @Sendable () -> Value
  ) async throws(WorkerPoolFull) -> Value {
    let outcome: Result<Value, WorkerPoolFull> = await withUnsafeContinuation { continuation in
      let refuse = { @Sendable in continuation.resume(returning: .failure(WorkerPoolFull())) }
      let refused = state.withLock { state -> (@Sendable () -> Void)? in
        state.arrivals += 1
        let job = Job(
          source: source, rank: rank, number: state.arrivals, deadline: monotonicMilliseconds() + Int64(capacity.waitMilliseconds),
          work: { continuation.resume(returning: .success(body())) }, refuse: refuse)
        return state.admit(job, capacity)
      }
      refused?()
      signal.post()  // one too many when somebody was refused: a worker that finds nothing waits again
    }
    return try outcome.get()
  }

  private func runNext() {
    signal.wait()
    let now = monotonicMilliseconds()
    let (next, late) = state.withLock { state in
      let late = state.waiting.filter { $0.deadline <= now }
      state.waiting.removeAll { $0.deadline <= now }
      return (state.takeNext(), late)
    }
    for job in late { job.refuse() }
    guard let next else { return }
    next.work()
    state.withLock { state in
      state.running[next.source, default: 1] -= 1
      if state.running[next.source] == 0 { state.running[next.source] = nil }
    }
  }
}

extension WorkerPool.State {
  /// Takes a job in, and returns whom to refuse for it: nobody, the job itself, or one that yields its place.
  fileprivate mutating func admit(_ job: WorkerPool.Job, _ capacity: WorkerPool.Capacity) -> (@Sendable () -> Void)? {
    let own = waiting.count { $0.source == job.source }
    var yielding: WorkerPool.Job?
    if own >= capacity.waitingPerSource {
      yielding = last(of: job.source).flatMap { $0.rank > job.rank ? $0 : nil }
    } else if waiting.count >= capacity.waiting {
      yielding = yieldingPlace(to: job, own)
    } else {
      waiting.append(job)
      return nil
    }
    guard let yielding else { return job.refuse }
    waiting.removeAll { $0.number == yielding.number }
    waiting.append(job)
    return yielding.refuse
  }

  /// Who gives a place when all are taken: the worst of a higher rank, else the last of the source that has most, else, among equals, who
  /// has waited longest: newcomers are served first, so that one would not be.
  private func yieldingPlace(to job: WorkerPool.Job, _ own: Int) -> WorkerPool.Job? {
    if let worst = waiting.max(by: { ($0.rank, -$0.number) < ($1.rank, -$1.number) }), worst.rank > job.rank { return worst }
    let counts = Dictionary(waiting.map { ($0.source, 1) }, uniquingKeysWith: +)
    if let fullest = counts.max(by: { $0.value < $1.value }), fullest.value > own + 1 { return last(of: fullest.key) }
    return waiting.first { $0.rank == job.rank && $0.source != job.source && counts[$0.source] == own + 1 }
  }

  /// The job of that source that would be served last.
  private func last(of source: String) -> WorkerPool.Job? {
    waiting.filter { $0.source == source }.max { ($0.rank, $0.number) < ($1.rank, $1.number) }
  }

  fileprivate mutating func takeNext() -> WorkerPool.Job? {
    // Of each source its first; between sources as the pool's comment says.
    var firsts: [String: WorkerPool.Job] = [:]
    for job in waiting {
      if let first = firsts[job.source], (first.rank, first.number) < (job.rank, job.number) { continue }
      firsts[job.source] = job
    }
    let next = firsts.values.min { (running[$0.source] ?? 0, $0.rank, -$0.number) < (running[$1.source] ?? 0, $1.rank, -$1.number) }
    guard let next else { return nil }
    waiting.removeAll { $0.number == next.number }
    running[next.source, default: 0] += 1
    return next
  }
}
