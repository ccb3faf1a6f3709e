extension String {
  /// Lower case without accents, ligatures opened: the form in which words are compared.
  var replie: String {
    var resultat = String.UnicodeScalarView()
    for scalaire in lowercased().unicodeScalars {
      switch scalaire {
      case "\u{0300}"..."\u{036F}": continue
      case "à"..."å", "ā", "ă", "ą": resultat.append("a")
      case "ç", "ć", "č": resultat.append("c")
      case "è"..."ë", "ē", "ė", "ę", "ě": resultat.append("e")
      case "ì"..."ï", "ī", "į": resultat.append("i")
      case "ñ", "ń", "ň": resultat.append("n")
      case "ò"..."ö", "ø", "ō", "ő": resultat.append("o")
      case "š", "ś": resultat.append("s")
      case "ù"..."ü", "ū", "ů", "ű": resultat.append("u")
      case "ý", "ÿ": resultat.append("y")
      case "ž", "ź", "ż": resultat.append("z")
      case "œ": resultat.append(contentsOf: "oe".unicodeScalars)
      case "æ": resultat.append(contentsOf: "ae".unicodeScalars)
      default: resultat.append(scalaire)
      }
    }
    return String(resultat)
  }

  /// The words of the folded text, cut at everything that is neither letter nor digit.
  var motsReplies: [Substring] {
    motsLatins ?? replie.split { caractere in !(caractere.isLetter || caractere.isNumber) }
  }

  /// The same in one pass, for texts in the letters and the signs that French is typed with; nil for any other. It is a tenth of the cost,
  /// and every free text pays it.
  private var motsLatins: [Substring]? {
    var replie: [UInt8] = []
    replie.reserveCapacity(utf8.count)
    for scalaire in unicodeScalars {
      switch scalaire.value {
      case 0x61...0x7a, 0x30...0x39: replie.append(UInt8(scalaire.value))
      case 0x41...0x5a: replie.append(UInt8(scalaire.value) + 32)
      case 0...0x7f, 0xa0, 0xab, 0xb0, 0xbb, 0x2013, 0x2014, 0x2018...0x201d, 0x2026, 0x202f, 0x20ac: replie.append(32)
      case 0xe0...0xe5, 0xc0...0xc5: replie.append(97)
      case 0xe7, 0xc7: replie.append(99)
      case 0xe8...0xeb, 0xc8...0xcb: replie.append(101)
      case 0xec...0xef, 0xcc...0xcf: replie.append(105)
      case 0xf1, 0xd1: replie.append(110)
      case 0xf2...0xf6, 0xf8, 0xd2...0xd6, 0xd8: replie.append(111)
      case 0xf9...0xfc, 0xd9...0xdc: replie.append(117)
      case 0xfd, 0xff, 0xdd, 0x178: replie.append(121)
      case 0xe6, 0xc6: replie += [97, 101]
      case 0x153, 0x152: replie += [111, 101]
      default: return nil
      }
    }
    return String(decoding: replie, as: UTF8.self).utf8.split(separator: 32).map(Substring.init)
  }
}
