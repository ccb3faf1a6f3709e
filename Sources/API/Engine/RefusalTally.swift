import EventLoop
import HTTPServer
import JSON

/// What the HTTP engine refused before it was a request, told as one line a while: anybody can send such bytes, without a token and as fast
/// as the network goes, and must not make the log grow as fast. Each is counted in `/metrics` all the same. Not Sendable.
final class RefusalTally {
  /// How long refusals are added up before they are told.
  static let periodSeconds = 10

  private let reactor: Reactor
  private let log: LogBuffer
  private var counts = [Int](repeating: 0, count: HTTPRefusal.allCases.count)
  private var isScheduled = false

  init(_ reactor: Reactor, _ log: LogBuffer) {
    self.reactor = reactor
    self.log = log
  }

  func count(_ refusal: HTTPRefusal) {
    counts[refusal.index] += 1
    guard !isScheduled else { return }
    isScheduled = true
    reactor.schedule(afterMilliseconds: Self.periodSeconds * 1000) { [self] in tell() }
  }

  /// Tells what has been counted since the last time, if anything.
  func tell() {
    isScheduled = false
    guard counts.contains(where: { $0 > 0 }) else { return }
    log("refus_http") { line in
      line.field("nombre", counts.reduce(0, +))
      line.name("raisons")
      line.beginObject()
      for refusal in HTTPRefusal.allCases where counts[refusal.index] > 0 { line.field(refusal.reason, counts[refusal.index]) }
      line.endObject()
    }
    for index in counts.indices { counts[index] = 0 }
  }
}
