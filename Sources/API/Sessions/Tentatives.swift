import Crypto
import Domain
import Postgres
import Storage

/// The counters that one attempt to sign in goes through, under keyed hashes: neither what is typed nor where it comes from is stored.
struct Tentatives {
  private let compte: [UInt8]
  private let paire: [UInt8]
  private let source: [UInt8]
  private let marque: [UInt8]
  private let maintenant: Instant

  init(identifiant: String, source: String, cle: [UInt8], a maintenant: Instant) {
    func empreinte(_ parties: String...) -> [UInt8] { hmacSHA256(key: cle, message: Array(parties.joined(separator: "\0").utf8)) }
    compte = empreinte("tentative compte", identifiant)
    paire = empreinte("tentative paire", identifiant, source)
    self.source = empreinte("tentative source", source)
    marque = empreinte("tentative connue", identifiant, source)
    self.maintenant = maintenant
  }

  /// The counters of one attempt, locked.
  struct Lecture {
    fileprivate let compte: Deferred<TentativeLue>
    fileprivate let paire: Deferred<TentativeLue>
    fileprivate let source: Deferred<TentativeLue>
    fileprivate let connue: Deferred<Bool>
  }

  /// Locks the counters, always in the same order, so that attempts at the same time count one by one.
  func verrouiller(_ transaction: Transaction) -> Lecture {
    func lire(_ cle: [UInt8]) -> Deferred<TentativeLue> {
      transaction.enqueue(TentativeStatements.verrouiller, TentativeStatements.Cle(cle, a: maintenant))
    }
    return Lecture(
      compte: lire(compte), paire: lire(paire), source: lire(source),
      connue: transaction.enqueue(
        TentativeStatements.connue,
        TentativeStatements.Marque(marque, depuis: maintenant.ajoutant(secondes: -Ralentisseur.connueSecondes))))
  }

  /// Counts the attempt as failed until it succeeds, or refuses it with 429 and the seconds to wait. A refused one does not count.
  func admettre(_ lecture: Lecture, _ transaction: Transaction) throws {
    guard let compte = try lecture.compte.first(), let paire = try lecture.paire.first(), let source = try lecture.source.first() else {
      throw Problem(.erreurInterne)
    }
    let connue = try lecture.connue.first() == true
    let (frein, compteur, cle) = connue ? (Ralentisseur.compteConnu, paire, self.paire) : (Ralentisseur.compte, compte, self.compte)
    let attente = max(
      frein.attenteSecondes(compteur, a: maintenant), Ralentisseur.source.attenteSecondes(source, a: maintenant))
    guard attente == 0 else { throw Self.refus(attenteSecondes: attente) }
    compter(cle, frein.echecs(compteur, a: maintenant) + 1, transaction)
    compter(self.source, Ralentisseur.source.echecs(source, a: maintenant) + 1, transaction)
    _ = transaction.enqueue(TentativeStatements.oublier, maintenant.ajoutant(secondes: -Ralentisseur.connueSecondes))
  }

  /// Forgets the failures of the account, takes this attempt back from its source, and makes the source known to the account.
  func reussir(_ transaction: Transaction) {
    compter(compte, 0, transaction)
    compter(paire, 0, transaction)
    _ = transaction.enqueue(TentativeStatements.decompter, source)
    compter(marque, 0, transaction)
  }

  private func compter(_ cle: [UInt8], _ nombre: Int, _ transaction: Transaction) {
    _ = transaction.enqueue(TentativeStatements.compter, TentativeStatements.Compte(cle, nombre: nombre, a: maintenant))
  }

  static func refus(attenteSecondes: Int) -> Problem {
    var problem = Problem(.tropDeTentatives, "Trop de tentatives : réessayez dans \(attenteSecondes) seconde(s).")
    problem.retryAfterSeconds = attenteSecondes
    problem.regle = "X-12"
    return problem
  }
}

extension Service {
  /// Where a request comes from.
  func source(_ request: RequestContext) -> String { AdresseSource.lire(request.exchange, mandataires: shared.mandataires) }
}
