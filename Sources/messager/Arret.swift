import CLinux
import Configuration
import Glibc
import Synchronization

/// The wish to stop (SIGTERM, SIGINT): seen by whoever waits, and never waited for longer than a supervisor does before it kills.
enum Arret {
  /// Past it the messager ends wherever it is, a database that answers no more included: what it held is released, and taken again.
  private static let limiteSecondes: UInt32 = 18

  /// A byte is in the pipe once a stop is asked for.
  private static let lecture = Atomic<Int32>(-1)
  private static let ecriture = Atomic<Int32>(-1)

  static func surveiller() {
    var tube: [Int32] = [0, 0]
    guard pipe2(&tube, O_CLOEXEC | O_NONBLOCK) == 0 else { Terminal.fail("messager : pas de descripteur libre", status: 71) }  // EX_OSERR
    lecture.store(tube[0], ordering: .releasing)
    ecriture.store(tube[1], ordering: .releasing)
    signal(SIGALRM) { _ in _exit(75) }  // EX_TEMPFAIL
    for signal in [SIGTERM, SIGINT] {
      Glibc.signal(signal) { _ in
        var octet: UInt8 = 1
        _ = write(Arret.ecriture.load(ordering: .acquiring), &octet, 1)
        alarm(Arret.limiteSecondes)
      }
    }
    // Whoever starts the messager may have blocked them, and a mask is inherited: it would then never stop.
    var attendus = sigset_t()
    sigemptyset(&attendus)
    for signal in [SIGTERM, SIGINT, SIGALRM] { sigaddset(&attendus, signal) }
    pthread_sigmask(SIG_UNBLOCK, &attendus, nil)
  }

  /// Waits that long, less when a stop is asked for. True when it is.
  static func attendre(millisecondes: Int) -> Bool {
    var attendu = pollfd(fd: lecture.load(ordering: .acquiring), events: Int16(POLLIN), revents: 0)
    return poll(&attendu, 1, Int32(millisecondes)) > 0 || attendu.revents != 0
  }
}
