import EventLoop
import JSON
import Postgres
import Synchronization

/// Why the service cannot take requests; the names are those that `GET /health/ready` shows.
enum CauseIndisponibilite: String, Sendable {
  /// Not yet: a loop has just started.
  case demarrage = "DEMARRAGE"
  /// Reads, or transactions, have no connection.
  case base = "BASE_INJOIGNABLE"
  /// A write does not come to its end: a server without writes, a standby that commits wait for, a full disk.
  case ecriture = "ECRITURE_IMPOSSIBLE"
  /// The process has been asked to stop.
  case arret = "ARRET"
}

/// What every loop says of itself, for whichever of them is asked.
final class Readiness: Sendable {
  private let causes: Mutex<[CauseIndisponibilite?]>

  init(loops: Int) { causes = Mutex(Array(repeating: .demarrage, count: loops)) }

  /// True when that changed something.
  func set(_ cause: CauseIndisponibilite?, loop: Int) -> Bool {
    causes.withLock { causes in
      defer { causes[loop] = cause }
      return causes[loop] != cause
    }
  }

  func isReady(loop: Int) -> Bool { causes.withLock { $0[loop] == nil } }

  /// Each once, in the order of the loops; none when every loop is ready.
  var raisons: [CauseIndisponibilite] {
    causes.withLock { causes in
      causes.reduce(into: []) { found, cause in if let cause, !found.contains(cause) { found.append(cause) } }
    }
  }
}

/// Finds out whether one loop can serve: its connections as they come and go, and a write of nothing, made from time to time and as soon as a
/// connection is back. Not Sendable.
final class ReadinessProbe {
  private let loop: Int
  private let reactor: Reactor
  private let database: Database
  private let shared: ServiceShared
  private let intervalMilliseconds: Int
  /// Until then the loop is starting: connections on their way are not missing.
  private var hasBeenReady = false
  private var isProbing = false
  private var probed = 0

  init(_ loop: Int, _ reactor: Reactor, _ database: Database, _ shared: ServiceShared, intervalMilliseconds: Int) {
    self.loop = loop
    self.reactor = reactor
    self.database = database
    self.shared = shared
    self.intervalMilliseconds = intervalMilliseconds
    tick()
  }

  /// To be called when something has happened to a connection.
  func databaseChanged() {
    if !database.isReady {
      setUnreachable()
    } else if !shared.readiness.isReady(loop: loop) {
      probe()
    }
  }

  private func tick() {
    databaseChanged()
    probe()
    reactor.schedule(afterMilliseconds: intervalMilliseconds) { [weak self] in self?.tick() }
  }

  /// Not ready while an answer is late, and again as soon as it comes.
  private func probe() {
    guard !isProbing, database.isReady else { return }
    isProbing = true
    probed += 1
    let rank = probed
    let late = reactor.schedule(afterMilliseconds: intervalMilliseconds) { [weak self] in
      guard let self, isProbing, probed == rank else { return }
      set(.ecriture)
    }
    reactor.spawn { [weak self] in
      let succeeds = (try? await self?.database.probeWrite()) ?? false
      guard let self else { return }
      reactor.cancel(late)
      isProbing = false
      guard database.isReady else { return setUnreachable() }
      set(succeeds ? nil : .ecriture)
    }
  }

  private func setUnreachable() { if hasBeenReady { set(.base) } }

  private func set(_ cause: CauseIndisponibilite?) {
    hasBeenReady = hasBeenReady || cause == nil
    guard shared.readiness.set(cause, loop: loop) else { return }
    shared.log("disponibilite") { line in
      line.field("boucle", loop)
      line.field("etat", cause?.rawValue ?? "PRET")
    }
  }
}

/// What one loop tells of its connections: each is counted; a failure that repeats itself is told once.
final class DatabaseObserver {
  private let shared: ServiceShared
  private var lastFailure: Observation?
  var probe: ReadinessProbe?

  init(_ shared: ServiceShared) { self.shared = shared }

  func observe(_ observation: Observation) {
    shared.metrics.count(observation)
    switch observation {
    case .connectFailed, .connectDeadline:
      if observation != lastFailure { shared.log.observe(observation) }
      lastFailure = observation
    case .connected:
      lastFailure = nil
      shared.log.observe(observation)
    default: shared.log.observe(observation)
    }
    probe?.databaseChanged()
  }
}
