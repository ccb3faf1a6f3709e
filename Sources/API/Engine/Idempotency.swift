import Bytes
import Contract
import Crypto
import HTTPServer
import JSON
import Storage

/// The `Idempotency-Key` of a POST, scoped to the account: the same key and request give the same answer for 24 hours.
struct IdempotencyKey {
  let value: String
  /// SHA-256 of operation, target and body: another request under the same key is refused.
  let fingerprint: [UInt8]

  /// Nil when the request has none or its operation takes none; the contract has checked its form.
  init?(_ request: RequestContext, _ hasher: Sha256Hasher) {
    guard let value = request.idempotencyKey else { return nil }
    self.value = value
    var content = Bytes(capacity: request.exchange.requestBody.count + 256)
    content.append(request.operation.id)
    content.append(0)
    content.append(request.exchange.target)
    content.append(0)
    content.append(request.exchange.requestBody)
    fingerprint = hasher.hash(content.raw)
  }

  /// The stored answer, or 422 when it answered something else.
  func replay(_ stored: ReponseEnregistree) throws(Problem) -> StoredReply {
    guard stored.empreinte == fingerprint else { throw Problem(.idempotenceAutreCorps) }
    return StoredReply(stored: stored)
  }
}

/// Leaves a write early with an answer given before; thrown so that the transaction ends without effect.
struct StoredReply: Error {
  let stored: ReponseEnregistree

  func write(to exchange: Exchange) -> Reply {
    exchange.resetResponse()
    exchange.body.append(stored.corps)
    exchange.addHeader("Idempotency-Replayed", "true")
    var reply = Reply(stored.statut)
    reply.version = stored.entetes["version"]?.int
    reply.location = stored.entetes["location"]?.string
    return reply
  }
}

extension Reply {
  var storedHeaders: JSONValue {
    var headers = JSONObject()
    if let version { headers["version"] = .number(JSONNumber(Int64(version))) }
    if let location { headers["location"] = .string(location) }
    return .object(headers)
  }
}
