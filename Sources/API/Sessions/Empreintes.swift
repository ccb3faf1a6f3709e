import Crypto
import EventLoop

/// A place among those who wait for a worker.
struct Place: Sendable {
  /// Who shares the workers with the others.
  let source: String
  /// The lower, the sooner: attempts that have failed before come after those of newcomers.
  let rang: Int

  /// Before anybody else of the same source: the account has succeeded from there.
  static let rangConnu = -1
}

/// Passwords against hashes, on worker threads, two at a time: half a second and 128 MiB each, never on a loop and never in a transaction.
enum Empreintes {
  enum Verdict: Sendable, Equatable {
    case faux
    /// `nouvelle`: the hash to keep from now on, when the costs wanted have changed.
    case juste(nouvelle: String?)
  }

  /// Whether that password gave that hash. Without a hash a decoy is tried, so that an unknown account takes the same time.
  static func verifier(_ motDePasse: String, _ empreinte: String?, _ service: Service, _ place: Place) async throws -> Verdict {
    let voulu = service.shared.scrypt
    let outcome: Result<Verdict, CryptoError> = try await service.shared.workers.run(for: place.source, rank: place.rang) {
      Result { () throws(CryptoError) in try essayer(motDePasse, empreinte, voulu) }
    }
    return try outcome.get()
  }

  private static func essayer(_ motDePasse: String, _ empreinte: String?, _ voulu: ScryptParameters) throws(CryptoError) -> Verdict {
    guard let empreinte else {
      _ = try PasswordHash.decoy(parameters: voulu).verify(motDePasse)
      return .faux
    }
    let hash = try PasswordHash(encoded: empreinte)
    guard try hash.verify(motDePasse) else { return .faux }
    return .juste(nouvelle: hash.needsRehash(voulu) ? try PasswordHash(password: motDePasse, parameters: voulu).encoded : nil)
  }

  /// The hash of a new password, as it is kept.
  static func creer(_ motDePasse: String, _ service: Service, _ place: Place) async throws -> String {
    let voulu = service.shared.scrypt
    let outcome: Result<String, CryptoError> = try await service.shared.workers.run(for: place.source, rank: place.rang) {
      Result { () throws(CryptoError) in try PasswordHash(password: motDePasse, parameters: voulu).encoded }
    }
    return try outcome.get()
  }
}
