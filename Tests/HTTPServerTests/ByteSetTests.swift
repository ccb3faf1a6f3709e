import Testing

@testable import HTTPServer

@Suite struct ByteSetTests {
  private let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

  private func members(_ contains: (UInt8) -> Bool) -> String {
    String(decoding: (UInt8.min...UInt8.max).filter(contains), as: UTF8.self)
  }

  private func sorted(_ text: String) -> String { String(decoding: text.utf8.sorted(), as: UTF8.self) }

  @Test func `the sets are those of the RFCs`() {
    #expect(members(ByteSet.token.contains) == sorted(letters + "!#$%&'*+-.^_`|~"))
    #expect(members(ByteSet.target.contains) == sorted(letters + "-._~%!$&'()*+,;=:@/?[]"))
    #expect(members(ByteSet.registeredName.contains) == sorted(letters + "-._~%!$&'()*+;="))
  }
}
