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

  /// Whether nothing is to be done nor refused, seen in one pass over the bytes of what French is typed with; false for any doubt.
  package var estNormal: Bool {
    utf8.withContiguousStorageIfAvailable { octets in
      // A text does not begin as what follows a space may not.
      var (avant, index) = (Self.espace, 0)
      while index < octets.count {
        let octet = octets[index]
        switch octet {
        case 0x21...0x7e: index += 1
        case Self.espace, Self.finDeLigne:
          if avant == Self.espace || octet == Self.espace && avant == Self.finDeLigne { return false }
          index += 1
        default:
          let longueur = Self.longueurTypographique(octets[index...])
          if longueur == 0 { return false }
          index += longueur
        }
        avant = octet
      }
      return octets.isEmpty || avant != Self.espace && avant != Self.finDeLigne
    } ?? false
  }

  private static let espace: UInt8 = 0x20
  private static let finDeLigne: UInt8 = 0x0a

  /// The length in UTF-8 of the letter or sign that begins there, from ¡ to ˿ without the soft hyphen, a dash, a quotation mark, an ellipsis
  /// or €; 0 for any other.
  private static func longueurTypographique(_ octets: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    func octet(_ rang: Int) -> UInt8 { rang < octets.count ? octets[octets.startIndex + rang] : 0 }
    switch (octet(0), octet(1), octet(2)) {
    case (0xc2, 0xa1...0xac, _), (0xc2, 0xae...0xbf, _), (0xc3...0xcb, _, _): return 2
    case (0xe2, 0x80, 0x90...0xa7), (0xe2, 0x82, 0xac): return 3
    default: return 0
    }
  }

  /// Without a space, a sign between figures, or a mark that is not seen: how a number or an address is kept.
  func compacte(sans signes: Set<Unicode.Scalar> = []) -> String {
    String(UnicodeScalarView(unicodeScalars.filter { !$0.properties.isWhitespace && !$0.estInvisible && !signes.contains($0) }))
  }

  /// ASCII, but for the spaces and the marks that are not seen which are pasted with it.
  var estASCIIColle: Bool { unicodeScalars.allSatisfy { $0.isASCII || $0.properties.isWhitespace || $0.estInvisible } }

  /// Empty, or white space, marks that are not seen and accents without a letter, and nothing else.
  package var estBlanc: Bool {
    unicodeScalars.allSatisfy { scalaire in
      switch scalaire.value {
      // What French begins with is looked up nowhere.
      case 0x21...0x7e, 0xa1...0xac, 0xae...0x2ff: false
      default: scalaire.properties.isWhitespace || scalaire.estInvisible || scalaire.estAccent
      }
    }
  }

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
  /// A mark that is written on a letter.
  fileprivate var estAccent: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }

  /// What people put between the figures of a number: dots, hyphens and dashes, slashes.
  static let entreChiffres: Set<Unicode.Scalar> = [
    ".", "-", "/", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2212}", "\u{b7}", "\u{2022}",
  ]
}
