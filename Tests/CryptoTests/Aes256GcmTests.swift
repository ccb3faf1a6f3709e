import Bytes
import Crypto
import Testing

struct Aes256GcmTests {
  struct Vector: Sendable {
    let key: String
    let nonce: String
    let plain: String
    let associated: String
    let sealed: String
  }

  /// « The Galois/Counter Mode of Operation » (McGrew, Viega, 2005), test cases 13 to 16: ciphertext then tag.
  static let vectors: [Vector] = [
    Vector(
      key: String(repeating: "00", count: 32), nonce: String(repeating: "00", count: 12), plain: "", associated: "",
      sealed: "530f8afbc74536b9a963b4f1c4cb738b"),
    Vector(
      key: String(repeating: "00", count: 32), nonce: String(repeating: "00", count: 12), plain: String(repeating: "00", count: 16),
      associated: "", sealed: "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"),
    Vector(
      key: "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", nonce: "cafebabefacedbaddecaf888",
      plain: "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
      associated: "",
      sealed: "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad"
        + "b094dac5d93471bdec1a502270e3cc6c"),
    Vector(
      key: "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", nonce: "cafebabefacedbaddecaf888",
      plain: "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
      associated: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
      sealed: "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
        + "76fc6ece0f4e1768cddf8853bb2d551b"),
  ]

  @Test(arguments: vectors)
  func `gives the ciphertexts and tags of McGrew and Viega, and opens them`(vector: Vector) throws {
    let cipher = Aes256Gcm(key: try #require(hexBytes(vector.key)))
    let (nonce, plain) = (try #require(hexBytes(vector.nonce)), try #require(hexBytes(vector.plain)))
    let associated = try #require(hexBytes(vector.associated))
    var sealed: [UInt8] = []
    plain.withUnsafeBytes { plain in associated.withUnsafeBytes { cipher.seal(plain, nonce: nonce, associated: $0, into: &sealed) } }
    #expect(hexText(sealed) == vector.sealed)
    #expect(associated.withUnsafeBytes { cipher.open(sealed[...], nonce: nonce, associated: $0) } == plain)
  }

  @Test func `no other byte of the text, of the nonce or of what is bound opens it`() throws {
    let vector = Self.vectors[3]
    let cipher = Aes256Gcm(key: try #require(hexBytes(vector.key)))
    let (nonce, sealed) = (try #require(hexBytes(vector.nonce)), try #require(hexBytes(vector.sealed)))
    let associated = try #require(hexBytes(vector.associated))
    func open(_ sealed: [UInt8], _ nonce: [UInt8], _ associated: [UInt8]) -> [UInt8]? {
      associated.withUnsafeBytes { cipher.open(sealed[...], nonce: nonce, associated: $0) }
    }
    func flipped(_ bytes: [UInt8], _ index: Int) -> [UInt8] {
      var bytes = bytes
      bytes[index] ^= 1
      return bytes
    }
    for index in sealed.indices { #expect(open(flipped(sealed, index), nonce, associated) == nil) }
    for index in nonce.indices { #expect(open(sealed, flipped(nonce, index), associated) == nil) }
    for index in associated.indices { #expect(open(sealed, nonce, flipped(associated, index)) == nil) }
    for count in 0..<sealed.count { #expect(open(Array(sealed.prefix(count)), nonce, associated) == nil) }
    #expect(open(sealed, nonce, []) == nil)
    #expect(open(sealed, nonce, associated) == hexBytes(vector.plain), "a refusal leaves the context fit for the next")
  }
}
