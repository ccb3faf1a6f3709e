package import Domain
package import FoundationEssentials
package import JSON
import Postgres

/// One meeting, report or task as recorded.
package struct InstanceLue: Sendable {
  package let id: UUID
  package let version: Int
  package let conventionId: UUID
  package var instance: Instance
  package var lieu: String?
  package let theme: String?
  /// `[{partie, qualite, referent}]`, never a name.
  package var participants: JSONValue
  package var compteRendu: String?
  package let creeLe: Instant
  package let modifieLe: Instant

  package init(id: UUID, conventionId: UUID, _ instance: Instance, lieu: String?, theme: String?, instant: Instant) {
    self.id = id
    version = 1
    self.conventionId = conventionId
    self.instance = instance
    self.lieu = lieu
    self.theme = theme
    participants = []
    creeLe = instant
    modifieLe = instant
  }

  static let columns = """
    i.id, i.version, i.convention_id, i.type, i.partie, i.rang, i.ordre, i.ouverture_le, i.limite_le, i.etat, i.date, i.accords, i.tenue_le,
      i.lieu, i.theme, i.participants, i.compte_rendu, i.cree_le, i.modifie_le
    """

  init(_ row: inout RowReader) throws(DecodingFailure) {
    id = try row.uuid()
    version = try row.int()
    conventionId = try row.uuid()
    instance = Instance(
      genre: try row.text(GenreInstance.init(rawValue:)), partie: try row.textOrNull(Partie.init(rawValue:)), rang: try row.intOrNull(),
      ordre: try row.int(), ouvertureLe: try row.jourOrNull(), limiteLe: try row.jourOrNull(), etat: try row.text(EtatInstance.init(rawValue:)),
      date: try row.jourOrNull(), accords: Set(try row.texts().compactMap(Partie.init(rawValue:))), tenueLe: try row.jourOrNull())
    lieu = try row.textOrNull()
    theme = try row.textOrNull()
    participants = try row.json()
    compteRendu = try row.textOrNull()
    creeLe = try row.instant()
    modifieLe = try row.instant()
  }
}
