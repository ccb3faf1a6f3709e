/// How a group of statements ended.
enum GroupOutcome: Equatable {
  case completed
  /// One of its own statements, or the end of its own transaction, failed.
  case failed
  /// It never ran: a neighbour between the same two Syncs failed before it.
  case aborted
}

/// One pipelined connection as pure decisions: what the next answer belongs to, and what it means. No socket, no libpq, no clock.
///
/// PostgreSQL answers in order, so the head of the queue is always what the next answer is for. A group is a run of statements
/// queued together. An open-ended group (reads) shares its Sync with its neighbours of the turn and is over with its last answer;
/// a sealed group (writes, transactions, preparation) has a Sync of its own and is over with the answer to it, because the end of
/// the implicit transaction can still fail.
struct ConnectionStateMachine<Group> {
  enum Phase: Equatable { case down, connecting, preparing, ready }

  /// What libpq has handed out.
  enum Answer { case success, failure, aborted, sync, unexpected }

  enum Action {
    /// The answer is that of the group's statement `index` (its number of statements: of its Sync). `finished` when the group is over.
    case statement(Group, index: Int, finished: GroupOutcome?)
    /// The group's Sync was answered.
    case finished(Group, GroupOutcome)
    /// Every statement is prepared: the connection can serve.
    case prepared
    /// The statement of that index cannot be prepared.
    case prepareFailed(index: Int)
    case nothing
    /// The answer fits nothing: the connection cannot be trusted any more.
    case violation
  }

  private struct Entry {
    enum Owner { case group(Group), preparation, sync }
    let owner: Owner
    let isSealed: Bool
    var statements = 0
    var received = 0
    var outcome = GroupOutcome.completed
    /// When it was sent; `.max` while its Sync has not been.
    var sentAt = Int64.max
  }

  private(set) var phase = Phase.down
  private var queue = Ring<Entry>()
  /// True when something was queued behind the last Sync.
  private(set) var needsSync = false
  private(set) var groupsInFlight = 0

  var isIdle: Bool { queue.isEmpty }

  /// When the oldest unanswered work was sent, in the caller's milliseconds; nil when there is none.
  var oldestSentAt: Int64? {
    guard let first = queue.first, first.sentAt != .max else { return nil }
    return first.sentAt
  }

  // MARK: life

  mutating func connectStarted() { phase = .connecting }

  /// Connected: `statements` Parse messages and their Sync have been sent.
  mutating func preparationSent(statements: Int, at now: Int64) {
    phase = .preparing
    queue.append(Entry(owner: .preparation, isSealed: true, statements: statements, sentAt: now))
  }

  /// The connection is gone. Returns the groups that will get no answer any more, oldest first.
  mutating func lost() -> [Group] {
    var groups: [Group] = []
    while let entry = queue.popFirst() {
      if case .group(let group) = entry.owner { groups.append(group) }
    }
    phase = .down
    needsSync = false
    groupsInFlight = 0
    return groups
  }

  // MARK: queueing

  /// Opens a group; the statements queued next are its own.
  mutating func open(_ group: Group, sealed: Bool, at now: Int64) {
    queue.append(Entry(owner: .group(group), isSealed: sealed, sentAt: sealed ? .max : now))
    groupsInFlight += 1
  }

  /// A statement of the last opened group has been sent.
  mutating func statementQueued() {
    queue.last?.statements += 1
    needsSync = true
  }

  /// Forgets the last opened group if nothing was queued in it; true when it did.
  mutating func closeIfEmpty() -> Bool {
    guard let last = queue.last, case .group = last.owner, last.statements == 0 else { return false }
    queue.popLast()
    groupsInFlight -= 1
    return true
  }

  /// A Sync has been sent: it ends the last group if that one is sealed, else every group since the last Sync.
  mutating func syncSent(at now: Int64) {
    needsSync = false
    if let last = queue.last, last.isSealed, last.sentAt == .max {
      queue.last?.sentAt = now
    } else {
      queue.append(Entry(owner: .sync, isSealed: true, sentAt: now))
    }
  }

  // MARK: answers

  mutating func received(_ answer: Answer) -> Action {
    guard let head = queue.first else { return .violation }
    return head.received < head.statements ? receivedForStatement(answer, head) : receivedForSync(answer, head)
  }

  private mutating func receivedForStatement(_ answer: Answer, _ head: Entry) -> Action {
    var entry = head
    switch answer {
    case .success: break
    case .failure: entry.outcome = .failed
    case .aborted: if entry.outcome == .completed { entry.outcome = .aborted }
    case .sync, .unexpected: return .violation
    }
    let index = entry.received
    entry.received += 1
    let isOver = !entry.isSealed && entry.received == entry.statements
    if isOver {
      queue.popFirst()
      groupsInFlight -= 1
    } else {
      queue.first = entry
    }
    switch entry.owner {
    case .group(let group): return .statement(group, index: index, finished: isOver ? entry.outcome : nil)
    case .preparation: return answer == .failure ? .prepareFailed(index: index) : .nothing
    case .sync: return .violation
    }
  }

  /// Every statement before the head's Sync has its answer.
  private mutating func receivedForSync(_ answer: Answer, _ head: Entry) -> Action {
    switch answer {
    case .failure:
      // The implicit transaction could not be committed (a deferred constraint). The Sync's own answer still comes.
      queue.first?.outcome = .failed
      if case .group(let group) = head.owner { return .statement(group, index: head.statements, finished: nil) }
      return .nothing
    case .sync: break
    case .success, .aborted, .unexpected: return .violation
    }
    queue.popFirst()
    switch head.owner {
    case .group(let group):
      groupsInFlight -= 1
      return .finished(group, head.outcome)
    case .preparation:
      guard head.outcome == .completed else { return .violation }
      phase = .ready
      return .prepared
    case .sync: return .nothing
    }
  }
}
