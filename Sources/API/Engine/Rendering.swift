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
    self.name(name)
    if let texte { value(rawString: texte) } else { null() }
  }

  /// What `description` says, digit by digit into the buffer: dates are a fifth of what a list shows.
  private mutating func value(_ jour: Jour) {
    beginText()
    append(jour)
    append(34)
  }

  private mutating func value(_ instant: Instant) {
    let jour = instant.jourUTC
    let reste = Int(instant.microsecondes - Int64(jour.numero) * 86_400_000_000)
    let (secondes, fraction) = reste.quotientAndRemainder(dividingBy: 1_000_000)
    beginText()
    append(jour)
    append(84)
    append(decimal: secondes / 3600, width: 2)
    append(58)
    append(decimal: secondes / 60 % 60, width: 2)
    append(58)
    append(decimal: secondes % 60, width: 2)
    if fraction != 0 {
      append(46)
      if fraction % 1000 == 0 { append(decimal: fraction / 1000, width: 3) } else { append(decimal: fraction, width: 6) }
    }
    append("Z\"")
  }

  private mutating func append(_ jour: Jour) {
    let (annee, mois, quantieme) = jour.composantes
    append(decimal: annee, width: 4)
    append(45)
    append(decimal: mois, width: 2)
    append(45)
    append(decimal: quantieme, width: 2)
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
