import Crypto
import Domain
import Postgres
import Storage

/// The counters that one attempt to sign in goes through, under keyed hashes: neither what is typed nor where it comes from is stored.
struct Tentatives {
  /// Failures at the account from unknown places.
  private let compte: [UInt8]
  /// Failures at the account from this place.
  private let paire: [UInt8]
  /// Failures of this source at accounts that do not know it; behind an undeclared proxy, those at the account from all such places.
  private let partagee: [UInt8]
  private let marque: [UInt8]
  private let source: AdresseSource
  private let maintenant: Instant

  init(identifiant: String, source: AdresseSource, cle: [UInt8], a maintenant: Instant) {
    func empreinte(_ parties: String...) -> [UInt8] { hmacSHA256(key: cle, message: Array(parties.joined(separator: "\0").utf8)) }
    compte = empreinte("tentative compte", identifiant)
    paire = empreinte("tentative paire", identifiant, source.lieu)
    partagee = source.estPropre ? empreinte("tentative source", source.adresse) : empreinte("tentative commune", identifiant)
    marque = empreinte("tentative connue", identifiant, source.lieu)
    self.source = source
    self.maintenant = maintenant
  }

  /// The counters of one attempt, locked.
  struct Lecture {
    fileprivate let compte: Deferred<TentativeLue>
    fileprivate let paire: Deferred<TentativeLue>
    fileprivate let partagee: Deferred<TentativeLue>
    fileprivate let connue: Deferred<Bool>
  }

  /// An attempt that may be made, counted as failed until it succeeds.
  struct Admission {
    /// Where it counts, this one included.
    fileprivate let comptees: [[UInt8]]
    fileprivate let echecs: Int
    /// Its place among those who wait for a worker.
    let place: Place
  }

  /// Locks the counters, always in the same order, so that attempts at the same time count one by one.
  func verrouiller(_ transaction: Transaction) -> Lecture {
    func lire(_ cle: [UInt8]) -> Deferred<TentativeLue> {
      transaction.enqueue(TentativeStatements.verrouiller, TentativeStatements.Cle(cle, a: maintenant))
    }
    return Lecture(
      compte: lire(compte), paire: lire(paire), partagee: lire(partagee),
      connue: transaction.enqueue(
        TentativeStatements.connue,
        TentativeStatements.Marque(marque, depuis: maintenant.ajoutant(secondes: -Ralentisseur.connueSecondes))))
  }

  /// Counts the attempt as failed until it succeeds, or refuses it with 429 and the seconds to wait. A refused one does not count.
  func admettre(_ lecture: Lecture, _ transaction: Transaction) throws -> Admission {
    guard let compte = try lecture.compte.first(), let paire = try lecture.paire.first(), let partagee = try lecture.partagee.first() else {
      throw Problem(.erreurInterne)
    }
    let connue = try lecture.connue.first() == true
    func echecs(_ tentative: TentativeLue) -> Int { Ralentisseur.echecs(tentative, a: maintenant) }
    let estAttaque =
      echecs(compte) >= Ralentisseur.echecsCompteAttaque || source.estPropre && echecs(partagee) >= Ralentisseur.echecsSourceAttaque
    let estCommune = !connue && !source.estPropre
    let frein: Ralentisseur = connue ? .connue : estCommune ? .commune : estAttaque ? .suspecte : .nouvelle
    let attente = frein.attenteSecondes(estCommune ? partagee : paire, a: maintenant)
    guard attente == 0 else { throw Self.refus(attenteSecondes: attente) }
    compter(self.paire, echecs(paire) + 1, transaction)
    if !connue {
      compter(self.compte, echecs(compte) + 1, transaction)
      compter(self.partagee, echecs(partagee) + 1, transaction)
    }
    _ = transaction.enqueue(TentativeStatements.oublier, maintenant.ajoutant(secondes: -Ralentisseur.connueSecondes))
    return Admission(
      comptees: connue ? [self.paire] : [self.compte, self.paire, self.partagee], echecs: echecs(paire) + 1,
      place: Place(source: source.adresse, rang: connue ? Place.rangConnu : echecs(paire)))
  }

  /// Takes back everywhere what this person failed at from here, this attempt included, and makes the place known to the account. What
  /// others fail at from elsewhere stays counted: a success says nothing of them.
  func reussir(_ admission: Admission, _ transaction: Transaction) {
    reprendre(admission.comptees, admission.echecs, transaction)
    compter(marque, 0, transaction)
  }

  /// Takes this attempt, which could not be made, back from what is shared with others. Here it stays counted: who is turned away must not
  /// come back at once as if he had never come.
  func annuler(_ admission: Admission, _ transaction: Transaction) {
    reprendre(admission.comptees.filter { $0 != paire && (source.estPropre || $0 != partagee) }, 1, transaction)
  }

  private func reprendre(_ comptees: [[UInt8]], _ nombre: Int, _ transaction: Transaction) {
    for cle in comptees {
      _ = transaction.enqueue(TentativeStatements.decompter, TentativeStatements.Compte(cle, nombre: nombre, a: maintenant))
    }
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
