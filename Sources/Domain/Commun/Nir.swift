/// Looks for a NIR (numéro de sécurité sociale) in free text, where it is forbidden (D-12), and keeps none.
///
/// The official shape: sex, year, month (01–12, 20, 30–42, 50 and more), département (2A, 2B included), commune, order,
/// then the key 97 − n mod 97 where 2A counts 19 and 2B counts 18. White space, dots, hyphens and invisible characters may
/// stand between the digits. A number starts and ends at the edge of a group of digits, so that a SIRET, a telephone number
/// or a longer reference passes.
package enum Nir {
  package enum Constat: Sendable, Hashable, Comparable {
    case absent
    /// The shape without a key, or with a wrong one: worth a warning.
    case soupcon
    /// Shape and key: refused.
    case present
  }

  /// The worst finding of the text. Linear in its length.
  package static func chercher(dans texte: String) -> Constat {
    guard peutEnContenir(texte) else { return .absent }
    let signes = texte.unicodeScalars.map(SigneNir.init)
    var pire = Constat.absent
    for debut in signes.indices where signes[debut].chiffre != nil {
      // Inside a group of digits nothing starts.
      if debut > 0, signes[debut - 1].chiffre != nil { continue }
      pire = max(pire, constat(signes, depuis: debut))
      if pire == .present { return pire }
    }
    return pire
  }

  /// Twelve digits at least (thirteen but for Corsica's letter), whatever their script: the first ones past ASCII are those of Arabic,
  /// U+0660, hence bytes from 0xD9. Nearly every text has fewer and is read once, byte by byte.
  private static func peutEnContenir(_ texte: String) -> Bool {
    var possibles = 0
    for octet in texte.utf8 where (48...57).contains(octet) || octet >= 0xD9 { possibles += 1 }
    return possibles >= 12
  }

  private static func constat(_ signes: [SigneNir], depuis debut: Int) -> Constat {
    guard !commenceUnSiret(signes, debut) else { return .absent }
    var lecture = LectureNir(signes, position: debut)
    guard let corps = lecture.corps() else { return .absent }
    let treizeSuffisent = lecture.estAuBord
    guard let cle = lecture.cle() else {
      return treizeSuffisent && corps.estPlausible ? .soupcon : .absent
    }
    if corps.estExact(cle: cle) { return .present }
    return corps.estPlausible ? .soupcon : .absent
  }

  /// Fourteen digits with their key, apart from any other digit: a SIRET, even when another number follows it.
  private static func commenceUnSiret(_ signes: [SigneNir], _ debut: Int) -> Bool {
    var lecture = LectureNir(signes, position: debut)
    guard let chiffres = lecture.chiffres(14), lecture.estAuBord else { return false }
    return Siret.cleExacte(chiffres.map(String.init).joined())
  }
}

/// One character as the search sees it.
private enum SigneNir: Equatable {
  case chiffre(Int)
  case corse(a: Bool)
  case separateur
  /// What people write before the key: `/`, `|`, `:`, `(`, `clé`.
  case avantCle
  case autre

  init(_ scalaire: Unicode.Scalar) {
    switch scalaire {
    case "0"..."9":
      self = .chiffre(Int(scalaire.value) - 48)
    case "A", "a":
      self = .corse(a: true)
    case "B", "b":
      self = .corse(a: false)
    case ".", "-", "\u{00B7}", "\u{2010}"..."\u{2015}", "\u{2212}":
      self = .separateur
    case "/", "|", ":", "(", "c", "C", "l", "L", "e", "E", "é", "É", "\u{0301}":
      self = .avantCle
    default:
      self = Self.rare(scalaire)
    }
  }

  /// Digits of other scripts and invisible characters would otherwise hide a number.
  private static func rare(_ scalaire: Unicode.Scalar) -> SigneNir {
    let proprietes = scalaire.properties
    if proprietes.numericType == .decimal, let valeur = proprietes.numericValue { return .chiffre(Int(valeur)) }
    if proprietes.isWhitespace || proprietes.generalCategory == .format { return .separateur }
    return .autre
  }

