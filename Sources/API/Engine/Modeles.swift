import Domain
import Postgres
import Storage

extension Service {
  /// The parameters of a model as amended on that day (V-14); without one, those of an act that says nothing.
  func parametres(_ modele: ModeleAmende?, le jour: Jour) async throws -> ParametresConvention {
    guard let modele else { return ParametresConvention() }
    return try shared.parametres.parametres(try await figer(modele.reference), modele.avenants, le: jour)
  }

  /// The same for an access, in the civil time of its caisse. Not inlined: the optimiser of Swift 6.3.1 crashes on loops that hold it.
  @inline(never)
  func parametres(_ acces: AccesLu, a instant: Instant) async throws -> ParametresConvention {
    try await parametres(acces.modele, le: acces.fuseau.jour(a: instant))
  }

  @inline(never)
  private func figer(_ modele: ModeleReference) async throws -> ModeleFige {
    if shared.parametres.connu(modele) != nil { return ModeleFige(connu: modele) }
    guard let row = try await database.read({ $0.enqueue(ModeleStatements.figer, modele) }).first() else { throw Problem(.erreurInterne) }
    return row
  }
}
