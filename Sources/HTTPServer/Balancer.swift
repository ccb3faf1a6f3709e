import EventLoop
import Glibc
import Synchronization

/// Evens out connections between the loops of a process: SO_REUSEPORT spreads them by a hash, which with few of them leaves
/// a loop idle beside a busy one. One balancer is given to the servers of all loops.
package final class Balancer: Sendable {
  /// One loop's server, as the others see it.
  final class Member: Sendable {
    /// Connections the loop has, and those on their way to it.
    let load = Atomic<Int>(0)
    private let inbox = Mutex<[Accepted]?>([])
    private let waker: Waker

    init(_ waker: Waker) { self.waker = waker }

    /// Hands a connection over; false once the loop takes no more. From any thread.
    func offer(_ accepted: Accepted) -> Bool {
      let isTaken = inbox.withLock { inbox in
        inbox?.append(accepted)
        return inbox != nil
      }
      if isTaken {
        load.add(1, ordering: .relaxed)
        waker.wake()
      }
      return isTaken
    }

    /// What was handed over. On the member's own loop.
    func takeAll() -> [Accepted] {
      inbox.withLock { inbox in
        defer { inbox?.removeAll(keepingCapacity: true) }
        return inbox ?? []
      }
    }

    /// Refuses further offers and returns the last ones.
    func leave() -> [Accepted] {
      inbox.withLock { inbox in
        defer { inbox = nil }
        return inbox ?? []
      }
    }
  }

  private let members = Mutex<[Member]>([])

  package init() {}

  func join(_ member: Member) { members.withLock { $0.append(member) } }

  func leave(_ member: Member) { members.withLock { $0.removeAll { $0 === member } } }

  /// The least loaded other member, if it has fewer connections than `member`.
  func lighter(than member: Member) -> Member? {
    let own = member.load.load(ordering: .relaxed)
    return members.withLock { members in
      var best: Member?
      var least = own
      for other in members where other !== member {
        let load = other.load.load(ordering: .relaxed)
        if load < least {
          best = other
          least = load
        }
      }
      return best
    }
  }
}
