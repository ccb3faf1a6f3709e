import Contract
import JSON
import Testing

/// A fault in a document: what is done to the sound one, where the fault is found, a piece of its reason.
struct FaultCase: Sendable, CustomTestStringConvertible {
  let text: String
  let pointer: String
  let reason: String

  init(_ text: String, at pointer: String, _ reason: String) {
    self.text = text
    self.pointer = pointer
    self.reason = reason
  }

  var testDescription: String { "\(pointer): \(reason)" }
}

@Suite struct ContractErrorTests {
  private static let done = #""responses":{"204":{"description":"Fait"}}"#

  /// A document around the text of `paths`.
  private static func whole(_ paths: String, _ components: String = "{}", _ more: String = "") -> String {
    "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"Essai\"},\"paths\":\(paths),\"components\":\(components)\(more)}"
  }

  static let documents: [FaultCase] = [
    FaultCase("[]", at: "", "un objet est attendu"),
    FaultCase("{}", at: "", "« openapi » est absent"),
    FaultCase(#"{"openapi":"3.0.3","info":{"title":"x"},"paths":{}}"#, at: "/openapi", "3.1"),
    FaultCase(#"{"openapi":"3.1.0","info":{},"paths":{}}"#, at: "/info", "title"),
    FaultCase(#"{"openapi":"3.1.0","info":{"title":"x"}}"#, at: "", "« paths » est absent"),
    FaultCase(whole("{}", "{}", #","chemins":{}"#), at: "/chemins", "pas pris en charge"),
    FaultCase(whole("{}", #"{"schema":{}}"#), at: "/components/schema", "pas pris en charge"),
    FaultCase(whole("{}", "{}", #","security":[{"jeton":[]}]"#), at: "/security/0/jeton", "inconnu"),
    FaultCase(whole(#"{"x":{}}"#), at: "/paths/x", "commence par"),
    FaultCase(whole(#"{"/a b":{}}"#), at: "/paths/~1a b", "segment"),
    FaultCase(whole(#"{"/a/{id}.pdf":{}}"#), at: "/paths/~1a~1{id}.pdf", "segment"),
    FaultCase(whole(#"{"/{a}/{a}":{}}"#), at: "/paths/~1{a}~1{a}", "deux fois"),
    FaultCase(whole(#"{"/x":{"trace":{}}}"#), at: "/paths/~1x/trace", "pas pris en charge"),
    FaultCase(whole(#"{"/x":{"head":{}}}"#), at: "/paths/~1x/head", "pas pris en charge"),
    FaultCase(whole("{\"/x\":{\"get\":{\(done)}}}"), at: "/paths/~1x/get", "operationId"),
    FaultCase(
      whole("{\"/x\":{\"get\":{\"operationId\":\"a\",\(done)},\"post\":{\"operationId\":\"a\",\(done)}}}"), at: "/paths/~1x/post",
      "en double"),
    FaultCase(whole(#"{"/x":{"get":{"operationId":"a"}}}"#), at: "/paths/~1x/get", "responses"),
    FaultCase(whole(#"{"/x":{"get":{"operationId":"a","responses":{}}}}"#), at: "/paths/~1x/get/responses", "aucune réponse"),
    FaultCase(
      whole(#"{"/x":{"get":{"operationId":"a","responses":{"600":{"description":""}}}}}"#), at: "/paths/~1x/get/responses/600", "statut"),
    FaultCase(whole(#"{"/x":{"get":{"operationId":"a","responses":{"200":{}}}}}"#), at: "/paths/~1x/get/responses/200", "description"),
    FaultCase(
      whole(##"{"/x":{"get":{"operationId":"a","responses":{"200":{"$ref":"#/components/responses/Rien"}}}}}"##),
      at: "/paths/~1x/get/responses/200/$ref", "ne désigne rien"),
    FaultCase(whole("{\"/x\":{\"get\":{\"operationId\":\"a\",\"callbacks\":{},\(done)}}}"), at: "/paths/~1x/get/callbacks", "pas pris"),
    FaultCase(whole("{\"/x\":{\"get\":{\"operationId\":\"a\",\"x-roles\":\"A\",\(done)}}}"), at: "/paths/~1x/get/x-roles", "tableau"),
    FaultCase(
      whole("{\"/x\":{\"get\":{\"operationId\":\"a\",\"x-roles\":[\"A\",\"A\"],\(done)}}}"), at: "/paths/~1x/get/x-roles/1",
      "deux fois"),
    FaultCase(whole("{\"/{id}\":{\"get\":{\"operationId\":\"a\",\(done)}}}"), at: "/paths/~1{id}/get", "pas déclaré"),
    FaultCase(
      whole("{\"/x\":{\"get\":{\"operationId\":\"a\",\"requestBody\":{\"content\":{\"json\":{}}},\(done)}}}"),
      at: "/paths/~1x/get/requestBody/content/json", "type de contenu"),
    FaultCase(
      whole("{\"/x\":{\"get\":{\"operationId\":\"a\",\"requestBody\":{\"content\":{}},\(done)}}}"), at: "/paths/~1x/get/requestBody",
      "aucun"),
  ]

  @Test(arguments: documents) func `a fault of the document is named with its place`(_ item: FaultCase) throws {
    let error = fault(try json(item.text))
    #expect(error?.pointer == item.pointer)
    #expect(error?.reason.contains(item.reason) == true)
    #expect(error?.description.contains(item.reason) == true)
  }

  static let parameters: [FaultCase] = [
    FaultCase(#"{"in":"query","schema":{"type":"string"}}"#, at: "", "name"),
    FaultCase(#"{"name":"a","in":"cookie","schema":{"type":"string"}}"#, at: "/in", "emplacement"),
    FaultCase(#"{"name":"a","in":"query"}"#, at: "", "schema"),
    FaultCase(#"{"name":"a","in":"query","schema":{}}"#, at: "/schema", "simple"),
    FaultCase(#"{"name":"a","in":"query","schema":{"type":"object"}}"#, at: "/schema", "simple"),
    FaultCase(#"{"name":"a","in":"query","schema":{"type":["string","null"]}}"#, at: "/schema", "simple"),
    FaultCase(#"{"name":"a","in":"query","explode":false,"schema":{"type":"array"}}"#, at: "/schema", "simple"),
    FaultCase(#"{"name":"a","in":"query","schema":{"type":"array","items":{"type":"string"}}}"#, at: "", "explode"),
    FaultCase(#"{"name":"a","in":"query","style":"deepObject","schema":{"type":"string"}}"#, at: "/style", "style"),
    FaultCase(#"{"name":"a","in":"path","schema":{"type":"string"}}"#, at: "", "requis"),
    FaultCase(#"{"name":"a","in":"query","content":{}}"#, at: "/content", "pas pris en charge"),
  ]

  @Test(arguments: parameters) func `a fault of a parameter is named with its place`(_ item: FaultCase) throws {
    let error = fault(document(paths: ["/x": ["get": operation("x", [("parameters", [try json(item.text)])])]]))
    #expect(error?.pointer == "/paths/~1x/get/parameters/0" + item.pointer)
    #expect(error?.reason.contains(item.reason) == true)
  }

  @Test func `a parameter given twice or outside the path is refused`() {
    func reason(_ parameters: JSONValue) -> String? {
      fault(document(paths: ["/x": ["get": operation("x", [("parameters", parameters)])]]))?.reason
    }
    let limit: JSONValue = ["name": "a", "in": "query", "schema": ["type": "string"]]
    #expect(reason([limit, limit])?.contains("en double") == true)
    let stray: JSONValue = ["name": "id", "in": "path", "required": true, "schema": ["type": "string"]]
    #expect(reason([stray])?.contains("pas dans le chemin") == true)
  }

  @Test func `where all is secured, a public operation says so twice`() throws {
    func secured(_ members: [JSONObject.Member]) -> ContractError? {
      var whole = document(paths: ["/x": ["get": operation("x", members)]], components: ["securitySchemes": ["jeton": [:]]]).object
      whole?["security"] = [["jeton": []]]
      return fault(.object(whole ?? JSONObject()))
    }
    #expect(secured([])?.reason.contains("publique") == true)
    #expect(secured([("x-roles", [])])?.reason.contains("publique") == true)
    #expect(secured([("security", [])]) == nil)
    #expect(secured([("x-roles", ["DPO"])]) == nil)
    #expect(secured([("x-roles", ["DPO"]), ("security", [["jeton": []]])]) == nil)
    #expect(secured([("x-roles", ["DPO"]), ("security", [])])?.reason.contains("contredit") == true)
    #expect(secured([("x-roles", ["DPO"]), ("security", [["autre": []]])])?.reason.contains("inconnu") == true)
  }

  static let schemas: [FaultCase] = [
    FaultCase("3", at: "", "un objet est attendu"),
    FaultCase(#"{"typ":"string"}"#, at: "/typ", "mot-clé"),
    FaultCase(#"{"nullable":true}"#, at: "/nullable", "mot-clé"),
    FaultCase(#"{"patternProperties":{}}"#, at: "/patternProperties", "mot-clé"),
    FaultCase(#"{"type":"text"}"#, at: "/type", "inconnu"),
    FaultCase(#"{"type":[]}"#, at: "", "aucun type"),
    FaultCase(#"{"enum":[]}"#, at: "/enum", "vide"),
    FaultCase(#"{"enum":[1,1.0]}"#, at: "/enum", "répétée"),
    FaultCase(#"{"type":"string","enum":["a",1]}"#, at: "", "type permis"),
    FaultCase(#"{"const":1,"enum":[2]}"#, at: "", "aucune valeur"),
    FaultCase(#"{"minLength":-1}"#, at: "/minLength", "positif"),
    FaultCase(#"{"minLength":3,"maxLength":2}"#, at: "", "dépasse"),
    FaultCase(#"{"minItems":3,"maxItems":2}"#, at: "", "dépasse"),
    FaultCase(#"{"minimum":"1"}"#, at: "/minimum", "nombre"),
    FaultCase(#"{"pattern":"(?=a)"}"#, at: "/pattern", "caractère 2"),
    FaultCase(#"{"format":"ipv4"}"#, at: "/format", "inconnu"),
    FaultCase(#"{"uniqueItems":"oui"}"#, at: "/uniqueItems", "true ou false"),
    FaultCase(#"{"properties":[]}"#, at: "/properties", "objet"),
    FaultCase(#"{"properties":{"a/b":{"type":1}}}"#, at: "/properties/a~1b/type", "tableau"),
    FaultCase(#"{"required":["a"],"additionalProperties":false}"#, at: "", "aucun champ"),
    FaultCase(#"{"unevaluatedProperties":{}}"#, at: "/unevaluatedProperties", "true ou false"),
    FaultCase(##"{"$ref":"#/components/schemas/Rien"}"##, at: "/$ref", "ne désigne rien"),
    FaultCase(##"{"$ref":"commun.json#/A"}"##, at: "/$ref", "internes"),
    FaultCase(##"{"$ref":"#/components/schemas/A","additionalItems":false}"##, at: "/additionalItems", "mot-clé"),
    FaultCase(#"{"discriminator":{"propertyName":"t"}}"#, at: "/discriminator", "accompagne"),
    FaultCase(#"{"oneOf":[]}"#, at: "/oneOf", "au moins une"),
    FaultCase(#"{"allOf":[{"type":"string"},{"type":"integer"}]}"#, at: "", "aucun type"),
    FaultCase(#"{"allOf":[{"enum":["a"]},{"enum":["b"]}]}"#, at: "", "aucune valeur"),
    FaultCase(
      ##"{"oneOf":[{"$ref":"#/components/schemas/A"}],"discriminator":{"propertyName":"t","mapping":{"X":"Rien"}}}"##, at: "/discriminator",
      "pas une des formes"),
    FaultCase(
      ##"{"oneOf":[{"$ref":"#/components/schemas/A"},{"type":"null"}],"discriminator":{"propertyName":"t","mapping":{"X":"A"}}}"##,
      at: "/discriminator", "désignée par aucune"),
    FaultCase(##"{"oneOf":[{"$ref":"#/components/schemas/A"}],"discriminator":{}}"##, at: "/discriminator", "propertyName"),
    FaultCase(#"{"type":"integer","minimum":1,"default":0}"#, at: "/default", "par défaut"),
    FaultCase(#"{"properties":{"a":{"type":"string","default":null}}}"#, at: "/properties/a/default", "par défaut"),
  ]

  @Test(arguments: schemas) func `a fault of a schema is named with its place`(_ item: FaultCase) throws {
    let error = fault(document(schema: try json(item.text), components: ["A": ["type": "object"]]))
    #expect(error?.pointer == "/paths/~1x/post/requestBody/content/application~1json/schema" + item.pointer)
    #expect(error?.reason.contains(item.reason) == true)
  }

  @Test(arguments: [
    ##"{"A":{"$ref":"#/components/schemas/B"},"B":{"$ref":"#/components/schemas/A"}}"##,
    ##"{"A":{"$ref":"#/components/schemas/A"}}"##,
    ##"{"A":{"allOf":[{"$ref":"#/components/schemas/A"}]}}"##,
    ##"{"A":{"allOf":[{"$ref":"#/components/schemas/B"}]},"B":{"allOf":[{"$ref":"#/components/schemas/A"}]}}"##,
    ##"{"A":{"oneOf":[{"$ref":"#/components/schemas/A"},{"type":"null"}]}}"##,
    ##"{"A":{"anyOf":[{"$ref":"#/components/schemas/B"}]},"B":{"not":{"$ref":"#/components/schemas/A"}}}"##,
  ])
  func `a schema that never ends is refused`(_ components: String) throws {
    let error = fault(document(schema: true, components: try json(components)))
    #expect(error != nil)
  }

  @Test func `a component is checked even when nothing uses it`() {
    #expect(fault(document(schema: true, components: ["A": ["typ": 1]]))?.pointer == "/components/schemas/A/typ")
    let parameter: JSONValue = ["parameters": ["P": ["name": "p", "in": "query", "schema": [:]]]]
    #expect(fault(document(paths: [:], components: parameter))?.pointer == "/components/parameters/P/schema")
    let response: JSONValue = ["responses": ["R": [:]]]
    #expect(fault(document(paths: [:], components: response))?.pointer == "/components/responses/R")
    let body: JSONValue = ["requestBodies": ["B": ["content": [:]]]]
    #expect(fault(document(paths: [:], components: body))?.pointer == "/components/requestBodies/B")
  }

  @Test func `more properties than a mask holds are refused`() {
    let many = JSONObject((0..<129).map { ("c\($0)", true) })
    #expect(fault(document(schema: ["properties": .object(many)]))?.reason.contains("128") == true)
  }
}
