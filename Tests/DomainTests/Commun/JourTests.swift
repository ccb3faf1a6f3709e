import Domain
import Testing

@Test func `un jour est relu tel qu'il est écrit`() {
  #expect(Jour(texte: "2024-10-21")?.description == "2024-10-21")
}
