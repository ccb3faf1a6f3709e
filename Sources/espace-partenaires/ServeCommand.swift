import API
import CLinux
import Glibc

/// Serves until SIGTERM or SIGINT, then lets the requests under way finish.
enum ServeCommand {
  /// Longer than any handler, shorter than what supervisors wait before they kill.
  static let graceMilliseconds = 9_000

  static func run() throws {
    // Taken by this thread only, synchronously; the loops' threads inherit the mask.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGTERM)
    sigaddset(&signals, SIGINT)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    signal(SIGPIPE, SIG_IGN)

    var configuration = ServerConfiguration.fromEnvironment()
    configuration.constateEcheances = Environment.text("EP_ECHEANCES") == "oui"
    let server = try Server.start(configuration)
    Terminal.warn("espace-partenaires écoute sur http://\(Environment.text("HOST")):\(server.port)")
    var received: Int32 = 0
    sigwait(&signals, &received)
    server.stop(graceMilliseconds: graceMilliseconds)
  }
}

extension ServerConfiguration {
  static func fromEnvironment() -> ServerConfiguration {
    var configuration = ServerConfiguration(
      host: Environment.text("HOST"), port: Environment.integer("PORT", in: 0...65_535), loops: Environment.integer("EP_BOUCLES", in: 1...64),
      database: Environment.text("EP_BASE_APP"), key: Environment.key(), horloge: Horloge(figee: Environment.frozenInstant()),
      cguVersion: Environment.text("EP_CGU_VERSION"), log: Log(isEnabled: Environment.text("EP_JOURNAL") != "silence"))
    configuration.mandataires = Set(
      Environment.text("EP_MANDATAIRES").split(separator: ",").map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty })
    let url = Environment.text("EP_URL")
    configuration.url = url.hasSuffix("/") ? String(url.dropLast()) : url
    return configuration
  }
}
