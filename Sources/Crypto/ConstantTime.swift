import CCrypto

/// Equality in a time that depends on the lengths only, never on where the first difference stands.
package func constantTimeEquals(_ left: [UInt8], _ right: [UInt8]) -> Bool {
  guard left.count == right.count else { return false }
  guard !left.isEmpty else { return true }
  return CRYPTO_memcmp(left, right, left.count) == 0
}
