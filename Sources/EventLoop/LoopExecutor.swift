import CLinux
import Glibc
import Synchronization

/// The job queue of one event-loop thread: serial executor of its `EventLoop` actor and task executor of the
/// tasks it spawns, so that a handler's `await` resumes on its own loop without a thread hop.
///
/// Jobs enqueued from the loop's own thread go to a plain array (no lock, no system call); jobs from other threads
/// go through a mutex and wake epoll by an eventfd. `@unchecked` because `ready` and `spare` are confined to the
/// owning thread by `isCurrent`, which the compiler cannot see; it is the only such escape of the engine.
package final class LoopExecutor: SerialExecutor, TaskExecutor, @unchecked Sendable {
  private let owner = Atomic<UInt>(0)
  private let inbox = Mutex<[UnownedJob]>([])
  private let stopGrace = Atomic<Int>(-1)
  let wakeDescriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
  // Loop thread only.
  private var ready: [UnownedJob] = []
  private var spare: [UnownedJob] = []

  init() {}

  deinit { close(wakeDescriptor) }

  /// True on the loop's own thread.
  package var isCurrent: Bool { owner.load(ordering: .relaxed) == UInt(pthread_self()) }

  var hasReadyJobs: Bool { !ready.isEmpty }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if isCurrent {
      ready.append(job)
      return
    }
    let wasEmpty = inbox.withLock { inbox in
      defer { inbox.append(job) }
      return inbox.isEmpty
    }
    if wasEmpty { eventfd_write(wakeDescriptor, 1) }
  }

  /// Asks the loop to stop; from any thread, without needing a thread of the concurrency pool.
  func requestStop(graceMilliseconds: Int) {
    stopGrace.store(max(0, graceMilliseconds), ordering: .releasing)
    eventfd_write(wakeDescriptor, 1)
  }

  /// The grace of a stop that has been asked for, nil while none has.
  var requestedStopGrace: Int? {
    let grace = stopGrace.load(ordering: .acquiring)
    return grace >= 0 ? grace : nil
  }

  // Lets `assumeIsolated` work from the loop's plain C thread (SE-0424, SE-0471).
  package func isIsolatingCurrentContext() -> Bool? { isCurrent }

  package func checkIsolated() { precondition(isCurrent, "not on the loop's thread") }

  /// Called once, on the loop's thread, before anything else.
  func adoptCurrentThread() {
    owner.store(UInt(pthread_self()), ordering: .relaxed)
    ready.reserveCapacity(1024)
    spare.reserveCapacity(1024)
  }

  /// Moves the jobs of other threads to the ready list. On the loop's thread.
  func takeInbox() {
    var count: UInt64 = 0
    eventfd_read(wakeDescriptor, &count)
    inbox.withLock { inbox in
      ready.append(contentsOf: inbox)
      inbox.removeAll(keepingCapacity: true)
    }
  }

  /// Runs jobs until none is left; a job may enqueue more and may call `drain` itself.
  ///
  /// Both identities are given to each job. A continuation resumes its task on the generic executor, which the task
  /// executor preference turns into this one; saying at the same time that the job is isolated to the serial
  /// executor lets the runtime see that the actor needs no further switch.
  func drain() {
    let serial = asUnownedSerialExecutor()
    let task = asUnownedTaskExecutor()
    while !ready.isEmpty {
      var batch = spare
      spare = []
      swap(&batch, &ready)
      for job in batch { job.runSynchronously(isolatedTo: serial, taskExecutor: task) }
      batch.removeAll(keepingCapacity: true)
      spare = batch
    }
  }
}
