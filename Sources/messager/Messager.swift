import CLinux
import Glibc
import Postgres
import Storage

/// The loop: send what is due, wait a little, start again; a lost database is tried again.
enum Messager {
  /// Between two looks at an empty outbox.
  private static let attenteSecondes = 5

  static func run(uneFois: Bool) {
    let configuration = Configuration.lire()
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGTERM)
    sigaddset(&signals, SIGINT)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    // A program that stops reading must not end the messager.
    signal(SIGPIPE, SIG_IGN)
    let envoi = Envoi(configuration)
    repeat {
      let outcome = Result { try vider(BoiteEnvoi(AdminConnection(configuration.base)), envoi, &signals) }
      if case .failure(let error) = outcome {
        Terminal.warn("messager : \(String(reflecting: error))")
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

/// Words for the person at the terminal; never an address nor a link.
enum Terminal {
  static func warn(_ line: String) {
    let line = line + "\n"
    _ = write(2, line, line.utf8.count)
  }

  static func fail(_ line: String, status: Int32) -> Never {
    warn(line)
    exit(status)
  }
}
