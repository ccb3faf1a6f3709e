import Bytes
import JSON

/// One validation: the place in the value, and what was found wrong.
struct SchemaValidator {
  private(set) var errors: [FieldError] = []
  private let base: String
  private let use: SchemaUse
  private let maxErrors: Int
  private let screen: TextScreen?
  private var path: [Segment] = []
  private var parentsOfUnknown: Set<String> = []
  /// The rule of the innermost field that has one.
  private var rule: String?

  private enum Segment {
    case name(String)
    case index(Int)
  }

  init(base: String, use: SchemaUse, maxErrors: Int, screen: TextScreen? = nil) {
    self.screen = screen
    self.base = base
    self.use = use
    self.maxErrors = maxErrors
  }

  private var isFull: Bool { errors.count >= maxErrors }

  mutating func validate(_ value: JSONValue, _ schema: Schema) {
    // The rules are read through their box: copying them out would retain each of their parts.
    guard !isFull, let box = schema.box else { return }
    guard !box.rules.isNever else { return report(.valeurInterdite, "Aucune valeur n’est acceptée ici.") }
    guard box.rules.types.contains(TypeSet(of: value)) else { return report(.typeInvalide, Messages.expected(box.rules.types)) }
    if let allowed = box.rules.allowed, !allowed.contains(value) { return report(.valeurHorsListe, Messages.allowed(allowed.ordered)) }
    switch value {
    case .string(let text): validate(text, box.rules.strings, isScreened: box.rules.describesAlone && box.rules.allowed == nil)
    case .number(let number): validate(number, isInteger: !box.rules.types.contains(.fraction), box.rules.numbers)
    case .array(let elements): validate(elements, box.rules.arrays, isScreened: box.rules.describesAlone)
    case .object(let object): validate(object, box)
    case .null, .bool: break
    }
    for choice in box.rules.choices { validate(value, choice) }
    for excluded in box.rules.excluded where excluded.accepts(value, use: use) {
      report(.valeurInterdite, "Cette valeur n’est pas acceptée ici.")
    }
  }

  /// One error a text: the first thing to correct. It is screened last: what is refused for its form costs no search.
  private mutating func validate(_ text: String, _ rules: StringRules, isScreened: Bool) {
    // n bytes hold between n/4 and n scalars: most lengths need no count.
    let bytes = text.utf8.count
    if bytes > rules.maxLength || (bytes + 3) / 4 < rules.minLength {
      let length = text.unicodeScalars.count
      if length < rules.minLength { return report(.tropCourt, Messages.minLength(rules.minLength)) }
      if length > rules.maxLength { return report(.tropLong, Messages.maxLength(rules.maxLength)) }
    }
    for format in rules.formats where !format.accepts(text, use: use) {
      return report(.formatInvalide, "Format attendu : \(rules.expectation ?? format.expectation).")
    }
    for pattern in rules.patterns where !pattern.matches(text) {
      return report(.formatInvalide, rules.expectation.map { "Format attendu : \($0)." } ?? "Cette valeur n’a pas la forme attendue.")
    }
    if let screen, isScreened, rules.mayHoldAnything, screen.refuses(text) { report(screen) }
  }

