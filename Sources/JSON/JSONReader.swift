/// What the reader accepts beyond the grammar.
package struct JSONLimits: Sendable {
  /// Containers inside one another, inclusive: at 64 the 65th is refused. At most 512, since reading recurses.
  package let depth: Int
  /// Bytes of a member name, unescaped.
  package let nameBytes: Int
  /// Bytes of a number's text.
  package let numberBytes: Int

  package init(depth: Int = 64, nameBytes: Int = 1024, numberBytes: Int = 1024) {
    self.depth = min(depth, 512)
    self.nameBytes = nameBytes
    self.numberBytes = numberBytes
  }

  package static let standard = JSONLimits()
}

/// Reads one JSON document (RFC 8259, strictly) into a value.
package enum JSONReader {
  package static func parse(_ bytes: UnsafeRawBufferPointer, limits: JSONLimits = .standard) throws(JSONError) -> JSONValue {
    var parser = JSONParser(bytes, limits)
    do throws(JSONFailure) {
      return try parser.document()
    } catch {
      throw error.located(in: bytes)
    }
  }

  package static func parse(_ text: String, limits: JSONLimits = .standard) throws(JSONError) -> JSONValue {
    let result = Array(text.utf8).withUnsafeBytes { bytes -> Result<JSONValue, JSONError> in
      do throws(JSONError) {
        return .success(try parse(bytes, limits: limits))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
