import Foundation
import Glibc
import Synchronization

/// One TCP connection to a server under test: sends the bytes it is told to, reads answers strictly, and knows how the server
/// ended the connection. Operations come in two forms: async, on a thread of their own, and `…Now`, which block the caller's.
/// Those of the same direction are not to overlap.
package final class RawHTTPClient: Sendable {
  /// How a connection stands.
  package enum End: Sendable, Equatable { case open, closed, reset }

  /// For what must come: long, because the machines that run tests are busy.
  package static let patienceMilliseconds = 30_000

  private let descriptor: Int32
  private let unread = Mutex<[UInt8]>([])
  private let ended = Mutex<End>(.open)

  /// Connects. `receiveBufferBytes` makes a reader that is soon full.
  package init(host: String = "127.0.0.1", port: UInt16, receiveBufferBytes: Int32? = nil) throws(RawHTTPError) {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = Int32(AI_NUMERICHOST | AI_NUMERICSERV)
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, String(port), &hints, &found) == 0, let address = found else {
      throw .system(call: "getaddrinfo", code: 0)
    }
    defer { freeaddrinfo(found) }
    let descriptor = socket(address.pointee.ai_family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw .system(call: "socket", code: errno) }
    self.descriptor = descriptor
    var one: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
    if var size = receiveBufferBytes { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, 4) }
    guard connect(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0 else {
      throw .system(call: "connect", code: errno)
    }
  }

  deinit { close(descriptor) }

  // MARK: sending

  /// Sends all of `bytes`. A server that has stopped listening is not an error: its answer says why.
  package func send(_ bytes: [UInt8]) async throws {
    try await onPlainThread { [self] in sendNow(bytes) }
  }

  package func send(_ text: String) async throws { try await send(Array(text.utf8)) }

  package func sendNow(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { bytes in
        Glibc.send(descriptor, bytes.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno != EINTR { return }
      sent += max(0, count)
    }
  }

  /// Half-closes: nothing more will be sent.
  package func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Ends both directions at once: whoever sends or receives meanwhile stops.
  package func cut() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Makes the connection end by a reset when it is dropped.
  package func resetWhenDropped() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }

  // MARK: receiving

  /// The next answer, interim ones included. `method` is that of its request: an answer to HEAD has no body.
  package func answer(to method: String = "GET", withinMilliseconds limit: Int = patienceMilliseconds) async throws -> RawAnswer {
    try await onPlainThread { [self] in try answerNow(to: method, withinMilliseconds: limit) }
  }

  package func answerNow(
    to method: String = "GET", withinMilliseconds limit: Int = patienceMilliseconds
  ) throws(RawHTTPError) -> RawAnswer {
    let deadline = Deadline(milliseconds: limit)
    while true {
      if let answer = try takeAnswer(method) { return answer }
      switch receive(deadline) {
      case .some(true): break
      case .some(false): throw ended.withLock { $0 } == .reset ? .reset : .closed
      case nil: throw .timedOut
      }
    }
  }

  /// An answer that has wholly come already or comes within the time; nil otherwise.
  package func answerIfAny(to method: String = "GET", withinMilliseconds limit: Int) async throws -> RawAnswer? {
    do {
      return try await answer(to: method, withinMilliseconds: limit)
    } catch let error as RawHTTPError where error == .timedOut || error == .closed {
      return nil
    }
  }

  /// Waits for the server to end the connection, throwing away what comes.
  package func end(withinMilliseconds limit: Int = patienceMilliseconds) async throws -> End {
    try await onPlainThread { [self] in
      let deadline = Deadline(milliseconds: limit)
      while receive(deadline) == true { unread.withLock { $0.removeAll() } }
      return ended.withLock { $0 }
    }
  }

  /// Bytes received and not yet taken as part of an answer.
  package var unreadCount: Int { unread.withLock { $0.count } }

  /// One request and its answer.
  package func exchange(_ request: String) async throws -> RawAnswer {
    try await onPlainThread { [self] in try exchangeNow(request) }
  }

  package func exchangeNow(_ request: String) throws(RawHTTPError) -> RawAnswer {
    sendNow(Array(request.utf8))
    return try answerNow(to: String(request.prefix { $0 != " " }))
  }

  private func takeAnswer(_ method: String) throws(RawHTTPError) -> RawAnswer? {
    let bytes = unread.withLock { $0 }
    guard let (answer, count) = try RawAnswer.parse(bytes, method: method) else { return nil }
    unread.withLock { $0.removeFirst(count) }
    return answer
  }

  /// Receives once. True: something came; false: the connection has ended; nil: nothing in time.
  private func receive(_ deadline: Deadline) -> Bool? {
    var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    let ready = Glibc.poll(&poll, 1, deadline.remainingMilliseconds)
    if ready == 0 { return nil }
    let chunk = withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 1) { room -> [UInt8]? in
      let count = recv(descriptor, room.baseAddress, room.count, 0)
      return count < 0 ? nil : Array(room[0..<count])
    }
    guard let chunk else {
      ended.withLock { $0 = .reset }
      return false
    }
    if chunk.isEmpty {
      ended.withLock { $0 = .closed }
      return false
    }
    unread.withLock { $0 += chunk }
    return true
  }
}

/// A moment of the monotonic clock.
private struct Deadline {
  private let end: ContinuousClock.Instant

  init(milliseconds: Int) { end = .now + .milliseconds(milliseconds) }

  var remainingMilliseconds: Int32 {
    let left = ContinuousClock.now.duration(to: end).components
    return Int32(clamping: max(0, left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000))
  }
}
