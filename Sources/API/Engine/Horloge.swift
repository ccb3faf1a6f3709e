package import Domain
import Glibc
import Synchronization

/// The one clock of the service: rules receive the instant it gives at the edge of a request.
package final class Horloge: Sendable {
  private let figee: Mutex<Instant?>

  /// `figee` freezes it (`EP_HORLOGE`, demonstrations and tests); nil follows the system.
  package init(figee: Instant? = nil) { self.figee = Mutex(figee) }

  package var maintenant: Instant {
    if let figee = figee.withLock({ $0 }) { return figee }
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(microsecondes: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }

  /// Freezes, moves or frees (nil) the clock.
  package func figer(_ instant: Instant?) { figee.withLock { $0 = instant } }
}
