import CLibPQ

/// Statements that succeed or fail together, and whoever waits for them.
final class StatementGroup {
  private var slots: [Slot] = []
  private var waiter: UnsafeContinuation<Void, Never>?
  private(set) var outcome: GroupOutcome?
  /// Why the outcome is not `completed`.
  private(set) var failure: PostgresError?

  /// True once the Sync that commits it, when it is a transaction of its own, may have reached PostgreSQL.
  var hasLeft = false

  /// When it was queued, in the reactor's milliseconds.
  var queuedAt: Int64 = 0
  /// From there, or from the answers before its own, to its last answer, less what may be that of those that shared its Sync.
  var milliseconds = 0

  /// False once nothing more may join it.
  private(set) var isOpen = true

  func close() { isOpen = false }

  func addSlot() -> Slot {
    let slot = Slot()
    slots.append(slot)
    return slot
  }

  func keep(_ result: OpaquePointer, at index: Int) { slots[index].fill(result) }

  /// The group's own failure; `index` is past the last statement when the end of the implicit transaction failed.
  func fail(_ error: PostgresError, at index: Int) {
    if index < slots.count { slots[index].fail(error) }
    if failure == nil { failure = error }
  }

  func finish(_ outcome: GroupOutcome) {
    guard self.outcome == nil else { return }
    self.outcome = outcome
    isOpen = false
    if outcome == .aborted, failure == nil { failure = .aborted }
    waiter?.resume()
    waiter = nil
  }

  /// Ends everything that has no result with `error`.
  func finish(failing error: PostgresError) {
    for slot in slots { slot.fail(error) }
    if failure == nil { failure = error }
    finish(.failed)
  }

  func wait() async {
    guard outcome == nil else { return }
    await withUnsafeContinuation { continuation in
      // Swift may run others between the call and its closure: what has ended meanwhile would resume nobody.
      if outcome == nil { waiter = continuation } else { continuation.resume() }
    }
  }
}
