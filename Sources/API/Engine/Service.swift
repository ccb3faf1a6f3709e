import Bytes
package import Contract
package import Crypto
package import Domain
package import EventLoop
package import HTTPServer
package import JSON
package import Postgres
package import Storage

/// What every loop's service shares, built once at start.
package struct ServiceShared: Sendable {
  package let contract: Contract
  package let catalogue: ProblemCatalogue
  package let references: References
  package let horloge: Horloge
  package let workers: WorkerPool
  package let log: Log
  package let metrics: Metrics
  /// The parameters of the models, decoded once.
  package let parametres = ParametresCache()
  /// Version of the terms of use to accept (C-20).
  package let cguVersion: String
  /// Secret behind activation links.
  package let cle: [UInt8]
  package let scrypt: ScryptParameters
  /// Handlers in the order of the contract's operations.
  let handlers: [Handler]
}

/// The API on one loop: from a request to its answer. Not Sendable.
package final class Service {
  package let shared: ServiceShared
  let database: Database
  let hasher = Sha256Hasher()

  package init(_ shared: ServiceShared, _ database: Database) {
    self.shared = shared
    self.database = database
  }

  /// Runs one request through the pipeline: match, check, handle, and turn any refusal into a problem.
  package func respond(_ exchange: Exchange) async {
    let requestID = Self.requestID(exchange, at: shared.horloge.maintenant)
    var operation: Operation?
    do {
      let request = try prepare(exchange, requestID, &operation)
      let reply = try await shared.handlers[request.operation.index](self, request)
      reply.apply(to: exchange)
    } catch {
      let problem = Problem(error)
      if problem.code == CodeProbleme.erreurInterne.rawValue { logFailure(error, operation, requestID) }
      exchange.respond(problem, shared.catalogue, instance: requestID)
    }
    finish(exchange, operation, requestID)
  }

  /// Answers what the HTTP engine refused, in the API's own format.
  package func refuse(_ refusal: HTTPRefusal, _ exchange: Exchange) {
    let requestID = Self.requestID(exchange, at: shared.horloge.maintenant)
    exchange.respond(Problem(refusal), shared.catalogue, instance: requestID)
    finish(exchange, nil, requestID)
  }

  private func finish(_ exchange: Exchange, _ operation: Operation?, _ requestID: String) {
    exchange.addHeader("X-Request-Id", requestID)
    exchange.addHeader("X-Content-Type-Options", "nosniff")
    if operation?.isPublic != true, exchange.status < 400 { exchange.addHeader("Cache-Control", "no-store") }
    shared.metrics.count(operation?.index, status: exchange.status)
    shared.log("requete") { line in
      line.field("operation", operation?.id)
      line.field("statut", exchange.status)
      line.field("requete", requestID)
    }
  }

  private func logFailure(_ error: any Error, _ operation: Operation?, _ requestID: String) {
    shared.log("erreur_interne") { line in
      line.field("operation", operation?.id)
      line.field("requete", requestID)
      line.field("erreur", String(reflecting: error))
    }
  }

  /// The caller's `X-Request-Id` when it is 1 to 64 safe characters, else a new one.
  private static func requestID(_ exchange: Exchange, at now: Instant) -> String {
    if let given = exchange.headerText("x-request-id"), (1...64).contains(given.utf8.count),
      given.utf8.allSatisfy({ byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 95 || byte == 46
      })
    {
      return given
    }
    // Without entropy an id is only less unique: better than refusing to answer.
    guard let id = try? uuidV7(atMilliseconds: now.microsecondes / 1000) else { return String(now.microsecondes) }
    return id.text
  }
}
