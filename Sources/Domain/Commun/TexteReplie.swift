@_spi(_Unicode) import Swift

extension String {
  /// The words of the text in the form they are compared and searched in: lower case, without accents, ligatures opened, cut at everything
  /// that is neither letter nor digit. Apostrophes, hyphens and spaces are all cuts. `mots_replies` of the schema says the same; a test
  /// compares them.
  package var motsReplies: [Substring] {
    var replie: [UInt8] = []
    replie.reserveCapacity(utf8.count)
    for scalaire in unicodeScalars { scalaire.replier(dans: &replie) }
    return String(decoding: replie, as: UTF8.self).utf8.split(separator: Unicode.Scalar.coupure).map(Substring.init)
  }

  /// The words as they are without their apostrophes and hyphens; none when there are neither.
  var motsColles: [Substring] {
    guard unicodeScalars.contains(where: \.colle) else { return [] }
    return String(UnicodeScalarView(unicodeScalars.filter { !$0.colle })).motsReplies
  }

  /// The only form in which texts are kept and compared (NFC).
  var composee: String {
    // No scalar before the combining marks changes.
    if unicodeScalars.allSatisfy({ $0.value < 0x300 }) { return self }
    var composes = UnicodeScalarView()
    composes.append(contentsOf: _nfc)
    return String(composes)
  }
}

extension Unicode.Scalar {
  fileprivate static let coupure: UInt8 = 32

  /// An apostrophe or a hyphen, as they are typed.
  fileprivate var colle: Bool {
    switch value {
    case 0x27, 0x2d, 0x2bc, 0x2010, 0x2011, 0x2018, 0x2019: true
    default: false
    }
  }

  /// The scalars that French is typed with first: every free text goes through here.
  fileprivate func replier(dans replie: inout [UInt8]) {
    switch value {
    case 0x61...0x7a, 0x30...0x39: replie.append(UInt8(value))
    case 0x41...0x5a: replie.append(UInt8(value) + 32)
    case 0xad: break
    case 0...0xbf, 0xd7, 0xf7: replie.append(Self.coupure)
    case 0xe0...0xe5, 0xc0...0xc5: replie.append(97)
    case 0xe7, 0xc7: replie.append(99)
    case 0xe8...0xeb, 0xc8...0xcb: replie.append(101)
    case 0xec...0xef, 0xcc...0xcf: replie.append(105)
    case 0xf1, 0xd1: replie.append(110)
    case 0xf2...0xf6, 0xf8, 0xd2...0xd6, 0xd8: replie.append(111)
    case 0xf9...0xfc, 0xd9...0xdc: replie.append(117)
    case 0xfd, 0xff, 0xdd, 0x178: replie.append(121)
    case 0xe6, 0xc6: replie += "ae".utf8
    case 0x153, 0x152: replie += "oe".utf8
    case 0x300...0x36f: break
    default: replierAutre(dans: &replie)
    }
  }

  /// Any other: a letter loses its accents, a mark that is not seen is nothing, a sign cuts.
  private func replierAutre(dans replie: inout [UInt8]) {
    for partie in String(self)._nfd {
      guard partie == self else {
        partie.replier(dans: &replie)
        continue
      }
      if estInvisible { continue }
      if estSigne {
        replie.append(Self.coupure)
        continue
      }
      switch value {
      case 0xdf, 0x1e9e: replie += "ss".utf8
      case 0xfe, 0xde: replie += "th".utf8
      case 0x141, 0x142: replie.append(108)
      case 0xf0, 0xd0, 0x110, 0x111: replie.append(100)
      case 0x131: replie.append(105)
      case 0x3c2: replie += "σ".utf8
      case 0xfb00: replie += "ff".utf8
      case 0xfb01: replie += "fi".utf8
      case 0xfb02: replie += "fl".utf8
      case 0xfb03: replie += "ffi".utf8
      case 0xfb04: replie += "ffl".utf8
      case 0xfb05, 0xfb06: replie += "st".utf8
      default: replie += properties.lowercaseMapping.utf8
      }
    }
  }

  /// Signs outside of Latin-1: modifier letters (ʼ is typed for an apostrophe), punctuation, currencies, symbols, wide and half-width forms of
  /// them.
  private var estSigne: Bool {
    switch value {
    case 0x2b0...0x2ff, 0x2000...0x2bff, 0x3000...0x303f, 0xfe10...0xfe6f, 0xff00...0xff0f: true
    default: false
    }
  }

  /// What is not seen, nor is a space: soft hyphens, joiners, directions of writing, blank letters, byte order marks, annotations.
  var estInvisible: Bool {
    switch value {
    case 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b...0x180e, 0x200b...0x200f, 0x202a...0x202e, 0x2060...0x206f, 0x2800,
      0x3164, 0xfe00...0xfe0f, 0xfeff, 0xffa0, 0xfff9...0xfffb, 0xe0000...0xe0fff:
      true
    default: false
    }
  }
}
