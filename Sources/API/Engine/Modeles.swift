import Domain
import Postgres
import Storage
import Synchronization

extension Service {
  /// The parameters of a signed model. A version never changes, so a decoded one is kept for the life of the process.
  func parametres(_ modele: ModeleReference?) async throws -> ParametresConvention {
    guard let modele else { return ParametresConvention() }
    if let known = shared.modeles[modele] { return known }
    guard let row = try await database.read({ $0.enqueue(ModeleStatements.lire, modele) }).first() else { throw Problem(.erreurInterne) }
    let parametres = try ParametresConvention(decoding: row.parametres)
    shared.modeles[modele] = parametres
    return parametres
  }
}

/// The parameters decoded so far, by model and version.
package final class ModelesConnus: Sendable {
  private let decodes = Mutex<[ModeleReference: ParametresConvention]>([:])

  package init() {}

  subscript(modele: ModeleReference) -> ParametresConvention? {
    get { decodes.withLock { $0[modele] } }
    set { decodes.withLock { $0[modele] = newValue } }
  }
}
