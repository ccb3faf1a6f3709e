import Bytes
import Domain

/// Writes iCalendar (RFC 5545): content lines ended by CRLF and folded at 75 octets.
extension Bytes {
  /// A line whose value is as it stands: a date, a URI, a name of the grammar.
  mutating func append(ligne nom: String, brut valeur: String) { append(contentLine: "\(nom):\(valeur)") }

  /// A line whose value is TEXT (§3.3.11), escaped.
  mutating func append(ligne nom: String, texte valeur: String) {
    var echappe = "\(nom):"
    for scalaire in valeur.unicodeScalars {
      switch scalaire {
      case "\\", ";", ",":
        echappe.unicodeScalars.append("\\")
        echappe.unicodeScalars.append(scalaire)
      case "\n": echappe += "\\n"
      case "\t": echappe.unicodeScalars.append(scalaire)
      // No other control character may stand in a calendar.
      case _ where scalaire.value < 0x20 || scalaire.value == 0x7f: break
      default: echappe.unicodeScalars.append(scalaire)
      }
    }
    append(contentLine: echappe)
  }

  /// §3.1: 75 octets a line at most, its line break aside; never cut within a character.
  private mutating func append(contentLine ligne: String) {
    let octets = Array(ligne.utf8)
    var debut = 0
    var place = 75
    while octets.count - debut > place {
      var fin = debut + place
      while octets[fin] & 0xc0 == 0x80 { fin -= 1 }
      append(octets[debut..<fin])
      append("\r\n ")
      debut = fin
      place = 74  // the blank that continues a line counts
    }
    append(octets[debut...])
    append("\r\n")
  }

  private mutating func append(_ octets: ArraySlice<UInt8>) { octets.withUnsafeBytes { append($0) } }
}

extension Jour {
  /// `20250312`, a DATE value (§3.3.4).
  var iCalendar: String { description.filter { $0 != "-" } }
}

extension Instant {
  /// `20250312T080000Z`, a DATE-TIME value in UTC (§3.3.5).
  var iCalendar: String { String(description.prefix(19).filter { $0 != "-" && $0 != ":" }) + "Z" }
}
