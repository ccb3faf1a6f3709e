import API
import Domain
import Glibc

/// Records what has become true by itself, once: for a scheduler of one's own, or by hand. `serve` does the same every day.
enum EcheancesCommand {
  static func run() throws {
    signal(SIGPIPE, SIG_IGN)
    let instant = Horloge(figee: Environment.frozenInstant()).maintenant
    let bilan = try ConstatJob.run(base: Environment.text("EP_BASE_APP"), a: instant)
    Terminal.say(
      "Échéances au \(instant) : \(bilan.conventions) conventions lues, \(bilan.constats) constats, "
        + "\(bilan.partenaires) partenaires mis à jour, \(bilan.effaces) comptes effacés.")
    guard !bilan.cede else { Terminal.fail("Un autre processus tient ce travail : il fera le reste.", status: 75) }  // EX_TEMPFAIL
  }
}
