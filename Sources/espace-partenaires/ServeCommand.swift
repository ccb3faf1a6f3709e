import API
import CLinux
import Configuration
import Glibc
import Postgres

/// Serves until SIGTERM or SIGINT, then lets the requests under way finish.
enum ServeCommand {
  /// Longer than any handler, shorter than what supervisors wait before they kill.
  static let graceMilliseconds = 9_000
  /// How long the last lines of the log may take; nobody may be reading them.
  static let lastLinesMilliseconds = 500

  static func run() throws {
    // Taken by this thread only, synchronously; the loops' threads inherit the mask.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGTERM)
    sigaddset(&signals, SIGINT)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    signal(SIGPIPE, SIG_IGN)

    let environnement = Environnement.lire(pour: .serve)
    var configuration = ServerConfiguration(environnement)
    configuration.log = Log(isEnabled: environnement.texte(.journal) != "silence")
    let base = MemeBase()
    configuration.verifierRole = { connexion in
      try Environnement.verifierPlace(connexion, .baseApp)
      try base.accepter(connexion)
    }
    if environnement.oui(.echeances) { configuration.echeances = ConstatSettings(environnement, base) }
    configuration.partagePort = environnement.oui(.portPartage)
    PortReserve.juger(configuration.host, configuration.port, estPartage: configuration.partagePort)
    let started = try environnement.surBase(.baseApp) { connexion in
      try Server.start(
        configuration,
        waiting: { LogWriter.standardError.say("\(PanneBase($0, .baseApp, connexion: connexion)) Le service attend.") },
        pause: { isToStop(signals, withinMilliseconds: $0) })
    }
    guard let server = started else { return }
    LogWriter.standardError.say("espace-partenaires écoute sur \(adresse(configuration.host, server.port))")
    var received: Int32 = 0
    sigwait(&signals, &received)
    server.announceStop()
    // Who balances the load sees that the service is not ready and sends nothing more; a second signal does not wait for that.
    var notice = timespec(tv_sec: environnement.entier(.arretPreavis), tv_nsec: 0)
    sigtimedwait(&signals, nil, &notice)
    server.stop(graceMilliseconds: graceMilliseconds)
    LogWriter.standardError.flush(withinMilliseconds: lastLinesMilliseconds)
  }
}

/// Waits for a signal, at most that long; tells whether it came.
private func isToStop(_ signals: sigset_t, withinMilliseconds limit: Int) -> Bool {
  var signals = signals
  var timeout = timespec(tv_sec: limit / 1_000, tv_nsec: limit % 1_000 * 1_000_000)
  return sigtimedwait(&signals, nil, &timeout) > 0
}

extension ServerConfiguration {
  init(_ environnement: Environnement) {
    self.init(
      host: environnement.texte(.host), port: environnement.entier(.port), loops: environnement.entier(.boucles),
      database: environnement.texte(.baseApp), key: environnement.octets(.cle), horloge: Horloge(figee: environnement.instant(.horloge)),
      cguVersion: environnement.texte(.cguVersion))
    mandataires = Set(environnement.liste(.mandataires))
    url = environnement.texte(.urlAPI)
    verifierRole = { try Environnement.verifierPlace($0, .baseApp) }
  }
}

extension ConstatSettings {
  fileprivate init(_ environnement: Environnement, _ base: MemeBase) {
    let connexion = environnement.texte(.baseEcheances)
    self.init(database: connexion)
    verifierRole = { connexion in
      try Environnement.verifierPlace(connexion, .baseEcheances)
      try base.accepter(connexion)
    }
    panne = { PanneBase($0.sansDonnees, .baseEcheances, connexion: connexion) }
    empechees = {
      LogWriter.standardError.say("\($0) Le service sert sans le travail quotidien (échéances), qu'il réessaie : /health/ready le signale.")
    }
  }
}

extension PostgresError {
  /// For a log: without the words of PostgreSQL that may quote a row.
  fileprivate var sansDonnees: PostgresError {
    guard case .server(let refus) = self, !refus.debugDescription.hasSuffix(refus.message) else { return self }
    return .server(ServerError(sqlState: refus.sqlState))
  }
}
