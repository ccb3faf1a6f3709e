/// Why the document cannot be served: it stops the start, so its reader is whoever wrote the document.
package struct ContractError: Error, Equatable, CustomStringConvertible {
  /// RFC 6901 pointer into the document, empty for the document itself.
  package let pointer: String
  /// French, without final stop.
  package let reason: String

  package init(_ pointer: String, _ reason: String) {
    self.pointer = pointer
    self.reason = reason
  }

  package var description: String { "contrat OpenAPI, \(pointer.isEmpty ? "document" : "#" + pointer) : \(reason)" }
}
