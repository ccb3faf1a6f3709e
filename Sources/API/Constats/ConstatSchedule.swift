import Domain
import EventLoop
import JSON
package import Postgres
import Storage
import Synchronization

/// The scheduled work as `serve` runs it.
package struct ConstatSettings: Sendable {
  /// libpq connection string of its role.
  package var database: String
  /// Between two looks at whether a day has begun somewhere, and two attempts at what failed.
  package var lookMilliseconds = 60_000
  /// Throws when the role of that connection is not the one it should be.
  package var verifierRole: @Sendable (AdminConnection) throws -> Void = { _ in }
  /// A failure of that database, in words for people.
  package var panne: @Sendable (PostgresError) -> any Error = { $0 }
  /// Told why the work cannot be done, each time that changes.
  package var empechees: @Sendable (any Error) -> Void = { _ in }

  package init(database: String) { self.database = database }
}

/// The same work inside `serve`: at the start, then whenever a day has begun somewhere. A run that fails, or leaves the work to another
/// replica, is tried again at the next look; until one succeeds, `/health/ready` warns.
final class ConstatSchedule {
  /// What is known of its database when the service starts: there and as it should be, or unreachable, which keeps nobody from serving.
  struct Debut: Sendable {
    let settings: ConstatSettings
    let connexions: DatabaseConfiguration
    /// Why its database could not be checked yet.
    let empechement: PostgresError?

    /// Throws what nobody but an operator can mend.
    init(_ settings: ConstatSettings, _ shared: ServiceShared, connectSeconds: Int) throws {
      self.settings = settings
      connexions = try ConstatJob.settings(settings.database)
      do {
        try ConstatSchedule.verifier(settings, connectSeconds: connectSeconds)
        empechement = nil
      } catch let error as PostgresError {
        guard error.mayPass else { throw settings.panne(error) }
        empechement = error
        _ = shared.avertissements.signaler(.echeancesEnEchec)
        settings.empechees(settings.panne(error))
      }
    }
  }

  private let reactor: Reactor
  private let settings: ConstatSettings
  private let connexions: DatabaseConfiguration
  private let shared: ServiceShared
  /// Kept, that its connections may come back by themselves.
  private var database: Database?
  private var estVerifiee: Bool
  private var dernierEchec: String?
  /// The civil day of each time zone at the last run that went to its end.
  private var jours: [Jour] = []
  /// The hour at which kept answers were last forgotten.
  private var heurePurgee: Int64?
  /// After midnight, so that no clock of a replica is still in the day before.
  private static let apresMinuitSecondes = 300
  /// For a check that its start has missed.
  private static let connectSeconds = 3

  init(_ reactor: Reactor, _ debut: Debut, _ shared: ServiceShared) {
    self.reactor = reactor
    self.shared = shared
    (settings, connexions) = (debut.settings, debut.connexions)
    estVerifiee = debut.empechement == nil
    dernierEchec = debut.empechement.map { String(reflecting: $0) }
  }

  /// Looks now, then from time to time.
  func start() {
    reactor.spawn { await self.look() }
  }

  private func look() async {
    let instant = shared.horloge.maintenant
    do {
      let job = try await prete()
      var echec: (any Error)?
      // One does not keep the other from being done.
      do { try await constater(job, a: instant) } catch { echec = dire("echeances_echec", error) }
      do { try await purger(job, a: instant) } catch { echec = dire("reponses_oubliees_echec", error) }
      try echec.map { throw $0 }
      dernierEchec = nil
      shared.avertissements.lever(.echeancesEnEchec)
    } catch {
      _ = shared.avertissements.signaler(.echeancesEnEchec)
      if dernierEchec != String(reflecting: error) { settings.empechees((error as? PostgresError).map(settings.panne) ?? error) }
      dernierEchec = String(reflecting: error)
    }
    reactor.schedule(afterMilliseconds: settings.lookMilliseconds) { self.start() }
  }

  private func dire(_ evenement: StaticString, _ error: any Error) -> any Error {
    shared.log(evenement) { line in line.field("erreur", String(reflecting: error)) }
    return error
  }

  /// The work, once its database is the right one and its connections are up.
  private func prete() async throws -> ConstatJob {
    do {
      if !estVerifiee {
        try await verifierAilleurs()
        estVerifiee = true
      }
      let log = shared.log
      let database = self.database ?? Database(reactor, connexions) { log.observe($0) }
      self.database = database
      guard await database.becomesReady(withinMilliseconds: connexions.connectMilliseconds) else { throw PostgresError.unavailable }
      return ConstatJob(database, shared.parametres)
    } catch {
      throw dire("echeances_echec", error)
    }
  }

  private static func verifier(_ settings: ConstatSettings, connectSeconds: Int) throws {
    let connection = try AdminConnection(settings.database, connectSeconds: connectSeconds)
    try settings.verifierRole(connection)
    try SchemaRefusal.check(connection)
  }

  /// On a thread of its own: it waits for the network.
  private func verifierAilleurs() async throws {
    try await withCheckedThrowingContinuation { continuation in
      _ = spawnThread("echeances-base") { [settings] in
        continuation.resume(with: Result { try Self.verifier(settings, connectSeconds: Self.connectSeconds) })
      }
    }
  }

  private func constater(_ job: ConstatJob, a instant: Instant) async throws {
    let today = FuseauHoraire.allCases.map { $0.jour(a: instant.ajoutant(secondes: -Self.apresMinuitSecondes)) }
    guard today != jours else { return }
    let bilan = try await job.run(a: instant)
    if !bilan.cede { jours = today }
    shared.log("echeances") { line in
      line.field("conventions", bilan.conventions)
      line.field("constats", bilan.constats)
      line.field("partenaires", bilan.partenaires)
      line.field("effaces", bilan.effaces)
      line.field("cede", bilan.cede)
    }
  }

  /// Once an hour, and at each look while there is more than a call forgets.
  private func purger(_ job: ConstatJob, a instant: Instant) async throws {
    let heure = instant.microsecondes / 3_600_000_000
    guard heure != heurePurgee else { return }
    let oubliees = try await job.purger(a: instant)
    if oubliees < ConstatJob.purgesMax { heurePurgee = heure }
    shared.log("reponses_oubliees") { line in line.field("nombre", oubliees) }
  }
}
