import Catalogue
import Contract
package import Crypto
import Domain
import EventLoop
import Glibc
package import HTTPServer
import JSON
package import Postgres
import Storage
import Synchronization

/// What a running service is made of; every figure has its unit.
package struct ServerConfiguration: Sendable {
  package var host: String
  /// 0 takes a free port.
  package var port: Int
  package var loops: Int
  /// libpq connection string of the application role.
  package var database: String
  /// Secret behind activation links and cursors.
  package var key: [UInt8]
  package var horloge: Horloge
  package var cguVersion: String
  /// Public address of the API, without its last slash: what people copy into other programs.
  package var url = "http://127.0.0.1:8080"
  package var log: Log
  package var scrypt = ScryptParameters.standard
  /// Addresses of the reverse proxies whose `X-Forwarded-For` is believed; nobody else's is.
  package var mandataires: Set<String> = []
  package var limits = Limits()
  /// What a loop's connections to PostgreSQL have of their own: delays, places.
  package var tuneDatabase: @Sendable (inout DatabaseConfiguration) -> Void = { _ in }
  /// How often each loop tries a write, and how late its answer may be before the service is said not to be ready.
  package var probeMilliseconds = 1_000
  /// The scheduled work, to run it inside the service, on its first loop; nil: somebody else does.
  package var echeances: ConstatSettings?
  /// Throws when the role of a connection for the service is not the one it should be.
  package var verifierRole: @Sendable (AdminConnection) throws -> Void = { _ in }
  /// Whether another process may serve the same port, as a rolling restart without a proxy needs.
  package var partagePort = false

  package init(
    host: String = "127.0.0.1", port: Int = 0, loops: Int = 2, database: String, key: [UInt8], horloge: Horloge = Horloge(),
    cguVersion: String = "2026-01", log: Log = Log()
  ) {
    self.host = host
    self.port = port
    self.loops = loops
    self.database = database
    self.key = key
    self.horloge = horloge
    self.cguVersion = cguVersion
    self.log = log
  }
}