  var chiffre: Int? {
    if case .chiffre(let valeur) = self { valeur } else { nil }
  }
}

/// Reads digits from a position, through separators.
private struct LectureNir {
  private let signes: [SigneNir]
  private var position: Int
  private let separateursMax = 3
  private let signesAvantCleMax = 8

  init(_ signes: [SigneNir], position: Int) {
    self.signes = signes
    self.position = position
  }

  /// No digit follows at once.
  var estAuBord: Bool { position == signes.count || signes[position].chiffre == nil }

  /// That many digits, at most three separators between two; the position stays behind the last one.
  mutating func chiffres(_ nombre: Int) -> [Int]? {
    var lus: [Int] = []
    while lus.count < nombre {
      guard let signe = suivant(), let chiffre = signe.chiffre else { return nil }
      lus.append(chiffre)
    }
    return lus
  }

  /// The thirteen first characters.
  mutating func corps() -> CorpsNir? {
    guard let tete = chiffres(6), let septieme = suivant() else { return nil }
    let rang: Int
    var ecart = 0
    switch septieme {
    case .chiffre(let valeur):
      rang = valeur
    case .corse(let a) where tete[5] == 2:
      // 2A counts 19 and 2B counts 18: 20 less 1 or 2.
      rang = 0
      ecart = a ? 1 : 2
    default:
      return nil
    }
    guard let queue = chiffres(6) else { return nil }
    return CorpsNir(chiffres: tete + [rang] + queue, ecartCorse: ecart)
  }

  /// The two digits of the key, up to the edge of their group; a word or a sign may announce them.
  mutating func cle() -> Int? {
    var autre = self
    if let cle = autre.deuxChiffres() { return cle }
    var signesPasses = 0
    while position < signes.count, signes[position].chiffre == nil {
      guard signes[position] == .separateur || signes[position] == .avantCle, signesPasses < signesAvantCleMax else { return nil }
      signesPasses += 1
      position += 1
    }
    return deuxChiffres()
  }

  private mutating func deuxChiffres() -> Int? {
    guard let deux = chiffres(2), estAuBord else { return nil }
    return deux[0] * 10 + deux[1]
  }

  private mutating func suivant() -> SigneNir? {
    var separateurs = 0
    while position < signes.count, signes[position] == .separateur, separateurs < separateursMax {
      separateurs += 1
      position += 1
    }
    guard position < signes.count else { return nil }
    defer { position += 1 }
    return signes[position]
  }
}

/// The thirteen first characters of a NIR; the letter of Corsica reads as 0.
private struct CorpsNir {
  let chiffres: [Int]
  /// 1 for 2A, 2 for 2B: millions to take away before the key.
  let ecartCorse: Int

  private var mois: Int { chiffres[3] * 10 + chiffres[4] }
  private var departement: Int { chiffres[5] * 10 + chiffres[6] }
  private var ordre: Int { chiffres[10] * 100 + chiffres[11] * 10 + chiffres[12] }

  private var estConforme: Bool {
    let moisAdmis = (1...12).contains(mois) || mois == 20 || (30...42).contains(mois) || mois >= 50
    return moisAdmis && departement != 0 && ordre != 0
  }

  /// Sexes 3 and 4 (numbers being attributed) are left out: they open the bar codes of France.
  var estPlausible: Bool { [1, 2, 7, 8].contains(chiffres[0]) && estConforme }

  func estExact(cle: Int) -> Bool {
    guard [1, 2, 3, 4, 7, 8].contains(chiffres[0]), estConforme else { return false }
    let nombre = chiffres.reduce(0) { $0 * 10 + $1 } - ecartCorse * 1_000_000
    return cle == 97 - nombre % 97
  }
}
