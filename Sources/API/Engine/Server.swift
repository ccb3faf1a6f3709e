import Catalogue
import Contract
package import Crypto
import Domain
import EventLoop
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
  /// libpq connection string of the role of the scheduled work, to run it inside the service, on its first loop; nil: somebody else does.
  package var echeances: String?

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

  /// Builds the contract and the handlers, checks the database, then listens. Throws what makes a start impossible.
  package static func start(_ configuration: ServerConfiguration) throws -> Server {
    let shared = try ServiceShared(configuration)
    try SchemaRefusal.check(try AdminConnection(configuration.database))
    var http = HTTPServer.Configuration()
    http.host = configuration.host
    http.port = UInt16(clamping: configuration.port)
    http.limits = configuration.limits
    http.balancer = Balancer()
    var loops: [EventLoop] = []
    var connections: [Semaphore] = []
    for index in 0..<configuration.loops {
      let loop = EventLoop(name: "boucle-\(index)")
      let started = try start(loop, configuration, http, shared, constate: index == 0 ? configuration.echeances : nil)
      http.port = started.port
      connections.append(started.connected)
      loops.append(loop)
    }
    // Together: each loop prepares every statement on each of its connections.
    for connected in connections { connected.wait() }
    return Server(port: Int(http.port), shared: shared, loops: loops)
  }

  /// Starts one loop with its connections and its listener: the port it listens on, and what tells that its database answers or is late.
  private static func start(
    _ loop: EventLoop, _ configuration: ServerConfiguration, _ http: HTTPServer.Configuration, _ shared: ServiceShared, constate: String?
  ) throws -> (port: UInt16, connected: Semaphore) {
    let port = Mutex(http.port)
    let settings = try Self.databaseSettings(configuration)
    let echeances = try constate.map(ConstatJob.settings)
    let connected = Semaphore()
    try loop.start { reactor in
      let database = Database(reactor, settings) { shared.log.observe($0) }
      let service = try Service(shared, database, reactor)
      let responder = Responder(respond: { await service.respond($0) }, refuse: { service.refuse($0, $1) })
      let server = try HTTPServer(reactor, http, responder)
      port.withLock { $0 = server.port }
      reactor.spawn {
        // A service without its database still starts: it answers 503 and connects when it can.
        _ = await database.becomesReady(withinMilliseconds: settings.connectMilliseconds)
        connected.post()
        guard let echeances else { return }
        let job = ConstatJob(Database(reactor, echeances) { shared.log.observe($0) }, shared.parametres)
        ConstatSchedule(reactor, job, shared.horloge, shared.log).start()
      }
    }
    return (port.withLock { $0 }, connected)
  }

  private static func databaseSettings(_ configuration: ServerConfiguration) throws -> DatabaseConfiguration {
    var settings = try DatabaseConfiguration(configuration.database, statements: AllStatements.list)
    configuration.tuneDatabase(&settings)
    settings.writers = 0  // every write of the service decides on what it has read: a transaction of several round trips
    return settings
  }

  /// Finishes the requests under way, then ends every loop. Blocks until done.
  package func stop(graceMilliseconds: Int) {
    for loop in loops { loop.stop(graceMilliseconds: graceMilliseconds) }
    for loop in loops { loop.join() }
  }
}
