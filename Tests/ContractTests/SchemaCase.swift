import Testing

/// A schema, a value, and every error expected, in order.
struct SchemaCase: Sendable, CustomTestStringConvertible {
  let schema: String
  let value: String
  let errors: [String]

  init(_ schema: String, _ value: String, _ errors: String...) {
    self.schema = schema
    self.value = value
    self.errors = errors
  }

  var testDescription: String { "\(schema) ← \(value)" }
}

extension SchemaCase {
  static let types: [SchemaCase] = [
    SchemaCase("{}", #"{"a":[1,null]}"#),
    SchemaCase("true", "1"),
    SchemaCase("false", "1", " VALEUR_INTERDITE"),
    SchemaCase(#"{"type":"string"}"#, #""""#),
    SchemaCase(#"{"type":"string"}"#, "1", " TYPE_INVALIDE"),
    SchemaCase(#"{"type":"string"}"#, "null", " TYPE_INVALIDE"),
    SchemaCase(#"{"type":["string","null"]}"#, "null"),
    SchemaCase(#"{"type":["string","null"]}"#, "false", " TYPE_INVALIDE"),
    SchemaCase(#"{"type":"integer"}"#, "1"),
    SchemaCase(#"{"type":"integer"}"#, "1.0"),
    SchemaCase(#"{"type":"integer"}"#, "1.5", " TYPE_INVALIDE"),
    SchemaCase(#"{"type":"integer"}"#, #""1""#, " TYPE_INVALIDE"),
    SchemaCase(#"{"type":"integer"}"#, "9223372036854775807"),
    SchemaCase(#"{"type":"integer"}"#, "9223372036854775808", " TROP_GRAND"),
    SchemaCase(#"{"type":"integer"}"#, "-1e30", " TROP_PETIT"),
    SchemaCase(#"{"type":"integer","format":"int32"}"#, "2147483647"),
    SchemaCase(#"{"type":"integer","format":"int32"}"#, "2147483648", " TROP_GRAND"),
    SchemaCase(#"{"type":"number"}"#, "1.5"),
    SchemaCase(#"{"type":"number"}"#, "1e999"),
    SchemaCase(#"{"type":"boolean"}"#, "true"),
    SchemaCase(#"{"type":"boolean"}"#, "0", " TYPE_INVALIDE"),
    SchemaCase(#"{"type":"array"}"#, "{}", " TYPE_INVALIDE"),
    SchemaCase(#"{"type":"object"}"#, "[]", " TYPE_INVALIDE"),
    SchemaCase(#"{"type":"null"}"#, "null"),
    SchemaCase(#"{"enum":["A","B"]}"#, #""A""#),
    SchemaCase(#"{"enum":["A","B"]}"#, #""a""#, " VALEUR_HORS_LISTE"),
    SchemaCase(#"{"enum":["K"]}"#, #""\u212a""#, " VALEUR_HORS_LISTE"),
    SchemaCase(#"{"enum":[1,{"a":1,"b":2}]}"#, "1.0"),
    SchemaCase(#"{"enum":[1,{"a":1,"b":2}]}"#, #"{"b":2,"a":1}"#),
    SchemaCase(#"{"const":true}"#, "true"),
    SchemaCase(#"{"type":"boolean","const":true}"#, "false", " VALEUR_HORS_LISTE"),
    SchemaCase(#"{"type":["string","null"],"enum":["A",null]}"#, "null"),
    SchemaCase(#"{"not":{"type":"string"}}"#, "1"),
    SchemaCase(#"{"not":{"type":"string"}}"#, #""a""#, " VALEUR_INTERDITE"),
  ]

  static let scalars: [SchemaCase] = [
    SchemaCase(#"{"minLength":3}"#, #""abc""#),
    SchemaCase(#"{"minLength":3}"#, #""ab""#, " TROP_COURT"),
    SchemaCase(#"{"maxLength":3}"#, #""abc""#),
    SchemaCase(#"{"maxLength":3}"#, #""abcd""#, " TROP_LONG"),
    SchemaCase(#"{"maxLength":1}"#, #""𝄞""#),
    SchemaCase(#"{"maxLength":1}"#, #""e\u0301""#, " TROP_LONG"),
    SchemaCase(#"{"minLength":2}"#, #""é""#, " TROP_COURT"),
    SchemaCase(#"{"minLength":1,"format":"email"}"#, #""""#, " TROP_COURT"),
    SchemaCase(#"{"minLength":3}"#, "1"),
    SchemaCase(#"{"pattern":"^[0-9]{14}$"}"#, #""12345678901234""#),
    SchemaCase(#"{"pattern":"^[0-9]{14}$"}"#, #""1234567890123""#, " FORMAT_INVALIDE"),
    SchemaCase(#"{"format":"uuid"}"#, #""0190c5d3-7a1b-7def-8123-456789abcdef""#),
    SchemaCase(#"{"format":"uuid"}"#, #""0190c5d3""#, " FORMAT_INVALIDE"),
    SchemaCase(#"{"type":["string","null"],"format":"date"}"#, "null"),
    SchemaCase(#"{"format":"date"}"#, #""2025-02-29""#, " FORMAT_INVALIDE"),
    SchemaCase(#"{"format":"password"}"#, #""x""#),
    SchemaCase(#"{"minimum":1,"maximum":200}"#, "1"),
    SchemaCase(#"{"minimum":1,"maximum":200}"#, "200"),
    SchemaCase(#"{"minimum":1,"maximum":200}"#, "0", " TROP_PETIT"),
    SchemaCase(#"{"minimum":1,"maximum":200}"#, "201", " TROP_GRAND"),
    SchemaCase(#"{"minimum":0.1}"#, "0.1"),
    SchemaCase(#"{"minimum":0.1}"#, "0.09999999999999999999", " TROP_PETIT"),
    SchemaCase(#"{"exclusiveMinimum":0}"#, "1e-400"),
    SchemaCase(#"{"exclusiveMinimum":0}"#, "0.0", " TROP_PETIT"),
    SchemaCase(#"{"exclusiveMaximum":1}"#, "1", " TROP_GRAND"),
    SchemaCase(#"{"maximum":9007199254740993}"#, "9007199254740994", " TROP_GRAND"),
    SchemaCase(#"{"maximum":9007199254740993}"#, "9007199254740993"),
    SchemaCase(#"{"maximum":1e300}"#, "1e999", " TROP_GRAND"),
  ]

  static let containers: [SchemaCase] = [
    SchemaCase(#"{"items":{"type":"integer"}}"#, "[1,2]"),
    SchemaCase(#"{"items":{"type":"integer"}}"#, #"[1,"a",null]"#, "/1 TYPE_INVALIDE", "/2 TYPE_INVALIDE"),
    SchemaCase(#"{"minItems":1}"#, "[]", " TROP_PEU_D_ELEMENTS"),
    SchemaCase(#"{"maxItems":2}"#, "[1,2]"),
    SchemaCase(#"{"maxItems":2,"items":{"type":"string"}}"#, "[1,2,3]", " TROP_D_ELEMENTS"),
    SchemaCase(#"{"uniqueItems":true}"#, #"["a","b"]"#),
    SchemaCase(#"{"uniqueItems":true}"#, #"["a","b","a",1,1.0]"#, "/2 DOUBLON", "/4 DOUBLON"),
    SchemaCase(#"{"uniqueItems":true}"#, #"[{"a":1,"b":2},{"b":2,"a":1}]"#, "/1 DOUBLON"),
    SchemaCase(#"{"uniqueItems":true}"#, #"["K","\u212a","é","e\u0301"]"#),
    SchemaCase(#"{"required":["a","b"]}"#, #"{"a":1}"#, "/b CHAMP_OBLIGATOIRE"),
    SchemaCase(#"{"required":["a","b"]}"#, "{}", "/a CHAMP_OBLIGATOIRE", "/b CHAMP_OBLIGATOIRE"),
    SchemaCase(#"{"required":["a"]}"#, #"{"a":null}"#),
    SchemaCase(#"{"required":["a"]}"#, "1"),
    SchemaCase(#"{"properties":{"a":{"type":"string"}}}"#, #"{"a":1,"z":1}"#, "/a TYPE_INVALIDE"),
    SchemaCase(
      #"{"properties":{"a":{"type":"string"}},"additionalProperties":false}"#, #"{"z":1,"a":"x","a/b~c":2}"#,
      "/z CHAMP_INCONNU", "/a~1b~0c CHAMP_INCONNU"),
    SchemaCase(
      #"{"properties":{"K":{}},"additionalProperties":false}"#, #"{"\u212a":1}"#, "/\u{212A} CHAMP_INCONNU"),
    SchemaCase(
      #"{"properties":{"a":{}},"additionalProperties":{"type":"integer"}}"#, #"{"a":"x","b":1,"c":"y"}"#, "/c TYPE_INVALIDE"),
    SchemaCase(#"{"required":["a"],"additionalProperties":{"type":"integer"}}"#, #"{"a":"x"}"#, "/a TYPE_INVALIDE"),
    SchemaCase(#"{"required":["a"],"unevaluatedProperties":false}"#, #"{"a":1}"#, "/a CHAMP_INCONNU"),
    SchemaCase(#"{"anyOf":[{"additionalProperties":true}],"unevaluatedProperties":false}"#, #"{"a":1}"#),
    SchemaCase(#"{"minProperties":1}"#, "{}", " TROP_PEU_D_ELEMENTS"),
    SchemaCase(#"{"maxProperties":1}"#, #"{"a":1,"b":2}"#, " TROP_D_ELEMENTS"),
    SchemaCase(
      #"""
      {"type":"object","required":["nom","adresse"],"additionalProperties":false,"properties":{"nom":{"type":"string","minLength":1},\#
      "adresse":{"type":"object","required":["code_postal"],"additionalProperties":false,"properties":{"code_postal":{"type":"string",\#
      "pattern":"^\\d{5}$"},"ville":{"type":"string"}}},"tags":{"type":"array","items":{"enum":["A","B"]}}}}
      """#,
      #"{"nom":"","adresse":{"ville":5,"pays":"FR"},"tags":["A","C",3],"age":4}"#,
      "/nom TROP_COURT", "/adresse/ville TYPE_INVALIDE", "/adresse/pays CHAMP_INCONNU", "/adresse/code_postal CHAMP_OBLIGATOIRE",
      "/tags/1 VALEUR_HORS_LISTE", "/tags/2 VALEUR_HORS_LISTE", "/age CHAMP_INCONNU"),
    SchemaCase(
      #"{"required":["id","nom"],"properties":{"id":{"type":"string","readOnly":true},"nom":{"type":"string"}}}"#, #"{"nom":"x"}"#),
    SchemaCase(
      #"{"required":["id"],"properties":{"id":{"type":"string","readOnly":true}}}"#, #"{"id":"x"}"#, "/id VALEUR_INTERDITE"),
  ]

  static let combinations: [SchemaCase] = [
    SchemaCase(#"{"allOf":[{"minimum":1},{"maximum":5}]}"#, "0", " TROP_PETIT"),
    SchemaCase(#"{"allOf":[{"minimum":1},{"maximum":5}]}"#, "6", " TROP_GRAND"),
    SchemaCase(#"{"allOf":[{"type":["string","null"]},{"type":["string","integer"]}]}"#, "null", " TYPE_INVALIDE"),
    SchemaCase(#"{"enum":["A","B"],"allOf":[{"enum":["B","C"]}]}"#, #""A""#, " VALEUR_HORS_LISTE"),
    SchemaCase(#"{"enum":["A","B"],"allOf":[{"enum":["B","C"]}]}"#, #""B""#),
    SchemaCase(
      #"{"allOf":[{"properties":{"a":{}},"required":["a"]},{"properties":{"b":{"type":"string"}}}],"additionalProperties":false}"#,
      #"{"b":"x","c":1}"#, "/c CHAMP_INCONNU", "/a CHAMP_OBLIGATOIRE"),
    SchemaCase(
      #"{"allOf":[{"properties":{"a":{}},"additionalProperties":false},{"properties":{"b":{}},"additionalProperties":false}]}"#,
      #"{"a":1,"b":2,"c":3}"#, "/c CHAMP_INCONNU"),
    SchemaCase(
      #"{"allOf":[{"properties":{"a":{}}}],"properties":{"b":{}},"unevaluatedProperties":false}"#, #"{"a":1,"b":2,"c":3}"#,
      "/c CHAMP_INCONNU"),
    SchemaCase(
      #"{"allOf":[{"properties":{"a":{"minimum":1}}},{"properties":{"a":{"maximum":5}}}]}"#, #"{"a":9}"#, "/a TROP_GRAND"),
    SchemaCase(#"{"allOf":[{"items":{"minimum":1}},{"items":{"maximum":5}}]}"#, "[0,9]", "/0 TROP_PETIT", "/1 TROP_GRAND"),
    SchemaCase(#"{"anyOf":[{"type":"string"},{"minimum":5}]}"#, "7"),
    SchemaCase(#"{"anyOf":[{"type":"string"},{"type":"integer","minimum":5}]}"#, "4", " TROP_PETIT"),
    SchemaCase(#"{"anyOf":[{"type":"string"},{"type":"integer"}]}"#, "null", " TYPE_INVALIDE"),
    SchemaCase(#"{"anyOf":[{"minimum":5},{"minimum":6}]}"#, "9"),
    SchemaCase(#"{"oneOf":[{"minimum":5},{"minimum":6}]}"#, "9", " VALEUR_INTERDITE"),
    SchemaCase(#"{"oneOf":[{"minimum":5},{"minimum":6}]}"#, "5"),
    SchemaCase(#"{"oneOf":[{"minimum":5},{"minimum":6}]}"#, "4", " VALEUR_INTERDITE"),
    SchemaCase(#"{"oneOf":[{"type":"object","required":["a"]},{"type":"null"}]}"#, "{}", "/a CHAMP_OBLIGATOIRE"),
    SchemaCase(#"{"oneOf":[{"type":"object","required":["a"]},{"type":"null"}]}"#, "null"),
    SchemaCase(#"{"oneOf":[{"type":"object"},{"type":"null"}]}"#, "3", " TYPE_INVALIDE"),
    SchemaCase(
      #"""
      {"properties":{"t":{}},"oneOf":[{"required":["a"],"properties":{"a":{}}},{"required":["b"],"properties":{"b":{}}}],\#
      "unevaluatedProperties":false}
      """#,
      #"{"t":1,"a":2}"#),
    SchemaCase(
      #"""
      {"properties":{"t":{}},"oneOf":[{"required":["a"],"properties":{"a":{}}},{"required":["b"],"properties":{"b":{}}}],\#
      "unevaluatedProperties":false}
      """#,
      #"{"t":1,"a":2,"c":3}"#, "/c CHAMP_INCONNU"),
  ]
}
