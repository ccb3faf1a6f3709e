import Bytes
import Contract
import Domain
import FoundationEssentials
import JSON
import Postgres
import Storage

// What the writes of this folder share.

extension Writing {
  /// Writes the life that the facts now give an act. When it has ended already, a late record of the past, the accounts that ended
  /// with it are recorded too (V-24, C-39); their access was computed from the dates anyway.
  func ecrireFin(_ tenue: ConventionTenue, _ faits: FaitsConvention) throws {
    try ecrireVie(tenue, faits)
    let lue = try tenue.convention().lue
    if let dernierJour = faits.dernierJour, dernierJour < lue.jour(a: request.now) { constaterComptes(lue) }
  }

  /// Enters a letter in the register (V-27).
  func inscrire(_ courrier: Courrier, de convention: ConventionLue, note: String? = nil) throws -> CourrierLu {
    let lu = CourrierLu(id: try request.nouvelId(), conventionId: convention.id, courrier: courrier, note: note, instant: request.now)
    _ = enqueue(CourrierStatements.inserer, lu)
    return lu
  }
}

extension JSONValue {
  /// The date of a member that the contract has checked.
  func jour(_ name: String) -> Jour? { self[name]?.string.flatMap { Jour(texte: $0) } }
  func partie(_ name: String) -> Partie? { self[name]?.string.flatMap(Partie.init(rawValue:)) }
}

extension Bytes {
  /// A string, or null.
  mutating func field(_ name: StaticString, _ value: Partie?) { field(name, value?.rawValue) }
}
