import Contract
package import JSON
import OpenAPI

/// The contract embedded in the binary, merged.
package enum ContractDocument {
  package static func merged() throws -> JSONValue {
    try Contract.merge(fragments: try OpenAPIDocument.fragments.map { ($0.name, try JSONReader.parse($0.bytes)) })
  }
}

extension Contract {
  /// The operations that may answer this problem: those that name it, in the order of the document.
  func operations(raising code: String) -> [String] { operations.filter { $0.problems.contains(code) }.map(\.id) }
}
