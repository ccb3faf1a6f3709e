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

  /// Nil when the request has none or its operation takes none. 400 unless 1 to 255 visible ASCII characters.
  init?(_ request: RequestContext, _ hasher: Sha256Hasher) throws(Problem) {
    guard request.operation.isIdempotent, let value = request.exchange.headerText("idempotency-key") else { return nil }
    guard (1...255).contains(value.utf8.count), value.utf8.allSatisfy({ (33...126).contains($0) }) else {
      throw Problem(.requeteMalFormee, "L'en-tête Idempotency-Key attend de 1 à 255 caractères ASCII visibles.")
    }
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
