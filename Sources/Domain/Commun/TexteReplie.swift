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
    replie.split { caractere in !(caractere.isLetter || caractere.isNumber) }
  }
}
