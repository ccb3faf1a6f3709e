import EventLoop
import Synchronization

/// How many loops of a process lack a connection of each kind. While one does, the others ask for no more than theirs: when PostgreSQL comes
/// back with few places, every loop reads and writes before any has all of its transactions.
package final class LoopsInNeed: Sendable {
  private let count = Atomic<Int>(0)

  package init() {}

  var isAny: Bool { count.load(ordering: .relaxed) > 0 }
  func add(_ change: Int) { count.add(change, ordering: .relaxed) }
}

/// The connections of one loop by what they are for, and the order in which they come up: a reader, then one of each other kind, then the
/// rest once no loop is in need.
final class ConnectionLanes {
  let readers: [Connection]
  let slowReaders: [Connection]
  let writers: [Connection]
  let transactions: [Connection]
  private let loopsInNeed: LoopsInNeed
  private var isInNeed = false
  private var isClosed = false

  init(_ configuration: DatabaseConfiguration, _ make: (ConnectionRole, _ isFirst: Bool) -> Connection) {
    func lane(_ role: ConnectionRole, _ count: Int) -> [Connection] { (0..<count).map { make(role, $0 == 0) } }
    readers = lane(.reader, configuration.readers)
    slowReaders = lane(.slowReader, configuration.slowReaders)
    writers = lane(.writer, configuration.writers)
    transactions = lane(.transaction, configuration.transactions)
    loopsInNeed = configuration.loopsInNeed
    noteNeed()
  }

  var all: [Connection] { readers + writers + transactions + slowReaders }
  /// What a loop cannot do without: without its reader for long reads, every list that may be long would be a 503 at each start.
  private var byRole: [[Connection]] { [readers, writers, transactions, slowReaders] }

  /// One of each kind is up.
  var isReady: Bool { byRole.allSatisfy { $0.isEmpty || $0.contains { $0.isReady } } }

  /// Whether it is this connection's turn to be opened. `givenUp`: too many sessions are left behind at the server for more of them.
  func mayConnect(_ connection: Connection, givenUp: Bool) -> Bool {
    let isReader = connection.role == .reader
    // A read leaves no commit behind: the server ends it by itself.
    if givenUp, !isReader, connection.role != .slowReader { return false }
    let lane = byRole.first { $0.contains { $0 === connection } }
    guard let lane, !lane.contains(where: { $0.isReady }) else { return isReady && !loopsInNeed.isAny }
    return lane.first === connection && (isReader || readers.isEmpty || readers.contains { $0.isReady })
  }

  /// To be called whenever a connection came or went: those that wait for their turn try again.
  func changed() {
    noteNeed()
    for connection in all { connection.connectIfWaiting() }
  }

  /// For good.
  func close() {
    isClosed = true
    noteNeed()
    for connection in all { connection.close() }
  }

  private func noteNeed() {
    let needs = !isClosed && !isReady
    guard needs != isInNeed else { return }
    isInNeed = needs
    loopsInNeed.add(needs ? 1 : -1)
  }
}
