import Bytes
import CLinux
import EventLoop
import Glibc

/// One client's socket, driven by its state machine. It lives in its loop's isolation and the compiler keeps it there.
final class Connection {
  private let descriptor: Int32
  private let server: HTTPServer
  private var registration: Reactor.Registration?
  private var machine: ConnectionStateMachine
  private var exchange: Exchange
  private var output = Bytes(capacity: 16)
  private var sentBytes = 0
  /// What an answer leaves to send, in the process's budget.
  private var heldOutput: HeldMemory
  /// Read once for each thing that happens.
  private var now = monotonicMilliseconds()
  /// Its place in the server's list.
  var index = 0

  /// Actions taken in a row before other connections get their turn.
  private static let actionsPerTurn = 128
  private static let readBytes = 4096
  private static let largestReadBytes = 64 * 1024
  /// Buffers above this are not kept for the next request, and none is kept by an idle connection.
  private static let keptBytes = 64 * 1024
  private static let keepMilliseconds = 1000

  init(_ descriptor: Int32, _ peer: PeerAddress, _ server: HTTPServer) {
    self.descriptor = descriptor
    self.server = server
    machine = ConnectionStateMachine(server.limits, now: now)
    exchange = Exchange(server.limits, peer, server.budget)
    heldOutput = HeldMemory(server.budget)
  }

  private var unsentBytes: Int { output.count - sentBytes }

  /// Starts to serve. Bytes often come with the connection itself, so it reads at once.
  func open() {
    var one: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    registration = server.reactor.register(descriptor, [.read, .write, .peerClosed, .edgeTriggered]) { [self] happened in
      if happened.intersection(.failed).isEmpty {
        machine.socketIsReady(
          readable: happened.contains(.read), writable: happened.contains(.write), ended: happened.contains(.peerClosed))
        advance()
      } else {
        close()
      }
    }
    advance()
  }

  /// Does all that can be done now.
  private func advance() {
    now = monotonicMilliseconds()
    for _ in 0..<Self.actionsPerTurn {
      switch machine.next(unsentBytes: unsentBytes) {
      case .receive: receive()
      case .parse: parse()
      case .flush: flush()
      case .shutDown: shutDown()
      case .discard: discard()
      case .refuse(let refusal): refuse(refusal)
      case .close: close()
      case .wait: return
      }
    }
    // An edge will not come again for what is already there: take it up after the others. (A timer due at once would run
    // before the loop looks at its sockets again.)
    server.reactor.schedule(afterMilliseconds: 1) { [self] in advance() }
  }

  // MARK: input

  private func receive() {
    let wanted = exchange.parser.missingBytes(exchange.input)
    let room = exchange.input.room(atLeast: min(max(Self.readBytes, wanted), Self.largestReadBytes))
    let count = recv(descriptor, room.baseAddress, room.count, 0)
    if count > 0 {
      if machine.phase == .idle { exchange.arrivalMilliseconds = now }
      exchange.input.commit(count)
      machine.received(filledRoom: count == room.count, now: now)
    } else if count == 0 {
      machine.peerEnded()
    } else {
      receiveFailed(errno)
    }
  }

  private func receiveFailed(_ error: Int32) {
    switch error {
    case EINTR: break
    case EAGAIN: machine.receiveWouldBlock()
    default: close()
    }
  }

  /// MSG_TRUNC: TCP drops the bytes without copying them.
  private func discard() {
    let count = recv(descriptor, nil, Self.largestReadBytes, Int32(MSG_TRUNC))
    if count > 0 { machine.discarded(count) } else if count == 0 { machine.peerEnded() } else { receiveFailed(errno) }
  }

  private func parse() {
    do throws(HTTPRefusal) {
      guard try exchange.parser.parse(&exchange.input) else {
        if exchange.parser.isHeadComplete { try holdBody() }
        machine.needsMoreBytes(isHeadComplete: exchange.parser.isHeadComplete, now: now)
        if exchange.parser.takeContinue() { output.append(literal: "HTTP/1.1 100 Continue\r\n\r\n") }
        return
      }
    } catch {
      return refuse(error)
    }
    machine.requestComplete(now: now)
    if exchange.parser.head.framing.hasContentCoding { return refuse(.unsupportedContentCoding) }
    if server.responder.respondNow(exchange) { return writeAnswer(exchange) }
    let exchange = exchange
    server.reactor.spawn { [self] in
      await server.responder.respond(exchange)
      guard exchange === self.exchange, machine.phase == .handling else { return }  // refused or closed meanwhile
      now = monotonicMilliseconds()
      writeAnswer(exchange)
      advance()
    }
  }

