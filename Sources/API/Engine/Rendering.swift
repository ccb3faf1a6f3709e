import Bytes
import Domain
import JSON

extension Bytes {
  /// A civil date as `YYYY-MM-DD`.
  mutating func field(_ name: StaticString, _ value: Jour?) {
    self.name(name)
    if let value { self.value(value) } else { null() }
  }

  /// An instant as RFC 3339 in UTC.
  mutating func field(_ name: StaticString, _ value: Instant?) {
    self.name(name)
    if let value { self.value(value) } else { null() }
  }

  /// A text as PostgreSQL gives it, which answers for its UTF-8.
  mutating func field(_ name: StaticString, texte: UnsafeRawBufferPointer?) {
    if let texte { field(name, rawString: texte) } else { null(name) }
  }

  /// A JSON text as PostgreSQL gives it, which answers for its form.
  mutating func field(_ name: StaticString, json: UnsafeRawBufferPointer?) {
    self.name(name)
    if let json { append(json) } else { null() }
  }

  /// What `description` says, digit by digit into the buffer: dates are a fifth of what a list shows.
  private mutating func value(_ jour: Jour) {
    beginText()
    append(atMost: 11) { out in
      Self.write(jour, out)
      out[10] = 34
      return 11
    }
  }

  private mutating func value(_ instant: Instant) {
    let jour = instant.jourUTC
    let reste = Int(instant.microsecondes - Int64(jour.numero) * 86_400_000_000)
    let (secondes, fraction) = reste.quotientAndRemainder(dividingBy: 1_000_000)
    beginText()
    append(atMost: 28) { out in
      Self.write(jour, out)
      out[10] = 84
      writeDigits(secondes / 3600, out + 11, 2)
      out[13] = 58
      writeDigits(secondes / 60 % 60, out + 14, 2)
      out[16] = 58
      writeDigits(secondes % 60, out + 17, 2)
      var end = 19
      if fraction != 0 {
        out[19] = 46
        let width = fraction % 1000 == 0 ? 3 : 6
        writeDigits(width == 3 ? fraction / 1000 : fraction, out + 20, width)
        end = 20 + width
      }
      out[end] = 90
      out[end + 1] = 34
      return end + 2
    }
  }

  private static func write(_ jour: Jour, _ out: UnsafeMutablePointer<UInt8>) {
    let (annee, mois, quantieme) = jour.composantes
    writeDigits(annee, out, 4)
    out[4] = 45
    writeDigits(mois, out + 5, 2)
    out[7] = 45
    writeDigits(quantieme, out + 8, 2)
  }

  /// The quote that opens a text, after the comma that may be due.
  private mutating func beginText() {
    value(rawString: UnsafeRawBufferPointer(start: nil, count: 0))
    truncate(to: count - 1)
  }

  /// An object, or null.
  mutating func object(_ name: StaticString, _ fields: (inout Bytes) -> Void) {
    self.name(name)
    beginObject()
    fields(&self)
    endObject()
  }

  /// A list of anything.
  mutating func list<Element>(_ name: StaticString, _ elements: some Sequence<Element>, _ render: (Element, inout Bytes) -> Void) {
    self.name(name)
    beginArray()
    for element in elements { render(element, &self) }
    endArray()
  }
}
