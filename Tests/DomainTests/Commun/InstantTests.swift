import Domain
import Testing

@Suite struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", Int64(0)), ("2024-10-21T07:30:00Z", 1_729_495_800_000_000),
    ("2025-10-20T23:59:00+02:00", 1_760_997_540_000_000), ("1969-12-31T23:59:59.999999Z", -1),
    ("2024-10-21T07:30:00.5Z", 1_729_495_800_500_000), ("2024-10-21t07:30:00.123456789z", 1_729_495_800_123_456),
    ("2024-10-21 07:30:00-00:00", 1_729_495_800_000_000), ("2024-10-21T02:00:00-05:30", 1_729_495_800_000_000),
  ])
  func `un instant RFC 3339 est lu à la microseconde`(texte: String, microsecondes: Int64) {
    #expect(Instant(rfc3339: texte)?.microsecondes == microsecondes)
  }

  @Test(arguments: [
    "", "2024-10-21", "2024-10-21T07:30:00", "2024-10-21T07:30Z", "2024-10-21T24:00:00Z", "2024-10-21T07:60:00Z",
    "2024-10-21T07:30:60Z", "2024-10-21T07:30:00.Z", "2024-10-21T07:30:00+0200", "2024-10-21T07:30:00+24:00", "2024-10-21T07:30:00+02:60",
    "2024-02-30T00:00:00Z", "2024-10-21T07:30:00Z ", "2024-10-21T7:30:00Z", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00",
    "2024-10-21T07:30:00,5Z",
  ])
  func `un instant mal écrit est refusé`(texte: String) {
    #expect(Instant(rfc3339: texte) == nil)
  }

  @Test(arguments: [
    "2024-10-21T07:30:00Z", "1970-01-01T00:00:00Z", "1969-12-31T23:59:59.999999Z", "2024-10-21T07:30:00.500Z", "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999Z",
  ])
  func `un instant s'écrit en UTC, avec ses décimales s'il en a`(texte: String) {
    #expect(Instant(rfc3339: texte)?.description == texte)
  }

  @Test func `un instant s'ordonne et s'ajoute en temps continu`() {
    let instant: Instant = "2025-03-29T12:00:00+01:00"
    #expect(instant.ajoutant(heures: 24) == "2025-03-30T13:00:00+02:00")
    #expect(instant < instant.ajoutant(secondes: 1))
    #expect(("1969-12-31T23:00:00Z" as Instant).jourUTC == "1969-12-31")
  }
}
