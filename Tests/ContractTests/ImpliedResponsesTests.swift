import Contract
import JSON
import Testing

/// What operations have in common is said once in the fragments, and written out in the document that is served.
@Suite struct ImpliedResponsesTests {
  private static func reference(_ name: String) -> JSONValue { ["$ref": .string("#/components/responses/\(name)")] }

  private func merged(_ operation: JSONValue, path: String = "/x", method: String = "get") throws -> JSONValue? {
    let common: JSONValue = [
      "openapi": "3.1.0", "info": ["title": "Essai"],
      "x-reponses-implicites": [
        "en_tetes": ["X-Request-Id": ["$ref": "#/components/headers/Id"]],
        "statuts": [
          ["statut": "400", "quand": "TOUJOURS", "reponse": "#/components/responses/A"],
          ["statut": "401", "quand": "JETON", "reponse": "#/components/responses/B"],
          ["statut": "403", "quand": "DROIT", "reponse": "#/components/responses/C"],
          ["statut": "404", "quand": "CHEMIN", "reponse": "#/components/responses/D"],
          ["statut": "412", "parametre": "SiCorrespond", "reponse": "#/components/responses/E"],
          ["statut": "422", "quand": "CORPS", "reponse": "#/components/responses/F"],
        ],
      ],
      "components": ["responses": ["A": ["description": "Refus"]]],
    ]
    let others: JSONValue = ["paths": ["/tous": ["get": ["x-roles": ["UN", "DEUX"], "responses": [:]]]]]
    let fragment: JSONValue = ["paths": [path: [method: operation]]]
    let whole = try Contract.merge(fragments: [("commun", common), ("autres", others), ("un", fragment)])
    #expect(whole["x-reponses-implicites"] == nil)
    #expect(whole["components"]?["responses"]?["A"]?["headers"]?["X-Request-Id"] != nil)
    return whole["paths"]?[path]?[method]?["responses"]
  }

  private func statuses(_ operation: JSONValue, path: String = "/x") throws -> [String] {
    try merged(operation, path: path)?.object?.members.map(\.name) ?? []
  }

  @Test func `an operation is given the statuses whose condition it meets, in order`() throws {
    let ok: JSONValue = ["200": ["description": "Fait."]]
    #expect(try statuses(["responses": ok]) == ["200", "400"])
    #expect(try statuses(["responses": ok], path: "/x/{id}") == ["200", "400", "404"])
    #expect(try statuses(["x-roles": ["UN"], "responses": ok]) == ["200", "400", "401", "403"])
    #expect(try statuses(["x-roles": ["UN", "DEUX"], "responses": ok]) == ["200", "400", "401", "403"])
    #expect(try statuses(["x-roles": ["UN", "DEUX"], "x-sans-cgu": true, "responses": ok]) == ["200", "400", "401"])
    #expect(try statuses(["x-roles": ["UN"], "x-sans-cgu": true, "responses": ok]) == ["200", "400", "401", "403"])
    #expect(try statuses(["requestBody": [:], "responses": ok]) == ["200", "400", "422"])
    #expect(try statuses(["parameters": [["$ref": "#/components/parameters/SiCorrespond"]], "responses": ok]) == ["200", "400", "412"])
  }

  @Test func `what an operation gives itself is kept, and what it gives as null it has not`() throws {
    let own = try merged(["responses": ["400": ["description": "À soi."], "204": ["description": "Rien.", "content": [:]]]])
    #expect(own?["400"]?["description"] == "À soi.")
    #expect(own?["204"]?.object?.members.map(\.name) == ["description", "headers", "content"])
    #expect(try statuses(["responses": ["400": .null, "200": Self.reference("A")]]) == ["200"])
  }

  @Test func `headers that all have come before its own, once`() throws {
    let own: JSONValue = ["ETag": ["schema": [:]], "X-Request-Id": ["schema": [:]]]
    let headers = try merged(["responses": ["200": ["description": "x", "headers": own]]])?["200"]?["headers"]
    #expect(headers?.object?.members.map(\.name) == ["X-Request-Id", "ETag"])
    #expect(headers?["X-Request-Id"]?["$ref"] == "#/components/headers/Id")
  }

  @Test func `a condition that nobody knows is an error at its place`() {
    #expect {
      try Contract.merge(fragments: [
        ("commun", ["x-reponses-implicites": ["en_tetes": [:], "statuts": [["statut": "400", "quand": "PARFOIS", "reponse": "x"]]]])
      ])
    } throws: { ($0 as? ContractError)?.pointer == "/x-reponses-implicites/statuts/0/quand" }
  }
}
