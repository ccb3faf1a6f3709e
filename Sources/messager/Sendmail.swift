import CLinux
import Glibc

/// Hands an e-mail to a program that reads it on its standard input, as sendmail does with `-t -i`.
enum Sendmail {
  /// Past it the program is ended and the attempt has failed.
  private static let delaiMillisecondes = 60_000
  /// What a program is left to finish once the messager is asked to stop: less than what supervisors wait before they kill.
  private static let arretMillisecondes = 10_000
  /// What it is left to clean up behind itself once told to end.
  private static let finMillisecondes = 3_000
  private static let pasMillisecondes = 50

  /// `programme`: absolute path, then arguments. Throws unless it exits with 0.
  static func remettre(_ courriel: Courriel, a programme: [String]) throws(EchecEnvoi) {
    var tube: [Int32] = [0, 0]
    guard pipe2(&tube, O_CLOEXEC) == 0 else { throw .programme("tube impossible") }
    let (pid, lance) = lancer(programme, entree: tube[0])
    close(tube[0])
    guard lance else {
      close(tube[1])
      throw .programme("le programme d'envoi ne se lance pas")
    }
    // An e-mail is smaller than a pipe's buffer (64 KiB): this never waits on a program that does not read.
    let ecrit = ecrireTout(Array(courriel.texte.utf8), tube[1])
    close(tube[1])
    let statut = try attendre(pid)
    guard ecrit, statut == 0 else { throw .programme("le programme d'envoi a échoué (\(statut))") }
  }

  private static func lancer(_ programme: [String], entree: Int32) -> (pid_t, Bool) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, entree, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    // The program finds the signals as it expects them, not as the messager has set them.
    var (attributs, aucun, tous) = (posix_spawnattr_t(), sigset_t(), sigset_t())
    posix_spawnattr_init(&attributs)
    defer { posix_spawnattr_destroy(&attributs) }
    sigemptyset(&aucun)
    sigemptyset(&tous)
    sigaddset(&tous, SIGPIPE)
    posix_spawnattr_setsigmask(&attributs, &aucun)
    posix_spawnattr_setsigdefault(&attributs, &tous)
    posix_spawnattr_setflags(&attributs, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var arguments: [UnsafeMutablePointer<CChar>?] = programme.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var pid: pid_t = 0
    let lance = posix_spawn(&pid, programme[0], &actions, &attributs, &arguments, environ) == 0
    return (pid, lance)
  }

  /// The exit status, or 128 and the signal that ended it. A program that is not done in time, or within the grace of a stop, is told to
  /// end, then ended: the message stays in the outbox and is tried again.
  private static func attendre(_ pid: pid_t) throws(EchecEnvoi) -> Int32 {
    var (reste, arret) = (delaiMillisecondes, false)
    while reste > 0 {
      if let statut = try fini(pid) { return statut }
      if arret {
        usleep(UInt32(pasMillisecondes) * 1000)
      } else if Arret.attendre(millisecondes: pasMillisecondes) {
        (arret, reste) = (true, min(reste, arretMillisecondes))
      }
      reste -= pasMillisecondes
    }
    kill(pid, SIGTERM)
    for _ in 0..<(finMillisecondes / pasMillisecondes) {
      usleep(UInt32(pasMillisecondes) * 1000)
      // Told to end, it may still have finished.
      if let statut = try fini(pid) { return statut }
    }
    kill(pid, SIGKILL)
    var statut: Int32 = 0
    waitpid(pid, &statut, 0)
    throw .programme(
      arret ? "le programme d'envoi n'a pas fini avant l'arrêt" : "le programme d'envoi n'a pas fini en \(delaiMillisecondes / 1000) s")
  }

  /// Nil while it runs.
  private static func fini(_ pid: pid_t) throws(EchecEnvoi) -> Int32? {
    var statut: Int32 = 0
    let fini = waitpid(pid, &statut, WNOHANG)
    if fini < 0, errno != EINTR { throw .programme("le programme d'envoi a disparu") }
    guard fini == pid else { return nil }
    return statut & 0x7f == 0 ? statut >> 8 & 0xff : 128 + statut & 0x7f
  }
}
