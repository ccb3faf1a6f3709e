import CLinux
import Glibc

/// One loop's descriptors, timers and end-of-turn work. Not Sendable: it is handed out inside the loop's isolation and the
/// compiler keeps it, and everything built on it, there.
package final class Reactor {
  /// Names one registered descriptor. A stale one (already unregistered) is ignored.
  package struct Registration: Equatable {
    let index: Int
    let generation: UInt32
  }

  private struct Slot {
    var descriptor: Int32
    var handler: ((Interest) -> Void)?
    var generation: UInt32
  }

  private let poller = Poller()
  private let executor: LoopExecutor
  private var slots: [Slot] = []
  private var free: [Int] = []
  private var timers = Timers()
  private var spawned: [() async -> Void] = []
  private var turnEnds: [() -> Void] = []
  private var stopHandlers: [(_ graceMilliseconds: Int) -> Void] = []
  private var stoppedHandlers: [() -> Void] = []
  private var holds = 0
  private var stopDeadline: Int64?
  private static let wakeToken = UInt64.max

  /// CLOCK_MONOTONIC in milliseconds, read once per turn.
  package private(set) var nowMilliseconds = monotonicMilliseconds()

  init(executor: LoopExecutor) {
    self.executor = executor
    poller.add(executor.wakeDescriptor, Self.wakeToken, .read)
  }

  // MARK: descriptors

  /// Calls `handler` on this loop whenever `fd` has something of `interest` to tell. The descriptor stays the caller's.
  package func register(_ fd: Int32, _ interest: Interest, _ handler: @escaping (Interest) -> Void) -> Registration {
    let index: Int
    if let reused = free.popLast() {
      index = reused
      slots[index].descriptor = fd
      slots[index].handler = handler
    } else {
      index = slots.count
      slots.append(Slot(descriptor: fd, handler: handler, generation: 0))
    }
    let registration = Registration(index: index, generation: slots[index].generation)
    poller.add(fd, token(registration), interest)
    return registration
  }

  package func update(_ registration: Registration, _ interest: Interest) {
    guard let descriptor = descriptor(of: registration) else { return }
    poller.modify(descriptor, token(registration), interest)
  }

  /// To be called before the descriptor is closed.
  package func unregister(_ registration: Registration) {
    guard let descriptor = descriptor(of: registration) else { return }
    poller.remove(descriptor)
    slots[registration.index].handler = nil
    slots[registration.index].generation &+= 1
    free.append(registration.index)
  }

  private func descriptor(of registration: Registration) -> Int32? {
    let slot = slots[registration.index]
    return slot.generation == registration.generation && slot.handler != nil ? slot.descriptor : nil
  }

  private func token(_ registration: Registration) -> UInt64 {
    UInt64(registration.generation) << 32 | UInt64(registration.index)
  }

  // MARK: time and turns

  /// Calls `body` once, on this loop, not before the delay has passed.
  @discardableResult
  package func schedule(afterMilliseconds delay: Int, _ body: @escaping () -> Void) -> TimerID {
    timers.schedule(at: nowMilliseconds + Int64(max(0, delay)), body)
  }

  package func cancel(_ timer: TimerID) { timers.cancel(timer) }

  /// Calls `body` at the end of every turn, after events and resumed handlers and before the next wait: the place to
  /// send in one go what the turn has queued.
  package func atEndOfEachTurn(_ body: @escaping () -> Void) { turnEnds.append(body) }

  /// Runs `work` as a task of this loop: it starts within this turn, or the next one when such work spawns it, on this thread, and
  /// resumes here after every `await`.
  package func spawn(_ work: @escaping () async -> Void) { spawned.append(work) }

  /// What `spawn` has collected; only the loop can start tasks in its own isolation.
  func takeSpawned() -> [() async -> Void] {
    defer { spawned.removeAll(keepingCapacity: true) }
    return spawned
  }

  var hasSpawned: Bool { !spawned.isEmpty }

  // MARK: stopping

  /// Calls `body` when a graceful stop begins. Whoever has work to finish takes a hold and releases it when done.
  package func onStop(_ body: @escaping (_ graceMilliseconds: Int) -> Void) { stopHandlers.append(body) }

  /// Calls `body` once the loop has ended its last turn.
  package func onStopped(_ body: @escaping () -> Void) { stoppedHandlers.append(body) }

  package func hold() { holds += 1 }
  package func release() { holds -= 1 }

  private func beginStop(graceMilliseconds: Int) {
    guard stopDeadline == nil else { return }
    stopDeadline = monotonicMilliseconds() + Int64(graceMilliseconds)
    for handler in stopHandlers { handler(graceMilliseconds) }
  }

  // MARK: the loop

  /// True once a stop has been asked for and every hold is released or its grace has passed.
  var isFinished: Bool {
    guard let stopDeadline else { return false }
    return holds == 0 || nowMilliseconds >= stopDeadline
  }

  /// First half of a turn: waits for something to happen and tells its handlers.
  func poll() {
    var isFirst = true
    poller.wait(milliseconds: patienceMilliseconds()) { token, happened in
      // Before any handler: a timer set by one counts from now, not from before the wait.
      if isFirst { nowMilliseconds = monotonicMilliseconds() }
      isFirst = false
      if token == Self.wakeToken {
        executor.takeInbox()
        if let grace = executor.requestedStopGrace { beginStop(graceMilliseconds: grace) }
        return
      }
      let index = Int(UInt32(truncatingIfNeeded: token))
      guard index < slots.count, slots[index].generation == UInt32(truncatingIfNeeded: token >> 32) else { return }
      slots[index].handler?(happened)
    }
    nowMilliseconds = monotonicMilliseconds()
    while let body = timers.popDue(nowMilliseconds) { body() }
  }

  /// Second half of a turn, after the tasks have run.
  func endTurn() {
    for body in turnEnds { body() }
  }

  /// Breaks the cycles between this object and what its closures hold.
  func finish() {
    for handler in stoppedHandlers { handler() }
    stoppedHandlers = []
    stopHandlers = []
    turnEnds = []
    slots = []
    timers = Timers()
  }

  private func patienceMilliseconds() -> Int32 {
    if executor.hasReadyJobs || hasSpawned { return 0 }
    guard let next = [timers.nextDeadline, stopDeadline].compactMap({ $0 }).min() else { return 60_000 }
    return Int32(clamping: max(0, next - monotonicMilliseconds()))
  }
}
