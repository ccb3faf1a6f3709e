import Bytes
import Crypto
import Testing

struct Sha256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ])
  func `gives the digests of FIPS 180`(message: String, digest: String) {
    #expect(hexText(sha256(Array(message.utf8))) == digest)
  }

  @Test func `gives the digest of a million letters a (FIPS 180)`() {
    #expect(
      hexText(sha256([UInt8](repeating: 97, count: 1_000_000)))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func `one hasher gives the same digests as fresh ones, whatever came before`() {
    let hasher = Sha256Hasher()
    for length in [0, 1, 55, 56, 63, 64, 65, 1000, 3, 0] {
      let message = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
      #expect(hasher.hash(message) == sha256(message))
    }
  }

  @Test func `an empty buffer without an address has the digest of the empty message`() {
    #expect(Sha256Hasher().hash(UnsafeRawBufferPointer(start: nil, count: 0)) == sha256([]))
  }
}
