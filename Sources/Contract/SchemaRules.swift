import Bytes
import JSON

/// The types a schema admits.
struct TypeSet: OptionSet, Sendable {
  let rawValue: UInt8

  static let null = TypeSet(rawValue: 1)
  static let boolean = TypeSet(rawValue: 2)
  static let integer = TypeSet(rawValue: 4)
  /// A number with a fraction; `"type": "number"` is both.
  static let fraction = TypeSet(rawValue: 8)
  static let string = TypeSet(rawValue: 16)
  static let array = TypeSet(rawValue: 32)
  static let object = TypeSet(rawValue: 64)
  static let number: TypeSet = [.integer, .fraction]
  static let all: TypeSet = [.null, .boolean, .number, .string, .array, .object]

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init?(name: String) {
    switch name {
    case "null": self = .null
    case "boolean": self = .boolean
    case "integer": self = .integer
    case "number": self = .number
    case "string": self = .string
    case "array": self = .array
    case "object": self = .object
    default: return nil
    }
  }

  init(of value: JSONValue) {
    switch value {
    case .null: self = .null
    case .bool: self = .boolean
    case .number(let number): self = number.isInteger ? .integer : .fraction
    case .string: self = .string
    case .array: self = .array
    case .object: self = .object
    }
  }
}

/// What one schema demands, its `allOf` already folded in.
struct SchemaRules: Sendable {
  var types = TypeSet.all
  /// The schema `false`.
  var isNever = false
  var allowed: AllowedValues?
  var strings = StringRules()
  var numbers = NumberRules()
  var arrays = ArrayRules()
  var objects = ObjectRules()
  var choices: [Choice] = []
  var excluded: [Schema] = []
  var defaultValue: JSONValue?
  var isReadOnly = false
  var isWriteOnly = false
  /// `x-regle`.
  var rule: String?

  /// No form of `oneOf` or `anyOf` says more of a value, hence screens it once it has accepted it.
  var describesAlone: Bool { choices.isEmpty }

  final class Box: Sendable {
    let rules: SchemaRules
    init(_ rules: SchemaRules) { self.rules = rules }
  }
}

/// `enum` and `const`.
struct AllowedValues: Sendable {
  private(set) var ordered: [JSONValue]
  private var set: Set<JSONValue>

  init(_ values: [JSONValue]) {
    ordered = values
    set = Set(values)
  }

  func contains(_ value: JSONValue) -> Bool { set.contains(value) }

  func intersection(_ other: AllowedValues) -> AllowedValues { AllowedValues(ordered.filter(other.contains)) }
}

struct StringRules: Sendable {
  /// In Unicode scalars, as JSON Schema counts.
  var minLength = 0
  var maxLength = Int.max
  var formats: [Format] = []
  var patterns: [Pattern] = []
  /// `x-attendu`: what the pattern means, for people.
  var expectation: String?
  /// `x-secret`: a password or a token, which is no text.
  var isSecret = false

  /// Whether what is accepted there may still say anything: identifiers, dates and secrets may not, and their digits mean nothing else.
  var mayHoldAnything: Bool { !isSecret && !formats.contains { $0 == .uuid || $0 == .date || $0 == .dateTime } }
}

struct NumberRules: Sendable {
  struct Bound: Sendable {
    let value: JSONNumber
    let isExclusive: Bool
  }

  var lower: [Bound] = []
  var upper: [Bound] = []
}

struct ArrayRules: Sendable {
  var items: Schema?
  var minItems = 0
  var maxItems = Int.max
  var areUnique = false
}

/// What happens to members that no property names.
enum AdditionalProperties: Sendable {
  case open
  case closed
  case schema(Schema)
}

struct Property: Sendable {
  let name: String
  /// Nil for a name that `required` alone mentions: it has its bit, and is judged as any additional member.
  var schema: Schema?
  /// Beside a `$ref` or in its target.
  var isReadOnly: Bool
  var isWriteOnly: Bool
  /// `x-regle`, beside a `$ref` or in its target.
  var rule: String?
}

/// `x-champs-refuses`: a member that people are tempted to send, refused by its own name rather than as unknown.
struct RefusedName: Sendable {
  let code: String
  let rule: String?
}

struct ObjectRules: Sendable {
  private(set) var properties: [Property] = []
  private(set) var required: [String] = []
  var additional = AdditionalProperties.open
  /// `unevaluatedProperties: false`: closed, but for what a matching branch of `oneOf` or `anyOf` names.
  var isClosedPastBranches = false
  var minProperties = 0
  var maxProperties = Int.max
  var refusedNames: [ExactText: RefusedName] = [:]
  /// Positions in `properties` of the required ones, as bits.
  private(set) var requiredMask: UInt128 = 0
  private var positions: [ExactText: Int] = [:]

  /// As many as a mask has bits.
  static let maxProperties = 128

  func position(of name: String) -> Int? {
    // A few comparisons of lengths cost less than one hash.
    guard properties.count > 8 else { return properties.firstIndex { isSameText($0.name, name) } }
    return positions[ExactText(name)]
  }

  func describes(_ name: String) -> Bool { position(of: name).map { properties[$0].schema != nil } ?? false }

  /// The names people are told of.
  var describedNames: [String] { properties.filter { $0.schema != nil }.map(\.name) }

  mutating func add(_ property: Property) {
    positions[ExactText(property.name)] = properties.count
    properties.append(property)
  }

  mutating func replace(at position: Int, with property: Property) { properties[position] = property }

  mutating func require(_ name: String) { if !required.contains(name) { required.append(name) } }

  /// Computes the mask once all is known. The answer is the name of a required member that could never be sent, the
  /// object being closed to it.
  mutating func seal() -> String? {
    for name in required {
      if !describes(name) {
        if case .closed = additional { return name }
        if position(of: name) == nil { add(Property(name: name, schema: nil, isReadOnly: false, isWriteOnly: false)) }
      }
      if let position = position(of: name), position < Self.maxProperties { requiredMask |= 1 << UInt128(position) }
    }
    return nil
  }
}

/// `oneOf` or `anyOf`.
struct Choice: Sendable {
  struct Discriminator: Sendable {
    let property: String
    /// In the order of the document.
    let values: [String]
    let branches: [ExactText: Int]
  }

  let branches: [Schema]
  /// `oneOf`: more than one match is as wrong as none.
  let isExclusive: Bool
  let discriminator: Discriminator?
}

extension Choice.Discriminator {
  func branch(for value: String) -> Int? { branches[ExactText(value)] }
}
