import Contract
import JSON
import Testing

@Suite struct OperationTests {
  static let text = #"""
    {"openapi":"3.1.0","info":{"title":"Essai","version":"1"},"servers":[{"url":"/"}],"security":[{"jeton":[]}],
    "tags":[{"name":"comptes"}],
    "paths":{"/v1/comptes/{id}":{
      "parameters":[{"$ref":"#/components/parameters/Id"}],
      "get":{"operationId":"lireCompte","x-roles":["GESTIONNAIRE","DPO"],"x-regles":["C-01","C-02"],"x-problemes":["INTROUVABLE"],
        "tags":["comptes"],"x-autre":1,"summary":"Lire","responses":{"200":{"$ref":"#/components/responses/Compte"},
          "4XX":{"$ref":"#/components/responses/Probleme"}}},
      "patch":{"operationId":"modifierCompte","x-roles":["GESTIONNAIRE"],"x-sans-cgu":true,
        "parameters":[{"name":"If-Match","in":"header","required":true,"schema":{"type":"string"}},
          {"name":"id","in":"path","required":true,"schema":{"type":"string","maxLength":3}}],
        "requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Compte"},
          "example":{"nom":"a"}},
          "text/*":{},"application/octet-stream":{"schema":{}}}},
        "responses":{"204":{"description":"Fait"},"default":{"$ref":"#/components/responses/Probleme"}}}},
    "/v1/sessions":{"post":{"operationId":"ouvrirSession","security":[],"x-idempotent":true,
      "requestBody":{"content":{"*/*":{}}},
      "responses":{"201":{"description":"Fait","headers":{"ETag":{"required":true,"schema":{"type":"string"}}}}}}}},
    "components":{"securitySchemes":{"jeton":{"type":"http","scheme":"bearer"}},
      "parameters":{"Id":{"name":"id","in":"path","required":true,"schema":{"type":"string","format":"uuid"}}},
      "schemas":{"Compte":{"type":"object","properties":{"nom":{"type":"string","default":"x","example":3}},"examples":[{"nom":"b"}]},
        "Probleme":{"type":"object","required":["code"]}},
      "responses":{"Compte":{"description":"Le compte","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Compte"}}}},
        "Probleme":{"description":"Refus","content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Probleme"}}}}}}}
    """#

  private let contract: Contract

  init() throws { contract = try Contract(document: try json(Self.text)) }

  @Test func `an operation says what it is and who may call it`() throws {
    let read = try #require(contract.operation(id: "lireCompte"))
    #expect(read.index == 0)
    #expect(read.method == "GET")
    #expect(read.path == "/v1/comptes/{id}")
    #expect(read.roles == ["GESTIONNAIRE", "DPO"])
    #expect(!read.isPublic)
    #expect(!read.isOpenWithoutTerms)
    #expect(!read.isIdempotent)
    #expect(read.problems == ["INTROUVABLE"])
    #expect(read.rules == ["C-01", "C-02"])
    #expect(read.tags == ["comptes"])
    #expect(read.body == nil)
    #expect(!read.needsIfMatch)
    #expect(read.document["x-autre"] == 1)
    let change = try #require(contract.operation(id: "modifierCompte"))
    #expect(change.isOpenWithoutTerms)
    #expect(change.needsIfMatch)
    let open = try #require(contract.operation(id: "ouvrirSession"))
    #expect(open.isPublic)
    #expect(open.isIdempotent)
    #expect(open.body?.isRequired == false)
    #expect(contract.operation(id: "absente") == nil)
    #expect(contract.operations.map(\.index) == [0, 1, 2])
  }

  @Test func `parameters of the path item are inherited and may be replaced`() throws {
    let read = try #require(contract.operation(id: "lireCompte"))
    let change = try #require(contract.operation(id: "modifierCompte"))
    #expect(read.pathParameters.map(\.name) == ["id"])
    #expect(!read.pathParameters[0].schema.accepts("abc"))
    #expect(change.pathParameters[0].schema.accepts("abc"))
    #expect(change.headerParameters.map(\.name) == ["If-Match"])
  }

  @Test func `a content type finds its schema`() throws {
    let body = try #require(contract.operation(id: "modifierCompte")?.body)
    #expect(body.isRequired)
    #expect(body.content(of: "application/json")?.schema?.accepts(["nom": "x"]) == true)
    #expect(body.content(of: "Application/JSON ; charset=utf-8")?.name == "application/json")
    #expect(body.content(of: "text/plain")?.name == "text/*")
    #expect(body.content(of: "image/png") == nil)
    #expect(body.content(of: "") == nil)
    #expect(contract.operation(id: "ouvrirSession")?.body?.content(of: "image/png")?.name == "*/*")
  }

  @Test func `a status finds its answer, exact, then by hundred, then by default`() throws {
    let read = try #require(contract.operation(id: "lireCompte"))
    #expect(read.response(status: 200)?.content(of: "application/json")?.schema != nil)
    #expect(read.response(status: 404)?.status == "4XX")
    #expect(read.response(status: 404)?.content(of: "application/problem+json")?.schema?.accepts(["code": "X"]) == true)
    #expect(read.response(status: 500) == nil)
    #expect(contract.operation(id: "modifierCompte")?.response(status: 500)?.status == "default")
    #expect(contract.operation(id: "ouvrirSession")?.response(status: 201)?.headers.map(\.name) == ["ETag"])
  }

  @Test func `every example and default is listed once, wrong examples with their errors`() {
    let samples = Dictionary(uniqueKeysWithValues: contract.samples.map { ($0.pointer, $0) })
    let schema = "/components/schemas/Compte"
    #expect(samples["\(schema)/examples/0"]?.errors == [])
    #expect(samples["\(schema)/properties/nom/default"]?.errors == [])
    #expect(samples["\(schema)/properties/nom/example"]?.errors.map(\.short) == [" TYPE_INVALIDE"])
    #expect(samples["/paths/~1v1~1comptes~1{id}/patch/requestBody/content/application~1json/example"]?.errors == [])
    #expect(samples.count == contract.samples.count)
    #expect(samples.count == 4)
  }
}