  /// A value that no schema describes: its texts and names are screened all the same.
  private mutating func screenAll(_ value: JSONValue) {
    guard let screen, !isFull else { return }
    switch value {
    case .string(let text): if screen.refuses(text) { report(screen) }
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        path.append(.index(index))
        screenAll(element)
        path.removeLast()
      }
    case .object(let object):
      for member in object.members {
        if !isAccepted(name: member.name) { continue }
        path.append(.name(member.name))
        screenAll(member.value)
        path.removeLast()
      }
    default: break
    }
  }

  /// False, the error said at the object itself, for a name that the screen refuses.
  private mutating func isAccepted(name: String) -> Bool {
    guard let screen, screen.refuses(name) else { return true }
    report(screen)
    return false
  }

  private mutating func report(_ screen: TextScreen) { report(.valeurInterdite, screen.message, rule: screen.rule, refusal: screen.code) }

  /// An integer is one that fits 64 bits: nothing past that is stored or computed.
  private mutating func validate(_ number: JSONNumber, isInteger: Bool, _ rules: NumberRules) {
    for bound in rules.lower where number < bound.value || bound.isExclusive && number == bound.value {
      return report(.tropPetit, Messages.lower(bound))
    }
    for bound in rules.upper where bound.value < number || bound.isExclusive && number == bound.value {
      return report(.tropGrand, Messages.upper(bound))
    }
    guard isInteger, number.int64 == nil else { return }
    report(number < JSONNumber(0) ? .tropPetit : .tropGrand, "L’entier doit tenir sur 64 bits.")
  }

  private mutating func validate(_ elements: [JSONValue], _ rules: ArrayRules, isScreened: Bool) {
    if elements.count < rules.minItems { report(.tropPeuDElements, Messages.atLeast(rules.minItems, "élément", "attendu")) }
    // Past its limit a list is not read further: the work stays bounded by the contract.
    if elements.count > rules.maxItems { return report(.tropDElements, Messages.atMost(rules.maxItems, "élément", "accepté")) }
    var seen: Set<JSONValue> = []
    for (index, element) in elements.enumerated() {
      guard !isFull else { return }
      path.append(.index(index))
      if rules.areUnique, !seen.insert(element).inserted {
        report(.doublon, "Chaque élément ne doit figurer qu’une fois.")
      } else if let items = rules.items {
        validate(element, items)
      } else if isScreened {
        screenAll(element)
      }
      path.removeLast()
    }
  }

  private mutating func validate(_ object: JSONObject, _ box: SchemaRules.Box) {
    let (least, most) = (box.rules.objects.minProperties, box.rules.objects.maxProperties)
    if object.count < least { report(.tropPeuDElements, Messages.atLeast(least, "champ", "attendu")) }
    if object.count > most { return report(.tropDElements, Messages.atMost(most, "champ", "accepté")) }
    var missing = box.rules.objects.requiredMask
    var branches: [Schema]?
    for member in object.members {
      guard !isFull else { return }
      path.append(.name(member.name))
      let position = box.rules.objects.position(of: member.name)
      if let position { missing &= ~(1 << UInt128(position)) }
      if let position, let schema = box.rules.objects.properties[position].schema {
        let outer = rule
        if let own = box.rules.objects.properties[position].rule { rule = own }
        validate(member.value, box.rules.objects.properties[position], schema)
        rule = outer
      } else {
        validate(additional: member, of: object, box, &branches)
      }
      path.removeLast()
    }
    while missing != 0, !isFull {
      let position = missing.trailingZeroBitCount
      missing &= missing - 1
      let property = box.rules.objects.properties[position]
      guard !isRefused(property) else { continue }
      path.append(.name(property.name))
      report(.champObligatoire, "Ce champ est obligatoire.", rule: property.rule)
      path.removeLast()
    }
  }

  private mutating func validate(_ value: JSONValue, _ property: Property, _ schema: Schema) {
    guard !isRefused(property) else {
      return report(.valeurInterdite, "Ce champ ne s’envoie pas : il est \(use == .request ? "en lecture" : "en écriture") seule.")
    }
    validate(value, schema)
  }

  /// A member that no property names. `branches`: those that accept the object, found when first needed.
  private mutating func validate(
    additional member: JSONObject.Member, of object: JSONObject, _ box: SchemaRules.Box, _ branches: inout [Schema]?
  ) {
    if let refused = box.rules.objects.refusedNames[ExactText(member.name)] {
      return report(.champInconnu, "Ce champ ne s’envoie pas ici.", rule: refused.rule, refusal: refused.code)
    }
    switch box.rules.objects.additional {
    case .closed: reportUnknown(member.name, box)
    case .schema(let schema): if isAcceptedMember(member.name) { validate(member.value, schema) }
    case .open:
      guard box.rules.objects.isClosedPastBranches else {
        if box.rules.describesAlone, isAcceptedMember(member.name) { screenAll(member.value) }
        return
      }
      let accepting = branches ?? acceptingBranches(of: box, .object(object))
      branches = accepting
      let isKnown = accepting.contains { $0.rules?.objects.evaluates(member.name) ?? false }
      if !isKnown { reportUnknown(member.name, box) }
    }
  }

  /// `isAccepted` for the member that the path has already entered.
  private mutating func isAcceptedMember(_ name: String) -> Bool {
    guard let last = path.popLast() else { return true }
    defer { path.append(last) }
    return isAccepted(name: name)
  }

  /// The member that the path has entered has no business there; its name came from outside.
  private mutating func reportUnknown(_ name: String, _ box: SchemaRules.Box) {
    let entered = path.removeLast()
    defer { path.append(entered) }
    guard !isFull else { return }
    // Those that are accepted are said once an object: fifty times would be long.
    let parent = pointer
    let message = parentsOfUnknown.insert(parent).inserted ? Messages.unknown(box.rules.objects.describedNames) : "Ce champ est inconnu."
    add(UnknownName.error(name, in: parent, .champInconnu, message, screen))
  }

  private func isRefused(_ property: Property) -> Bool { use == .request ? property.isReadOnly : property.isWriteOnly }
}