  /// Counts a body still to come in the budget of the process, before it is read: all of it when its length is known, else as it comes.
  private func holdBody() throws(HTTPRefusal) {
    let limits = server.limits
    let length = exchange.parser.expectedBodyBytes
    guard length > limits.uncountedBytes else { return }
    if exchange.held.bytes == 0, let refusal = server.responder.refusalOfBody(exchange, length) { throw refusal }
    let limit = length > limits.largeBytes ? limits.heldBytesForLarge : limits.heldBytes
    guard exchange.held.resize(to: max(length, exchange.held.bytes), upTo: limit) else { throw .tooMuchHeld }
    exchange.input.reserve(total: exchange.parser.expectedRequestBytes)
  }

  // MARK: output

  private func refuse(_ refusal: HTTPRefusal) {
    if refusal == .handlerTimeout {
      // The responder still holds the exchange: it keeps that one, and what it writes there goes nowhere.
      let isHead = exchange.isHead
      let arrival = exchange.arrivalMilliseconds
      exchange = Exchange(server.limits, exchange.peer, server.budget)
      exchange.standsForHead = isHead
      exchange.arrivalMilliseconds = arrival
    }
    machine.refused()
    exchange.resetResponse()
    exchange.status = refusal.status
    server.responder.refuse(refusal, exchange)
    if refusal.status == 503 { exchange.addHeader("Retry-After", String(server.limits.retryAfterSeconds)) }
    writeAnswer(exchange)
  }

  /// An answer before any request: there is no room for this client.
  func refuseAtOnce(_ refusal: HTTPRefusal) { refuse(refusal) }

  private func writeAnswer(_ exchange: Exchange) {
    // An answer that can be asked for again gives way; one that tells of a write never does.
    if exchange.body.count > server.limits.largeBytes, server.budget.heldBytes >= server.limits.heldBytes, exchange.method.isSafe,
      exchange.status == 200
    {
      return refuse(.tooMuchHeld)
    }
    let isLast = machine.isLastAnswer(
      keepsConnection: exchange.parser.head.keepsConnection && !exchange.closesConnection && !server.notice.isGiven)
    output.append(answerOf: exchange, closing: isLast, date: &server.date)
    exchange.finishRequest()
    exchange.releaseMemory(above: isLast ? 64 : Self.keptBytes)
    if isLast {
      exchange.input = InputBuffer()
      machine.answered(isLast: true, leftoverBytes: 0, now: now)
      return
    }
    exchange.arrivalMilliseconds = now
    machine.answered(isLast: false, leftoverBytes: exchange.input.count, now: now)
  }

  private func flush() {
    let count = send(descriptor, output.base + sentBytes, unsentBytes, Int32(MSG_NOSIGNAL))
    if count >= 0 {
      sentBytes += count
      machine.sent(count, remaining: unsentBytes, now: now)
      if unsentBytes == 0 { forgetOutput(keeping: Self.keptBytes) }
    } else if errno == EAGAIN {
      machine.sendWouldBlock(now: now)
      if unsentBytes > server.limits.uncountedBytes { _ = heldOutput.resize(to: output.capacity) }
    } else if errno != EINTR {
      close()
    }
  }

  private func forgetOutput(keeping capacity: Int) {
    output.clear()
    sentBytes = 0
    _ = heldOutput.resize(to: 0)
    if output.capacity > capacity { output = Bytes(capacity: 16) }
  }

  // MARK: end

  /// Closing a socket that holds unread bytes sends a reset, which can destroy the answer on its way: so we say that we are
  /// done, and close once the client has closed (RFC 9112 §9.6).
  private func shutDown() {
    shutdown(descriptor, Int32(SHUT_WR))
    machine.shutDown(now: now)
  }

  func close() {
    guard machine.phase != .closed else { return }
    machine.closed()
    if let registration { server.reactor.unregister(registration) }
    Glibc.close(descriptor)
    server.forget(self)
  }

  func stop(patienceMilliseconds: Int) {
    now = monotonicMilliseconds()
    machine.stop(patienceMilliseconds: patienceMilliseconds, now: now)
    advance()
  }

  /// Looks at the deadlines, and gives back the memory of a connection that has been idle for a while.
  func tick(now: Int64) {
    self.now = now
    if heldOutput.bytes > server.limits.largeBytes, server.budget.heldBytes > server.limits.heldBytes,
      machine.stalledMilliseconds(now: now) >= server.limits.pressedStallMilliseconds
    {
      close()
    } else if machine.isDue(now: now) {
      switch machine.expire(unsentBytes: unsentBytes, now: now) {
      case .close: close()
      case .refuse(let refusal):
        refuse(refusal)
        advance()
      default: break
      }
    } else if let idle = machine.idleMilliseconds(now: now), idle >= Self.keepMilliseconds, unsentBytes == 0 {
      exchange.input.releaseMemory()
      exchange.releaseMemory(above: 64)
      forgetOutput(keeping: 16)
    }
  }
}
