/// Why a regular expression is refused, and at which scalar.
package struct PatternError: Error, Equatable {
  package let offset: Int
  /// French, without final stop.
  package let reason: String
}

/// The parsed form of a pattern.
indirect enum PatternNode: Equatable {
  case scalar(ScalarSet)
  case start
  case end
  case sequence([PatternNode])
  case alternatives([PatternNode])
  /// `most` nil: without bound.
  case repetition(PatternNode, least: Int, most: Int?)
}

/// Reads `^ $ . [] () (?:) | * + ? {m,n} \d \w \s` and escapes; refuses the rest of ECMA 262 (look-around, references
/// to groups, lazy quantifiers, word boundaries, Unicode properties), so that no pattern means something else here.
struct PatternParser {
  private let scalars: [Unicode.Scalar]
  private var i = 0
  private var depth = 0

  static func parse(_ source: String) throws(PatternError) -> PatternNode {
    var parser = PatternParser(scalars: Array(source.unicodeScalars))
    let node = try parser.alternatives()
    guard parser.i == parser.scalars.count else { throw parser.error("parenthèse fermante isolée") }
    return node
  }

  private mutating func alternatives() throws(PatternError) -> PatternNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 32 else { throw error("trop de groupes imbriqués") }
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .alternatives(branches)
  }

  private mutating func sequence() throws(PatternError) -> PatternNode {
    var nodes: [PatternNode] = []
    while i < scalars.count, scalars[i] != "|", scalars[i] != ")" { nodes.append(try quantified()) }
    return nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }

  private mutating func quantified() throws(PatternError) -> PatternNode {
    let isAnchor = scalars[i] == "^" || scalars[i] == "$"
    let atom = try atom()
    guard i < scalars.count else { return atom }
    let bounds: (least: Int, most: Int?)
    switch scalars[i] {
    case "*": bounds = (0, nil)
    case "+": bounds = (1, nil)
    case "?": bounds = (0, 1)
    case "{": bounds = try counts()
    default: return atom
    }
    i += 1
    if isAnchor { throw error("une ancre ne se répète pas") }
    if i < scalars.count, "*+?{".unicodeScalars.contains(scalars[i]) { throw error("quantificateur double, paresseux ou possessif") }
    return .repetition(atom, least: bounds.least, most: bounds.most)
  }

  /// `{m}`, `{m,}` or `{m,n}`, left on its closing brace.
  private mutating func counts() throws(PatternError) -> (least: Int, most: Int?) {
    i += 1
    guard let least = integer() else { throw error("nombre de répétitions attendu") }
    var most: Int? = least
    if take(",") { most = integer() }
    guard i < scalars.count, scalars[i] == "}" else { throw error("accolade fermante attendue") }
    if let most, most < least { throw error("bornes de répétition inversées") }
    guard max(least, most ?? 0) <= 1000 else { throw error("plus de 1000 répétitions") }
    return (least, most)
  }

  private mutating func integer() -> Int? {
    let start = i
    var value = 0
    while i < scalars.count, (48...57).contains(scalars[i].value), i - start < 5 {
      value = value * 10 + Int(scalars[i].value - 48)
      i += 1
    }
    return i > start ? value : nil
  }

  private mutating func atom() throws(PatternError) -> PatternNode {
    let scalar = scalars[i]
    i += 1
    switch scalar {
    case "^": return .start
    case "$": return .end
    case ".": return .scalar(ScalarSet(ScalarSet.lineEnds, isNegated: true))
    case "[": return .scalar(try characterClass())
    case "(": return try group()
    case "\\": return .scalar(ScalarSet(try escape(inClass: false)))
    case "*", "+", "?", "{", "}", "]":
      i -= 1
      throw error("« \(scalar) » doit être échappé ou suivre ce qu’il répète")
    default: return .scalar(ScalarSet(scalar))
    }
  }

  private mutating func group() throws(PatternError) -> PatternNode {
    if take("?") { guard take(":") else { throw error("seuls les groupes « ( » et « (?: » sont pris en charge") } }
    let node = try alternatives()
    guard take(")") else { throw error("parenthèse fermante attendue") }
    return node
  }

  private mutating func characterClass() throws(PatternError) -> ScalarSet {
    let isNegated = take("^")
    var ranges: [ClosedRange<UInt32>] = []
    while !take("]") {
      let first = try classAtom()
      // A hyphen before the closing bracket stands for itself.
      guard i + 1 < scalars.count, scalars[i] == "-", scalars[i + 1] != "]" else {
        ranges += first
        continue
      }
      i += 1
      let last = try classAtom()
      guard let low = single(first), let high = single(last), low <= high else { throw error("intervalle invalide") }
      ranges.append(low...high)
    }
    guard !ranges.isEmpty else { throw error("classe vide") }
    return ScalarSet(ranges, isNegated: isNegated)
  }

  private mutating func classAtom() throws(PatternError) -> [ClosedRange<UInt32>] {
    guard i < scalars.count else { throw error("crochet fermant attendu") }
    let scalar = scalars[i]
    i += 1
    switch scalar {
    case "\\": return try escape(inClass: true)
    case "[": throw error("un crochet ouvrant doit être échappé dans une classe")
    default: return [scalar.value...scalar.value]
    }
  }

  private func single(_ ranges: [ClosedRange<UInt32>]) -> UInt32? {
    guard ranges.count == 1, ranges[0].count == 1 else { return nil }
    return ranges[0].lowerBound
  }

  /// What follows a backslash.
  private mutating func escape(inClass: Bool) throws(PatternError) -> [ClosedRange<UInt32>] {
    guard i < scalars.count else { throw error("échappement incomplet") }
    let scalar = scalars[i]
    i += 1
    switch scalar {
    case "d": return ScalarSet.digits
    case "D": return ScalarSet.complement(ScalarSet.digits)
    case "w": return ScalarSet.words
    case "W": return ScalarSet.complement(ScalarSet.words)
    case "s": return ScalarSet.spaces
    case "S": return ScalarSet.complement(ScalarSet.spaces)
    case "t": return [9...9]
    case "n": return [10...10]
    case "v": return [11...11]
    case "f": return [12...12]
    case "r": return [13...13]
    case "x": return try hexadecimal(2)
    case "u": return try hexadecimal(4)
    case "^", "$", "\\", ".", "*", "+", "?", "(", ")", "[", "]", "{", "}", "|", "/": return [scalar.value...scalar.value]
    case "-" where inClass: return [45...45]
    default:
      i -= 1
      throw error("échappement « \\\(scalar) » non pris en charge")
    }
  }

  private mutating func hexadecimal(_ digits: Int) throws(PatternError) -> [ClosedRange<UInt32>] {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard i < scalars.count, let digit = Character(scalars[i]).hexDigitValue, scalars[i].isASCII else {
        throw error("\(digits) chiffres hexadécimaux attendus")
      }
      value = value << 4 | UInt32(digit)
      i += 1
    }
    guard Unicode.Scalar(value) != nil else { throw error("moitié de paire de substitution") }
    return [value...value]
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard i < scalars.count, scalars[i] == scalar else { return false }
    i += 1
    return true
  }

  private func error(_ reason: String) -> PatternError { PatternError(offset: i, reason: reason) }
}

extension PatternParser {
  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }
}
