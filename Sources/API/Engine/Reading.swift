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

  /// The same for lists of demandes, which differ with what their reader sees, and nobody knows it before the session and the accesses have
  /// answered: what this token saw last time is supposed, and when they say otherwise the read is made again under the right view. A wrong
  /// guess costs a round trip and shows nothing: what was read under it is dropped.
  func readByScope<Result>(
    _ request: RequestContext, _ enqueue: (Batch, VueDemandes) -> Result
  ) async throws -> (portee: PorteeDemandes, result: Result) {
    let digest = try request.tokenDigest()
    // The first to learn the scope, the second the accesses, the third in case one of them changed meanwhile.
    for _ in 1...3 {
      let supposed = scopes[digest]
      let (session, found) = try await read(request, under: digest) { batch in
        (acces: supposed.portee == .caisse ? nil : batch.enqueue(DemandeStatements.accesDuCompte), result: enqueue(batch, supposed))
      }
      let actual = try VueDemandes(session.acteur, try found.acces?.rows(), at: request.now)
      if actual == supposed { return (actual.portee, found.result) }
      scopes[digest] = actual
    }
    throw Problem.unavailable("Vos accès viennent de changer : recommencez dans quelques secondes.")
  }

  private func read<Result>(
    _ request: RequestContext, under digest: [UInt8], _ enqueue: (Batch) -> Result
  ) async throws -> (session: SessionOuverte, result: Result) {
    let key = CleDeSession(empreinte: digest, instant: request.now)
    let (opened, result) = try await read(request, digest) { batch in (batch.enqueue(SessionStatements.ouvrir, key), enqueue(batch)) }
    let session = try Authentication.authorize(
      opened.first()?.session, for: request.operation, at: request.now, cguVersion: shared.cguVersion)
    try request.opened(by: session)
    if request.isSlow { slowReads.note(digest, session.acteur.compteId) }
    return (session, result)
  }

  /// Among the others, in their pipeline; apart when the contract says that it may be long, or when it has proved to be.
  private func read<Opened, Result>(
    _ request: RequestContext, _ digest: [UInt8], _ body: (Batch) -> (Deferred<Opened>, Result)
  ) async throws -> (Deferred<Opened>, Result) {
    let index = request.operation.index
    if request.isSlow { return try await readSlowly(digest, body).value }
    if !slowReads.hasProved(index, digest) {
      do throws(PostgresError) {
        let (value, milliseconds) = try await database.readTimed(body)
        // Those that left with a long one look as long: apart, each is seen alone.
        if milliseconds >= SlowReads.longMilliseconds, request.isList { slowReads.prove(index, digest) }
        return value
      } catch {
        guard error.isCancelled else { throw error }
        slowReads.prove(index, digest)
      }
    }
    let (value, milliseconds) = try await readSlowly(digest, body)
    if milliseconds < SlowReads.quickMilliseconds { slowReads.disprove(index, digest) } else { slowReads.prove(index, digest) }
    return value
  }

  /// In the turn of the account whose token it is, within the time that such reads have.
  func readSlowly<Value>(_ digest: [UInt8], _ body: (Batch) -> Value) async throws -> (value: Value, milliseconds: Int) {
    guard let turn = await slowReads.enter(digest) else { throw Problem(.tropDeLectures) }
    defer { slowReads.leave(turn) }
    do throws(PostgresError) {
      return try await database.readSlowly(body)
    } catch {
      guard error.isCancelled else { throw error }
      throw Problem(.lectureTropLongue)
    }
  }
}

/// What each token saw last, as a guess: for speed only, never for a right. Forgotten all at once when full.
struct ScopeGuesses {
  private static let maximumKept = 16_384
  private var views: [UInt64: VueDemandes] = [:]

  /// By the beginning of the token's digest: two tokens that share it guess for each other, and are put right.
  subscript(_ digest: [UInt8]) -> VueDemandes {
    get { views[Self.key(digest)] ?? .inconnue }
    set {
      if views.count >= Self.maximumKept { views.removeAll(keepingCapacity: true) }
      views[Self.key(digest)] = newValue
    }
  }

  static func key(_ digest: [UInt8]) -> UInt64 { digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }
}
