import Bytes

/// The owner's side of the server: what answers requests, on the server's own loop.
package struct Responder {
  /// Answers at once what needs no waiting, and returns true. False, with the exchange untouched: `respond` is to do it.
  package var respondNow: (Exchange) -> Bool
  /// Asked once the head of a request is there and its body, of so many bytes at least, begins to count in the budget of the process: a refusal
  /// ends the request, so that nobody holds room that he has no right to.
  package var refusalOfBody: (Exchange, Int) -> HTTPRefusal?
  /// Answers in a task of the loop.
  package var respond: (Exchange) async -> Void
  /// Renders a refusal of the server itself. Its status is already set, Retry-After is added afterwards, and the connection ends with it
  /// whatever is done here. Of the request, the exchange shows what had been read when it was refused, which may be nothing.
  package var refuse: (HTTPRefusal, Exchange) -> Void

  package init(
    respondNow: @escaping (Exchange) -> Bool = { _ in false },
    refusalOfBody: @escaping (Exchange, Int) -> HTTPRefusal? = { _, _ in nil },
    respond: @escaping (Exchange) async -> Void,
    refuse: @escaping (HTTPRefusal, Exchange) -> Void = Responder.refusePlainly
  ) {
    self.respondNow = respondNow
    self.refusalOfBody = refusalOfBody
    self.respond = respond
    self.refuse = refuse
  }

  /// The reason as one line of text/plain.
  package static func refusePlainly(_ refusal: HTTPRefusal, _ exchange: Exchange) {
    exchange.contentType = "text/plain; charset=utf-8"
    exchange.body.append(refusal.reason)
    exchange.body.append("\n")
  }
}
