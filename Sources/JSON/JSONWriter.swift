package import Bytes
package import FoundationEssentials
import Glibc

/// The JSON writer: values appended to a buffer. Whether a comma is due is read off the last byte: it is when that
/// byte ends a value. So a document starts after nothing, white space or HTTP headers, never right after a word.
extension Bytes {
  package mutating func beginObject() {
    separate()
    append(123)
  }

  package mutating func endObject() { append(125) }

  package mutating func beginArray() {
    separate()
    append(91)
  }

  package mutating func endArray() { append(93) }

  /// A name that needs no escape.
  package mutating func name(_ name: StaticString) {
    let comma = needsComma
    let length = name.utf8CodeUnitCount
    append(atMost: length + 4) { out in
      var i = 0
      if comma {
        out[0] = 44
        i = 1
      }
      out[i] = 34
      UnsafeMutableRawPointer(out + i + 1).copyMemory(from: name.utf8Start, byteCount: length)
      out[i + length + 1] = 34
      out[i + length + 2] = 58
      return i + length + 3
    }
  }

  /// A name that needs no escape, and UTF-8 text whose validity the caller answers for.
  package mutating func field(_ name: StaticString, rawString text: UnsafeRawBufferPointer) {
    self.name(name)
    value(rawString: text)
  }

  /// A member whose value is null.
  package mutating func null(_ name: StaticString) {
    self.name(name)
    append("null")
  }

  package mutating func name(_ name: String) {
    value(name)
    append(58)
  }

  package mutating func null() {
    separate()
    append("null")
  }

  package mutating func value(_ value: Bool) {
    separate()
    append(value ? "true" : "false")
  }

  package mutating func value(_ value: Int64) {
    separate()
    append(decimal: value)
  }

  package mutating func value(_ value: Int) { self.value(Int64(value)) }

  /// The shortest text that reads back as the same double; null when it is not finite, since JSON has no such number.
  package mutating func value(_ value: Double) {
    guard value.isFinite else { return null() }
    separate()
    append(value.description)
  }

  package mutating func value(_ value: UUID) {
    reserve(39)
    separate()
    append(34)
    append(uuid: value)
    append(34)
  }

  package mutating func value(_ value: String) {
    var value = value
    value.withUTF8 { self.value(rawString: UnsafeRawBufferPointer($0)) }
  }

  /// UTF-8 text as a string literal; the caller answers for its validity.
  package mutating func value(rawString text: UnsafeRawBufferPointer) {
    let comma = needsComma
    var run = StringScanner.firstSpecial(text, from: 0)
    append(atMost: text.count + 3) { out in
      var i = 0
      if comma {
        out[0] = 44
        i = 1
      }
      out[i] = 34
      if let start = text.baseAddress { memcpy(out + i + 1, start, run) }
      i += run + 1
      guard run == text.count else { return i }
      out[i] = 34
      return i + 1
    }
    guard run < text.count else { return }
    while run < text.count {
      escape(text[run])
      let stop = StringScanner.firstSpecial(text, from: run + 1)
      append(UnsafeRawBufferPointer(rebasing: text[(run + 1)..<stop]))
      run = stop
    }
    append(34)
  }

  package mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let flag): self.value(flag)
    case .number(let number):
      separate()
      append(number.text)
    case .string(let text): self.value(text)
    case .array(let elements):
      beginArray()
      for element in elements { self.value(element) }
      endArray()
    case .object(let object):
      beginObject()
      for member in object.members {
        name(member.name)
        self.value(member.value)
      }
      endObject()
    }
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case 34: append("\\\"")
    case 92: append("\\\\")
    case 8: append("\\b")
    case 9: append("\\t")
    case 10: append("\\n")
    case 12: append("\\f")
    case 13: append("\\r")
    default:
      append("\\u00")
      append(hex: byte)
    }
  }

  @inline(__always) private mutating func separate() {
    if needsComma { append(44) }
  }

  /// True when the last byte ends a value: `}`, `]`, `"`, a digit, or the last letter of `true`, `false`, `null`.
  @inline(__always) private var needsComma: Bool {
    switch last ?? 0 {
    case 125, 93, 34, 48...57, 101, 108: true
    default: false
    }
  }
}
