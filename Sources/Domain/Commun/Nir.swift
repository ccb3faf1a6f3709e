/// Looks for a NIR (numéro de sécurité sociale) in free text, where it is forbidden (D-12), and keeps none.
///
/// The official shape: sex, year, month (01–12, 20, 30–42, 50 and more), département (2A, 2B included), commune, order, then the key
/// 97 − n mod 97 where 2A counts 19 and 2B counts 18. Anything but letters, other digits and currencies may stand between the digits, and before the
/// key words such as « clé n° »: see `ChiffresEcrits`. A number starts and ends at the edge of a group of digits, so that a SIRET, a telephone
/// number or a longer reference passes; without its key, or with a wrong one, only the usual writing is told from an account or tax number.
package enum Nir {
  package enum Constat: Sendable, Hashable, Comparable {
    case absent
    /// The shape without a key, or with a wrong one: worth a warning.
    case soupcon
    /// Shape and key: refused.
    case present
  }

  /// The worst finding of the text. Linear in its length: the text is read once, and each group of digits once more.
  package static func chercher(dans texte: String) -> Constat {
    guard peutEnContenir(texte) else { return .absent }
    return ChiffresEcrits(texte).lus.withUnsafeBufferPointer(chercher)
  }

  private static func chercher(_ chiffres: UnsafeBufferPointer<ChiffreEcrit>) -> Constat {
    var pire = Constat.absent
    for debut in chiffres.indices where chiffres[debut].ecart != .aucun {
      // Thirteen digits at least must follow.
      guard debut + 13 <= chiffres.count else { break }
      pire = max(pire, constat(chiffres, depuis: debut))
      if pire == .present { return pire }
    }
    return pire
  }

  /// Thirteen digits, some of which a letter may stand for, six of them true. Nearly every text has fewer and is read once, byte by byte.
  private static func peutEnContenir(_ texte: String) -> Bool {
    var (vrais, possibles) = (0, 0)
    for octet in texte.utf8 {
      switch octet {
      case 48...57: vrais += 1
      // Letters taken for 0 and 1, and those of Corsica.
      case 73, 79, 108, 111, 65, 66, 97, 98: possibles += 1
      // What may begin a digit past ASCII: not the accented letters (0xC3).
      case 0xC2, 0xD9...: vrais += 1
      default: break
      }
    }
    return vrais >= 6 && vrais + possibles >= 13
  }

  private static func constat(_ chiffres: UnsafeBufferPointer<ChiffreEcrit>, depuis debut: Int) -> Constat {
    guard let corps = CorpsNir(chiffres, depuis: debut) else { return .absent }
    let finDuCorps = debut + 13
    guard let cle = cle(chiffres, a: finDuCorps) else {
      let estAuBord = finDuCorps == chiffres.count || chiffres[finDuCorps].ecart != .aucun
      return estAuBord && corps.estUsuel && !corps.estNumeroFiscal ? .soupcon : .absent
    }
    if corps.estExact(cle: cle.valeur) { return .present }
    return corps.estUsuel && cle.estUsuelle ? .soupcon : .absent
  }

  /// The two digits of the key, up to the edge of their group. They stand apart from each other only when they stand apart from the rest:
  /// fourteen digits in a row and a fifteenth are a SIRET and something else.
  private static func cle(_ chiffres: UnsafeBufferPointer<ChiffreEcrit>, a position: Int) -> (valeur: Int, estUsuelle: Bool)? {
    guard position + 1 < chiffres.count, position + 2 == chiffres.count || chiffres[position + 2].ecart != .aucun else { return nil }
    let (dizaine, unite) = (chiffres[position], chiffres[position + 1])
    guard dizaine.ecart != .coupure, unite.ecart == .aucun || unite.ecart == .separateurs && dizaine.ecart != .aucun, dizaine.valeur < 10,
      unite.valeur < 10
    else { return nil }
    return (Int(dizaine.valeur) * 10 + Int(unite.valeur), unite.ecart == .aucun && dizaine.estSur && unite.estSur)
  }
}

/// The thirteen first characters of a NIR.
private struct CorpsNir {
  private let sexe: Int
  private let mois: Int
  /// As a number, from which the key is computed: 2A reads as 19 and 2B as 18.
  private let nombre: Int
  /// The groups that people make, all of sure digits.
  private let estGroupeEnUsage: Bool

  /// Digits that letters stand for: more of them is a text.
  private static let incertainsMax = 8
  /// Where the usual writing leaves a gap: sex, year, month, département (of three digits overseas), commune, order, key.
  /// One bit a rank.
  private static let coupuresEnUsage: UInt16 = [1, 3, 5, 7, 8, 10].reduce(0) { $0 | 1 << $1 }

  /// Nil when what starts there is not of the shape.
  init?(_ chiffres: UnsafeBufferPointer<ChiffreEcrit>, depuis debut: Int) {
    sexe = Int(chiffres[debut].valeur)
    guard (1...4).contains(sexe) || sexe == 7 || sexe == 8, chiffres[debut + 3].valeur < 10, chiffres[debut + 4].valeur < 10 else { return nil }
    mois = Int(chiffres[debut + 3].valeur) * 10 + Int(chiffres[debut + 4].valeur)
    guard (1...12).contains(mois) || mois == 20 || (30...42).contains(mois) || mois >= 50 else { return nil }
    var (somme, ecartCorse, incertains, groupes) = (0, 0, 0, true)
    for rang in 0..<13 {
      let lu = chiffres[debut + rang]
      if rang > 0, lu.ecart == .coupure || lu.ecart == .cle { return nil }
      if rang > 0, lu.ecart == .separateurs, Self.coupuresEnUsage >> rang & 1 == 0 { groupes = false }
      if !lu.estSur { incertains += 1 }
      switch lu.valeur {
      case 0...9: somme = somme * 10 + Int(lu.valeur)
      case _ where rang == 6 && chiffres[debut + 5].valeur == 2:
        // 2A counts 19 and 2B counts 18: 20 less 1 or 2.
        somme *= 10
        ecartCorse = lu.valeur == ChiffreEcrit.lettreA ? 1 : 2
      default: return nil
      }
    }
    guard incertains <= Self.incertainsMax, somme / 1_000_000 % 100 != 0, somme % 1000 != 0 else { return nil }
    nombre = somme - ecartCorse * 1_000_000
    estGroupeEnUsage = groupes && incertains == 0
  }

  /// What makes a NIR without a right key likely: sexes 3, 4, 7 and 8 open bar codes and references, and the months past December are rare.
  var estUsuel: Bool { estGroupeEnUsage && (sexe == 1 || sexe == 2) && (1...12).contains(mois) }

  /// A tax number has thirteen digits too, the last three of which are the others modulo 511.
  var estNumeroFiscal: Bool { nombre / 1000 % 511 == nombre % 1000 }

  func estExact(cle: Int) -> Bool { cle == 97 - nombre % 97 }
}
