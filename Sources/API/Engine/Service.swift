import Bytes
import Catalogue
import Contract
import Crypto
import Domain
import EventLoop
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// What every loop's service shares, built once at start.
struct ServiceShared: Sendable {
  let contract: Contract
  let catalogue: ProblemCatalogue
  let references: References
  let horloge: Horloge
  let workers: WorkerPool
  let log: Log
  let metrics: Metrics
  let readiness: Readiness
  /// The parameters of the models, decoded once.
  let parametres = ParametresCache()
  /// Version of the terms of use to accept (C-20).
  let cguVersion: String
  /// Public address of the service, without its last slash.
  let url: String
  /// Secret behind activation links and cursors.
  let cle: [UInt8]
  let scrypt: ScryptParameters
  /// Reverse proxies whose `X-Forwarded-For` is believed.
  let mandataires: Set<String>
  let avertissements = Avertissements()
  /// That the process is about to stop.
  let notice = StopNotice()
  /// Handlers in the order of the contract's operations.
  let handlers: [Handler]
}

extension ServiceShared {
  /// Compiles the contract, reads the embedded data and pairs every operation with its handler. Throws when any of it does not fit.
  init(_ configuration: ServerConfiguration) throws {
    let document = try ContractDocument.merged()
    let contract = try Contract(document: document)
    let regles = try JSONReader.parse(Catalogue.donnees(.regles))
    self.init(
      contract: contract, catalogue: ProblemCatalogue(document: document, regles: regles),
      references: References(document: document, regles: regles, decisions: try JSONReader.parse(Catalogue.donnees(.decisions))),
      horloge: configuration.horloge, workers: WorkerPool(.init(threads: 2, waiting: 64, waitingPerSource: 16)), log: configuration.log,
      metrics: Metrics(), readiness: Readiness(loops: configuration.loops),
      cguVersion: configuration.cguVersion, url: configuration.url, cle: configuration.key, scrypt: configuration.scrypt,
      mandataires: Set(configuration.mandataires.map { AdresseSource.canonique($0) ?? $0 }), handlers: try Operations.paired(with: contract))
  }
}

/// The API on one loop: from a request to its answer. Not Sendable.
final class Service {
  let shared: ServiceShared
  let database: Database
  let hasher = Sha256Hasher()
  var scopes = ScopeGuesses()
  let ids = IdGenerator()
  let curseurs: CursorSeal
  let slowReads: SlowReads
  private let log: LogBuffer
  private let refusals: RefusalTally

  /// Connections of one loop for reads that may be long.
  static let slowReaders = 1
  /// After how long a read among the others has proved long.
  static let quickReadMilliseconds = 250

  init(_ shared: ServiceShared, _ database: Database, _ reactor: Reactor) throws {
    self.shared = shared
    self.database = database
    curseurs = try CursorSeal(key: shared.cle)
    slowReads = SlowReads(reactor, places: Self.slowReaders)
    log = LogBuffer(shared.log)
    refusals = RefusalTally(reactor, log)
    reactor.atEndOfEachTurn { [log] in log.handOver() }
    reactor.onStopped { [log, refusals] in
      refusals.tell()
      log.handOver()
    }
  }

  /// Runs one request through the pipeline: match, check, handle, and turn any refusal into a problem.
  func respond(_ exchange: Exchange) async {
    let requestID = requestID(exchange, at: shared.horloge.maintenant)
    var operation: Contract.Operation?
    do {
      let request = try await prepare(exchange, requestID, &operation)
      let reply = try await shared.handlers[request.operation.index](self, request)
      reply.apply(to: exchange)
    } catch {
      var problem = Problem(error)
      if problem.code == CodeProbleme.issueInconnue.rawValue { problem.faits.append(("ecriture", .texte("/v1/ecritures/\(requestID)"))) }
      if problem.saysNothingWritten, operation?.method != "GET" { problem.detail = (problem.detail ?? "") + " Rien n'a été enregistré." }
      if Problem.isToLog(error, as: problem) { logFailure(error, operation, requestID) }
      exchange.respond(problem, shared.catalogue, instance: requestID)
    }
    finish(exchange, operation, requestID)
  }

  /// Answers what the HTTP engine refused, in the API's own format.
  func refuse(_ refusal: HTTPRefusal, _ exchange: Exchange) {
    let requestID = requestID(exchange, at: shared.horloge.maintenant)
    exchange.respond(Problem(refusal), shared.catalogue, instance: requestID)
    complete(exchange, nil, requestID)
    refusals.count(refusal)
  }

  /// What every answer carries, and its place in the metrics.
  private func complete(_ exchange: Exchange, _ operation: Contract.Operation?, _ requestID: String) {
    exchange.addHeader("X-Request-Id", requestID)
    exchange.addHeader("X-Content-Type-Options", "nosniff")
    exchange.addHeader("Cache-Control", "no-store")
    shared.metrics.count(operation?.index, status: exchange.status)
  }

  private func finish(_ exchange: Exchange, _ operation: Contract.Operation?, _ requestID: String) {
    complete(exchange, operation, requestID)
    log("requete") { line in
      line.field("operation", operation?.id)
      line.field("statut", exchange.status)
      line.field("requete", requestID)
    }
  }

  private func logFailure(_ error: any Error, _ operation: Contract.Operation?, _ requestID: String) {
    log("erreur_interne") { line in
      line.field("operation", operation?.id)
      line.field("requete", requestID)
      line.field("erreur", String(reflecting: error))
    }
  }

  /// The caller's `X-Request-Id` when the service keeps it, else a new one.
  private func requestID(_ exchange: Exchange, at now: Instant) -> String {
    if let given = exchange.headerText("x-request-id"), Self.isRequestID(given) { return given }
    // Without entropy an id is only less unique: better than refusing to answer.
    guard let id = try? ids.uuidV7(atMilliseconds: now.microsecondes / 1000) else { return String(now.microsecondes) }
    return id.text
  }

  /// 1 to 64 safe characters and no NIR (D-12: an identifier goes to the log and the journal); a caller's other one is replaced.
  static func isRequestID(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 95 || byte == 46
      } && (Nir.chercher(dans: text) == .absent || UUID(text: text) != nil)
  }
}
