package import Domain
package import FoundationEssentials
package import JSON

/// One demande as stored.
package struct DemandeLue: Sendable {
  package let id: UUID
  package let caisseId: UUID
  package let numero: String
  package let type: String
  /// The members that belong to the type, as `DetailsDemande` of the contract shows them.
  package let details: JSONValue
  package let description: String?
  package let assure: AssureLu
  package let personneAccompagnee: Bool
  package let informationPrealable: Bool?
  package let regimeGeneral: Bool?
  package let qualiteRepresentation: String
  package let etat: String
  package let urgente: Bool
  package let complexe: Bool
  package let prioritaire: Bool
  package let servicePropose: String?
  package let serviceDestinataire: String?
  package let partenaireId: UUID
  package let partenaireDenomination: String
  package let uniteId: UUID?
  package let technicienId: UUID
  package let technicienNom: String
  package let technicienPrenom: String
  package let agentId: UUID?
  package let agentNom: String?
  package let avertissements: [String]
  package let origine: String
  package let reponse: String?
  package let motifFin: String?
  package let conventionId: UUID
  package let deposeLe: Instant
  package let modifieLe: Instant
  package let clotureLe: Instant?
  package let version: Int
}

/// Whom a demande is for (D-11): never a NIR.
package struct AssureLu: Sendable {
  package let civilite: String
  package let nom: String
  package let prenom: String
  package let dateNaissance: Jour
  package let departementResidence: String

  package init(civilite: String, nom: String, prenom: String, dateNaissance: Jour, departementResidence: String) {
    self.civilite = civilite
    self.nom = nom
    self.prenom = prenom
    self.dateNaissance = dateNaissance
    self.departementResidence = departementResidence
  }
}
