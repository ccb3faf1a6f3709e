import Crypto
import Testing

struct PasswordHashTests {
  private let cheap: ScryptParameters

  init() throws { cheap = try ScryptParameters(logN: 4, r: 8, p: 1) }

  @Test func `the password opens its hash and no other does`() throws {
    let hash = try PasswordHash(password: "quatre mots sans suite", parameters: cheap)
    #expect(try hash.verify("quatre mots sans suite"))
    #expect(try !hash.verify("quatre mots sans suitE"))
    #expect(try !hash.verify(""))
  }

  @Test func `the encoded form reads back to the same hash`() throws {
    let hash = try PasswordHash(password: "été à la mer 😀", parameters: cheap)
    let read = try PasswordHash(encoded: hash.encoded)
    #expect(read == hash)
    #expect(try read.verify("été à la mer 😀"))
    #expect(hash.encoded.hasPrefix("$scrypt$ln=4,r=8,p=1$"))
  }

  @Test func `the standard costs are written as 17, 8 and 1 and verify within the worker's memory`() throws {
    let hash = try PasswordHash(password: "un mot de passe de test")
    #expect(hash.encoded.hasPrefix("$scrypt$ln=17,r=8,p=1$"))
    #expect(try hash.verify("un mot de passe de test"))
    #expect(!hash.needsRehash())
  }

  @Test func `reads a hash written by another program (passlib)`() throws {
    let hash = try PasswordHash(
      encoded: "$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E")
    #expect(try hash.verify("password"))
    #expect(try !hash.verify("Password"))
    #expect(hash.needsRehash())
  }

  @Test func `two hashes of one password differ by their salt`() throws {
    #expect(try PasswordHash(password: "le même", parameters: cheap) != PasswordHash(password: "le même", parameters: cheap))
  }

  @Test func `a hash of other costs asks to be written again`() throws {
    let hash = try PasswordHash(password: "x", parameters: cheap)
    #expect(hash.needsRehash())
    #expect(!hash.needsRehash(cheap))
  }

  @Test func `no password opens a decoy`() throws {
    let decoy = try PasswordHash.decoy(parameters: cheap)
    #expect(try !decoy.verify(""))
    #expect(try !decoy.verify("password"))
    #expect(decoy.parameters == cheap)
  }

  @Test(arguments: [
    "", "$", "scrypt", "$scrypt$ln=4,r=8,p=1$AAAAAAAAAAA", "$argon2$ln=4,r=8,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
    "$scrypt$ln=04,r=8,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA", "$scrypt$ln=+4,r=8,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
    "$scrypt$r=8,ln=4,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA", "$scrypt$ln=4,r=8$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
    "$scrypt$ln=99,r=8,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA", "$scrypt$ln=4,r=8,p=1$AAAA$AAAAAAAAAAAAAAAAAAAAAA",
    "$scrypt$ln=4,r=8,p=1$AAAAAAAAAAA$AAAA", "$scrypt$ln=4,r=8,p=1$AAAAAAAAAA-$AAAAAAAAAAAAAAAAAAAAAA",
    "$scrypt$ln=4,r=8,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA$", "$scrypt$ln=4,r=8,p=1$AAAAAAAAAAA=$AAAAAAAAAAAAAAAAAAAAAA",
  ])
  func `any other spelling is refused`(encoded: String) {
    #expect(throws: CryptoError.malformedHash) { try PasswordHash(encoded: encoded) }
  }
}
