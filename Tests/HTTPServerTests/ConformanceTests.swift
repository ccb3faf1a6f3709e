import HTTPServer
import Synchronization
import Testing
import TestSupport

/// The hostile cases of `http-cases.json`, whose number is written here so that none is left out by mistake.
private let caseCount = 161

/// How the cases are put to one server: its paths in place of the probe's, each of the same length where a body holds it.
private struct Wording {
  var paths: [(of: String, here: String)] = []
  /// The status of a body that is read whole and well: the probe echoes it, the service misses its fields.
  var readStatus = 200
  /// What the answer to the smuggled request would show.
  var smuggledMark = "SMUGGLED"

  static let probe = Wording()
  static let service = Wording(
    paths: [("/healthz", "/health/live"), ("/echo", "/v1/sessions"), ("/smuggled", "/metrics?")], readStatus: 422, smuggledMark: "ep_reponses_total")
}

/// Against the program `http-probe`.
@Suite(
  ServedTrait { body in
    let short = ["HEAD_MILLISECONDS": "600", "BODY_MILLISECONDS": "600", "LOOPS": "2"]
    try await ProbeProcess.run(short) { try await body($0.port) }
  })
struct ProbeConformanceTests {
  @Test(arguments: HTTPCase.all) func `a hostile request gets one of the answers allowed`(_ hostile: HTTPCase) async throws {
    try await Conformance(wording: .probe, hostile: hostile).check()
  }
}

/// Against the service on PostgreSQL: what the API does with a refusal is tried as well.
@Suite(
  ServedTrait { body in
    var limits = Limits()
    limits.headMilliseconds = 600
    limits.bodyMilliseconds = 600
    try await ServiceUnderTest.run(loops: 2, host: "127.0.0.1", limits: limits) { server, _ in try await body(server.port) }
  })
struct ServiceConformanceTests {
  @Test(arguments: HTTPCase.all) func `a hostile request gets one of the answers allowed`(_ hostile: HTTPCase) async throws {
    try await Conformance(wording: .service, hostile: hostile).check()
  }
}

/// Gives a suite one server for all its cases, and checks at the end that none was left out.
private struct ServedTrait: SuiteTrait, TestScoping {
  @TaskLocal static var port: UInt16?
  static let casesRun = Mutex<[UInt16: Int]>([:])

  let serve: @Sendable (_ body: (UInt16) async throws -> Void) async throws -> Void

  func provideScope(for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void) async throws {
    try await serve { port in
      try await Self.$port.withValue(port) { try await function() }
      #expect(Self.casesRun.withLock { $0[port] } == caseCount)
    }
    #expect(Set(HTTPCase.all.map(\.name)).count == caseCount)
  }
}

private struct Conformance {
  let wording: Wording
  let hostile: HTTPCase
  /// With an allowed outcome reached, how long an answer too many may still show up.
  private static let quietMilliseconds = 250

  func check() async throws {
    let port = try #require(ServedTrait.port)
    ServedTrait.casesRun.withLock { $0[port, default: 0] += 1 }
    let client = try RawHTTPClient(port: port)
    async let sending: Void = send(client)
    let (answers, end) = try await collect(client)
    try await sending
    let statuses = answers.map(\.status)
    #expect(isAllowed(statuses, end), "\(hostile.name): \(statuses) \(end), expected one of \(hostile.allowed)")
    #expect(client.unreadCount == 0, "bytes after the last answer")
    #expect(!answers.contains { $0.text.contains(wording.smuggledMark) }, "a body was read as a request")
    #expect(answers.allSatisfy { $0.status < 500 || $0.status == 501 || $0.status == 505 })
    if end == .closed, let last = answers.last, last.status >= 200 { #expect(last.header("Connection") == "close") }
  }

  private func send(_ client: RawHTTPClient) async throws {
    var bytes = hostile.bytes
    for (path, here) in wording.paths { bytes.replace(Array(path.utf8), with: Array(here.utf8)) }
    try await client.send(bytes)
    if hostile.endsAfterSending { client.finishSending() }
  }

  /// Answers until the server ends the connection, or an allowed outcome stands and nothing more comes.
  private func collect(_ client: RawHTTPClient) async throws -> ([RawAnswer], RawHTTPClient.End) {
    var answers: [RawAnswer] = []
    while true {
      let mayEnd = isAllowed(answers.map(\.status), .open)
      let patience = mayEnd ? Self.quietMilliseconds : RawHTTPClient.patienceMilliseconds
      let method = answers.isEmpty ? hostile.firstMethod : "GET"
      guard let answer = try await client.answerIfAny(to: method, withinMilliseconds: patience) else {
        return (answers, try await client.end(withinMilliseconds: 0))
      }
      answers.append(answer)
    }
  }

  private func isAllowed(_ statuses: [Int], _ end: RawHTTPClient.End) -> Bool {
    hostile.allowed.contains { outcome in
      var expected = outcome.statuses
      if hostile.hasBody, let first = expected.firstIndex(of: 200) { expected[first] = wording.readStatus }
      return expected == statuses && (!outcome.closes || end == .closed)
    }
  }
}
