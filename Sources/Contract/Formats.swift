import Bytes
import FoundationEssentials

/// The formats of strings that are checked, each for real.
enum Format: String, Sendable, CaseIterable {
  case uuid
  case date
  case dateTime = "date-time"
  case email
  case uri
  case uriReference = "uri-reference"

  /// A date that a request brings has a year that people mean: what is computed from it stays far from the ends of the calendar.
  func accepts(_ text: String, use: SchemaUse) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      return switch self {
      case .uuid: UUID(ascii: bytes) != nil
      case .date: CivilDateFormat.accepts(bytes) && (use == .response || CivilDateFormat.isUsual(bytes))
      case .dateTime: InstantFormat.accepts(bytes) && (use == .response || CivilDateFormat.isUsual(bytes))
      case .email: EmailFormat.accepts(bytes)
      case .uri: URIFormat.acceptsAbsolute(bytes)
      case .uriReference: URIFormat.acceptsCharacters(bytes)
      }
    }
  }

  /// What people are told is expected, French.
  var expectation: String {
    switch self {
    case .uuid: "un identifiant UUID"
    case .date: "une date réelle AAAA-MM-JJ, de 1900 à 2999"
    case .dateTime: "un instant RFC 3339, par exemple 2025-10-20T08:30:00Z, de 1900 à 2999"
    case .email: "une adresse électronique"
    case .uri: "une URI absolue"
    case .uriReference: "une référence d’URI"
    }
  }
}

/// `YYYY-MM-DD`, a day that exists in the Gregorian calendar; PostgreSQL has no year 0.
enum CivilDateFormat {
  static func accepts(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count == 10, text[4] == 45, text[7] == 45 else { return false }
    guard let year = decimal(text, 0, 4), let month = decimal(text, 5, 2), let day = decimal(text, 8, 2) else { return false }
    guard year >= 1, (1...12).contains(month), day >= 1 else { return false }
    let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return day <= days[month - 1]
  }

  /// Nobody alive was born before 1900; the rules are narrower where they can be.
  private static let usualYears = 1900...2999

  /// For a text whose first four bytes are the digits of a year.
  static func isUsual(_ text: UnsafeRawBufferPointer) -> Bool { decimal(text, 0, 4).map(usualYears.contains) ?? false }

  /// Exactly `length` digits.
  static func decimal(_ text: UnsafeRawBufferPointer, _ start: Int, _ length: Int) -> Int? {
    var value = 0
    for byte in text[start..<start + length] {
      guard (48...57).contains(byte) else { return nil }
      value = value * 10 + Int(byte) - 48
    }
    return value
  }
}

/// RFC 3339 §5.6, up to nanoseconds. Leap seconds are refused: instants here are counts of seconds without them.
enum InstantFormat {
  static func accepts(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count >= 20, CivilDateFormat.accepts(UnsafeRawBufferPointer(rebasing: text[..<10])), text[10] | 0x20 == 116 else {
      return false
    }
    guard isTime(text, 11), text[16] == 58, let second = CivilDateFormat.decimal(text, 17, 2), second < 60 else { return false }
    var i = 19
    if text[i] == 46 {
      i += 1
      let start = i
      while i < text.count, (48...57).contains(text[i]) { i += 1 }
      guard (1...9).contains(i - start) else { return false }
    }
    guard i < text.count else { return false }
    if text[i] | 0x20 == 122 { return i + 1 == text.count }
    return (text[i] == 43 || text[i] == 45) && i + 6 == text.count && isTime(text, i + 1)
  }

  /// `hh:mm`.
  private static func isTime(_ text: UnsafeRawBufferPointer, _ start: Int) -> Bool {
    guard let hour = CivilDateFormat.decimal(text, start, 2), let minute = CivilDateFormat.decimal(text, start + 3, 2) else { return false }
    return hour < 24 && minute < 60 && text[start + 2] == 58
  }
}

/// What a mail system delivers: a dot-atom of RFC 5322 at a domain of at least two labels, all ASCII. No quoted local
/// part, no address literal.
enum EmailFormat {
  static func accepts(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count <= 254, let at = text.lastIndex(of: 64) else { return false }
    return isLocalPart(text[..<at]) && isDomain(text[(at + 1)...])
  }

  private static func isLocalPart(_ text: Slice<UnsafeRawBufferPointer>) -> Bool {
    guard (1...64).contains(text.count) else { return false }
    return text.split(separator: 46, omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty && $0.allSatisfy(isAtom) }
  }

  private static func isAtom(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
  }

  private static func isDomain(_ text: Slice<UnsafeRawBufferPointer>) -> Bool {
    let labels = text.split(separator: 46, omittingEmptySubsequences: false)
    guard labels.count >= 2, labels.allSatisfy(isLabel), let top = labels.last else { return false }
    return top.count >= 2 && !top.allSatisfy { (48...57).contains($0) }
  }

  private static func isLabel(_ label: Slice<UnsafeRawBufferPointer>) -> Bool {
    (1...63).contains(label.count) && label.first != 45 && label.last != 45 && label.allSatisfy { isAlphanumeric($0) || $0 == 45 }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (97...122).contains(byte | 0x20)
  }
}

/// RFC 3986: its characters and escapes; for an absolute URI, its scheme, and a host where the scheme needs one.
enum URIFormat {
  static func acceptsAbsolute(_ text: UnsafeRawBufferPointer) -> Bool {
    guard acceptsCharacters(text), let colon = text.firstIndex(of: 58), colon > 0, colon + 1 < text.count else { return false }
    guard (97...122).contains(text[0] | 0x20) else { return false }
    let isScheme = text[..<colon].allSatisfy { byte in
      (97...122).contains(byte | 0x20) || (48...57).contains(byte) || byte == 43 || byte == 45 || byte == 46
    }
    guard isScheme else { return false }
    let scheme = String(decoding: text[..<colon], as: UTF8.self).lowercased()
    guard scheme == "http" || scheme == "https" || scheme == "ftp" else { return true }
    let rest = text[(colon + 1)...]
    guard rest.starts(with: "//".utf8) else { return false }
    return isHost(rest.dropFirst(2).prefix { $0 != 47 && $0 != 63 && $0 != 35 })
  }

  /// The authority of a web address: no credentials, a host, at most one port in digits.
  private static func isHost(_ authority: Slice<UnsafeRawBufferPointer>) -> Bool {
    if authority.first == 91 {
      guard let end = authority.firstIndex(of: 93), end > authority.startIndex + 2 else { return false }
      return isPort(authority[(end + 1)...])
    }
    let host = authority.prefix { $0 != 58 }
    guard !host.isEmpty, !authority.contains(64), !authority.contains(91) else { return false }
    return isPort(authority[host.endIndex...])
  }

  private static func isPort(_ text: Slice<UnsafeRawBufferPointer>) -> Bool {
    text.isEmpty || (text.first == 58 && text.count <= 6 && text.dropFirst().allSatisfy { (48...57).contains($0) })
  }

  static func acceptsCharacters(_ text: UnsafeRawBufferPointer) -> Bool {
    var i = 0
    var hasFragment = false
    while i < text.count {
      let byte = text[i]
      switch byte {
      case 48...57, 65...90, 97...122: break
      case 35:
        guard !hasFragment else { return false }
        hasFragment = true
      case 37:
        guard i + 2 < text.count, hexValue(text[i + 1]) != nil, hexValue(text[i + 2]) != nil else { return false }
        i += 2
      default: guard "-._~:/?[]@!$&'()*+,;=".utf8.contains(byte) else { return false }
      }
      i += 1
    }
    return true
  }
}
