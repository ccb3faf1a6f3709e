import Bytes
import Crypto
import FoundationEssentials
import Testing

struct RandomTests {
  @Test(arguments: [0, 1, 16, 32, 1000])
  func `gives as many bytes as asked`(count: Int) throws {
    #expect(try randomBytes(count).count == count)
  }

  @Test func `does not give the same bytes twice`() throws {
    #expect(try Set((0..<1000).map { _ in try randomBytes(16) }).count == 1000)
  }

  @Test(arguments: [0, 1, 0x017F_22E2_79B0, 0xFFFF_FFFF_FFFF] as [Int64])
  func `a UUIDv7 carries its milliseconds, its version and its variant (RFC 9562)`(milliseconds: Int64) throws {
    let text = try uuidV7(atMilliseconds: milliseconds).text
    let stamp = text.prefix(8) + text.dropFirst(9).prefix(4)
    #expect(Int64(stamp, radix: 16) == milliseconds)
    #expect(text.dropFirst(14).first == "7")
    #expect(text.dropFirst(19).first.map { "89ab".contains($0) } == true)
  }

  @Test func `ids of later milliseconds sort after`() throws {
    let ids = try (0..<100).map { try uuidV7(atMilliseconds: 1_700_000_000_000 + $0).text }
    #expect(ids == ids.sorted())
  }

  @Test func `a token is 43 characters of base64url and is looked up by the digest of its text`() throws {
    let token = try OpaqueToken()
    #expect(token.text.utf8.count == 43)
    #expect(bytes(base64URL: token.text)?.count == 32)
    #expect(token.digest == OpaqueToken.digest(of: token.text))
    #expect(token.digest == sha256(Array(token.text.utf8)))
    #expect(try OpaqueToken().text != token.text)
  }

  @Test func `equality in constant time is equality`() {
    #expect(constantTimeEquals([], []))
    #expect(constantTimeEquals([1, 2, 3], [1, 2, 3]))
    #expect(!constantTimeEquals([1, 2, 3], [1, 2, 4]))
    #expect(!constantTimeEquals([1, 2, 3], [1, 2]))
    #expect(!constantTimeEquals([], [0]))
  }
}