/// The service: its event loops, each with its listener, its connections to PostgreSQL and its `Service`.
package final class Server: Sendable {
  package let port: Int
  let shared: ServiceShared
  private let loops: [EventLoop]

  private init(port: Int, shared: ServiceShared, loops: [EventLoop]) {
    self.port = port
    self.shared = shared
    self.loops = loops
  }

  /// Builds the contract and the handlers, waits for the database, checks it, and listens once every loop can answer. Throws what makes a start
  /// impossible. While the database cannot be reached, `waiting` is told why each time that changes, and `pause` waits that many milliseconds;
  /// when it says that the service is to stop, there is none: nil.
  package static func start(
    _ configuration: ServerConfiguration, waiting: (PostgresError) -> Void, pause: (_ milliseconds: Int) -> Bool
  ) throws -> Server? {
    let shared = try ServiceShared(configuration)
    guard try awaitDatabase(configuration, waiting, pause) else { return nil }
    let echeances = try configuration.echeances.map { try ConstatSchedule.Debut($0, shared, connectSeconds: connectSeconds) }
    var http = HTTPServer.Configuration()
    http.host = configuration.host
    http.port = UInt16(clamping: configuration.port)
    http.limits = configuration.limits
    http.limits.connectionsPerLoop = DescriptorLimit.connections(perLoop: http.limits.connectionsPerLoop, loops: configuration.loops)
    http.balancer = Balancer()
    http.notice = shared.notice
    http.sharesPort = configuration.partagePort
    let settings = try databaseSettings(configuration)
    var loops: [EventLoop] = []
    var starts: [LoopStart] = []
    func stop() {
      for loop in loops { loop.stop(graceMilliseconds: 0) }
      for loop in loops { loop.join() }
    }
    do {
      for index in 0..<configuration.loops {
        let loop = EventLoop(name: "boucle-\(index)")
        loops.append(loop)
        starts.append(try start(loop, index, configuration, settings, http, shared, index == 0 ? echeances : nil, after: starts.first))
      }
      // Together: each loop prepares every statement on each of its connections.
      while try starts.contains(where: { try $0.port() == nil }) {
        guard !pause(startPollMilliseconds) else { stop(); return nil }
      }
    } catch {
      stop()
      throw error
    }
    return Server(port: Int(try starts.first?.port() ?? 0), shared: shared, loops: loops)
  }

  /// The same where nobody interrupts a start.
  package static func start(_ configuration: ServerConfiguration) throws -> Server {
    let started = try start(
      configuration, waiting: { _ in },
      pause: {
        usleep(UInt32($0) * 1_000); return false
      })
    guard let started else { throw PostgresError.unavailable }
    return started
  }

  private static let startPollMilliseconds = 2
  private static let firstRetryMilliseconds = 200
  private static let maximumRetryMilliseconds = 2_000

  /// Connects and checks schema and role; false when the service is to stop before the database is there.
  private static func awaitDatabase(
    _ configuration: ServerConfiguration, _ waiting: (PostgresError) -> Void, _ pause: (_ milliseconds: Int) -> Bool
  ) throws -> Bool {
    var told: PostgresError?
    var delay = firstRetryMilliseconds
    while true {
      do {
        let connection = try AdminConnection(configuration.database, connectSeconds: connectSeconds)
        try configuration.verifierRole(connection)
        try SchemaRefusal.check(connection)
        return true
      } catch let error as PostgresError {
        guard error.mayPass else { throw error }
        if told != error { waiting(error) }
        told = error
      }
      if pause(delay) { return false }
      delay = min(2 * delay, maximumRetryMilliseconds)
    }
  }

  private static let connectSeconds = 3

  /// What one loop's start has come to: the port it listens on, or why it cannot.
  private final class LoopStart: Sendable {
    private let outcome = Mutex<Result<UInt16, any Error>?>(nil)

    func end(_ result: Result<UInt16, any Error>) { outcome.withLock { $0 = result } }

    var isOver: Bool { outcome.withLock { $0 != nil } }

    /// Nil while it is under way.
    func port() throws -> UInt16? { try outcome.withLock { $0 }?.get() }
  }

  /// Starts one loop with its connections; it listens once it can answer, and once the first loop has taken the port for all.
  private static func start(
    _ loop: EventLoop, _ index: Int, _ configuration: ServerConfiguration, _ settings: DatabaseConfiguration,
    _ http: HTTPServer.Configuration, _ shared: ServiceShared, _ echeances: ConstatSchedule.Debut?, after first: LoopStart?
  ) throws -> LoopStart {
    let outcome = LoopStart()
    let probeMilliseconds = configuration.probeMilliseconds
    try loop.start { reactor in
      let observer = DatabaseObserver(shared)
      let database = Database(reactor, settings) { observer.observe($0) }
      observer.probe = ReadinessProbe(index, reactor, database, shared, intervalMilliseconds: probeMilliseconds)
      let service = try Service(shared, database, reactor)
      let responder = Responder(
        refusalOfBody: { service.refusalOfBody($0, $1) }, respond: { await service.respond($0) }, refuse: { service.refuse($0, $1) })
      whenReady(index, reactor, shared, after: first) {
        outcome.end(Result { try HTTPServer(reactor, try joining(first, http), responder).port })
        if let echeances { ConstatSchedule(reactor, echeances, shared).start() }
      }
    }
    return outcome
  }

  private static func whenReady(
    _ loop: Int, _ reactor: Reactor, _ shared: ServiceShared, after first: LoopStart?, _ body: @escaping () -> Void
  ) {
    if shared.readiness.isReady(loop: loop), first?.isOver ?? true { return body() }
    reactor.schedule(afterMilliseconds: startPollMilliseconds) { whenReady(loop, reactor, shared, after: first, body) }
  }

  /// The first loop's port, which the others share.
  private static func joining(_ first: LoopStart?, _ http: HTTPServer.Configuration) throws -> HTTPServer.Configuration {
    guard let port = try first?.port() else { return http }
    var http = http
    http.port = port
    http.sharesPort = true
    return http
  }

  private static func databaseSettings(_ configuration: ServerConfiguration) throws -> DatabaseConfiguration {
    var settings = try DatabaseConfiguration(configuration.database, statements: AllStatements.list)
    settings.slowReaders = Service.slowReaders
    settings.quickReadMilliseconds = Service.quickReadMilliseconds
    configuration.tuneDatabase(&settings)
    settings.writers = 0  // every write of the service decides on what it has read: a transaction of several round trips
    return settings
  }

  /// From now on the service is not ready, and says to each client that its connection ends, but still serves.
  package func announceStop() { shared.notice.give() }

  /// Finishes the requests under way, then ends every loop. Blocks until done.
  package func stop(graceMilliseconds: Int) {
    for loop in loops { loop.stop(graceMilliseconds: graceMilliseconds) }
    for loop in loops { loop.join() }
  }
}

extension PostgresError {
  /// Whether the database may be there later without anybody changing the configuration.
  var mayPass: Bool {
    switch self {
    case .server(let server): server.condition != .refused
    case .decoding, .invalidConnectionInfo: false
    default: true
    }
  }
}
