import Contract
import JSON
import Testing

/// Texts refused whatever their field: searched where the schema accepts them, and never repeated.
@Suite struct TextScreenTests {
  private static let screen = TextScreen(code: "INTERDIT", rule: "D-12", message: "Retirez-le.") { $0.contains("secret") }

  private func faults(_ form: String, _ value: String) throws -> [String] {
    var errors: [FieldError] = []
    try schema(form).validate(try json(value), screen: Self.screen, into: &errors)
    return errors.map { "\($0.codeText) \($0.pointer)" }
  }

  @Test(
    arguments: [
      (#"{"properties":{"a":{"type":"string"}}}"#, #"{"a":"un secret"}"#, ["INTERDIT /a"]),
      (#"{"properties":{"a":{"type":"string","maxLength":5}}}"#, #"{"a":"un secret"}"#, ["TROP_LONG /a"]),
      (#"{"properties":{"a":{"type":"string","x-secret":true}}}"#, #"{"a":"un secret"}"#, []),
      (#"{"properties":{"a":{"enum":["secret"]}}}"#, #"{"a":"secret"}"#, []),
      (#"{"properties":{"a":{"oneOf":[{"type":"string"},{"type":"null"}]}}}"#, #"{"a":"un secret"}"#, ["INTERDIT /a"]),
      (#"{"properties":{"a":{"anyOf":[{"type":"string"},{"type":["string","null"]}]}}}"#, #"{"a":"un secret"}"#, ["INTERDIT /a"]),
      (#"{"properties":{"a":{"oneOf":[{"type":"string","maxLength":5},{"type":"null"}]}}}"#, #"{"a":"un secret"}"#, ["TROP_LONG /a"]),
      (#"{"oneOf":[{"properties":{"a":{"maxLength":5}}}]}"#, #"{"a":"un secret"}"#, ["TROP_LONG /a"]),
      (#"{"properties":{"a":{"items":{"type":"string"}}}}"#, #"{"a":["x","secret"]}"#, ["INTERDIT /a/1"]),
      (#"{"properties":{"a":true}}"#, #"{"a":"secret"}"#, ["INTERDIT /a"]), (#"{}"#, #"{"a":[{"b":"secret"}]}"#, ["INTERDIT /a/0/b"]),
      (#"{"properties":{"a":{"type":"array"}}}"#, #"{"a":[["secret"]]}"#, ["INTERDIT /a/0/0"]), (#"{}"#, #"{"secret":1}"#, ["INTERDIT "]),
      (#"{"properties":{"a":{"additionalProperties":{"type":"integer"}}}}"#, #"{"a":{"secret":1}}"#, ["INTERDIT /a"]),
      (#"{"additionalProperties":false}"#, #"{"secret":"secret"}"#, ["INTERDIT "]),
      (#"{"additionalProperties":false}"#, #"{"b":"secret"}"#, ["CHAMP_INCONNU /b"]),
    ] as [(String, String, [String])])
  func `a text is searched once its form is accepted, a name always`(form: String, value: String, expected: [String]) throws {
    #expect(try faults(form, value) == expected)
  }

  @Test func `an unknown name is repeated up to 64 bytes`() throws {
    for (length, pointer) in [(64, "/" + String(repeating: "n", count: 64)), (65, "")] {
      #expect(try faults(#"{"additionalProperties":false}"#, "{\"\(String(repeating: "n", count: length))\":1}") == ["CHAMP_INCONNU \(pointer)"])
    }
  }
}
