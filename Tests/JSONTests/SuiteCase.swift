import JSON
import Testing

/// One case of the published JSON parsing suite (github.com/nst/JSONTestSuite), restated: its name there and its bytes.
struct SuiteCase: Sendable, CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]
  /// The refusal expected, nil when the document is accepted.
  let refusal: JSONError.Kind?

  var testDescription: String { name }

  static func accepted(_ name: String, _ text: String) -> SuiteCase { SuiteCase(name: name, bytes: Array(text.utf8), refusal: nil) }

  static func refused(_ name: String, _ text: String, _ kind: JSONError.Kind) -> SuiteCase {
    SuiteCase(name: name, bytes: Array(text.utf8), refusal: kind)
  }

  static func refused(_ name: String, bytes: [UInt8], _ kind: JSONError.Kind) -> SuiteCase {
    SuiteCase(name: name, bytes: bytes, refusal: kind)
  }

  /// What the reader says of the bytes, copied to memory of their exact size so that a sanitizer sees any overrun.
  func outcome() -> JSONError.Kind? {
    bytes.withUnsafeBytes { bytes in
      do throws(JSONError) {
        _ = try JSONReader.parse(bytes)
        return nil
      } catch {
        return error.kind
      }
    }
  }
}

/// `"…"` around raw bytes, in an array, as most cases of the suite have it.
func quoted(_ bytes: UInt8...) -> [UInt8] { [91, 34] + bytes + [34, 93] }
