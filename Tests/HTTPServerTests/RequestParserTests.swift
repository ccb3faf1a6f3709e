import Testing

@testable import HTTPServer

/// What a stream of bytes was read as: each request, then the refusal that ended it, or what was left.
private struct Reading: Equatable, CustomStringConvertible {
  var requests: [String] = []
  var refusal: HTTPRefusal?
  var leftover = 0
  var description: String { "\(requests) \(refusal.map { "\($0)" } ?? "-") \(leftover)" }
}

/// Feeds `stream` in the given pieces.
private func read(_ stream: [UInt8], pieces: [Int], limits: Limits = Limits()) -> Reading {
  var input = InputBuffer()
  var parser = RequestParser(limits)
  var reading = Reading()
  var position = 0
  for piece in pieces {
    let room = input.room(atLeast: piece)
    stream.withUnsafeBytes { room.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<(position + piece)])) }
    input.commit(piece)
    position += piece
    do throws(HTTPRefusal) {
      while input.count > 0, try parser.parse(&input) {
        reading.requests.append(summary(parser, input))
        input.consume(parser.requestCount)
        parser.reset()
      }
    } catch {
      reading.refusal = error
      return reading
    }
  }
  reading.leftover = parser.isHeadComplete ? -1 : input.count
  return reading
}

private func read(_ text: String, limits: Limits = Limits()) -> Reading {
  let stream = Array(text.utf8)
  return read(stream, pieces: stream.isEmpty ? [] : [stream.count], limits: limits)
}

private func summary(_ parser: borrowing RequestParser, _ input: borrowing InputBuffer) -> String {
  func text(_ range: ByteRange) -> String { String(decoding: input.slice(range), as: UTF8.self) }
  let head = parser.head
  let fields = head.fields.map { "\(text($0.name))=\(text($0.value))" }.joined(separator: ";")
  let body = input.slice(parser.body).reduce(into: UInt64(parser.body.count)) { $0 = $0 &* 31 &+ UInt64($1) }
  return "\(head.method) \(text(head.path)) \(head.query.map(text) ?? "-") keep:\(head.keepsConnection) \(fields) body:\(body)"
}

