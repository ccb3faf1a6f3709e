import Testing

@testable import HTTPServer

/// The machine alone: no socket, no clock.
@Suite struct ConnectionStateMachineTests {
  private func machine(_ change: (inout Limits) -> Void = { _ in }) -> ConnectionStateMachine {
    var limits = Limits()
    limits.headMilliseconds = 10
    limits.bodyMilliseconds = 30
    limits.idleMilliseconds = 60
    limits.writeStallMilliseconds = 40
    limits.lingerMilliseconds = 20
    limits.pendingOutputBytes = 100
    limits.lingerBytes = 1000
    change(&limits)
    return ConnectionStateMachine(limits, now: 0)
  }

  @Test func `a request is received, parsed, answered and flushed, then the next is awaited`() {
    var machine = machine()
    #expect(machine.next(unsentBytes: 0) == .receive)
    machine.received(filledRoom: false, now: 1)
    #expect(machine.next(unsentBytes: 0) == .parse)
    machine.requestComplete(now: 1)
    #expect(machine.next(unsentBytes: 0) == .wait)
    machine.answered(isLast: false, leftoverBytes: 0, now: 2)
    #expect(machine.next(unsentBytes: 50) == .flush)
    machine.sent(50, remaining: 0, now: 2)
    #expect(machine.next(unsentBytes: 0) == .wait)
    machine.socketIsReady(readable: true, writable: false, ended: false)
    #expect(machine.next(unsentBytes: 0) == .receive)
  }

  @Test func `nothing is read while a request is being served`() {
    var machine = machine()
    machine.received(filledRoom: true, now: 0)
    machine.requestComplete(now: 0)
    machine.socketIsReady(readable: true, writable: true, ended: true)
    #expect(machine.next(unsentBytes: 0) == .wait)
  }

  @Test func `requests already here wait when too many answers have not left`() {
    var machine = machine()
    machine.received(filledRoom: true, now: 0)
    machine.requestComplete(now: 0)
    machine.answered(isLast: false, leftoverBytes: 500, now: 0)
    #expect(machine.next(unsentBytes: 99) == .parse)
    #expect(machine.next(unsentBytes: 100) == .flush)
    machine.sendWouldBlock(now: 0)
    #expect(machine.next(unsentBytes: 100) == .wait)
    machine.socketIsReady(readable: false, writable: true, ended: false)
    #expect(machine.next(unsentBytes: 100) == .flush)
    machine.sent(10, remaining: 90, now: 0)
    #expect(machine.next(unsentBytes: 90) == .parse)
  }

  @Test func `after a last answer our side is shut, the rest thrown away, and the peer's end awaited`() {
    var machine = machine()
    machine.received(filledRoom: true, now: 0)
    machine.requestComplete(now: 0)
    machine.answered(isLast: true, leftoverBytes: 0, now: 0)
    #expect(machine.next(unsentBytes: 10) == .flush)
    machine.sent(10, remaining: 0, now: 0)
    #expect(machine.next(unsentBytes: 0) == .shutDown)
    machine.shutDown(now: 0)
    #expect(machine.next(unsentBytes: 0) == .discard)
    machine.discarded(999)
    #expect(machine.next(unsentBytes: 0) == .discard)
    machine.receiveWouldBlock()
    #expect(machine.next(unsentBytes: 0) == .wait)
    machine.socketIsReady(readable: true, writable: false, ended: false)
    machine.discarded(1)
    #expect(machine.next(unsentBytes: 0) == .close)
  }

  @Test func `a peer that ends between requests is closed, inside one it is told so`() {
    var idle = machine()
    idle.peerEnded()
    #expect(idle.next(unsentBytes: 0) == .close)
    var inside = machine()
    inside.received(filledRoom: false, now: 0)
    inside.needsMoreBytes(isHeadComplete: false, now: 0)
    inside.peerEnded()
    #expect(inside.next(unsentBytes: 0) == .refuse(.incompleteRequest))
    inside.answered(isLast: true, leftoverBytes: 0, now: 0)
    #expect(inside.next(unsentBytes: 0) == .close)
  }

