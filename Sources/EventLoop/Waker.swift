import CLinux
import Glibc

/// Wakes one loop from any thread. Many calls before the loop looks are one call of its body.
package final class Waker: Sendable {
  private let descriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))

  deinit { close(descriptor) }

  package func wake() { eventfd_write(descriptor, 1) }

  /// `body` runs on the reactor's loop after each `wake`.
  package init(_ reactor: Reactor, _ body: @escaping () -> Void) {
    let descriptor = descriptor
    _ = reactor.register(descriptor, .read) { _ in
      var count: UInt64 = 0
      eventfd_read(descriptor, &count)
      body()
    }
  }
}
