import Domain
import Postgres

/// The columns of a demande in the order `DemandeLue` reads them, for every statement that shows one.
enum DemandeColumns {
  static let sql = """
    d.id, d.caisse_id, d.numero, d.type, d.details, d.description,
      d.assure_civilite, d.assure_nom, d.assure_prenom, d.assure_date_naissance, d.assure_departement_residence,
      d.personne_accompagnee, d.information_prealable, d.regime_general, d.qualite_representation,
      d.etat, d.urgente, d.complexe, d.prioritaire, d.service_propose, d.service_destinataire,
      d.partenaire_id, d.partenaire_denomination, d.unite_id, d.convention_id,
      d.technicien_id, d.technicien_nom, d.technicien_prenom, d.agent_id, d.agent_nom,
      d.avertissements, d.origine, d.reponse, d.motif_fin, d.depose_le, d.modifie_le, d.cloture_le, d.version
    """

  /// The first wall: what the actor of the open context may see (D-29, Q-15). The second is the policy `demande_visible`.
  static let scope = """
    (d.caisse_id = contexte('caisse') or d.partenaire_id = contexte('partenaire')
      and (contexte('unite') is null or d.unite_id = contexte('unite')))
    """

  static func read(_ row: inout RowReader) throws(DecodingFailure) -> DemandeLue {
    DemandeLue(
      id: try row.uuid(), caisseId: try row.uuid(), numero: try row.text(), type: try row.text(), details: try row.json(),
      description: try row.textOrNull(), assure: try assure(&row), personneAccompagnee: try row.bool(),
      informationPrealable: try row.boolOrNull(), regimeGeneral: try row.boolOrNull(), qualiteRepresentation: try row.text(),
      etat: try row.text(), urgente: try row.bool(), complexe: try row.bool(), prioritaire: try row.bool(),
      servicePropose: try row.textOrNull(), serviceDestinataire: try row.textOrNull(), partenaireId: try row.uuid(),
      partenaireDenomination: try row.text(), uniteId: try row.uuidOrNull(), conventionId: try row.uuid(),
      technicienId: try row.uuid(), technicienNom: try row.text(), technicienPrenom: try row.text(), agentId: try row.uuidOrNull(),
      agentNom: try row.textOrNull(), avertissements: try row.texts(), origine: try row.text(), reponse: try row.textOrNull(),
      motifFin: try row.textOrNull(), deposeLe: try row.instant(), modifieLe: try row.instant(), clotureLe: try row.instantOrNull(),
      version: try row.int())
  }

  private static func assure(_ row: inout RowReader) throws(DecodingFailure) -> AssureLu {
    AssureLu(
      civilite: try row.text(), nom: try row.text(), prenom: try row.text(), dateNaissance: try row.jour(), departementResidence: try row.text())
  }
}
