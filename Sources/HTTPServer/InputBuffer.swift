import Glibc

/// The bytes a connection has received and not yet consumed. Positions count from the first unread byte, so they stay true
/// when the memory moves.
struct InputBuffer: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var start = 0
  private var end = 0
  private static let smallest = 16
  /// Memory doubles up to this, then grows by it: no buffer is much larger than what it holds.
  private static let largestStep = 256 * 1024

  init() {
    capacity = Self.smallest
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  /// The memory it takes.
  var capacityBytes: Int { capacity }

  var count: Int { end - start }

  /// The unread bytes, valid until the next mutation.
  @inline(__always) var bytes: UnsafeMutablePointer<UInt8> { base + start }

  @inline(__always) func slice(_ span: ByteRange) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base + start + Int(span.start), count: Int(span.count))
  }

  /// Free memory after the unread bytes, of at least `n` bytes; what is written there counts once `commit` says so.
  mutating func room(atLeast n: Int) -> UnsafeMutableRawBufferPointer {
    if start == end {
      start = 0
      end = 0
    }
    if capacity - end < n, start > 0 {
      memmove(base, base + start, count)
      end -= start
      start = 0
    }
    if capacity - end < n {
      grow(to: max(min(capacity * 2, capacity + Self.largestStep), end + n))
    }
    return UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end)
  }

  /// Room for `n` bytes in all, exactly: of a request whose length is known nothing is moved twice.
  mutating func reserve(total n: Int) {
    if start + n > capacity { grow(to: start + n) }
  }

  private mutating func grow(to bigger: Int) {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: bigger)
    memcpy(memory, base, end)
    base.deallocate()
    base = memory
    capacity = bigger
  }

  mutating func commit(_ n: Int) {
    precondition(n >= 0 && end + n <= capacity)
    end += n
  }

  mutating func consume(_ n: Int) {
    precondition(n >= 0 && n <= count)
    start += n
  }

  /// Takes bytes out of the middle; those after them move down.
  mutating func remove(from lower: Int, to upper: Int) {
    precondition(0 <= lower && lower <= upper && upper <= count)
    guard lower < upper else { return }
    memmove(bytes + lower, bytes + upper, count - upper)
    end -= upper - lower
  }

  /// Gives memory back while nothing is unread.
  mutating func releaseMemory() {
    guard start == end, capacity > Self.smallest else { return }
    self = InputBuffer()
  }
}

/// A stretch of the unread bytes of an `InputBuffer`.
struct ByteRange: Equatable {
  var start: Int32 = 0
  var count: Int32 = 0

  init() {}

  @inline(__always) init(from lower: Int, to upper: Int) {
    start = Int32(truncatingIfNeeded: lower)
    count = Int32(truncatingIfNeeded: upper - lower)
  }
}
