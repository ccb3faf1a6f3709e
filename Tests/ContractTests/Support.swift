import Contract
import JSON
import Testing

/// The value of a JSON text.
func json(_ text: String) throws -> JSONValue { try JSONReader.parse(text) }

/// A document whose only operation is `POST /x`, taking a body of that schema.
func document(schema: JSONValue, components: JSONValue = [:]) -> JSONValue {
  document(
    paths: [
      "/x": [
        "post": [
          "operationId": "x", "requestBody": ["content": ["application/json": ["schema": schema]]],
          "responses": ["204": ["description": "Fait"]],
        ]
      ]
    ], components: ["schemas": components])
}

func document(paths: JSONValue, components: JSONValue = [:]) -> JSONValue {
  ["openapi": "3.1.0", "info": ["title": "Essai", "version": "1"], "paths": paths, "components": components]
}

/// One operation of no consequence.
func operation(_ id: String, _ members: [JSONObject.Member] = []) -> JSONValue {
  .object(JSONObject([("operationId", .string(id)), ("responses", ["204": ["description": "Fait"]])] + members))
}

/// The compiled schema of a JSON text; `components` is the text of `components.schemas`.
func schema(_ text: String, components: String = "{}") throws -> Schema {
  let contract = try Contract(document: document(schema: try json(text), components: try json(components)))
  return try #require(contract.operations[0].body?.contents[0].schema)
}

/// The fault of a document, nil when there is none.
func fault(_ document: JSONValue) -> ContractError? {
  do throws(ContractError) {
    _ = try Contract(document: document)
    return nil
  } catch {
    return error
  }
}

extension Contract {
  func match(_ method: String, _ path: String) -> RouteMatch {
    Array(path.utf8).withUnsafeBytes { match(method: method, path: $0) }
  }
}

extension FieldError {
  /// `/pointer CODE`, as the tables write it.
  var short: String { "\(pointer) \(code.rawValue)" }
}
