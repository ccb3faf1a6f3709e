import Contract

/// A handler: reads or writes through the service, writes its body into the exchange, and says the rest in its reply.
typealias Handler = @Sendable (Service, RequestContext) async throws -> Reply

/// The whole table: the contract's operations and who answers them, one file per resource. An operation without a handler, or a handler
/// without an operation, stops the start.
enum Operations {
  static let handlers: [String: Handler] = [
    ReferenceOperations.handlers, SessionOperations.handlers, PartenaireOperations.handlers, ConventionOperations.handlers,
    DossierConventionOperations.handlers, AvenantOperations.handlers, FinConventionOperations.handlers, EcheanceOperations.handlers,
    InstanceOperations.handlers, CompteOperations.handlers, DemandeOperations.handlers, EcritureOperations.handlers,
  ].reduce(into: [:]) { all, table in all.merge(table) { first, _ in first } }

  /// The handlers in the order of the contract's operations. Throws unless each operation has one and each handler an operation.
  static func paired(with contract: Contract) throws(OperationsMismatch) -> [Handler] {
    let known = Set(contract.operations.map(\.id))
    let missing = known.subtracting(handlers.keys).sorted()
    let unknown = Set(handlers.keys).subtracting(known).sorted()
    guard missing.isEmpty, unknown.isEmpty else { throw OperationsMismatch(missing: missing, unknown: unknown) }
    return contract.operations.compactMap { handlers[$0.id] }
  }
}

/// The contract and the code disagree on which operations exist.
struct OperationsMismatch: Error, CustomStringConvertible {
  let missing: [String]
  let unknown: [String]

  var description: String {
    "opérations sans réponse : \(missing.joined(separator: ", ")) ; réponses sans opération : \(unknown.joined(separator: ", "))"
  }
}
