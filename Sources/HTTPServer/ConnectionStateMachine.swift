/// What one connection does next, decided without a socket: `Connection` tells it what happened and does what `next` says.
///
/// Requests are served one at a time and in order. Nothing is read while one is being served, nor while answers wait to
/// leave past their limit, so a client that floods is held back by TCP.
struct ConnectionStateMachine {
  enum Phase: Equatable {
    /// No byte of a next request.
    case idle
    case head, body
    /// The responder is at work.
    case handling
    /// The last answer has left and our side is shut; what still comes is thrown away until the peer closes.
    case lingering
    case closed
  }

  enum Action: Equatable {
    case receive, parse, flush
    /// Shut the writing side after the last answer.
    case shutDown
    /// Receive and throw away.
    case discard
    case refuse(HTTPRefusal)
    case close
    /// Nothing until the socket, the responder or a deadline says so.
    case wait
  }

  private(set) var phase = Phase.idle
  private let limits: Limits
  private var isReadable = true
  private var isWritable = true
  /// The peer's end has been announced, so a short read is not the last one.
  private var isEndAnnounced = false
  private var hasPeerEnded = false
  /// The input holds bytes that the parser has not seen.
  private var hasUnparsedBytes = false
  /// No request will be served after the answer that is written or being sent. Once true it stays so: whatever a responder does to the
  /// exchange, nothing is parsed after a refusal.
  private var isLast = false
  private var isStopping = false
  private var phaseDeadline: Int64
  private var writeDeadline = Int64.max
  private var sentSinceStall = 0
  private var lingerBytes: Int

  init(_ limits: Limits, now: Int64) {
    self.limits = limits
    lingerBytes = limits.lingerBytes
    phaseDeadline = now + Int64(limits.idleMilliseconds)
  }

  func next(unsentBytes: Int) -> Action {
    switch phase {
    case .closed: return .wait
    case .lingering: return hasPeerEnded || lingerBytes <= 0 ? .close : isReadable ? .discard : .wait
    case .handling: return unsentBytes > 0 && isWritable ? .flush : .wait
    case .idle, .head, .body: break
    }
    if hasUnparsedBytes, !isLast, unsentBytes < limits.pendingOutputBytes { return .parse }
    if unsentBytes > 0 { return isWritable ? .flush : .wait }
    if isLast { return hasPeerEnded ? .close : .shutDown }
    if hasPeerEnded { return phase == .idle ? .close : .refuse(.incompleteRequest) }
    return isReadable ? .receive : .wait
  }

  // MARK: what the socket says

  mutating func socketIsReady(readable: Bool, writable: Bool, ended: Bool) {
    if readable || ended { isReadable = true }
    if writable { isWritable = true }
    if ended { isEndAnnounced = true }
  }

  /// `filledRoom`: as many bytes came as were asked for, so there may be more.
  mutating func received(filledRoom: Bool, now: Int64) {
    hasUnparsedBytes = true
    if phase == .idle { enter(.head, limits.headMilliseconds, now) }
    if !filledRoom, !isEndAnnounced { isReadable = false }
  }

  mutating func receiveWouldBlock() { isReadable = false }

  mutating func peerEnded() { hasPeerEnded = true }

  mutating func discarded(_ count: Int) { lingerBytes -= count }

  mutating func sent(_ count: Int, remaining: Int, now: Int64) {
    sentSinceStall += count
    if remaining == 0 {
      writeDeadline = .max
      sentSinceStall = 0
      if phase == .idle { enter(.idle, limits.idleMilliseconds, now) }
    } else if sentSinceStall >= limits.writeStallBytes, writeDeadline != .max {
      armWriteDeadline(now)
    }
  }

  mutating func sendWouldBlock(now: Int64) {
    isWritable = false
    if writeDeadline == .max { armWriteDeadline(now) }
  }

  private mutating func armWriteDeadline(_ now: Int64) {
    writeDeadline = now + Int64(limits.writeStallMilliseconds)
    sentSinceStall = 0
  }

  // MARK: what the parser and the responder say

  mutating func needsMoreBytes(isHeadComplete: Bool, now: Int64) {
    hasUnparsedBytes = false
    if isHeadComplete, phase == .head { enter(.body, limits.bodyMilliseconds, now) }
  }

  mutating func requestComplete(now: Int64) {
    hasUnparsedBytes = false
    enter(.handling, limits.handlerMilliseconds, now)
  }

  /// The request is refused: its answer is the connection's last.
  mutating func refused() { isLast = true }

  /// Whether the answer about to be written is the connection's last.
  func isLastAnswer(keepsConnection: Bool) -> Bool { !keepsConnection || isStopping || isLast }

  /// The answer is written. `leftoverBytes`: those of the next request that are already here.
  mutating func answered(isLast: Bool, leftoverBytes: Int, now: Int64) {
    if isLast { self.isLast = true }
    hasUnparsedBytes = leftoverBytes > 0
    if leftoverBytes > 0 { enter(.head, limits.headMilliseconds, now) } else { enter(.idle, limits.idleMilliseconds, now) }
  }

  mutating func shutDown(now: Int64) { enter(.lingering, limits.lingerMilliseconds, now) }

  mutating func closed() { enter(.closed, nil, 0) }

  /// A graceful stop: the request under way is the last; an idle connection may still send one for a short while.
  mutating func stop(patienceMilliseconds: Int, now: Int64) {
    isStopping = true
    if phase == .idle { phaseDeadline = min(phaseDeadline, now + Int64(patienceMilliseconds)) }
  }

  // MARK: deadlines

  private mutating func enter(_ phase: Phase, _ milliseconds: Int?, _ now: Int64) {
    self.phase = phase
    phaseDeadline = milliseconds.map { now + Int64($0) } ?? .max
  }

  /// True when `expire` has something to say.
  func isDue(now: Int64) -> Bool { now >= phaseDeadline || now >= writeDeadline }

  /// What a passed deadline demands.
  mutating func expire(unsentBytes: Int, now: Int64) -> Action {
    if now >= writeDeadline { return .close }
    guard now >= phaseDeadline else { return .wait }
    let isReading = phase == .idle || phase == .head || phase == .body
    if isReading, unsentBytes > 0 {
      // Nothing is read while answers wait for the client: only the writing deadline counts.
      phaseDeadline = now + Int64(limits.idleMilliseconds)
      return .wait
    }
    switch phase {
    case .closed: return .wait
    case .lingering: return .close
    case .handling: return .refuse(.handlerTimeout)
    case .idle: return .close
    case .head: return .refuse(.headTimeout)
    case .body: return .refuse(.bodyTimeout)
    }
  }

  /// How long the client has taken nothing of what is to be sent.
  func stalledMilliseconds(now: Int64) -> Int {
    writeDeadline == .max ? 0 : limits.writeStallMilliseconds - Int(writeDeadline - now)
  }

  /// Milliseconds since the last answer left, or nil while something is under way.
  func idleMilliseconds(now: Int64) -> Int? {
    phase == .idle ? max(0, limits.idleMilliseconds - Int(phaseDeadline - now)) : nil
  }
}
