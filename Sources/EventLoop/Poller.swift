import CLinux
import Glibc

/// What a registration wants to hear of, and what a handler is told.
package struct Interest: OptionSet, Sendable {
  package let rawValue: UInt32
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  package static let read = Interest(rawValue: EPOLLIN.rawValue)
  package static let write = Interest(rawValue: EPOLLOUT.rawValue)
  /// The peer closed its writing side. Reported with `read`.
  package static let peerClosed = Interest(rawValue: EPOLLRDHUP.rawValue)
  /// Error or hang-up: always reported, never asked for.
  package static let failed = Interest(rawValue: EPOLLERR.rawValue | EPOLLHUP.rawValue)
  /// Report changes only; the handler must read or write until EAGAIN.
  package static let edgeTriggered = Interest(rawValue: EPOLLET.rawValue)
}

/// epoll with a 64-bit token per descriptor.
struct Poller: ~Copyable {
  private let descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
  private let events = UnsafeMutableBufferPointer<epoll_event>.allocate(capacity: 256)

  deinit {
    close(descriptor)
    events.deallocate()
  }

  func add(_ fd: Int32, _ token: UInt64, _ interest: Interest) { control(EPOLL_CTL_ADD, fd, token, interest) }
  func modify(_ fd: Int32, _ token: UInt64, _ interest: Interest) { control(EPOLL_CTL_MOD, fd, token, interest) }
  func remove(_ fd: Int32) { control(EPOLL_CTL_DEL, fd, 0, []) }

  private func control(_ operation: Int32, _ fd: Int32, _ token: UInt64, _ interest: Interest) {
    var event = epoll_event(events: interest.rawValue, data: epoll_data_t(u64: token))
    epoll_ctl(descriptor, operation, fd, &event)
  }

  /// Waits at most `milliseconds` and calls `body` with each event; a signal counts as no event.
  func wait(milliseconds: Int32, _ body: (_ token: UInt64, _ happened: Interest) -> Void) {
    let count = epoll_wait(descriptor, events.baseAddress, Int32(events.count), milliseconds)
    guard count > 0 else { return }
    for i in 0..<Int(count) { body(events[i].data.u64, Interest(rawValue: events[i].events)) }
  }
}

/// Milliseconds of CLOCK_MONOTONIC.
func monotonicMilliseconds() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
}
