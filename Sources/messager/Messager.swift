import Configuration
import Glibc
import Postgres
import Storage

/// The loop: send what is due, wait a little, start again; a lost database is tried again.
enum Messager {
  /// Between two looks at an empty outbox.
  private static let attenteSecondes = 5

  static func run(uneFois: Bool) {
    let environnement = Environnement.lire(pour: .messager)
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGTERM)
    sigaddset(&signals, SIGINT)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    // A program that stops reading must not end the messager.
    signal(SIGPIPE, SIG_IGN)
    let envoi = Envoi(ReglagesMessager(environnement))
    repeat {
      let outcome = Result { try environnement.surBase(.baseApp) { try vider(BoiteEnvoi(AdminConnection($0)), envoi, &signals) } }
      if case .failure(let error) = outcome {
        Terminal.warn("messager : \(error)")
        if uneFois { exit(75) }  // EX_TEMPFAIL
      }
    } while !uneFois && !attendre(&signals)
  }

  /// Sends until nothing is due, or until asked to stop.
  private static func vider(_ boite: BoiteEnvoi, _ envoi: Envoi, _ signals: inout sigset_t) throws {
    while try boite.traiterUne(envoi.envoyer) {
      if arretDemande(&signals, attenteSecondes: 0) { exit(0) }
    }
  }

  /// True when asked to stop.
  private static func attendre(_ signals: inout sigset_t) -> Bool { arretDemande(&signals, attenteSecondes: attenteSecondes) }

  private static func arretDemande(_ signals: inout sigset_t, attenteSecondes: Int) -> Bool {
    var delai = timespec(tv_sec: attenteSecondes, tv_nsec: 0)
    return sigtimedwait(&signals, nil, &delai) > 0
  }
}
