import Synchronization
import Testing
import TestSupport

private let casesRun = Atomic<Int>(0)

/// The 144 hostile cases against the real `http-probe`.
@Suite(
  ProbeTrait(environment: ["HEAD_MILLISECONDS": "600", "LOOPS": "2"]) {
    #expect(casesRun.load(ordering: .relaxed) == 144)
    #expect(Set(HTTPCase.all.map(\.name)).count == 144)
  })
struct ConformanceTests {
  /// With an allowed outcome reached, how long an answer too many may still show up.
  private static let quietMilliseconds = 250

  @Test(arguments: HTTPCase.all) func `a hostile request gets one of the answers allowed`(_ hostile: HTTPCase) async throws {
    let probe = try #require(ProbeProcess.current)
    casesRun.add(1, ordering: .relaxed)
    let client = try RawHTTPClient(port: probe.port)
    async let sending: Void = send(hostile, client)
    let (answers, end) = try await collect(hostile, client)
    try await sending
    let statuses = answers.map(\.status)
    #expect(isAllowed(hostile, statuses, end), "\(hostile.name): \(statuses) \(end), expected one of \(hostile.allowed)")
    #expect(client.unreadCount == 0, "bytes after the last answer")
    #expect(!answers.contains { $0.text.contains("SMUGGLED") }, "a body was read as a request")
    #expect(answers.allSatisfy { $0.status < 500 || $0.status == 501 || $0.status == 505 })
    if end == .closed, let last = answers.last, last.status >= 200 { #expect(last.header("Connection") == "close") }
  }

  private func send(_ hostile: HTTPCase, _ client: RawHTTPClient) async throws {
    try await client.send(hostile.bytes)
    if hostile.endsAfterSending { client.finishSending() }
  }

  /// Answers until the server ends the connection, or an allowed outcome stands and nothing more comes.
  private func collect(_ hostile: HTTPCase, _ client: RawHTTPClient) async throws -> ([RawAnswer], RawHTTPClient.End) {
    var answers: [RawAnswer] = []
    while true {
      let mayEnd = isAllowed(hostile, answers.map(\.status), .open)
      let patience = mayEnd ? Self.quietMilliseconds : RawHTTPClient.patienceMilliseconds
      let method = answers.isEmpty ? hostile.firstMethod : "GET"
      guard let answer = try await client.answerIfAny(to: method, withinMilliseconds: patience) else {
        return (answers, try await client.end(withinMilliseconds: 0))
      }
      answers.append(answer)
    }
  }

  private func isAllowed(_ hostile: HTTPCase, _ statuses: [Int], _ end: RawHTTPClient.End) -> Bool {
    hostile.allowed.contains { $0.statuses == statuses && (!$0.closes || end == .closed) }
  }
}
