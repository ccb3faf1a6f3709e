import Bytes

/// A password as the database keeps it: the costs, a salt of its own and the derived key. Written
/// `$scrypt$ln=17,r=8,p=1$salt$key`, both in base64 without padding, as the PHC string format has it.
package struct PasswordHash: Sendable, Equatable {
  package let parameters: ScryptParameters
  private let salt: [UInt8]
  private let key: [UInt8]

  /// Derives a new password under a new salt of 16 bytes. Slow on purpose: see `scrypt`.
  package init(password: String, parameters: ScryptParameters = .standard) throws(CryptoError) {
    try self.init(password: password, salt: randomBytes(16), parameters: parameters)
  }

  package init(password: String, salt: [UInt8], parameters: ScryptParameters) throws(CryptoError) {
    self.parameters = parameters
    self.salt = salt
    key = try scrypt(password: Array(password.utf8), salt: salt, parameters: parameters)
  }

  private init(parameters: ScryptParameters, salt: [UInt8], key: [UInt8]) {
    self.parameters = parameters
    self.salt = salt
    self.key = key
  }

  /// A hash that no password opens and that costs as much to try as a real one: verified when the identifiant
  /// is unknown, so that the answer takes the same time.
  package static func decoy(parameters: ScryptParameters = .standard) throws(CryptoError) -> PasswordHash {
    PasswordHash(parameters: parameters, salt: try randomBytes(16), key: try randomBytes(32))
  }

  /// Reads `encoded`; refuses every other spelling.
  package init(encoded: String) throws(CryptoError) {
    let parts = encoded.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt" else { throw .malformedHash }
    let costs = parts[2].split(separator: ",", omittingEmptySubsequences: false)
    guard costs.count == 3,
      let logN = Self.cost(costs[0], "ln="), let r = Self.cost(costs[1], "r="), let p = Self.cost(costs[2], "p="),
      let salt = Self.decoded(base64: parts[3]), (8...64).contains(salt.count),
      let key = Self.decoded(base64: parts[4]), (16...64).contains(key.count)
    else { throw .malformedHash }
    guard let parameters = try? ScryptParameters(logN: logN, r: r, p: p) else { throw .malformedHash }
    self.init(parameters: parameters, salt: salt, key: key)
  }

  package var encoded: String {
    "$scrypt$ln=\(parameters.logN),r=\(parameters.r),p=\(parameters.p)$\(Self.base64(salt))$\(Self.base64(key))"
  }

  /// True when that password gave this hash; compares in constant time.
  package func verify(_ password: String) throws(CryptoError) -> Bool {
    let derived = try scrypt(password: Array(password.utf8), salt: salt, parameters: parameters, length: key.count)
    return constantTimeEquals(derived, key)
  }

  /// True when the costs are no longer those wanted: the next successful sign-in writes the hash again.
  package func needsRehash(_ wanted: ScryptParameters = .standard) -> Bool {
    parameters != wanted
  }

  private static func cost(_ text: Substring, _ prefix: String) -> Int? {
    guard text.hasPrefix(prefix) else { return nil }
    let digits = text.dropFirst(prefix.count)
    guard (1...2).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    guard digits.utf8.first != 48 else { return nil }
    return Int(digits)
  }

  /// PHC strings use the plain alphabet: only `+` and `/` differ from base64url.
  private static func base64(_ bytes: [UInt8]) -> String {
    String(base64URL(bytes).map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
  }

  private static func decoded(base64 text: Substring) -> [UInt8]? {
    guard !text.utf8.contains(where: { $0 == 45 || $0 == 95 }) else { return nil }
    return bytes(base64URL: String(text.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }))
  }
}
