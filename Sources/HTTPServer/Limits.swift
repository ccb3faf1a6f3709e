/// Every bound of the HTTP edge. What lies past each one has a documented answer (`HTTPRefusal`).
package struct Limits: Sendable {
  // MARK: sizes

  /// The request target; past it 414. RFC 9112 §3 asks for at least 8000.
  package var targetBytes = 8 * 1024
  /// Request line and fields together, and the trailers of a chunked body; past it 431.
  package var headBytes = 32 * 1024
  /// Field lines of a head, and of trailers; past it 431.
  package var fieldCount = 100
  /// A request body once its chunks are joined; past it 413, at once when Content-Length says so.
  package var bodyBytes = 1024 * 1024
  /// Chunk extensions of one body, which are read and ignored; past it 413.
  package var chunkExtensionBytes = 8 * 1024
  /// Answers waiting for a client that pipelines without reading: past it no further request is looked at until they have left.
  package var pendingOutputBytes = 64 * 1024
  /// What is read and thrown away after a last answer, so that a reset does not destroy it; past it the connection is cut.
  package var lingerBytes = 8 * 1024 * 1024
  /// Open connections of one loop; past it 503 with Retry-After, and the connection is closed.
  package var connectionsPerLoop = 10_000

  // MARK: memory

  /// Bodies and answers that all connections of the process may hold at a time; past it 503 with Retry-After for a body, and for a large
  /// answer to a safe method.
  package var heldBytes = 64 * 1024 * 1024
  /// Past it no large body is begun, so that small ones keep their place.
  package var heldBytesForLarge = 48 * 1024 * 1024
  /// A body or an answer above it is large.
  package var largeBytes = 32 * 1024
  /// A body, or what an answer leaves to send, counts above it: most fit in what a connection has anyway.
  package var uncountedBytes = 4 * 1024
  /// While the process holds more than `heldBytes`, how long a client may take nothing of a large answer before it is cut.
  package var pressedStallMilliseconds = 1_000

  // MARK: deadlines

  /// From the first byte of a head to its end; past it 408.
  package var headMilliseconds = 10_000
  /// From the end of the head to the end of the body; past it 408.
  package var bodyMilliseconds = 30_000
  /// Between an answer and the next request; past it the connection is closed without a word.
  package var idleMilliseconds = 60_000
  /// From the end of a request to its answer; past it 503 and whatever the responder still does is ignored. Nil: no deadline.
  package var handlerMilliseconds: Int?
  /// A client must take `writeStallBytes` (or all that is left) of an answer in each such time; past it the connection is cut.
  package var writeStallMilliseconds = 30_000
  package var writeStallBytes = 4096
  /// How long a client may take to close after its last answer.
  package var lingerMilliseconds = 2_000
  /// After a graceful stop began, how long an idle connection may still send a request before it is closed.
  package var stopPatienceMilliseconds = 500

  /// What Retry-After says on the 503 answers of this layer.
  package var retryAfterSeconds = 1

  package init() {}

  /// How often deadlines are looked at: they may be late by so much.
  var tickMilliseconds: Int {
    let shortest = [
      headMilliseconds, bodyMilliseconds, idleMilliseconds, handlerMilliseconds ?? .max, writeStallMilliseconds, lingerMilliseconds,
      pressedStallMilliseconds,
    ].reduce(.max, min)
    return min(max(shortest / 4, 5), 1000)
  }
}
