import API
import Bytes
import Foundation
import Testing
import TestSupport

private let live = "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n"

/// Telling never waits for who reads.
@Suite struct JournalTests {
  @Test func `un journal que personne ne lit n'arrête ni les requêtes, ni la vivacité, ni SIGTERM ; ce qui est perdu est compté et dit`()
    async throws
  {
    try await ServiceUnderTest.withDatabase { database in
      let service = try await onPlainThread { UncheckedBox(try ServiceProcess(database: database)) }.value
      // Some 110 bytes a line: far more than a pipe and the waiting room hold.
      for _ in 0..<3 {
        let client = try service.client()
        async let sending: Void = client.send(String(repeating: live, count: 4500))
        try await onPlainThread { for _ in 0..<4500 { let status = try client.answerNow().status; #expect(status == 200) } }
        try await sending
      }
      #expect(try await service.client().exchange(live).status == 200)
      let metrics = try await service.client().exchange("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n").text
      let lost = metrics.split(separator: "\n").first { $0.hasPrefix("ep_journal_lignes_perdues_total ") }?.split(separator: " ").last
      let count = lost.flatMap { Int($0) } ?? 0
      #expect(count > 0)
      let lines = try await service.readErrors(until: "journal_perdu")
      #expect(lines.last?.contains("\"lignes\":") == true && lines.dropLast().allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
      // Full again, and nobody reads any more.
      let client = try service.client()
      try await client.send(String(repeating: live, count: 1000))
      try await onPlainThread { for _ in 0..<1000 { let status = try client.answerNow().status; #expect(status == 200) } }
      service.terminate()
      #expect(try await service.ends(withinMilliseconds: 15_000))
    }
  }

  @Test func `ce qui tient passe entier et dans l'ordre, le reste est compté`() async throws {
    let pipe = Pipe()
    let writer = LogWriter(descriptor: pipe.fileHandleForWriting.fileDescriptor, waitingBytes: 100_000)
    let line = Array((String(repeating: "x", count: 99) + "\n").utf8)
    for _ in 0..<3000 { line.withUnsafeBytes { writer.append($0, lineCount: 1) } }
    #expect(writer.lostLineCount > 0)
    var text = ""
    while !text.contains("journal_perdu") { text += String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self) }
    let lines = text.split(separator: "\n")
    #expect(lines.dropLast().allSatisfy { $0.count == 99 })
    #expect(lines.last.map(String.init) == "{\"evenement\":\"journal_perdu\",\"lignes\":\(3000 - (lines.count - 1))}")
    #expect(writer.flush(withinMilliseconds: 5000))
  }

  @Test func `ce qui est refusé avant d'être une requête est additionné, non écrit ligne à ligne`() async throws {
    try await ServiceUnderTest.withDatabase { database in
      let service = try await onPlainThread { UncheckedBox(try ServiceProcess(database: database)) }.value
      for _ in 0..<200 {
        let client = try service.client()
        try await client.send("(")
        #expect(try await client.answer().status == 400)
      }
      service.terminate()
      let lines = try await service.readErrors(until: "jamais")
      let told = lines.filter { $0.contains("refus_http") }
      #expect((1...4).contains(told.count) && !lines.contains { $0.contains("\"requete\"") }, "one a loop and period: \(lines)")
      let counts = told.compactMap { $0.firstMatch(of: /"nombre":([0-9]+)/)?.output.1 }.compactMap { Int($0) }
      #expect(counts.reduce(0, +) == 200 && told.allSatisfy { $0.contains("malformed request line") })
    }
  }
}

/// Hands a value made on another thread over to the test that alone uses it.
struct UncheckedBox<Value>: @unchecked Sendable {
  let value: Value
  init(_ value: Value) { self.value = value }
}
