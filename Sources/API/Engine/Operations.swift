/// A handler: reads or writes through the service, writes its body into the exchange, and says the rest in its reply.
typealias Handler = @Sendable (Service, RequestContext) async throws -> Reply

/// The whole table: the contract's operations and who answers them. An operation without a handler, or a handler without an operation,
/// stops the start.
enum Operations {
  static let handlers: [String: Handler] = [
    "listerCaisses": ReferenceHandlers.listerCaisses,
    "lireCaisse": ReferenceHandlers.lireCaisse,
    "listerModeles": ReferenceHandlers.listerModeles,
    "lireModele": ReferenceHandlers.lireModele,
    "listerRegles": ReferenceHandlers.listerRegles,
    "lireRegle": ReferenceHandlers.lireRegle,
    "listerProblemes": ReferenceHandlers.listerProblemes,
    "lireProbleme": ReferenceHandlers.lireProbleme,
    "vivacite": ReferenceHandlers.vivacite,
    "disponibilite": ReferenceHandlers.disponibilite,
    "lireOpenAPI": ReferenceHandlers.lireOpenAPI,
    "lireMetriques": ReferenceHandlers.lireMetriques,
  ]
}
