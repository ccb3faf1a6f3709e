import Bytes

extension Bytes {
  /// One record of RFC 4180: cells separated by commas, ended by CRLF. A cell that a spreadsheet would run as a formula starts with an
  /// apostrophe, so that it stays text.
  mutating func append(csv cellules: [String]) {
    for (index, cellule) in cellules.enumerated() {
      if index > 0 { append(UInt8(ascii: ",")) }
      append(cellule: cellule)
    }
    append("\r\n")
  }

  private mutating func append(cellule: String) {
    let formule = cellule.utf8.first.map { [0x3d, 0x2b, 0x2d, 0x40, 0x09, 0x0d].contains($0) } ?? false
    let texte = formule ? "'" + cellule : cellule
    guard texte.utf8.contains(where: { [0x22, 0x2c, 0x0d, 0x0a].contains($0) }) else { return append(texte) }
    append(UInt8(ascii: "\""))
    for octet in texte.utf8 {
      if octet == 0x22 { append(octet) }
      append(octet)
    }
    append(UInt8(ascii: "\""))
  }
}
