import Bytes
package import JSON

extension Contract {
  /// A parameter in the path, the query or a header.
  package final class Parameter: Sendable {
    package enum Place: String, Sendable {
      case path
      case query
      case header
    }

    package let name: String
    package let place: Place
    package let isRequired: Bool
    package let schema: Schema
    /// What the text becomes before the schema judges it.
    let shape: ParameterShape

    package let defaultValue: JSONValue?
    let isIfMatch: Bool
    /// `x-lecture: lente`: a request that gives it may read for long.
    package let isSlow: Bool
    /// Where its errors stand.
    let pointer: String

    init(name: String, place: Place, isRequired: Bool, schema: Schema, shape: ParameterShape, isSlow: Bool) {
      self.name = name
      self.place = place
      self.isRequired = isRequired
      self.schema = schema
      self.shape = shape
      self.isSlow = isSlow
      defaultValue = schema.defaultValue
      isIfMatch = place == .header && name.lowercased() == "if-match"
      pointer = JSONPointer.child("/\(place.rawValue)", name)
    }

    /// The value of a text already decoded, checked by the schema; nil, and the errors said, when it is wrong.
    package func value(of text: String, screen: TextScreen? = nil, into errors: inout [FieldError]) -> JSONValue? {
      let count = errors.count
      guard let value = shape.value(of: text) else {
        errors.append(FieldError(pointer: pointer, code: .formatInvalide, message: shape.expectation))
        return nil
      }
      schema.validate(value, at: pointer, screen: screen, into: &errors)
      return errors.count == count ? value : nil
    }
  }

  /// The parameters of one request by name, defaults included.
  package struct ParameterValues: Sendable {
    private(set) var values: [(name: String, value: JSONValue)] = []

    /// Nil when the parameter is absent and has no default.
    package subscript(name: String) -> JSONValue? {
      values.first { isSameText($0.name, name) }?.value
    }

    /// The elements of a list, empty when absent.
    package func list(_ name: String) -> [JSONValue] { self[name]?.array ?? [] }

    mutating func set(_ name: String, _ value: JSONValue) { values.append((name, value)) }
  }
}

/// How a parameter's text reads, from the types its schema admits.
enum ParameterShape: Sendable, Equatable {
  case string
  case integer
  case number
  case boolean
  /// Comma-separated (`style: form`, `explode: false`).
  indirect case list(ParameterShape)

  /// Nil when the schema admits no single shape that a text can have.
  init?(_ schema: Schema, allowsList: Bool = true) {
    guard let rules = schema.rules else { return nil }
    switch rules.types {
    case .string: self = .string
    case .integer: self = .integer
    case .number: self = .number
    case .boolean: self = .boolean
    case .array:
      guard allowsList, let items = rules.arrays.items, let shape = ParameterShape(items, allowsList: false) else { return nil }
      self = .list(shape)
    default: return nil
    }
  }

  func value(of text: String) -> JSONValue? {
    switch self {
    case .string: return .string(text)
    case .integer:
      guard let number = JSONNumber(text: text), text.utf8.allSatisfy({ $0 == 45 || (48...57).contains($0) }) else { return nil }
      return .number(number)
    case .number: return JSONNumber(text: text).map(JSONValue.number)
    case .boolean: return isSameText(text, "true") ? true : isSameText(text, "false") ? false : nil
    case .list(let shape): return list(text.split(separator: ",", omittingEmptySubsequences: false).map(String.init), of: shape)
    }
  }

  func list(_ texts: [String], of shape: ParameterShape) -> JSONValue? {
    var elements: [JSONValue] = []
    for text in texts {
      guard let element = shape.value(of: text) else { return nil }
      elements.append(element)
    }
    return .array(elements)
  }

  var expectation: String {
    switch self {
    case .string: "Un texte est attendu."
    case .integer: "Un nombre entier est attendu."
    case .number: "Un nombre est attendu."
    case .boolean: "true ou false est attendu."
    case .list(.string): "Une liste séparée par des virgules est attendue."
    case .list(let shape): "Une liste séparée par des virgules est attendue. \(shape.expectation)"
    }
  }
}
