/// Names one scheduled call; unique in its reactor.
package struct TimerID: Hashable, Sendable { let value: UInt64 }

/// One-shot timers ordered by deadline (binary heap). Cancelling forgets the body at once; its heap entry goes when its
/// deadline passes.
struct Timers {
  private struct Entry {
    var deadline: Int64
    var id: TimerID
  }
  private var heap: [Entry] = []
  private var bodies: [TimerID: () -> Void] = [:]
  private var lastID: UInt64 = 0

  var nextDeadline: Int64? { heap.first?.deadline }

  mutating func schedule(at deadline: Int64, _ body: @escaping () -> Void) -> TimerID {
    lastID += 1
    let id = TimerID(value: lastID)
    bodies[id] = body
    heap.append(Entry(deadline: deadline, id: id))
    var child = heap.count - 1
    while child > 0, heap[child].deadline < heap[(child - 1) / 2].deadline {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
    return id
  }

  mutating func cancel(_ id: TimerID) { bodies[id] = nil }

  /// Takes the next body due at `now`; nil when none is left.
  mutating func popDue(_ now: Int64) -> (() -> Void)? {
    while let first = heap.first, first.deadline <= now {
      removeFirst()
      if let body = bodies.removeValue(forKey: first.id) { return body }
    }
    return nil
  }

  private mutating func removeFirst() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child].deadline < heap[least].deadline {
        least = child
      }
      if least == parent { return }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
