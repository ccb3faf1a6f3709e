import Bytes

/// Seals what leaves the service and must come back unchanged and unread: authenticated encryption under a secret that every replica has.
///
/// Each sealer draws 16 random bytes, derives a key of its own from them (HMAC-SHA-256 of the label and these bytes under the secret) and counts
/// its nonces: random nonces alone would meet after 2^32 sealings under the one secret. The 16 bytes travel with each sealed text, so any other
/// sealer with that secret and label opens it. Not Sendable: one a loop.
package final class Sealer {
  private static let saltBytes = 16
  private static let counterBytes = 8
  private static let headBytes = saltBytes + counterBytes

  private let secret: [UInt8]
  private let label: [UInt8]
  private let salt: [UInt8]
  private let own: Aes256Gcm
  private var count: UInt64 = 0
  /// Of the last other sealer met: with a few loops and replicas its key is derived now and then.
  private var other: (salt: ArraySlice<UInt8>, cipher: Aes256Gcm)?

  /// `label` keeps what is sealed for one use apart from any other use of the secret.
  package init(secret: [UInt8], label: StaticString) throws(CryptoError) {
    self.secret = secret
    self.label = label.withUTF8Buffer { Array($0) } + [0]
    salt = try randomBytes(Self.saltBytes)
    own = Aes256Gcm(key: hmacSHA256(key: secret, message: self.label + salt))
  }

  /// Base64url: 54 characters more than four thirds of `plain`. `bound` is not sent: `open` must be given the same.
  package func seal(_ plain: UnsafeRawBufferPointer, bound: UnsafeRawBufferPointer) -> String {
    count += 1
    var sealed = salt
    sealed.reserveCapacity(Self.headBytes + plain.count + Aes256Gcm.tagBytes)
    for index in 0..<Self.counterBytes { sealed.append(UInt8(truncatingIfNeeded: count >> UInt64(56 - 8 * index))) }
    own.seal(plain, nonce: Self.nonce(sealed[Self.saltBytes...]), associated: bound, into: &sealed)
    return base64URL(sealed)
  }

  /// What was sealed; nil unless a sealer with this secret and label made exactly this text for this `bound`.
  package func open(_ text: String, bound: UnsafeRawBufferPointer) -> [UInt8]? {
    guard let given = bytes(base64URL: text), given.count >= Self.headBytes + Aes256Gcm.tagBytes else { return nil }
    return cipher(given[..<Self.saltBytes]).open(
      given[Self.headBytes...], nonce: Self.nonce(given[Self.saltBytes..<Self.headBytes]), associated: bound)
  }

  private func cipher(_ wanted: ArraySlice<UInt8>) -> Aes256Gcm {
    if wanted.elementsEqual(salt) { return own }
    if let other, other.salt.elementsEqual(wanted) { return other.cipher }
    let cipher = Aes256Gcm(key: hmacSHA256(key: secret, message: label + wanted))
    other = (wanted, cipher)
    return cipher
  }

  private static func nonce(_ counter: ArraySlice<UInt8>) -> [UInt8] {
    var nonce = [UInt8](repeating: 0, count: Aes256Gcm.nonceBytes)
    for (index, byte) in counter.enumerated() { nonce[Aes256Gcm.nonceBytes - counterBytes + index] = byte }
    return nonce
  }
}
