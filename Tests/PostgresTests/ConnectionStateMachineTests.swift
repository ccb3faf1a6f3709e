import Testing

@testable import Postgres

private typealias Machine = ConnectionStateMachine<String>

/// An action as text, so that a sequence of them compares and prints.
private func text(_ action: Machine.Action) -> String {
  switch action {
  case .statement(let group, let index, let finished): "\(group)\(index)" + (finished.map { " \($0)" } ?? "")
  case .finished(let group, let outcome): "\(group) \(outcome)"
  case .prepared: "prepared"
  case .prepareFailed(let index): "prepareFailed \(index)"
  case .nothing: "-"
  case .violation: "violation"
  }
}

@Suite struct ConnectionStateMachineTests {
  private static func ready() -> Machine {
    var machine = Machine()
    machine.connectStarted()
    machine.preparationSent(statements: 1, at: 0)
    _ = machine.received(.success)
    _ = machine.received(.sync)
    return machine
  }

  private static func queue(_ machine: inout Machine, _ group: String, _ statements: Int, sealed: Bool = false, at now: Int64 = 0) {
    machine.open(group, sealed: sealed, at: now)
    for _ in 0..<statements { machine.statementQueued() }
    if sealed { machine.syncSent(at: now) }
  }

  private static func expect(
    _ expected: [String], _ machine: inout Machine, _ answers: Machine.Answer..., sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let seen = answers.map { text(machine.received($0)) }
    #expect(seen == expected, sourceLocation: sourceLocation)
  }

  @Test func `a connection serves once every statement is prepared`() {
    var machine = Machine()
    #expect(machine.phase == .down)
    machine.connectStarted()
    #expect(machine.phase == .connecting)
    machine.preparationSent(statements: 2, at: 5)
    #expect(machine.phase == .preparing)
    #expect(machine.oldestSentAt == 5)
    Self.expect(["-", "-", "prepared"], &machine, .success, .success, .sync)
    #expect(machine.phase == .ready)
    #expect(machine.isIdle)
  }

  @Test func `a statement that cannot be prepared keeps the connection from serving`() {
    var machine = Machine()
    machine.connectStarted()
    machine.preparationSent(statements: 3, at: 0)
    Self.expect(["-", "prepareFailed 1", "-", "violation"], &machine, .success, .failure, .aborted, .sync)
    #expect(machine.phase == .preparing)
  }

  @Test func `answers go to groups in order; a read is over with its last answer, a write with its Sync`() {
    var machine = Self.ready()
    Self.queue(&machine, "A", 2)
    Self.queue(&machine, "B", 1)
    machine.syncSent(at: 0)
    Self.queue(&machine, "W", 2, sealed: true)
    #expect(machine.groupsInFlight == 3)
    Self.expect(
      ["A0", "A1 completed", "B0 completed", "-", "W0", "W1", "W completed"], &machine,
      .success, .success, .success, .sync, .success, .success, .sync)
    #expect(machine.isIdle)
    #expect(machine.groupsInFlight == 0)
  }

  @Test func `a failure is its own group's; the groups behind it up to the Sync are aborted, those before it complete`() {
    var machine = Self.ready()
    Self.queue(&machine, "A", 1)
    Self.queue(&machine, "B", 3)
    Self.queue(&machine, "C", 2)
    machine.syncSent(at: 0)
    Self.queue(&machine, "D", 1)
    machine.syncSent(at: 0)
    Self.expect(
      ["A0 completed", "B0", "B1", "B2 failed", "C0", "C1 aborted", "-", "D0 completed", "-"], &machine,
      .success, .success, .failure, .aborted, .aborted, .aborted, .sync, .success, .sync)
  }

  @Test func `a write whose commit fails is a failed write, although each of its statements succeeded`() {
    var machine = Self.ready()
    Self.queue(&machine, "W", 1, sealed: true)
    Self.queue(&machine, "X", 1, sealed: true)
    Self.expect(["W0", "W1", "W failed", "X0", "X completed"], &machine, .success, .failure, .sync, .success, .sync)
  }

