/// JSON Pointer (RFC 6901).
package enum JSONPointer {
  /// `parent` followed by one member name, escaped.
  package static func child(_ parent: String, _ name: String) -> String {
    parent + "/" + escaped(name)
  }

  /// `parent` followed by one array index.
  package static func child(_ parent: String, _ index: Int) -> String { "\(parent)/\(index)" }

  /// The names and indexes of a pointer, unescaped; nil when the text is no pointer.
  package static func segments(_ pointer: String) -> [String]? {
    if pointer.isEmpty { return [] }
    guard pointer.utf8.first == 47 else { return nil }
    var out: [String] = []
    for part in pointer.utf8.dropFirst().split(separator: 47, omittingEmptySubsequences: false) {
      guard let segment = unescaped(Array(part)) else { return nil }
      out.append(segment)
    }
    return out
  }

  private static func escaped(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 == 126 || $0 == 47 }) else { return name }
    var out: [UInt8] = []
    for byte in name.utf8 {
      switch byte {
      case 126: out += [126, 48]
      case 47: out += [126, 49]
      default: out.append(byte)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func unescaped(_ part: [UInt8]) -> String? {
    var out: [UInt8] = []
    var i = 0
    while i < part.count {
      if part[i] == 126 {
        guard i + 1 < part.count, part[i + 1] == 48 || part[i + 1] == 49 else { return nil }
        out.append(part[i + 1] == 48 ? 126 : 47)
        i += 2
      } else {
        out.append(part[i])
        i += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}

extension JSONValue {
  /// The value at a pointer, nil when there is none.
  package func at(_ pointer: String) -> JSONValue? {
    guard let segments = JSONPointer.segments(pointer) else { return nil }
    var value = self
    for segment in segments {
      switch value {
      case .object(let object):
        guard let next = object[segment] else { return nil }
        value = next
      case .array(let elements):
        guard let index = Int(segment), segment == "\(index)", elements.indices.contains(index) else { return nil }
        value = elements[index]
      default: return nil
      }
    }
    return value
  }
}
