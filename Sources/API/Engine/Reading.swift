import Contract
import Crypto
import Domain
import Postgres
import Storage

extension Service {
  /// Reads under the context that the request's token opens: both leave in one flush, and nothing read is returned before the
  /// session has passed the gates (401, 403).
  ///
  /// `enqueue` may run twice (a neighbour's failure makes the group run again), so it only enqueues.
  func read<Result>(
    _ request: RequestContext, _ enqueue: (Batch) -> Result
  ) async throws -> (session: SessionOuverte, result: Result) {
    try await read(request, under: try request.tokenDigest(), enqueue)
  }

  /// The same for statements that differ with the actor's scope, which nobody knows before the session has answered: the scope that this
  /// token had last time is supposed, and when the session says otherwise the read is made again under the right one. A wrong guess costs a
  /// round trip and shows nothing: each statement finds only what its own context opens.
  func readByScope<Result>(
    _ request: RequestContext, _ enqueue: (Batch, PorteeDemandes) -> Result
  ) async throws -> (session: SessionOuverte, portee: PorteeDemandes, result: Result) {
    let digest = try request.tokenDigest()
    let supposed = scopes[digest]
    let first = try await read(request, under: digest) { enqueue($0, supposed) }
    let actual = PorteeDemandes(first.session.acteur)
    if actual == supposed { return (first.session, actual, first.result) }
    scopes[digest] = actual
    let second = try await read(request, under: digest) { enqueue($0, actual) }
    guard PorteeDemandes(second.session.acteur) == actual else { throw Problem(.erreurInterne) }
    return (second.session, actual, second.result)
  }

  private func read<Result>(
    _ request: RequestContext, under digest: [UInt8], _ enqueue: (Batch) -> Result
  ) async throws -> (session: SessionOuverte, result: Result) {
    let key = CleDeSession(empreinte: digest, instant: request.now)
    let (opened, result) = try await database.read { batch in
      (batch.enqueue(SessionStatements.ouvrir, key), enqueue(batch))
    }
    let session = try Authentication.authorize(
      opened.first()?.session, for: request.operation, at: request.now, cguVersion: shared.cguVersion)
    try request.opened(by: session)
    return (session, result)
  }
}

/// The scope that each token had last, as a guess: for speed only, never for a right. Most people are techniciens of a whole partner, so
/// only the others are kept. Forgotten all at once when full.
struct ScopeGuesses {
  private static let maximumKept = 16_384
  private var others: [UInt64: PorteeDemandes] = [:]

  /// By the beginning of the token's digest: two tokens that share it guess for each other, and are put right.
  subscript(_ digest: [UInt8]) -> PorteeDemandes {
    get { others[Self.key(digest)] ?? .partenaire }
    set {
      if others.count >= Self.maximumKept { others.removeAll(keepingCapacity: true) }
      others[Self.key(digest)] = newValue == .partenaire ? nil : newValue
    }
  }

  private static func key(_ digest: [UInt8]) -> UInt64 { digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }
}
