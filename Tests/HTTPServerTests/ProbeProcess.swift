import Foundation
import Testing
import TestSupport

/// A running `http-probe`, found beside the test bundle, on a port the system chose.
struct ProbeProcess: Sendable {
  struct Missing: Error, CustomStringConvertible {
    let path: String
    var description: String { "\(path) is missing: run `swift build --build-tests`" }
  }

  let port: UInt16

  /// Runs `body` with a probe, then ends it by SIGTERM and checks that it left in good order.
  static func run(_ environment: [String: String], _ body: (ProbeProcess) async throws -> Void) async throws {
    let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appendingPathComponent("http-probe")
    guard FileManager.default.isExecutableFile(atPath: executable.path) else { throw Missing(path: executable.path) }
    let process = Process()
    let output = Pipe()
    process.executableURL = executable
    process.environment = ProcessInfo.processInfo.environment.merging(["PORT": "0", "HOST": "127.0.0.1"]) { $1 }.merging(environment) { $1 }
    process.standardOutput = output
    try process.run()
    let line = try await onPlainThread { String(decoding: output.fileHandleForReading.availableData, as: UTF8.self) }
    let port = try #require(line.trimmingCharacters(in: .newlines).split(separator: ":").last.flatMap { UInt16($0) }, "\(line)")
    do { try await body(ProbeProcess(port: port)) } catch {
      process.terminate()
      throw error
    }
    process.terminate()
    let identifier = process.processIdentifier
    for _ in 0..<1500 where process.isRunning { try await Task.sleep(for: .milliseconds(10)) }
    #expect(!process.isRunning, "process \(identifier) did not end on SIGTERM")
    if process.isRunning { kill(identifier, SIGKILL) } else { #expect(process.terminationStatus == 0) }
  }
}
