import Foundation
import TestSupport

/// A program of the project, found beside the test bundle, run to its end with an environment of its own.
struct ProgramRun: Sendable {
  let status: Int32
  let errors: String

  static let sufficient = ["PATH": "/usr/bin:/bin", "HOST": "127.0.0.1", "PORT": "0", "EP_CLE": String(repeating: "07", count: 32)]

  static func run(_ program: String, _ arguments: [String], _ environment: [String: String]) async throws -> ProgramRun {
    try await onPlainThread {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appendingPathComponent(program)
      process.arguments = arguments
      process.environment = sufficient.merging(environment) { $1 }
      let pipe = Pipe()
      process.standardError = pipe
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      for _ in 0..<3000 where process.isRunning { usleep(10_000) }
      if process.isRunning { process.terminate() }
      process.waitUntilExit()
      let errors = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
      return ProgramRun(status: process.terminationStatus, errors: errors)
    }
  }
}
