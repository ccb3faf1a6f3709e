package import Domain
import EventLoop
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
