import Bytes
import EventLoop
import Glibc
import JSON
import Synchronization

/// The process's log on its way out: one thread writes it, so that a reader that no longer reads holds up that thread and nobody else.
/// What does not fit in the waiting room meanwhile is dropped, counted, and said as soon as something passes again.
package final class LogWriter: Sendable {
  /// Standard error. Its thread starts with the first use.
  package static let standardError = LogWriter(descriptor: STDERR_FILENO)

  private struct State {
    var waiting: [UInt8] = []
    var lostLines = 0
    /// The thread has been told that something waits, or is at it.
    var isBusy = false
  }

  private let state = Mutex(State())
  private let totalLost = Atomic<Int>(0)
  private let signal = Semaphore()
  private let waitingBytes: Int

  /// How long the thread lets lines gather once it is woken: it is woken at most so often, however many turns the loops make.
  private static let gatheringMicroseconds: UInt32 = 5_000
  /// What a pipe takes in one piece (PIPE_BUF): the lines of two processes on one pipe do not cut each other.
  private static let pieceBytes = 4096

  /// Writes to `descriptor`, which stays the caller's; past `waitingBytes` that wait, lines are dropped.
  package init(descriptor: Int32, waitingBytes: Int = 1024 * 1024) {
    self.waitingBytes = waitingBytes
    _ = spawnThread("journal") { [self] in
      while true {
        signal.wait()
        usleep(Self.gatheringMicroseconds)
        writeWaiting(to: descriptor)
      }
    }
  }

  /// Lines dropped since the start.
  package var lostLineCount: Int { totalLost.load(ordering: .relaxed) }

  /// Takes whole lines, or drops them all. Never waits for the reader. From any thread.
  package func append(_ lines: UnsafeRawBufferPointer, lineCount: Int) {
    let mustWake = state.withLock { state in
      guard state.waiting.count + lines.count <= waitingBytes else {
        state.lostLines += lineCount
        totalLost.add(lineCount, ordering: .relaxed)
        return false
      }
      state.waiting.append(contentsOf: lines)
      defer { state.isBusy = true }
      return !state.isBusy
    }
    if mustWake { signal.post() }
  }

  /// One line for people.
  package func say(_ line: String) {
    Array((line + "\n").utf8).withUnsafeBytes { append($0, lineCount: 1) }
  }

  /// Waits until everything has left, or the time is over: for a process about to end. True when everything has.
  @discardableResult
  package func flush(withinMilliseconds limit: Int) -> Bool {
    for _ in 0...(limit / 5) {
      if state.withLock({ !$0.isBusy }) { return true }
      usleep(5_000)
    }
    return false
  }

  private func writeWaiting(to descriptor: Int32) {
    while true {
      let (lines, lost) = state.withLock { state in
        defer { state = State(isBusy: !state.waiting.isEmpty || state.lostLines > 0) }
        return (state.waiting, state.lostLines)
      }
      if lines.isEmpty, lost == 0 { return }
      lines.withUnsafeBytes { write($0, to: descriptor) }
      guard lost > 0 else { continue }
      var line = Bytes(capacity: 64)
      Log.append("journal_perdu", { $0.field("lignes", lost) }, to: &line)
      write(line.raw, to: descriptor)
    }
  }

  /// In pieces that end with a line where one does.
  private func write(_ lines: UnsafeRawBufferPointer, to descriptor: Int32) {
    var rest = lines
    while !rest.isEmpty {
      let piece = rest.prefix(Self.pieceBytes)
      let end = piece.count == rest.count ? piece.endIndex : piece.lastIndex(of: 10).map { $0 + 1 } ?? piece.endIndex
      let count = Glibc.write(descriptor, rest.baseAddress, end)
      if count > 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      } else if errno == EAGAIN {
        // Another holder of the descriptor has made it non-blocking.
        var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = Glibc.poll(&poll, 1, -1)
      } else if errno != EINTR {
        // Nobody will ever read it (a closed pipe, a full disk).
        totalLost.add(rest.count { $0 == 10 }, ordering: .relaxed)
        return
      }
    }
  }
}
