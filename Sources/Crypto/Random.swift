import Bytes
import CCrypto
package import FoundationEssentials

/// `count` bytes of the generator of OpenSSL, seeded by the system; throws when it has none to give,
/// because nothing weaker may stand in for it.
package func randomBytes(_ count: Int) throws(CryptoError) -> [UInt8] {
  precondition(count >= 0 && count <= 1 << 20, "a key, a salt or a token, not a file")
  var bytes = [UInt8](repeating: 0, count: count)
  guard RAND_bytes(&bytes, Int32(count)) == 1 else { throw .noRandomness }
  return bytes
}

/// A UUIDv7 (RFC 9562 §5.7) for that instant, in milliseconds since 1970: ids sort by creation.
package func uuidV7(atMilliseconds milliseconds: Int64) throws(CryptoError) -> UUID {
  UUID(v7Milliseconds: milliseconds, random: try randomBytes(10))
}