  @Test func `an answer that fits nothing is a violation`() {
    var idle = Self.ready()
    Self.expect(["violation"], &idle, .success)
    var early = Self.ready()
    Self.queue(&early, "A", 2)
    early.syncSent(at: 0)
    Self.expect(["A0", "violation"], &early, .success, .sync)
    var late = Self.ready()
    Self.queue(&late, "A", 1)
    late.syncSent(at: 0)
    Self.expect(["A0 completed", "violation"], &late, .success, .success)
    var strange = Self.ready()
    Self.queue(&strange, "A", 1)
    Self.expect(["violation"], &strange, .unexpected)
  }

  @Test func `a lost connection gives back every group without an answer, oldest first, and starts anew`() {
    var machine = Self.ready()
    Self.queue(&machine, "A", 1)
    Self.queue(&machine, "B", 2)
    machine.syncSent(at: 0)
    Self.queue(&machine, "W", 1, sealed: true)
    Self.expect(
      ["A0 completed", "B0"], &machine, .success, .success)
    let lost = machine.lost()
    #expect(lost == ["B", "W"])
    #expect(machine.phase == .down)
    #expect(machine.isIdle)
    #expect(!machine.needsSync)
    #expect(machine.oldestSentAt == nil)
  }

  @Test func `a group without statements leaves no trace`() {
    var machine = Self.ready()
    machine.open("A", sealed: false, at: 0)
    var wasEmpty = machine.closeIfEmpty()
    #expect(wasEmpty)
    #expect(machine.isIdle)
    #expect(!machine.needsSync)
    Self.queue(&machine, "B", 1)
    wasEmpty = machine.closeIfEmpty()
    #expect(!wasEmpty)
    #expect(machine.needsSync)
  }

  @Test func `the oldest work counts from its sending; statements kept back for a later flush do not count`() {
    var machine = Self.ready()
    machine.open("T", sealed: true, at: 10)
    machine.statementQueued()
    #expect(machine.oldestSentAt == nil)
    machine.syncSent(at: 50)
    Self.queue(&machine, "A", 1, at: 60)
    machine.syncSent(at: 61)
    #expect(machine.oldestSentAt == 50)
    Self.expect(["T0", "T completed"], &machine, .success, .sync)
    #expect(machine.oldestSentAt == 60)
    Self.expect(["A0 completed"], &machine, .success)
    #expect(machine.oldestSentAt == 61)
    Self.expect(["-"], &machine, .sync)
    #expect(machine.oldestSentAt == nil)
  }

  /// A server as the protocol describes it: after a failure everything up to the Sync is skipped.
  @Test(arguments: 0..<50) func `random queues end each group exactly once, as a model of the server says`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    var machine = Self.ready()
    var fed: [Machine.Answer] = []
    var expected: [String: GroupOutcome] = [:]
    for turn in 0..<40 {
      let isSealed = Bool.random(using: &random)
      var failed = false
      for index in 0..<(isSealed ? 1 : Int.random(in: 1...5, using: &random)) {
        let group = "\(turn).\(index)"
        let statements = Int.random(in: 1...4, using: &random)
        var outcome = failed ? GroupOutcome.aborted : .completed
        for _ in 0..<statements {
          let fails = !failed && Int.random(in: 0..<8, using: &random) == 0
          fed.append(failed ? .aborted : fails ? .failure : .success)
          if fails { (failed, outcome) = (true, .failed) }
        }
        if isSealed, !failed, Int.random(in: 0..<8, using: &random) == 0 {
          fed.append(.failure)
          outcome = .failed
        }
        expected[group] = outcome
        Self.queue(&machine, group, statements, sealed: isSealed)
      }
      if !isSealed { machine.syncSent(at: 0) }
      fed.append(.sync)
    }
    var seen: [String: GroupOutcome] = [:]
    for answer in fed {
      switch machine.received(answer) {
      case .statement(let group, _, let finished?): #expect(seen.updateValue(finished, forKey: group) == nil)
      case .finished(let group, let outcome): #expect(seen.updateValue(outcome, forKey: group) == nil)
      case .violation: Issue.record("violation")
      default: break
      }
    }
    #expect(seen == expected)
    #expect(machine.isIdle)
    #expect(machine.groupsInFlight == 0)
  }
}
