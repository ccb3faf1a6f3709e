import Synchronization

/// Whether the process is about to stop, told to all its loops before they do.
package final class StopNotice: Sendable {
  private let given = Atomic<Bool>(false)

  package init() {}

  package var isGiven: Bool { given.load(ordering: .relaxed) }

  package func give() { given.store(true, ordering: .relaxed) }
}
