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

/// Identifiers that are not secrets, many a second: the generator of OpenSSL is asked once for hundreds of them. Not Sendable: one a loop.
package final class IdGenerator {
  private static let randomBytesPerId = 10
  private static let idsPerRefill = 256
  private var random: [UInt8] = []
  private var used = 0

  package init() {}

  /// A UUIDv7, as the function of that name.
  package func uuidV7(atMilliseconds milliseconds: Int64) throws(CryptoError) -> UUID {
    if used == random.count {
      random = try randomBytes(Self.randomBytesPerId * Self.idsPerRefill)
      used = 0
    }
    defer { used += Self.randomBytesPerId }
    return UUID(v7Milliseconds: milliseconds, random: random[used..<used + Self.randomBytesPerId])
  }
}
