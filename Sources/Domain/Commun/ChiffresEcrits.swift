/// One digit of a text, as `Nir` sees it.
struct ChiffreEcrit {
  /// What stands before it, back to the digit before.
  enum Ecart {
    case aucun
    case separateurs
    /// Words that announce a key: « clé », « clef n° ».
    case cle
    /// Other words, too many signs, or the beginning of the text.
    case coupure
  }

  static let lettreA: UInt8 = 10
  static let lettreB: UInt8 = 11

  /// 0 to 9, or the letter of Corsica after a 2.
  let valeur: UInt8
  /// False for a letter that stands for a digit: O, l, I.
  let estSur: Bool
  let ecart: Ecart
}

/// The digits of a text with what stands between them: of any script, superscript or circled, or letters taken for them where a word is made of
/// nothing else. One pass.
struct ChiffresEcrits {
  private(set) var lus: [ChiffreEcrit] = []
  private var mot: [Signe] = []
  private var separateurs = 0
  /// The words since the last digit, folded to ASCII, a space between two; nothing more is kept past the longest announcement.
  private var lettres: [UInt8] = []

  private static let separateursMax = 12
  private static let lettresMax = 32

  private enum Signe: Equatable {
    case chiffre(UInt8)
    /// O, l or I.
    case douteux(UInt8)
    case corse(UInt8)
    /// Folded to ASCII; 0 when it has no such letter.
    case lettre(UInt8)
    case separateur
    /// Currencies: amounts are no groups of one number.
    case coupure
    /// Accents written apart.
    case invisible
  }

  init(_ texte: String) {
    for scalaire in texte.unicodeScalars {
      let signe = Self.signe(scalaire)
      switch signe {
      case .invisible: continue
      case .separateur, .coupure:
        finirMot()
        separateurs += signe == .coupure ? Self.separateursMax + 1 : 1
        if !lettres.isEmpty, lettres.last != 32, lettres.count < Self.lettresMax { lettres.append(32) }
      default: mot.append(signe)
      }
    }
    finirMot()
  }

  /// Letters count for digits in a word that has no other; a letter of Corsica follows its 2.
  private mutating func finirMot() {
    guard !mot.isEmpty else { return }
    defer { mot.removeAll(keepingCapacity: true) }
    let estNombre = mot.indices.allSatisfy { index in
      switch mot[index] {
      case .lettre: false
      case .corse: index > 0 ? mot[index - 1] == .chiffre(2) : mot.count == 1 && lus.last?.valeur == 2
      default: true
      }
    }
    for index in mot.indices {
      switch mot[index] {
      case .chiffre(let valeur): ajouter(valeur)
      case .douteux(let valeur): if estNombre { ajouter(valeur, estSur: false) } else { lettre(valeur == 0 ? 111 : 108) }
      case .corse(let valeur):
        if estNombre || index > 0 && mot[index - 1] == .chiffre(2) { ajouter(valeur) } else { lettre(valeur == ChiffreEcrit.lettreA ? 97 : 98) }
      case .lettre(let pliee): lettre(pliee)
      case .separateur, .coupure, .invisible: break
      }
    }
  }

  private mutating func lettre(_ pliee: UInt8) { if lettres.count <= Self.lettresMax { lettres.append(pliee) } }

  private mutating func ajouter(_ valeur: UInt8, estSur: Bool = true) {
    lus.append(ChiffreEcrit(valeur: valeur, estSur: estSur, ecart: ecart))
    separateurs = 0
    lettres.removeAll(keepingCapacity: true)
  }

  private var ecart: ChiffreEcrit.Ecart {
    if lus.isEmpty || separateurs > Self.separateursMax { return .coupure }
    if lettres.isEmpty { return separateurs == 0 ? .aucun : .separateurs }
    return Self.annonceUneCle(lettres) ? .cle : .coupure
  }

  private static let motsCle: Set<String> = ["cle", "clef", "cles", "key"]
  private static let motsAdmis: Set<String> = [
    "n", "no", "num", "numero", "nir", "de", "controle", "la", "sa", "avec", "et", "est", "securite", "sociale",
  ]

  private static func annonceUneCle(_ lettres: [UInt8]) -> Bool {
    guard lettres.count <= lettresMax else { return false }
    let mots = String(decoding: lettres, as: UTF8.self).split(separator: " ").map(String.init)
    return mots.contains(where: motsCle.contains) && mots.allSatisfy { motsCle.contains($0) || motsAdmis.contains($0) }
  }

  private static func signe(_ scalaire: Unicode.Scalar) -> Signe {
    switch scalaire {
    case "0"..."9": .chiffre(UInt8(scalaire.value) - 48)
    case "A", "a": .corse(ChiffreEcrit.lettreA)
    case "B", "b": .corse(ChiffreEcrit.lettreB)
    case "O", "o": .douteux(0)
    case "I", "l": .douteux(1)
    case "C"..."Z", "c"..."z": .lettre(UInt8(scalaire.value) | 0x20)
    case "$": .coupure
    case "\u{00}"..."\u{7F}": .separateur
    case "é", "É", "è", "È", "ê", "Ê", "ë", "Ë": .lettre(101)
    case "ô", "Ô": .lettre(111)
    case "°", "º": .separateur
    default: rare(scalaire)
    }
  }

  private static func rare(_ scalaire: Unicode.Scalar) -> Signe {
    let proprietes = scalaire.properties
    if proprietes.numericType == .decimal || proprietes.numericType == .digit, let valeur = proprietes.numericValue, (0...9).contains(valeur) {
      return .chiffre(UInt8(valeur))
    }
    switch proprietes.generalCategory {
    case .nonspacingMark, .enclosingMark: return .invisible
    case .currencySymbol: return .coupure
    default: return proprietes.isAlphabetic ? .lettre(0) : .separateur
    }
  }
}
