/// Everything this target can fail with. The messages of OpenSSL stay inside: they say nothing to a caller.
package enum CryptoError: Error, Equatable {
  /// The generator of the system gave no randomness.
  case noRandomness
  /// A derivation refused by OpenSSL: in practice, the memory it needs is not there.
  case derivationFailed
  /// Costs outside the bounds of `ScryptParameters`, or an impossible output length.
  case invalidParameters
  /// A stored password hash that is not of the form written by `PasswordHash.encoded`.
  case malformedHash
}
