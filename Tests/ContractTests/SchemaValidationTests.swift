import Contract
import JSON
import Testing

@Suite struct SchemaValidationTests {
  private func check(_ item: SchemaCase) throws {
    let schema = try schema(item.schema)
    let value = try json(item.value)
    var errors: [FieldError] = []
    schema.validate(value, into: &errors)
    #expect(errors.map(\.short) == item.errors)
    #expect(schema.accepts(value) == item.errors.isEmpty)
  }

  @Test(arguments: SchemaCase.types) func `types, constants and lists of values`(_ item: SchemaCase) throws { try check(item) }

  @Test(arguments: SchemaCase.scalars) func `texts and numbers, at their bounds`(_ item: SchemaCase) throws { try check(item) }

  @Test(arguments: SchemaCase.containers) func `arrays and objects, every fault at once`(_ item: SchemaCase) throws { try check(item) }

  @Test(arguments: SchemaCase.combinations) func `allOf, anyOf, oneOf`(_ item: SchemaCase) throws { try check(item) }

  @Test func `pointers start where the caller says`() throws {
    var errors: [FieldError] = []
    try schema(#"{"properties":{"a":{"items":{"type":"string"}}}}"#).validate(try json(#"{"a":[1]}"#), at: "/x", into: &errors)
    #expect(errors.map(\.short) == ["/x/a/0 TYPE_INVALIDE"])
  }

  @Test func `a message says what was expected and never what was received`() throws {
    let secret = "185127510812345"
    let number = JSONNumber(185_127_510_812_345)
    let value: JSONValue = ["a": .string(secret), "b": .number(number), "c": [.string(secret)], "d": .string(secret)]
    let text = #"""
      {"properties":{"a":{"enum":["A","B"]},"b":{"type":"string"},"c":{"items":{"format":"uuid"}},\#
      "d":{"type":"string","maxLength":5,"pattern":"^x","x-attendu":"un code"},"e":{"type":"string"}},"required":["e"]}
      """#
    var errors: [FieldError] = []
    try schema(text).validate(value, into: &errors)
    #expect(
      errors.map(\.message) == [
        "Valeurs acceptées : A, B.", "Valeur attendue : une chaîne de caractères.", "Format attendu : un identifiant UUID.",
        "Longueur maximale : 5 caractères.", "Ce champ est obligatoire.",
      ])
    for error in errors { #expect(!error.message.contains("1851")) }
  }

  @Test(arguments: [
    (#"{"pattern":"^A$"}"#, #""b""#, "Cette valeur n’a pas la forme attendue."),
    (#"{"pattern":"^A$","x-attendu":"la lettre A"}"#, #""b""#, "Format attendu : la lettre A."),
    (#"{"minLength":1}"#, #""""#, "Ce champ ne peut pas être vide."),
    (#"{"minLength":14}"#, #""""#, "Longueur minimale : 14 caractères."),
    (#"{"minimum":1}"#, "0", "Doit être au moins 1."), (#"{"exclusiveMaximum":2.5}"#, "3", "Doit être inférieur à 2.5."),
    (#"{"minItems":2}"#, "[]", "Au moins 2 éléments sont attendus."), (#"{"maxItems":1}"#, "[1,2]", "Au plus 1 élément est accepté."),
    (#"{"minProperties":1}"#, "{}", "Au moins 1 champ est attendu."), (#"{"const":true}"#, "false", "Valeur attendue : true."),
    (#"{"type":["integer","null"]}"#, #""""#, "Valeur attendue : un nombre entier ou null."),
    (
      #"{"properties":{"a":{},"b":{}},"additionalProperties":false}"#, #"{"c":1}"#,
      "Ce champ est inconnu. Champs acceptés : a, b."
    ),
  ])
  func `messages are French sentences`(_ text: String, _ value: String, _ expected: String) throws {
    var errors: [FieldError] = []
    try schema(text).validate(try json(value), into: &errors)
    #expect(errors.map(\.message) == [expected])
  }

  @Test func `a member is refused on the way where it does not travel, and not required there`() throws {
    let text = #"""
      {"type":"object","additionalProperties":false,"required":["id","mot_de_passe"],\#
      "properties":{"id":{"type":"string","readOnly":true},"mot_de_passe":{"type":"string","writeOnly":true}}}
      """#
    let schema = try schema(text)
    #expect(schema.accepts(["mot_de_passe": "x"], use: .request))
    #expect(schema.accepts(["id": "x"], use: .response))
    #expect(!schema.accepts(["id": "x", "mot_de_passe": "x"], use: .request))
    #expect(!schema.accepts(["id": "x", "mot_de_passe": "x"], use: .response))
    #expect(!schema.accepts([:], use: .request))
    #expect(!schema.accepts([:], use: .response))
  }

  @Test func `at most a hundred faults are said`() throws {
    let schema = try schema(#"{"items":{"type":"string"}}"#)
    var errors: [FieldError] = []
    schema.validate(.array(Array(repeating: 1, count: 100_000)), into: &errors)
    #expect(errors.count == Schema.maxErrors && Schema.maxErrors == 51)
    schema.validate([1], into: &errors)
    #expect(errors.count == Schema.maxErrors && Schema.maxErrors == 51)
  }

  @Test func `an object of more than eight properties finds each of them`() throws {
    let names = (0..<128).map { "champ_\($0)" }
    let members = names.map { "\"\($0)\":{\"type\":\"integer\"}" }.joined(separator: ",")
    let required = names.map { "\"\($0)\"" }.joined(separator: ",")
    let schema = try schema("{\"properties\":{\(members)},\"required\":[\(required)],\"additionalProperties\":false}")
    #expect(schema.accepts(.object(JSONObject(names.map { ($0, 1) }))))
    for name in names {
      var errors: [FieldError] = []
      schema.validate(.object(JSONObject(names.filter { $0 != name }.map { ($0, 1) })), into: &errors)
      #expect(errors.map(\.short) == ["/\(name) CHAMP_OBLIGATOIRE"])
    }
  }

  // MARK: References and discriminators

  static let components = #"""
    {"Carre":{"type":"object","required":["type","cote"],"additionalProperties":false,\#
    "properties":{"type":{"const":"CARRE"},"cote":{"type":"integer"}}},\#
    "Rond":{"type":"object","required":["type","rayon"],"additionalProperties":false,\#
    "properties":{"type":{"const":"ROND"},"rayon":{"type":"integer"}}},\#
    "Arbre":{"type":"object","required":["nom"],"additionalProperties":false,"properties":{"nom":{"type":"string"},\#
    "fils":{"type":"array","items":{"$ref":"#/components/schemas/Arbre"}},\#
    "pere":{"$ref":"#/components/schemas/Arbre","description":"x"}}},\#
    "Forme":{"oneOf":[{"$ref":"#/components/schemas/Carre"},{"$ref":"#/components/schemas/Rond"}],"discriminator":{"propertyName":"type",\#
    "mapping":{"CARRE":"#/components/schemas/Carre","ROND":"#/components/schemas/Rond"}}}}
    """#

  @Test(
    arguments: [
      (#"{"type":"CARRE","cote":1}"#, []),
      (#"{"type":"ROND","cote":1}"#, ["/cote CHAMP_INCONNU", "/rayon CHAMP_OBLIGATOIRE"]),
      (#"{"type":"OVALE"}"#, ["/type TYPE_DISCRIMINANT_INCONNU"]),
      (#"{"cote":1}"#, ["/type CHAMP_OBLIGATOIRE"]),
      (#"{"type":1}"#, ["/type TYPE_INVALIDE"]),
      ("[]", [" TYPE_INVALIDE"]),
    ] as [(String, [String])])
  func `a discriminator chooses the form whose faults are said`(_ value: String, _ expected: [String]) throws {
    let branches = ##"[{"$ref":"#/components/schemas/Carre"},{"$ref":"#/components/schemas/Rond"}]"##
    let forms = [
      ##"{"$ref":"#/components/schemas/Forme"}"##,
      ##"{"oneOf":\##(branches),"discriminator":{"propertyName":"type","mapping":{"CARRE":"Carre","ROND":"Rond"}}}"##,
      ##"{"anyOf":\##(branches),"discriminator":{"propertyName":"type","mapping":{"CARRE":"Carre","ROND":"Rond"}}}"##,
    ]
    for form in forms {
      var errors: [FieldError] = []
      try schema(form, components: Self.components).validate(try json(value), into: &errors)
      #expect(errors.map(\.short) == expected)
    }
  }

  @Test func `without mapping the names of the components discriminate`() throws {
    let form = ##"{"oneOf":[{"$ref":"#/components/schemas/A"},{"$ref":"#/components/schemas/B"}],"discriminator":{"propertyName":"t"}}"##
    let schema = try schema(form, components: #"{"A":{"required":["a"]},"B":{"required":["b"]}}"#)
    #expect(schema.accepts(["t": "A", "a": 1]))
    #expect(!schema.accepts(["t": "B", "a": 1]))
    #expect(!schema.accepts(["t": "C", "a": 1]))
  }

  @Test func `a schema may contain itself`() throws {
    let schema = try schema(##"{"$ref":"#/components/schemas/Arbre"}"##, components: Self.components)
    var errors: [FieldError] = []
    let tree = #"{"nom":"a","fils":[{"nom":"b","fils":[{"nom":1}]},{}],"pere":{"nom":"p","x":1}}"#
    schema.validate(try json(tree), into: &errors)
    #expect(errors.map(\.short) == ["/fils/0/fils/0/nom TYPE_INVALIDE", "/fils/1/nom CHAMP_OBLIGATOIRE", "/pere/x CHAMP_INCONNU"])
  }

  @Test func `a reference with constraints beside it demands both`() throws {
    let schema = try schema(##"{"$ref":"#/components/schemas/N","maximum":5}"##, components: #"{"N":{"type":"integer","minimum":1}}"#)
    #expect(schema.accepts(5))
    #expect(!schema.accepts(0))
    #expect(!schema.accepts(6))
  }

  @Test func `readOnly beside a reference counts`() throws {
    let text = ##"{"properties":{"id":{"$ref":"#/components/schemas/Id","readOnly":true}}}"##
    let schema = try schema(text, components: #"{"Id":{"type":"string"}}"#)
    #expect(!schema.accepts(["id": "x"]))
    #expect(schema.accepts(["id": "x"], use: .response))
  }

  @Test func `allOf over references, closed by the whole`() throws {
    let text = ##"""
      {"allOf":[{"$ref":"#/components/schemas/Base"},{"type":"object","required":["b"],"properties":{"b":{"type":"string"}}}],\##
      "unevaluatedProperties":false}
      """##
    let base = #"{"Base":{"type":"object","required":["a"],"additionalProperties":false,"properties":{"a":{"type":"string"}}}}"#
    let schema = try schema(text, components: base)
    #expect(schema.accepts(["a": "x", "b": "y"]))
    var errors: [FieldError] = []
    schema.validate(["c": 1], into: &errors)
    #expect(errors.map(\.short) == ["/c CHAMP_INCONNU", "/a CHAMP_OBLIGATOIRE", "/b CHAMP_OBLIGATOIRE"])
  }
}
