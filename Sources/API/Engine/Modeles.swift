import Domain
import Postgres
import Storage

extension Service {
  /// The parameters of a frozen model; without one, those of an act that says nothing.
  func parametres(_ modele: ModeleReference?) async throws -> ParametresConvention {
    guard let modele else { return ParametresConvention() }
    if let known = shared.parametres.connu(modele) { return known }
    guard let row = try await database.read({ $0.enqueue(ModeleStatements.figer, modele) }).first() else { throw Problem(.erreurInterne) }
    return try shared.parametres.parametres(row)
  }
}
