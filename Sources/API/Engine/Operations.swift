/// A handler: reads or writes through the service, writes its body into the exchange, and says the rest in its reply.
typealias Handler = @Sendable (Service, RequestContext) async throws -> Reply

/// The whole table: the contract's operations and who answers them, one file per resource. An operation without a handler, or a handler
/// without an operation, stops the start.
enum Operations {
  static let handlers: [String: Handler] = [
    ReferenceOperations.handlers, SessionOperations.handlers, PartenaireOperations.handlers, ConventionOperations.handlers,
    CompteOperations.handlers, DemandeOperations.handlers,
  ].reduce(into: [:]) { all, table in all.merge(table) { first, _ in first } }
}
