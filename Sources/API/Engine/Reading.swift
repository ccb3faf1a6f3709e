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
    let key = CleDeSession(empreinte: try Authentication.digest(request.exchange, hasher), instant: request.now)
    let (opened, result) = try await database.read { batch in
      (batch.enqueue(SessionStatements.ouvrir, key), enqueue(batch))
    }
    let session = try Authentication.authorize(
      opened.first()?.session, for: request.operation, at: request.now, cguVersion: shared.cguVersion)
    return (session, result)
  }
}