@Suite struct RequestParserTests {
  @Test(arguments: HTTPCase.all) func `how a request is cut changes nothing to how it is read`(_ hostile: HTTPCase) {
    let stream = hostile.bytes
    let whole = read(stream, pieces: [stream.count])
    var generator = SeededGenerator(seed: 1)
    for longest in [3, 100, 5000] {
      #expect(read(stream, pieces: generator.pieces(of: stream.count, longest: longest)) == whole)
    }
    if stream.count < 100_000 { #expect(read(stream, pieces: Array(repeating: 1, count: stream.count)) == whole) }
  }

  @Test(arguments: 0..<40) func `nor does it when the bytes are damaged`(_ round: Int) throws {
    var generator = SeededGenerator(seed: UInt64(round))
    let alphabet = Array("\r\n\t :;,/?%[]*0159afGHX\u{0}\u{7f}".utf8) + [0x80, 0xff]
    for hostile in HTTPCase.all where hostile.bytes.count < 2000 {
      var stream = hostile.bytes + Array("GET /next HTTP/1.1\r\nHost: b\r\n\r\n".utf8)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let place = Int.random(in: 0..<stream.count, using: &generator)
        let byte = try #require(alphabet.randomElement(using: &generator))
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: stream[place] = byte
        case 1: stream.insert(byte, at: place)
        default: stream.remove(at: place)
        }
      }
      let whole = read(stream, pieces: [stream.count])
      #expect(read(stream, pieces: Array(repeating: 1, count: stream.count)) == whole, "\(hostile.name), seed \(round)")
      #expect(read(stream, pieces: generator.pieces(of: stream.count, longest: 40)) == whole, "\(hostile.name), seed \(round)")
    }
  }

  @Test(arguments: [
    ("/a/b?x=1&y=%C3%A9", "/a/b", "x=1&y=%C3%A9"), ("/a?", "/a", ""), ("/", "/", "-"), ("//b", "//b", "-"), ("/a?b?c", "/a", "b?c"),
    ("http://a/b?c", "/b", "c"), ("HTTPS://a.example:8443/b", "/b", "-"), ("http://a", "", "-"), ("http://[::1]:80?c", "", "c"),
    ("/-._~!$&'()*+,;=:@", "/-._~!$&'()*+,;=:@", "-"),
  ]) func `a target is split into path and query`(_ target: String, _ path: String, _ query: String) {
    #expect(read("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n").requests == ["get \(path) \(query) keep:true Host=a body:0"])
  }

  @Test(arguments: [
    "/%", "/%4", "/%4g", "/a?%zz", "/a[b]", "/a?b[0]=1", "/a\"b", "/a<b", "/a^b", "/a`b", "/a{b}", "/a|b", "/a\\b", "*", "a", "http:/a",
    "http://", "http:///a", "http://u@a/", "http://a:b/", "http://a:99999/", "ftp://a/", "http://[::1/", "http://[x]/", "http://a,b/",
  ]) func `a target outside the grammar is refused`(_ target: String) {
    #expect(read("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n") == Reading(refusal: .badTarget))
  }

  @Test(arguments: ["a", "a.example", "a.example:80", "a:", "127.0.0.1:8080", "[::1]", "[::1]:8080", "a%20b", "a_b", "xn--caf-dma"])
  func `a valid Host passes`(_ host: String) {
    #expect(read("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n").refusal == nil)
  }

  @Test(arguments: ["", " ", ":80", "a:b", "a:65536", "a:080000", "[]", "[::1", "[::1]x", "a/b", "a?b", "a%2", "a b", "a,b", "u@a", "é"])
  func `an invalid Host is refused`(_ host: String) {
    #expect(read("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n").refusal == .badHost)
  }

  @Test(arguments: [
    ("1.1", "", true), ("1.1", "Connection: close\r\n", false), ("1.1", "Connection: Keep-Alive, CLOSE\r\n", false),
    ("1.1", "Connection: keep-alive\r\nConnection: close\r\n", false), ("1.1", "Connection: closed\r\n", true), ("1.0", "", false),
    ("1.0", "Connection: keep-alive\r\n", true), ("1.0", "Connection: keep-alive, close\r\n", false), ("1.1", "Connection: ,\r\n", true),
  ]) func `whether a connection is kept follows version and options`(_ version: String, _ fields: String, _ keeps: Bool) throws {
    let reading = read("GET / HTTP/\(version)\r\nHost: a\r\n\(fields)\r\n")
    #expect(try #require(reading.requests.first).contains("keep:\(keeps)"))
  }

  @Test func `a request of HTTP/1.0 needs no Host`() {
    #expect(read("GET / HTTP/1.0\r\n\r\n").requests.count == 1)
    #expect(read("GET / HTTP/1.1\r\n\r\n").refusal == .missingHost)
  }

  @Test(arguments: [
    "authorization", "Idempotency-Key", "IF-MATCH", "if-none-match", "content-type", "User-Agent", "Referer", "Origin", "Range", "From",
    "date", "Max-Forwards", "If-Range", "if-modified-since", "If-Unmodified-Since", "Content-Encoding", "Expect", "content-range",
    "proxy-authorization",
  ]) func `a field that has one value cannot be given twice`(_ name: String) {
    #expect(read("GET / HTTP/1.1\r\nHost: a\r\n\(name): 100-continue\r\n\(name.uppercased()): 1\r\n\r\n").refusal == .duplicateField)
    #expect(read("GET / HTTP/1.1\r\nHost: a\r\nX-\(name): 1\r\nX-\(name): 2\r\n\r\n").requests.count == 1)
  }

  @Test func `limits hold to the byte`() {
    var limits = Limits()
    limits.targetBytes = 10
    limits.headBytes = 100
    limits.fieldCount = 3
    limits.bodyBytes = 5
    func refusal(_ text: String) -> HTTPRefusal? { read(text, limits: limits).refusal }
    #expect(refusal("GET /23456789A HTTP/1.1\r\nHost: a\r\n\r\n") == nil)
    #expect(refusal("GET /23456789AB HTTP/1.1\r\nHost: a\r\n\r\n") == .targetTooLong)
    let head = "GET / HTTP/1.1\r\nHost: a\r\nX: "
    #expect(refusal(head + String(repeating: "x", count: 100 - head.utf8.count - 4) + "\r\n\r\n") == nil)
    #expect(refusal(head + String(repeating: "x", count: 101 - head.utf8.count - 4) + "\r\n\r\n") == .headTooLarge)
    #expect(refusal("GET / HTTP/1.1\r\nHost: a\r\nA: 1\r\nB: 2\r\n\r\n") == nil)
    #expect(refusal("GET / HTTP/1.1\r\nHost: a\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\n") == .tooManyFields)
    #expect(refusal("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n12345") == nil)
    #expect(refusal("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\n") == .bodyTooLarge)
    let chunked = "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    #expect(refusal(chunked + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n") == nil)
    #expect(refusal(chunked + "3\r\nabc\r\n3\r\n") == .bodyTooLarge)
    limits.chunkExtensionBytes = 4
    #expect(refusal(chunked + "1;ab\r\na\r\n0;\r\n\r\n") == nil)
    #expect(refusal(chunked + "1;ab\r\na\r\n0;c\r\n\r\n") == .chunkExtensionsTooLarge)
  }

  @Test func `chunks are joined, and nothing else of them is kept`() {
    let chunked = "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    let plain = "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabcdefghi"
    let joined = chunked + "3\r\nabc\r\n004 ; x=\"y\"\r\ndefg\r\n2\r\nhi\r\n00\r\nA: b\r\nC: d\r\n\r\n" + plain
    let bodies = read(joined).requests.map { $0.split(separator: " ").last }
    #expect(bodies.count == 2 && bodies[0] == bodies[1])
  }

  @Test(arguments: ["", " ", ";", "-1", "+1", "1 ", "1\t", "1 x", "1,", "00000000000000001"])
  func `a chunk size outside the grammar is refused`(_ size: String) {
    #expect(read("PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(size)\r\na\r\n0\r\n\r\n").refusal == .badChunk)
  }

  @Test func `a body sent by small chunks takes no more memory than itself`() throws {
    var input = InputBuffer()
    var parser = RequestParser(Limits())
    func feed(_ text: String) throws(HTTPRefusal) -> Bool {
      input.room(atLeast: text.utf8.count).copyBytes(from: Array(text.utf8))
      input.commit(text.utf8.count)
      return try parser.parse(&input)
    }
    _ = try feed("PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
    let head = input.count
    for count in 1...2000 {
      _ = try feed(count < 500 ? "1;extension\r\na\r\n" : "1\r\na\r\n")
      #expect(input.count == head + count)
    }
    let isComplete = try feed("0\r\n\r\nGET /next")
    #expect(isComplete)
    #expect(parser.body.count == 2000)
    #expect(input.count == parser.requestCount + "GET /next".utf8.count)
  }

  @Test func `100 Continue is due once, when the client waits for it`() throws {
    func isDue(_ text: String) throws -> [Bool] {
      var input = InputBuffer()
      var parser = RequestParser(Limits())
      input.room(atLeast: text.utf8.count).copyBytes(from: Array(text.utf8))
      input.commit(text.utf8.count)
      _ = try parser.parse(&input)
      return [parser.takeContinue(), parser.takeContinue()]
    }
    let head = "PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\n"
    #expect(try isDue(head + "Content-Length: 2\r\n\r\n") == [true, false])
    #expect(try isDue(head + "Transfer-Encoding: chunked\r\n\r\n") == [true, false])
    #expect(try isDue(head + "Content-Length: 2\r\n\r\na") == [false, false])
    #expect(try isDue(head + "Content-Length: 0\r\n\r\n") == [false, false])
    #expect(try isDue(head + "\r\n") == [false, false])
    #expect(try isDue("PUT / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n") == [false, false])
  }
}
