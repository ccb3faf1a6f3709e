import Bytes
import Crypto
import Testing

struct SealerTests {
  private static let secret = [UInt8](repeating: 7, count: 32)

  private func seal(_ sealer: Sealer, _ plain: String, _ bound: String) -> String {
    Array(plain.utf8).withUnsafeBytes { plain in Array(bound.utf8).withUnsafeBytes { sealer.seal(plain, bound: $0) } }
  }

  private func open(_ sealer: Sealer, _ text: String, _ bound: String) -> String? {
    Array(bound.utf8).withUnsafeBytes { sealer.open(text, bound: $0) }.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `any sealer of the same secret and label opens it, for the same bound only`() throws {
    let (here, there) = (try Sealer(secret: Self.secret, label: "essai"), try Sealer(secret: Self.secret, label: "essai"))
    let text = seal(here, "Élise Morvan", "liste")
    #expect(open(here, text, "liste") == "Élise Morvan")
    #expect(open(there, text, "liste") == "Élise Morvan")
    #expect(open(here, text, "autre") == nil)
    #expect(open(try Sealer(secret: Self.secret, label: "autre"), text, "liste") == nil)
    #expect(open(try Sealer(secret: [UInt8](repeating: 8, count: 32), label: "essai"), text, "liste") == nil)
    #expect(open(there, seal(try Sealer(secret: Self.secret, label: "essai"), "", ""), "") == "")
    #expect(open(there, text, "liste") == "Élise Morvan", "after another sealer's")
  }

  @Test func `nothing of it can be read, and no two are alike`() throws {
    let sealer = try Sealer(secret: Self.secret, label: "essai")
    let texts = (0..<100).map { _ in seal(sealer, "MORVAN ELISE", "liste") }
    #expect(Set(texts).count == 100)
    for text in texts {
      let raw = String(decoding: try #require(bytes(base64URL: text)), as: UTF8.self)
      #expect(!raw.contains("MORVAN") && !raw.contains("liste"))
    }
  }

  @Test func `one character changed, dropped or added opens nothing`() throws {
    let sealer = try Sealer(secret: Self.secret, label: "essai")
    let text = Array(seal(sealer, "[1,2]", "liste"))
    for index in text.indices {
      var changed = text
      changed[index] = text[index] == "A" ? "B" : "A"
      #expect(open(sealer, String(changed), "liste") == nil)
      #expect(open(sealer, String(text.prefix(index)), "liste") == nil)
    }
    #expect(open(sealer, String(text) + "A", "liste") == nil)
    #expect(open(sealer, String(text) + "=", "liste") == nil)
    #expect(open(sealer, String(text), "liste") == "[1,2]")
  }
}
