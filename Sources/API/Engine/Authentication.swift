import Contract
import Crypto
import Domain
import HTTPServer
import Storage

/// From a request to the session key it presents, and from the session row to what it may do.
enum Authentication {
  /// SHA-256 of the bearer token; the token itself goes nowhere.
  static func digest(_ exchange: Exchange, _ hasher: Sha256Hasher) throws(Problem) -> [UInt8] {
    guard let header = exchange.header("authorization") else {
      throw Problem(.jetonAbsent, "Envoyez l'en-tête « Authorization: Bearer <jeton> » ; le jeton s'obtient par POST /v1/sessions.")
    }
    // A scheme has no case, and blanks separate it from the token (RFC 9110 §11.4).
    let scheme = "bearer ".utf8
    guard header.count < 256, header.prefix(scheme.count).elementsEqual(scheme, by: { $0 | 0x20 == $1 }),
      header[scheme.count - 1] == 32, let start = header[scheme.count...].firstIndex(where: { $0 != 32 })
    else { throw Problem(.jetonInvalide) }
    return hasher.hash(UnsafeRawBufferPointer(rebasing: header[start...]))
  }

  /// The gates before any handler: a living session (401), a role that the operation admits, accepted terms of use and a
  /// password still valid (403; C-19, C-20).
  static func authorize(
    _ session: SessionOuverte?, for operation: Contract.Operation, at now: Instant, cguVersion: String
  ) throws(Problem) -> SessionOuverte {
    guard let session else { throw Problem(.jetonInvalide) }
    guard operation.roles.contains(session.acteur.role.rawValue) else {
      throw Problem(.roleInsuffisant, "Cette opération est réservée aux rôles : \(operation.roles.sorted().joined(separator: ", ")).")
    }
    guard !operation.isOpenWithoutTerms else { return session }
    if session.cguVersion != cguVersion {
      var problem = Problem(.cguNonAcceptees, "Acceptez les conditions générales d'utilisation par PUT /v1/moi/cgu.")
      problem.regle = "C-20"
      throw problem
    }
    if session.motDePasseExpireLe <= now {
      var problem = Problem(.motDePasseExpire, "Changez votre mot de passe par PUT /v1/moi/mot-de-passe.")
      problem.regle = "C-19"
      throw problem
    }
    return session
  }
}
