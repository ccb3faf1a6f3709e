import Contract
import JSON
import Testing

@Suite struct FormatTests {
  private func accepts(_ format: String, _ text: String) throws -> Bool {
    try schema("{\"type\":\"string\",\"format\":\"\(format)\"}").accepts(.string(text))
  }

  @Test(arguments: [
    "2025-01-01", "2024-02-29", "2000-02-29", "1900-01-01", "2999-12-31", "2025-04-30", "2025-12-31",
  ])
  func `a real date is accepted`(_ text: String) throws { #expect(try accepts("date", text)) }

  @Test(arguments: [
    "2025-02-29", "1900-02-29", "2100-02-29", "2025-04-31", "2025-13-01", "2025-00-10", "2025-01-00", "2025-01-32", "0000-01-01",
    "2025-1-1", "25-01-01", "2025/01/01", "20250101", "2025-01-01 ", " 2025-01-01", "2025-01-01T00:00:00Z", "", "２０２５-01-01", "+025-01-01",
    "2025-01-0a",
  ])
  func `what is no date is refused`(_ text: String) throws { #expect(try !accepts("date", text)) }

  @Test(arguments: ["0001-01-01", "1899-12-31", "3000-01-01", "9999-12-31"])
  func `a year that nobody means is read and not taken`(_ text: String) throws {
    for (format, value) in [("date", text), ("date-time", "\(text)T00:00:00Z")] {
      let schema = try schema("{\"type\":\"string\",\"format\":\"\(format)\"}")
      #expect(!schema.accepts(.string(value)) && schema.accepts(.string(value), use: .response))
    }
  }

  @Test(arguments: [
    "2025-10-20T08:30:00Z", "2025-10-20t08:30:00z", "2025-10-20T23:59:59.999999999Z", "2025-10-20T08:30:00+02:00",
    "2024-02-29T00:00:00-11:30", "2025-10-20T08:30:00.5-00:00",
  ])
  func `an instant is accepted`(_ text: String) throws { #expect(try accepts("date-time", text)) }

  @Test(arguments: [
    "2025-10-20", "2025-10-20T08:30:00", "2025-10-20 08:30:00Z", "2025-10-20T24:00:00Z", "2025-10-20T08:60:00Z", "2025-12-31T23:59:60Z",
    "2025-10-20T08:30Z", "2025-10-20T08:30:00.Z", "2025-10-20T08:30:00.1234567890Z", "2025-10-20T08:30:00+2:00", "2025-10-20T08:30:00+02",
    "2025-10-20T08:30:00+0200", "2025-10-20T08:30:00+24:00", "2025-10-20T08:30:00+02:60", "2025-02-29T08:30:00Z", "2025-10-20T08:30:00ZZ",
    "", "2025-10-20T8:30:00Z ", "2025-10-20T08:30:00,5Z", "2025-10-20T08-30-00Z", "2025-10-20T08:30:0xZ", "2025-10-20T08:30:00.5",
  ])
  func `what is no instant is refused`(_ text: String) throws { #expect(try !accepts("date-time", text)) }

  @Test(arguments: [
    "a@b.fr", "prenom.nom@caisse.example", "o'neil+tag@sous.domaine.example", "x@xn--caf-dma.fr",
    "\(String(repeating: "a", count: 64))@b.fr",
    "a_b-c@1and1.com",
  ])
  func `an address is accepted`(_ text: String) throws { #expect(try accepts("email", text)) }

  @Test(arguments: [
    "", "a", "@b.fr", "a@", "a@b", "a@b.", "a@.fr", "a@b..fr", "a..b@c.fr", ".a@b.fr", "a.@b.fr", "a b@c.fr", "a@b c.fr", "a@-b.fr",
    "a@b-.fr", "a@b@c.fr", "é@b.fr", "a@é.fr", "a@127.0.0.1", "a@[127.0.0.1]", "\"a\"@b.fr", "<a@b.fr>", "a@b.fr\n", "a@b.f",
    "\(String(repeating: "a", count: 65))@b.fr", "a@\(String(repeating: "b", count: 64)).fr", "a@\(String(repeating: "b.", count: 130))fr",
  ])
  func `what is no address is refused`(_ text: String) throws { #expect(try !accepts("email", text)) }

  @Test(arguments: [
    "https://a.example", "http://a.example:8080/b?c=d#e", "https://a.example/%C3%A9", "urn:uuid:0190c5d3-7a1b-7def-8123-456789abcdef",
    "mailto:a@b.fr", "https://[::1]:443/", "ftp://a.example/x",
  ])
  func `an absolute URI is accepted`(_ text: String) throws { #expect(try accepts("uri", text)) }

  @Test(arguments: [
    "", "a", "/v1/comptes", "//a.example", "https:", "https:/a", "https://", "https:///a", "https://a b", "https://a/é", "https://a/%4",
    "https://a/%zz", "1http://a", ":a", "https://a#b#c", "https://user:secret@a.example", "https://a:port/", "https://a:123456/",
    "ht_tp://a", "https://[]/",
    "https://a/\"", "https://a/<b>",
  ])
  func `what is no absolute URI is refused`(_ text: String) throws { #expect(try !accepts("uri", text)) }

  @Test func `a reference may be relative`() throws {
    #expect(try accepts("uri-reference", "/v1/comptes?curseur=abc"))
    #expect(try accepts("uri-reference", ""))
    #expect(try !accepts("uri-reference", "/v1/é"))
  }
}
