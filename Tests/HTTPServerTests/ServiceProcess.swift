import Foundation
import Postgres
import Storage
import Testing
import TestSupport

/// The program `espace-partenaires serve` as an operator runs it, found beside the test bundle. Its standard error is a pipe that is read
/// only when a test says so.
final class ServiceProcess {
  /// It did not start: what it said, and its exit status.
  struct Refused: Error {
    let lines: [String]
    let status: Int32
  }

  let port: UInt16
  /// What it said until it listened.
  let said: [String]
  private let process: Process
  private let errors: FileHandle

  /// Starts it on a free port over `database` (a superuser's connection information) and waits until it says where it listens.
  /// `descriptors`: how many the process may open.
  init(database: String, _ environment: [String: String] = [:], descriptors: Int = 4096) throws {
    process = Process()
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appendingPathComponent("espace-partenaires")
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "ulimit -n \(descriptors) && exec \"$0\" serve", program.path]
    process.environment = [
      "PATH": "/usr/bin:/bin", "HOST": "127.0.0.1", "PORT": "0", "EP_BOUCLES": "2", "EP_ECHEANCES": "non", "EP_ARRET_PREAVIS_S": "0",
      "EP_BASE_APP": database + " user=ep_app", "EP_BASE_ECHEANCES": database + " user=ep_echeances", "EP_CLE": String(repeating: "07", count: 32),
    ].merging(environment) { $1 }
    let pipe = Pipe()
    process.standardError = pipe
    errors = pipe.fileHandleForReading
    try process.run()
    var lines: [String] = []
    repeat { lines.append(Self.readLine(errors)) } while lines.last?.isEmpty == false && lines.last?.contains("écoute sur") == false
    guard let port = lines.last?.split(separator: ":").last.flatMap({ UInt16($0) }) else {
      process.waitUntilExit()
      throw Refused(lines: lines, status: process.terminationStatus)
    }
    self.port = port
    said = lines
  }

  /// One line, byte by byte: what follows stays in the pipe.
  private static func readLine(_ handle: FileHandle) -> String {
    var bytes: [UInt8] = []
    while let byte = handle.readData(ofLength: 1).first, byte != 10 { bytes.append(byte) }
    return String(decoding: bytes, as: UTF8.self)
  }

  func client() throws -> RawHTTPClient { try RawHTTPClient(port: port) }

  func terminate() { process.terminate() }

  /// Waits for the process to end. True when it has.
  func ends(withinMilliseconds limit: Int) async throws -> Bool {
    for _ in 0..<(limit / 10) where process.isRunning { try await Task.sleep(for: .milliseconds(10)) }
    return !process.isRunning
  }

  /// Everything written on standard error from now on, until the process ends or a line contains `mark`.
  func readErrors(until mark: String) async throws -> [String] {
    try await onPlainThread { [errors] in
      var lines: [String] = []
      while true {
        let line = Self.readLine(errors)
        if line.isEmpty { return lines }
        lines.append(line)
        if line.contains(mark) { return lines }
      }
    }
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
}
