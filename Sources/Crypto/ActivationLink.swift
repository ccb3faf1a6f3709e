import Bytes
package import FoundationEssentials

/// The secret part of a single-use link: the id of what it opens, and a keyed hash of that id. The database keeps the id alone, so that
/// nothing stored opens anything; the link is made again each time it is sent.
package enum ActivationLink {
  /// Keeps these hashes apart from any other use of the key.
  private static let context = Array("activation ".utf8)

  /// `<id>.<HMAC-SHA256>`: 80 characters that go into an address as they are. `id` in its canonical form.
  package static func token(id: String, key: [UInt8]) -> String {
    "\(id).\(base64URL(hmacSHA256(key: key, message: context + Array(id.utf8))))"
  }

  /// The id that a token names; nil unless this key made it.
  package static func id(of token: String, key: [UInt8]) -> UUID? {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let id = UUID(text: String(parts[0])), let given = bytes(base64URL: parts[1]) else { return nil }
    guard constantTimeEquals(given, hmacSHA256(key: key, message: context + Array(id.text.utf8))) else { return nil }
    return id
  }
}
