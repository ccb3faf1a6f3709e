import Bytes
import Crypto
import Testing

struct ScryptTests {
  /// RFC 7914 §12, but the one of N = 2^20, which needs a gibibyte.
  static let vectors: [(password: String, salt: String, logN: Int, r: Int, p: Int, key: String)] = [
    (
      "", "", 4, 1, 1,
      "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
        + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
    ),
    (
      "password", "NaCl", 10, 8, 16,
      "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
        + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
    ),
    (
      "pleaseletmein", "SodiumChloride", 14, 8, 1,
      "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
    ),
  ]

  @Test(arguments: vectors)
  func `gives the keys of RFC 7914`(password: String, salt: String, logN: Int, r: Int, p: Int, key: String) throws {
    let derived = try scrypt(
      password: Array(password.utf8), salt: Array(salt.utf8),
      parameters: ScryptParameters(logN: logN, r: r, p: p), length: 64)
    #expect(hexText(derived) == key)
  }

  @Test func `the standard costs are N 2^17, r 8, p 1 and ask for 128 MiB`() throws {
    #expect(try ScryptParameters.standard == ScryptParameters(logN: 17, r: 8, p: 1))
    #expect(ScryptParameters.standard.memoryBytes >> 20 == 128)
  }

  @Test(arguments: [(0, 8, 1), (21, 8, 1), (17, 0, 1), (17, 33, 1), (17, 8, 0), (17, 8, 17), (20, 32, 1)])
  func `costs out of bounds are refused`(logN: Int, r: Int, p: Int) {
    #expect(throws: CryptoError.invalidParameters) { try ScryptParameters(logN: logN, r: r, p: p) }
  }

  @Test(arguments: [0, 15, 65])
  func `a key of an impossible length is refused`(length: Int) throws {
    let parameters = try ScryptParameters(logN: 4, r: 1, p: 1)
    #expect(throws: CryptoError.invalidParameters) {
      try scrypt(password: [], salt: [], parameters: parameters, length: length)
    }
  }
}