  @Test func `an announced end is read for, even after a short read`() {
    var machine = machine()
    machine.socketIsReady(readable: true, writable: false, ended: true)
    machine.received(filledRoom: false, now: 0)
    machine.needsMoreBytes(isHeadComplete: false, now: 0)
    #expect(machine.next(unsentBytes: 0) == .receive)
  }

  @Test func `each phase has its deadline, counted from its beginning`() {
    var machine = machine()
    #expect(!machine.isDue(now: 59) && machine.isDue(now: 60))
    machine.received(filledRoom: false, now: 50)
    machine.needsMoreBytes(isHeadComplete: false, now: 50)
    machine.received(filledRoom: false, now: 58)  // more of the head does not prolong it
    machine.needsMoreBytes(isHeadComplete: false, now: 58)
    #expect(!machine.isDue(now: 59) && machine.isDue(now: 60))
    #expect(machine.expire(unsentBytes: 0, now: 60) == .refuse(.headTimeout))
    machine.needsMoreBytes(isHeadComplete: true, now: 59)
    machine.needsMoreBytes(isHeadComplete: true, now: 80)
    #expect(machine.expire(unsentBytes: 0, now: 88) == .wait)
    #expect(machine.expire(unsentBytes: 0, now: 89) == .refuse(.bodyTimeout))
    machine.requestComplete(now: 89)
    #expect(!machine.isDue(now: .max - 1))
    machine.answered(isLast: false, leftoverBytes: 0, now: 100)
    #expect(machine.expire(unsentBytes: 0, now: 159) == .wait)
    #expect(machine.expire(unsentBytes: 0, now: 160) == .close)
    machine.shutDown(now: 200)
    #expect(machine.expire(unsentBytes: 0, now: 219) == .wait)
    #expect(machine.expire(unsentBytes: 0, now: 220) == .close)
  }

  @Test func `a responder has a deadline when one is set`() {
    var machine = machine { $0.handlerMilliseconds = 7 }
    machine.received(filledRoom: false, now: 0)
    machine.requestComplete(now: 0)
    #expect(machine.expire(unsentBytes: 0, now: 6) == .wait)
    #expect(machine.expire(unsentBytes: 0, now: 7) == .refuse(.handlerTimeout))
  }

  @Test func `a reader that takes too little in a stall's time is cut, one that takes enough is not`() {
    var machine = machine { $0.writeStallBytes = 100 }
    machine.received(filledRoom: false, now: 0)
    machine.requestComplete(now: 0)
    machine.answered(isLast: false, leftoverBytes: 0, now: 0)
    machine.sent(5000, remaining: 5000, now: 0)
    machine.sendWouldBlock(now: 0)
    machine.sent(100, remaining: 4900, now: 39)
    machine.sendWouldBlock(now: 39)
    #expect(!machine.isDue(now: 59))
    #expect(machine.expire(unsentBytes: 4900, now: 70) == .wait)  // idle does not count while an answer leaves
    machine.sent(99, remaining: 4801, now: 78)
    #expect(machine.expire(unsentBytes: 4801, now: 78) == .wait)
    #expect(machine.expire(unsentBytes: 4801, now: 79) == .close)
  }

  @Test func `once stopping, the request under way is the last and an idle connection has a short patience`() {
    var busy = machine()
    busy.received(filledRoom: false, now: 0)
    busy.requestComplete(now: 0)
    #expect(!busy.isLastAnswer(keepsConnection: true))
    busy.stop(patienceMilliseconds: 5, now: 0)
    #expect(busy.isLastAnswer(keepsConnection: true))
    var idle = machine()
    idle.stop(patienceMilliseconds: 5, now: 1)
    #expect(idle.next(unsentBytes: 0) == .receive)
    #expect(idle.expire(unsentBytes: 0, now: 5) == .wait)
    #expect(idle.expire(unsentBytes: 0, now: 6) == .close)
  }

  @Test func `a closed connection does nothing more`() {
    var machine = machine()
    machine.closed()
    machine.socketIsReady(readable: true, writable: true, ended: true)
    #expect(machine.next(unsentBytes: 10) == .wait)
    #expect(!machine.isDue(now: .max - 1))
  }
}
