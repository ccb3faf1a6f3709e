import Contract
import JSON
import Testing

@Suite struct MergeTests {
  private let common: JSONValue = [
    "openapi": "3.1.0", "info": ["title": "Essai"], "tags": [["name": "commun"]],
    "components": ["schemas": ["Id": ["type": "string"]], "responses": ["Probleme": ["description": "Refus"]]],
  ]

  private func clash(_ fragments: [(name: String, value: JSONValue)]) -> ContractError? {
    do throws(ContractError) {
      _ = try Contract.merge(fragments: fragments)
      return nil
    } catch {
      return error
    }
  }

  @Test func `fragments make one document, in their order`() throws {
    let accounts: JSONValue = [
      "tags": [["name": "comptes"]], "paths": ["/comptes": ["get": operation("lister")]],
      "components": ["schemas": ["Compte": ["$ref": "#/components/schemas/Id"]], "parameters": [:]],
    ]
    let sessions: JSONValue = ["paths": ["/sessions": ["post": operation("ouvrir")]]]
    let whole = try Contract.merge(fragments: [("commun", common), ("comptes", accounts), ("sessions", sessions)])
    #expect(whole["paths"]?.object?.members.map(\.name) == ["/comptes", "/sessions"])
    #expect(whole["components"]?["schemas"]?.object?.members.map(\.name) == ["Id", "Compte"])
    #expect(whole["components"]?["responses"]?.object?.count == 1)
    #expect(whole["tags"]?.array?.compactMap { $0["name"]?.string } == ["commun", "comptes"])
    #expect(whole["openapi"] == "3.1.0")
    #expect(try Contract(document: whole).operations.map(\.id) == ["lister", "ouvrir"])
  }

  @Test(
    arguments: [
      (["info": ["title": "x"]], "/info"), (["tags": [["name": "commun"]]], "/tags/commun"),
      (["components": ["schemas": ["Id": ["type": "string"]]]], "/components/schemas/Id"),
      (["components": ["responses": ["Probleme": [:]]]], "/components/responses/Probleme"),
    ] as [(JSONValue, String)])
  func `what two fragments give is an error naming both`(_ other: JSONValue, _ pointer: String) {
    let error = clash([("commun", common), ("autre", other)])
    #expect(error?.pointer == pointer)
    #expect(error?.reason == "donné par « commun » et par « autre »")
  }

  @Test func `a path belongs to one fragment`() {
    let one: JSONValue = ["paths": ["/x": ["get": operation("a")]]]
    let two: JSONValue = ["paths": ["/x": ["post": operation("b")]]]
    #expect(clash([("un", one), ("deux", two)])?.pointer == "/paths/~1x")
  }

  @Test func `a fragment of the wrong shape is refused`() {
    #expect(clash([("un", [])])?.pointer == "")
    #expect(clash([("un", ["paths": []])])?.pointer == "/paths")
    #expect(clash([("un", ["components": ["schemas": 1]])])?.pointer == "/components/schemas")
    #expect(clash([("un", ["tags": [[:]]])])?.reason.contains("name") == true)
  }
}
