package import JSON

/// The OpenAPI document, compiled once at start: it routes, says who may call what, and judges every request. A fault
/// in the document is a `ContractError`, and the service does not start.
package struct Contract: Sendable {
  /// In the order of the document.
  package let operations: [Operation]
  /// Every example and default of the document.
  package let samples: [ContractSample]
  private let router: Router
  private let positions: [String: Int]

  /// `document`: OpenAPI 3.1, whole (see `merge`).
  package init(document: JSONValue) throws(ContractError) {
    let compiler = try ContractCompiler(document)
    operations = compiler.operations
    samples = compiler.samples
    router = compiler.router
    positions = Dictionary(uniqueKeysWithValues: compiler.operations.map { ($0.id, $0.index) })
  }

  package func operation(id: String) -> Operation? { positions[id].map { operations[$0] } }

  /// What a request designates. `path` is the target before its `?`, still encoded; segments are compared byte for
  /// byte, `%2F` is data, a trailing slash makes another path, `HEAD` is served by `GET`.
  package func match(method: String, path: UnsafeRawBufferPointer) -> RouteMatch { router.match(method: method, path: path) }
}
