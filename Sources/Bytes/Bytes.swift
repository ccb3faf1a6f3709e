import Glibc

/// A growable byte buffer, owned by one place at a time: the output side of the HTTP server, of the JSON
/// writer and of statement parameters. Memory is raw and kept across `clear()`, so that a connection reuses it.
///
/// Public where the rest of the package says `package`: only public functions can be inlined into other modules, and a page of a list
/// appends some two thousand times.
public struct Bytes: ~Copyable {
  @usableFromInline package var base: UnsafeMutablePointer<UInt8>
  @usableFromInline package var capacity: Int
  @usableFromInline package var count = 0

  package init(capacity: Int = 1024) {
    base = .allocate(capacity: max(capacity, 16))
    self.capacity = max(capacity, 16)
  }

  deinit { base.deallocate() }

  package var isEmpty: Bool { count == 0 }

  /// The written bytes, valid until the next mutation.
  package var raw: UnsafeRawBufferPointer { .init(start: base, count: count) }

  @inlinable public var last: UInt8? { count == 0 ? nil : base[count - 1] }

  /// Forgets the content and keeps the memory.
  package mutating func clear() { count = 0 }

  /// Drops everything past `length`, which is at most `count`.
  package mutating func truncate(to length: Int) {
    precondition(length >= 0 && length <= count)
    count = length
  }

  /// Room for `n` more bytes without growing again.
  @inlinable public mutating func reserve(_ n: Int) {
    if count + n > capacity { grow(n) }
  }

  @usableFromInline package mutating func grow(_ n: Int) {
    capacity = max(capacity * 2, count + n)
    let bigger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    memcpy(bigger, base, count)
    base.deallocate()
    base = bigger
  }

  @inlinable public mutating func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
  }

  @inlinable public mutating func append(_ text: StaticString) {
    append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  @inlinable public mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress, bytes.count > 0 else { return }
    reserve(bytes.count)
    UnsafeMutableRawPointer(base + count).copyMemory(from: start, byteCount: bytes.count)
    count += bytes.count
  }

  /// Lets `write` fill at most `n` bytes; it returns how many it wrote.
  @inlinable public mutating func append(atMost n: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
    reserve(n)
    count += write(base + count)
  }

  @_disfavoredOverload
  package mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  package mutating func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { append($0) }
  }

  package mutating func append(decimal value: Int64) {
    var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
    withUnsafeMutableBytes(of: &digits) { digits in
      var i = 24
      var magnitude = value.magnitude
      repeat {
        i -= 1
        digits[i] = UInt8(truncatingIfNeeded: 48 + magnitude % 10)
        magnitude /= 10
      } while magnitude > 0
      if value < 0 {
        i -= 1
        digits[i] = 45
      }
      append(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(digits)[i..<24]))
    }
  }

  /// Zero-padded decimal of a non-negative value on exactly `width` digits (higher digits are lost).
  package mutating func append(decimal value: Int, width: Int) {
    append(atMost: width) { out in
      writeDigits(value, out, width)
      return width
    }
  }

  /// Two lower-case hexadecimal digits.
  @inline(__always) package mutating func append(hex byte: UInt8) {
    reserve(2)
    base[count] = hexDigit(byte >> 4)
    base[count + 1] = hexDigit(byte & 15)
    count += 2
  }

  /// Removes the first `n` bytes.
  package mutating func removeFirst(_ n: Int) {
    precondition(n >= 0 && n <= count)
    if n < count { memmove(base, base + n, count - n) }
    count -= n
  }

  /// The content as text; invalid UTF-8 is repaired, so this is for messages and tests only.
  package var text: String { String(decoding: raw, as: UTF8.self) }

  package var array: [UInt8] { Array(raw) }
}

/// Zero-padded decimal digits of a non-negative value, written backwards; higher digits are lost.
@inlinable public func writeDigits(_ value: Int, _ out: UnsafeMutablePointer<UInt8>, _ width: Int) {
  var rest = UInt32(truncatingIfNeeded: value)
  var i = width
  while i > 0 {
    i -= 1
    let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
    out[i] = UInt8(truncatingIfNeeded: 48 + digit)
    rest = quotient
  }
}
