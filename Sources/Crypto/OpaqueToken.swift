import Bytes

/// A secret handed out once (session, activation link): 256 random bits that mean nothing by themselves.
package struct OpaqueToken: Sendable {
  /// What the holder keeps and presents: 43 characters of base64url.
  package let text: String
  /// What the database keeps: the SHA-256 of the characters of `text`, 32 bytes. A stolen table opens nothing.
  package let digest: [UInt8]

  package init() throws(CryptoError) {
    text = base64URL(try randomBytes(32))
    digest = OpaqueToken.digest(of: text)
  }

  /// The digest under which a presented token is looked up, whatever its text.
  package static func digest(of text: String) -> [UInt8] {
    sha256(Array(text.utf8))
  }
}
