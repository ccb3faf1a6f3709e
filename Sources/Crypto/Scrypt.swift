import CCrypto

/// The costs of scrypt (RFC 7914 §2), held within bounds so that a corrupt row cannot ask for the whole memory.
package struct ScryptParameters: Sendable, Equatable {
  /// log2 of N: 17 asks for 128 MiB and about half a second.
  package let logN: Int
  package let r: Int
  package let p: Int

  /// N = 2^17, r = 8, p = 1: 128 MiB a derivation.
  package static let standard = ScryptParameters(unchecked: 17, r: 8, p: 1)

  /// Bytes that one derivation needs.
  package var memoryBytes: Int { 128 * r * ((1 << logN) + p + 2) }

  private static let largestMemoryBytes = 512 << 20

  package init(logN: Int, r: Int, p: Int) throws(CryptoError) {
    guard (1...20).contains(logN), (1...32).contains(r), (1...16).contains(p) else { throw .invalidParameters }
    self.init(unchecked: logN, r: r, p: p)
    guard memoryBytes <= Self.largestMemoryBytes else { throw .invalidParameters }
  }

  private init(unchecked logN: Int, r: Int, p: Int) {
    self.logN = logN
    self.r = r
    self.p = p
  }
}

/// scrypt (RFC 7914). Holds its thread for as long as the parameters say: run it on a worker, never on a loop.
package func scrypt(
  password: [UInt8], salt: [UInt8], parameters: ScryptParameters, length: Int = 32
) throws(CryptoError) -> [UInt8] {
  guard (16...64).contains(length) else { throw .invalidParameters }
  var key = [UInt8](repeating: 0, count: length)
  let done = password.withUnsafeBytes { password in
    EVP_PBE_scrypt(
      password.bindMemory(to: CChar.self).baseAddress, password.count, salt, salt.count,
      UInt64(1) << UInt64(parameters.logN), UInt64(parameters.r), UInt64(parameters.p),
      UInt64(parameters.memoryBytes), &key, length)
  }
  guard done == 1 else { throw .derivationFailed }
  return key
}
