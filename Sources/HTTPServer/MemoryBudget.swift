import Synchronization

/// Memory that the connections of a process hold for bodies being received and answers being sent, in bytes, shared by its loops.
package final class MemoryBudget: Sendable {
  private let held = Atomic<Int>(0)

  package init() {}

  package var heldBytes: Int { held.load(ordering: .relaxed) }

  /// Takes so many bytes, unless more than `limit` would then be held.
  fileprivate func take(_ bytes: Int, upTo limit: Int) -> Bool {
    if held.add(bytes, ordering: .relaxed).newValue <= limit { return true }
    held.subtract(bytes, ordering: .relaxed)
    return false
  }

  fileprivate func give(_ bytes: Int) { held.subtract(bytes, ordering: .relaxed) }
}

/// What one holder has taken of the budget; given back with it.
struct HeldMemory: ~Copyable {
  private let budget: MemoryBudget
  private(set) var bytes = 0

  init(_ budget: MemoryBudget) { self.budget = budget }

  deinit { if bytes > 0 { budget.give(bytes) } }

  /// Holds `wanted` bytes in place of those held. False, with nothing changed, when the process would then hold more than `limit`.
  mutating func resize(to wanted: Int, upTo limit: Int = .max) -> Bool {
    if wanted > bytes {
      guard budget.take(wanted - bytes, upTo: limit) else { return false }
    } else if wanted < bytes {
      budget.give(bytes - wanted)
    }
    bytes = wanted
    return true
  }
}
