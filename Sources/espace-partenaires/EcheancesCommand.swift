import API
import Configuration
import Domain
import Glibc

/// Records what has become true by itself, once: for a scheduler of one's own, or by hand. `serve` does the same every day.
enum EcheancesCommand {
  static func run() throws {
    signal(SIGPIPE, SIG_IGN)
    let environnement = Environnement.lire(pour: .echeances)
    let instant = Horloge(figee: environnement.instant(.horloge)).maintenant
    try environnement.surPlace(.baseEcheances) { _ in }  // its role is the one it should be
    let bilan = try environnement.surBase(.baseEcheances) { try ConstatJob.run(base: $0, a: instant) }
    Terminal.say(
      "Échéances au \(instant) : \(bilan.conventions) conventions lues, \(bilan.constats) constats, "
        + "\(bilan.partenaires) partenaires mis à jour, \(bilan.effaces) comptes effacés.")
    guard !bilan.cede else { Terminal.fail("Un autre processus tient ce travail : il fera le reste.", status: 75) }  // EX_TEMPFAIL
  }
}