// MARK: oneOf, anyOf

extension SchemaValidator {
  private mutating func validate(_ value: JSONValue, _ choice: Choice) {
    guard !isFull else { return }
    if let discriminator = choice.discriminator { return validate(value, choice, discriminator) }
    let accepting = choice.branches.filter { $0.accepts(value, use: use) }
    switch accepting.count {
    case 0: explain(value, choice)
    case 2... where choice.isExclusive: report(.valeurInterdite, "La valeur correspond à plusieurs des formes acceptées.")
    // Accepted, so that only the screen can have something to say.
    default: if screen != nil { validate(value, accepting[0]) }
    }
  }

  /// No branch accepts: when one alone admits the type, its own errors say more.
  private mutating func explain(_ value: JSONValue, _ choice: Choice) {
    let type = TypeSet(of: value)
    let possible = choice.branches.filter { $0.rules?.admits(type) ?? false }
    switch possible.count {
    case 0:
      let types = choice.branches.reduce(into: TypeSet()) { $0.formUnion($1.rules?.types ?? []) }
      report(.typeInvalide, Messages.expected(types))
    case 1: validate(value, possible[0])
    default: report(.valeurInterdite, "La valeur ne correspond à aucune des formes acceptées.")
    }
  }

  private mutating func validate(_ value: JSONValue, _ choice: Choice, _ discriminator: Choice.Discriminator) {
    guard case .object(let object) = value else { return report(.typeInvalide, Messages.expected(.object)) }
    path.append(.name(discriminator.property))
    defer { path.removeLast() }
    guard let kind = object[discriminator.property] else { return report(.champObligatoire, "Ce champ est obligatoire.") }
    guard let kind = kind.string else { return report(.typeInvalide, Messages.expected(.string)) }
    guard let branch = discriminator.branch(for: kind) else {
      return report(.typeDiscriminantInconnu, Messages.allowed(discriminator.values.map(JSONValue.string)))
    }
    let place = path.removeLast()
    validate(value, choice.branches[branch])
    path.append(place)
  }

  /// The branches of `oneOf` and `anyOf` that accept the object, and theirs.
  private func acceptingBranches(of box: SchemaRules.Box, _ object: JSONValue) -> [Schema] {
    var out: [Schema] = []
    for branch in box.rules.choices.flatMap(\.branches) where branch.accepts(object, use: use) {
      out.append(branch)
      if let inner = branch.box { out += acceptingBranches(of: inner, object) }
    }
    return out
  }

  private mutating func report(_ code: FieldCode, _ message: String, rule own: String? = nil, refusal: String? = nil) {
    guard !isFull else { return }
    add(FieldError(pointer: pointer, code: code, message: message, rule: own ?? rule, refusal: refusal))
  }

  /// The same fault met through two branches is one fault.
  private mutating func add(_ error: FieldError) { if !errors.contains(error) { errors.append(error) } }

  private var pointer: String {
    var pointer = base
    for segment in path {
      switch segment {
      case .name(let name): pointer = JSONPointer.child(pointer, name)
      case .index(let index): pointer = JSONPointer.child(pointer, index)
      }
    }
    return pointer
  }
}

extension SchemaRules {
  /// Whether a value of that type may be accepted.
  fileprivate func admits(_ type: TypeSet) -> Bool {
    guard types.contains(type), !isNever else { return false }
    guard let allowed else { return true }
    return allowed.ordered.contains { TypeSet(of: $0) == type }
  }
}

extension ObjectRules {
  /// Whether `unevaluatedProperties` around counts the member as seen.
  fileprivate func evaluates(_ name: String) -> Bool {
    if case .schema = additional { return true }
    return describes(name)
  }
}
