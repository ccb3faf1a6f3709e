package import Domain
import EventLoop
import JSON
import Postgres
import Storage
import Synchronization

extension ConstatJob {
  /// How the work reaches its database: as the role `ep_echeances`, whose walls let it see every tenant, and which may do nothing else.
  static func settings(_ connectionInfo: String) throws -> DatabaseConfiguration {
    var settings = try DatabaseConfiguration(connectionInfo, statements: AllStatements.echeances)
    (settings.readers, settings.writers, settings.transactions) = (1, 0, 1)
    return settings
  }

  /// Runs the work once, on a loop of its own, and blocks until it is done: the command `echeances`.
  package static func run(base connectionInfo: String, a instant: Instant) throws -> Bilan {
    let settings = try settings(connectionInfo)
    let outcome = Mutex<Result<Bilan, any Error>?>(nil)
    let done = Semaphore()
    let loop = EventLoop(name: "echeances")
    try loop.start { reactor in
      let database = Database(reactor, settings)
      reactor.spawn {
        do {
          guard await database.becomesReady(withinMilliseconds: settings.connectMilliseconds) else { throw PostgresError.unavailable }
          let bilan = try await ConstatJob(database, ParametresCache()).run(a: instant)
          outcome.withLock { $0 = .success(bilan) }
        } catch {
          outcome.withLock { $0 = .failure(error) }
        }
        done.post()
      }
    }
    done.wait()
    loop.stop(graceMilliseconds: 1_000)
    loop.join()
    guard let result = outcome.withLock({ $0 }) else { throw PostgresError.aborted }
    return try result.get()
  }
}

/// The same work inside `serve`: at the start, then whenever a day has begun somewhere. A run that fails, or leaves the work to another
/// replica, is tried again at the next look.
final class ConstatSchedule {
  private let reactor: Reactor
  private let job: ConstatJob
  private let horloge: Horloge
  private let log: Log
  /// The civil day of each time zone at the last run that went to its end.
  private var jours: [Jour] = []
  /// The hour at which kept answers were last forgotten.
  private var heurePurgee: Int64?
  private static let lookMilliseconds = 60_000
  /// After midnight, so that no clock of a replica is still in the day before.
  private static let apresMinuitSecondes = 300

  init(_ reactor: Reactor, _ job: ConstatJob, _ horloge: Horloge, _ log: Log) {
    self.reactor = reactor
    self.job = job
    self.horloge = horloge
    self.log = log
  }

  /// Looks now, then every minute.
  func start() {
    reactor.spawn { await self.look() }
  }

  private func look() async {
    let instant = horloge.maintenant
    let today = FuseauHoraire.allCases.map { $0.jour(a: instant.ajoutant(secondes: -Self.apresMinuitSecondes)) }
    if today != jours {
      do {
        let bilan = try await job.run(a: instant)
        if !bilan.cede { jours = today }
        log("echeances") { line in
          line.field("conventions", bilan.conventions)
          line.field("constats", bilan.constats)
          line.field("partenaires", bilan.partenaires)
          line.field("effaces", bilan.effaces)
          line.field("cede", bilan.cede)
        }
      } catch {
        log("echeances_echec") { line in line.field("erreur", String(reflecting: error)) }
      }
    }
    await purge(a: instant)
    reactor.schedule(afterMilliseconds: Self.lookMilliseconds) { self.start() }
  }

  /// Once an hour, and at each look while there is more than a call forgets.
  private func purge(a instant: Instant) async {
    let heure = instant.microsecondes / 3_600_000_000
    guard heure != heurePurgee else { return }
    do {
      let oubliees = try await job.purger(a: instant)
      if oubliees < ConstatJob.purgesMax { heurePurgee = heure }
      log("reponses_oubliees") { line in line.field("nombre", oubliees) }
    } catch {
      log("reponses_oubliees_echec") { line in line.field("erreur", String(reflecting: error)) }
    }
  }
}
