import Foundation
import Testing

/// One hostile request of `http-cases.json`, with the answers that RFC 9112 and this server's strictness allow.
struct HTTPCase: Sendable, CustomTestStringConvertible {
  /// One way to answer: the statuses in order, then whether the server must end the connection.
  struct Outcome: Sendable, Equatable {
    var statuses: [Int]
    var closes: Bool
  }

  let name: String
  let bytes: [UInt8]
  /// The client half-closes after sending.
  let endsAfterSending: Bool
  let allowed: [Outcome]

  var testDescription: String { name }

  /// The method of the first request, which decides whether its answer has a body.
  var firstMethod: String { bytes.starts(with: Array("HEAD ".utf8)) ? "HEAD" : "GET" }

  /// The first request is one whose body is read, and answered when it is well formed.
  var hasBody: Bool { bytes.starts(with: Array("POST /echo ".utf8)) }

  // Foundation's reader: ours refuses U+0000, which some cases hold.
  static let all: [HTTPCase] = {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("http-cases.json")
    guard let data = try? Data(contentsOf: url), let written = try? JSONDecoder().decode([Written].self, from: data) else { return [] }
    return written.map(HTTPCase.init)
  }()

  private struct Written: Decodable {
    var name: String
    var raw: String
    var expect: String
    var eof: Bool?
  }

  private init(_ written: Written) {
    name = written.name
    bytes = Self.expand(written.raw)
    endsAfterSending = written.eof ?? false
    allowed = written.expect.split(separator: "|").map { Self.outcome(String($0)) }
  }

  /// One byte per character; `<<X*N>>` is X, N times.
  private static func expand(_ raw: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(raw.unicodeScalars)[...]
    while let first = rest.first {
      if rest.starts(with: "<<".unicodeScalars), let end = index(of: ">>", in: rest), let star = rest[..<end].lastIndex(of: "*"),
        let count = Int(String(String.UnicodeScalarView(rest[(star + 1)..<end])))
      {
        let unit = rest[(rest.startIndex + 2)..<star].map { UInt8(truncatingIfNeeded: $0.value) }
        for _ in 0..<count { bytes += unit }
        rest = rest[(end + 2)...]
      } else {
        bytes.append(UInt8(truncatingIfNeeded: first.value))
        rest.removeFirst()
      }
    }
    return bytes
  }

  private static func index(of mark: String, in text: ArraySlice<Unicode.Scalar>) -> Int? {
    text.indices.dropLast().first { text[$0...].starts(with: mark.unicodeScalars) }
  }

  /// `400+close`, `close`, `200,200`, `200*50`.
  private static func outcome(_ text: String) -> Outcome {
    var statuses = text
    let closes = text.hasSuffix("close")
    if closes { statuses = text == "close" ? "" : String(text.dropLast("+close".count)) }
    let repeated = statuses.split(separator: "*").compactMap { Int($0) }
    if statuses.contains("*"), let status = repeated.first, let count = repeated.last {
      return Outcome(statuses: Array(repeating: status, count: count), closes: closes)
    }
    return Outcome(statuses: statuses.split(separator: ",").compactMap { Int($0) }, closes: closes)
  }
}

/// Reproducible choices (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Cuts `count` bytes into pieces of up to `longest`.
  mutating func pieces(of count: Int, longest: Int) -> [Int] {
    var pieces: [Int] = []
    var left = count
    while left > 0 {
      let piece = Int.random(in: 1...min(longest, left), using: &self)
      pieces.append(piece)
      left -= piece
    }
    return pieces
  }
}
