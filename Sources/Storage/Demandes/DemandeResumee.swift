package import Domain
package import FoundationEssentials
import Postgres

/// Where one row of a list stands in its order: what a cursor is made of. What is shown of it stays in PostgreSQL's result, in the order
/// of `DemandeResume` of the contract, for a renderer that copies each text once.
package struct DemandeResumee: Sendable {
  package let id: UUID
  package let prioritaire: Bool
  package let deposeLe: Instant
  /// The word that a search found it by, with the others of the name; nil in the other lists.
  package let cle: String?
  /// The word sought that the search walked along; nil in the other lists.
  package let mot: String?

  /// What a demande shows first, alone or in a list.
  static let tete = """
    d.id, d.version, d.numero, d.type, d.assure_civilite, d.assure_nom, d.assure_prenom, d.assure_date_naissance, d.assure_departement_residence,
      d.etat, d.urgente, d.complexe, d.prioritaire, d.service_destinataire, d.caisse_id, d.partenaire_id, d.partenaire_denomination, d.unite_id,
      d.technicien_id, d.technicien_nom, d.technicien_prenom, d.agent_id, d.agent_nom, d.depose_le, d.modifie_le, d.cloture_le
    """

  /// The columns of `DemandeResume`, in its order.
  static let colonnes = "\(tete), d.details ->> 'sous_type' as sous_type"

  private static let (prioritaire, deposeLe, cle) = (12, 23, 27)

  static func read(_ row: inout RowReader) throws(DecodingFailure) -> DemandeResumee {
    try read(&row, cle: nil, mot: nil)
  }

  /// A row that the word found follows.
  static func readTrouvee(_ row: inout RowReader) throws(DecodingFailure) -> DemandeResumee {
    row.column = cle
    return try read(&row, cle: try row.text(), mot: try row.text())
  }

  private static func read(_ row: inout RowReader, cle: String?, mot: String?) throws(DecodingFailure) -> DemandeResumee {
    row.column = 0
    let id = try row.uuid()
    row.column = prioritaire
    let prioritaire = try row.bool()
    row.column = deposeLe
    return DemandeResumee(id: id, prioritaire: prioritaire, deposeLe: try row.instant(), cle: cle, mot: mot)
  }
}
