import Configuration
import Glibc
import Storage

/// The loop: send what is due, wait a little, start again; a lost database is tried again, a role that is not the messager's ends it.
enum Messager {
  /// Between two looks at an empty outbox.
  private static let attenteSecondes = 5

  static func run(uneFois: Bool) {
    let environnement = Environnement.lire(pour: .messager)
    Arret.surveiller()
    // A program that stops reading must not end the messager.
    signal(SIGPIPE, SIG_IGN)
    let envoi = Envoi(ReglagesMessager(environnement))
    repeat {
      let outcome = Result { try environnement.surPlace(.baseMessager) { try vider(BoiteEnvoi($0), envoi) } }
      if case .failure(let refus as RoleRefuse) = outcome { Terminal.fail("messager : \(refus)") }
      if case .failure(let error) = outcome {
        Terminal.warn("messager : \(error)")
        if uneFois { exit(75) }  // EX_TEMPFAIL
      }
    } while !Arret.attendre(millisecondes: uneFois ? 0 : attenteSecondes * 1000) && !uneFois
  }

  /// Sends until nothing is due, or until asked to stop.
  private static func vider(_ boite: BoiteEnvoi, _ envoi: Envoi) throws {
    while try boite.traiterUne(envoi.envoyer) {
      if Arret.attendre(millisecondes: 0) { exit(0) }
    }
  }
}
