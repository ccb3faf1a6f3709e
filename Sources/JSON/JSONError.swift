/// Why a text is not JSON as RFC 8259 and our limits have it, and where. It never carries the text received.
package struct JSONError: Error, Equatable {
  package enum Kind: Sendable, Equatable, CaseIterable {
    /// No value at all.
    case empty
    /// U+FEFF before the value (RFC 8259 §8.1).
    case byteOrderMark
    case syntax
    /// The text ends inside a value.
    case truncated
    /// Something other than white space after the value.
    case trailing
    /// A number outside the grammar of RFC 8259 §6: `01`, `+1`, `.5`, `NaN`…
    case number
    /// A raw control character in a string.
    case controlCharacter
    /// An escape that does not exist, or `\u` without four hexadecimal digits.
    case escape
    case loneSurrogate
    /// U+0000, raw or escaped: PostgreSQL stores no such text.
    case nul
    case invalidUTF8
    /// The same name twice in one object.
    case duplicateName
    /// More containers inside one another than `JSONLimits.depth`.
    case depth
    /// A name or a number longer than its limit.
    case tooLong
  }

  package let kind: Kind
  /// Bytes before the culprit.
  package let offset: Int
  /// From 1.
  package let line: Int
  /// From 1, in characters (Unicode scalars) on the line.
  package let column: Int
  /// RFC 6901 pointer to the innermost value entered; for a duplicate name, to the member itself.
  package let pointer: String

  /// What is wrong, in French, with its place.
  package var message: String { "\(kind.message) (ligne \(line), colonne \(column))." }
}

extension JSONError.Kind {
  /// What is wrong, without its place or final stop.
  package var message: String {
    switch self {
    case .empty: "Le corps est vide, un document JSON est attendu"
    case .byteOrderMark: "Le document commence par une marque d’ordre des octets (BOM), à retirer"
    case .syntax: "Le document n’est pas du JSON valide"
    case .truncated: "Le document JSON est incomplet"
    case .trailing: "Du contenu suit la fin du document JSON"
    case .number: "Ce nombre n’est pas écrit comme le veut JSON"
    case .controlCharacter: "Une chaîne contient un caractère de contrôle qui n’est pas échappé"
    case .escape: "Une chaîne contient une séquence d’échappement inconnue ou incomplète"
    case .loneSurrogate: "Une chaîne contient une moitié de paire de substitution Unicode isolée"
    case .nul: "Le caractère nul (U+0000) n’est pas accepté"
    case .invalidUTF8: "Le document n’est pas encodé en UTF-8 valide"
    case .duplicateName: "Un objet contient deux fois le même champ"
    case .depth: "Le document imbrique trop de tableaux et d’objets"
    case .tooLong: "Un nom de champ ou un nombre est trop long"
    }
  }
}

/// A failure as the parser meets it; it becomes a `JSONError` once, with the line and column counted.
struct JSONFailure: Error {
  let kind: JSONError.Kind
  let offset: Int
  var pointer = ""

  /// The same failure seen from the container, one level up.
  func inside(_ segment: String) -> JSONFailure {
    JSONFailure(kind: kind, offset: offset, pointer: JSONPointer.child("", segment) + pointer)
  }

  func located(in bytes: UnsafeRawBufferPointer) -> JSONError {
    var line = 1
    var column = 1
    for byte in bytes.prefix(offset) {
      if byte == 10 {
        line += 1
        column = 1
      } else if byte & 0xc0 != 0x80 {
        column += 1
      }
    }
    return JSONError(kind: kind, offset: offset, line: line, column: column, pointer: pointer)
  }
}
