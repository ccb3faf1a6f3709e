extension String {
  /// The text as it is kept, whatever the keyboard, the system or the page it was pasted from: composed (NFC), spaces of every kind as plain ones
  /// and never two together, nothing around, no mark that is not seen. Line ends are kept, as line feeds. Empty when nothing else was there.
  /// Characters that are refused (`estInterditEnTexte`) are left for the refusal.
  package var normalise: String {
    if estNormal { return self }
    var lignes = String.UnicodeScalarView()
    var (blanc, retour) = (false, false)
    for scalaire in composee.unicodeScalars {
      if scalaire.estInvisible, !scalaire.estInterditEnTexte { continue }
      let suite = retour && scalaire == "\n"
      retour = scalaire == "\r"
      if suite { continue }
      if scalaire == "\n" || scalaire == "\r" {
        blanc = false
        lignes.append("\n")
      } else if scalaire.properties.isWhitespace, !scalaire.estInterditEnTexte, scalaire != "\t" {
        blanc = true
      } else {
        if blanc { lignes.append(" ") }
        blanc = false
        lignes.append(scalaire)
      }
    }
    return String(lignes).sansBlancsAutour
  }

  /// Whether nothing is to be done, seen in one pass over what French is typed with; false for any doubt.
  private var estNormal: Bool {
    var avant: Unicode.Scalar = " "
    for scalaire in unicodeScalars {
      switch scalaire.value {
      case 0x20: if avant == " " || avant == "\n" { return false }
      case 0x0a: if avant == " " { return false }
      case 0x21...0x7e, 0xa1...0xac, 0xae...0x2ff, 0x2010...0x2027, 0x20ac: break
      default: return false
      }
      avant = scalaire
    }
    return (avant != " " && avant != "\n" && unicodeScalars.first != "\n") || isEmpty
  }

  /// Without a space, a sign between figures, or a mark that is not seen: how a number or an address is kept.
  func compacte(sans signes: Set<Unicode.Scalar> = []) -> String {
    String(UnicodeScalarView(unicodeScalars.filter { !$0.properties.isWhitespace && !$0.estInvisible && !signes.contains($0) }))
  }

  /// ASCII, but for the spaces and the marks that are not seen which are pasted with it.
  var estASCIIColle: Bool { unicodeScalars.allSatisfy { $0.isASCII || $0.properties.isWhitespace || $0.estInvisible } }

  /// Empty, or white space and marks that are not seen, and nothing else.
  package var estBlanc: Bool { unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0.estInvisible } }

  /// Without the white space at both ends.
  fileprivate var sansBlancsAutour: String {
    let scalaires = unicodeScalars
    guard let debut = scalaires.firstIndex(where: { !$0.properties.isWhitespace }),
      let fin = scalaires.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalaires[debut...fin])
  }
}

extension Unicode.Scalar {
  /// What people put between the figures of a number: dots, hyphens and dashes, slashes.
  static let entreChiffres: Set<Unicode.Scalar> = [".", "-", "/", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2212}", "\u{b7}", "\u{2022}"]
}
