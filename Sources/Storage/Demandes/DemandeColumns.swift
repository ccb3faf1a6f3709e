import Domain
package import FoundationEssentials
package import Postgres

/// The columns of a demande, in the order in which `Demande` of the contract shows them, for every statement that shows one.
package enum DemandeColumns {
  static let sql = """
    \(DemandeResumee.tete), d.details, d.personne_accompagnee, d.information_prealable, d.regime_general, d.description,
      d.qualite_representation, d.service_propose, d.avertissements, d.origine, d.reponse, d.motif_fin, d.convention_id
    """

  /// The first wall: what the actor of the open context may see (D-29, Q-15). The second is the policy `demande_visible`.
  static let scope = """
    (d.partenaire_id = contexte('partenaire') and d.unite_id is not distinct from coalesce(contexte('unite'), d.unite_id)
      or d.caisse_id = contexte('caisse'))
    """

  package static func read(_ row: inout RowReader) throws(DecodingFailure) -> DemandeLue {
    let (id, version, numero, type) = (try row.uuid(), try row.int(), try row.text(), try row.text())
    let assure = AssureLu(
      civilite: try row.text(), nom: try row.text(), prenom: try row.text(), dateNaissance: try row.jour(), departementResidence: try row.text())
    let (etat, urgente, complexe, prioritaire) = (try row.text(), try row.bool(), try row.bool(), try row.bool())
    let (serviceDestinataire, caisseId) = (try row.textOrNull(), try row.uuid())
    let (partenaireId, denomination, uniteId) = (try row.uuid(), try row.text(), try row.uuidOrNull())
    let (technicienId, technicienNom, technicienPrenom) = (try row.uuid(), try row.text(), try row.text())
    let (agentId, agentNom) = (try row.uuidOrNull(), try row.textOrNull())
    let (deposeLe, modifieLe, clotureLe) = (try row.instant(), try row.instant(), try row.instantOrNull())
    let (details, personneAccompagnee, informationPrealable) = (try row.json(), try row.bool(), try row.boolOrNull())
    let (regimeGeneral, description, qualite) = (try row.boolOrNull(), try row.textOrNull(), try row.text())
    return DemandeLue(
      id: id, caisseId: caisseId, numero: numero, type: type, details: details, description: description, assure: assure,
      personneAccompagnee: personneAccompagnee, informationPrealable: informationPrealable, regimeGeneral: regimeGeneral,
      qualiteRepresentation: qualite, etat: etat, urgente: urgente, complexe: complexe, prioritaire: prioritaire,
      servicePropose: try row.textOrNull(), serviceDestinataire: serviceDestinataire, partenaireId: partenaireId,
      partenaireDenomination: denomination, uniteId: uniteId, technicienId: technicienId, technicienNom: technicienNom,
      technicienPrenom: technicienPrenom, agentId: agentId, agentNom: agentNom, avertissements: try row.texts(), origine: try row.text(),
      reponse: try row.textOrNull(), motifFin: try row.textOrNull(), conventionId: try row.uuid(), deposeLe: deposeLe, modifieLe: modifieLe,
      clotureLe: clotureLe, version: version)
  }
}

/// What the right to a demande is judged by: its access, which comes before the columns it shows, and a few of those.
package struct DemandeJugee: Sendable {
  package let etat: String
  package let caisseId: UUID
  package let partenaireId: UUID
  package let uniteId: UUID?
  package let agentId: UUID?
  package let type: String
  package let qualiteRepresentation: String
  package let version: Int
  /// The window that the portal agreement gives now, not the one of the day the demande was filed.
  package let acces: AccesLu

  static let sql = "\(AccesColumns.sql), \(DemandeColumns.sql)"

  /// Places among `DemandeColumns.sql`.
  private enum Place {
    static let (version, type, etat, caisse, unite, agent, qualite) = (1, 3, 9, 14, 17, 21, 31)
  }

  static func read(_ row: inout RowReader) throws(DecodingFailure) -> DemandeJugee {
    let acces = try AccesColumns.read(&row)
    func go(to place: Int, _ row: inout RowReader) { row.column = AccesColumns.nombre + place }
    go(to: Place.version, &row)
    let version = try row.int()
    go(to: Place.type, &row)
    let type = try row.text()
    go(to: Place.etat, &row)
    let etat = try row.text()
    go(to: Place.caisse, &row)
    let (caisseId, partenaireId) = (try row.uuid(), try row.uuid())
    go(to: Place.unite, &row)
    let uniteId = try row.uuidOrNull()
    go(to: Place.agent, &row)
    let agentId = try row.uuidOrNull()
    go(to: Place.qualite, &row)
    return DemandeJugee(
      etat: etat, caisseId: caisseId, partenaireId: partenaireId, uniteId: uniteId, agentId: agentId, type: type,
      qualiteRepresentation: try row.text(), version: version, acces: acces)
  }

  /// Reads the columns that are shown, once the right to them is established.
  package static func suite<Value>(
    _ found: Deferred<DemandeJugee>, _ body: (inout RowReader) throws -> Value
  ) throws(PostgresError) -> Value {
    try found.withResult { result in
      var row = result.row(0)
      row.column = AccesColumns.nombre
      return try body(&row)
    }
  }
}
