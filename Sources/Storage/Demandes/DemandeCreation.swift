package import Domain
package import FoundationEssentials
package import JSON
package import Postgres

/// A decided demande, to be inserted with its number.
package struct DemandeAInserer: Sendable {
  package var id: UUID
  package var caisseId: UUID
  package var caisseCode: String
  package var annee: Int
  package var conventionId: UUID
  package var technicienNom: String
  package var technicienPrenom: String
  package var partenaireDenomination: String
  package var type: String
  package var details: JSONValue
  package var description: String?
  package var assure: AssureLu
  package var personneAccompagnee: Bool
  package var informationPrealable: Bool?
  package var regimeGeneral: Bool?
  package var qualiteRepresentation: String
  package var urgente: Bool
  package var complexe: Bool
  package var prioritaire: Bool
  package var servicePropose: String?
  package var avertissements: [String]
  package var etat: String
  package var deposeLe: Instant

  package init(
    id: UUID, caisseId: UUID, caisseCode: String, annee: Int, conventionId: UUID, technicienNom: String, technicienPrenom: String,
    partenaireDenomination: String, type: String, details: JSONValue, description: String?, assure: AssureLu, personneAccompagnee: Bool,
    informationPrealable: Bool?, regimeGeneral: Bool?, qualiteRepresentation: String, urgente: Bool, complexe: Bool, prioritaire: Bool,
    servicePropose: String?, avertissements: [String], etat: String, deposeLe: Instant
  ) {
    self.id = id
    self.caisseId = caisseId
    self.caisseCode = caisseCode
    self.annee = annee
    self.conventionId = conventionId
    self.technicienNom = technicienNom
    self.technicienPrenom = technicienPrenom
    self.partenaireDenomination = partenaireDenomination
    self.type = type
    self.details = details
    self.description = description
    self.assure = assure
    self.personneAccompagnee = personneAccompagnee
    self.informationPrealable = informationPrealable
    self.regimeGeneral = regimeGeneral
    self.qualiteRepresentation = qualiteRepresentation
    self.urgente = urgente
    self.complexe = complexe
    self.prioritaire = prioritaire
    self.servicePropose = servicePropose
    self.avertissements = avertissements
    self.etat = etat
    self.deposeLe = deposeLe
  }
}

extension DemandeStatements {
  /// Files the demande of the technicien of the open context (D-10, D-32); partner, unit and author come from the context, never from the body.
  package static let inserer = Statement<DemandeAInserer, DemandeLue>(
    "demande_inserer",
    """
    insert into demande as d (caisse_id, id, numero, partenaire_id, unite_id, convention_id, technicien_id, technicien_nom, technicien_prenom,
      partenaire_denomination, type, details, description, assure_civilite, assure_nom, assure_prenom, assure_date_naissance,
      assure_departement_residence, personne_accompagnee, information_prealable, regime_general, qualite_representation, urgente, complexe,
      prioritaire, service_propose, avertissements, origine, etat, depose_le, modifie_le)
    values ($1::uuid, $2::uuid, numero_suivant($3::text, $4::int4), contexte('partenaire'), contexte('unite'), $5::uuid, contexte('compte'),
      $6::text, $7::text, $8::text, $9::text, $10::jsonb, $11::text, $12::text, $13::text, $14::text, $15::date, $16::text, $17::bool, $18::bool,
      $19::bool, $20::text, $21::bool, $22::bool, $23::bool, $24::text, $25::text[], 'PORTAIL', $26::text, $27::timestamptz, $27::timestamptz)
    returning \(DemandeColumns.sql)
    """,
    bind: { new, p in
      p.uuid(new.caisseId)
      p.uuid(new.id)
      p.text(new.caisseCode)
      p.int(new.annee)
      p.uuid(new.conventionId)
      p.text(new.technicienNom)
      p.text(new.technicienPrenom)
      p.text(new.partenaireDenomination)
      p.text(new.type)
      p.json(new.details)
      p.text(new.description)
      p.text(new.assure.civilite)
      p.text(new.assure.nom)
      p.text(new.assure.prenom)
      p.jour(new.assure.dateNaissance)
      p.text(new.assure.departementResidence)
      p.bool(new.personneAccompagnee)
      p.bool(new.informationPrealable)
      p.bool(new.regimeGeneral)
      p.text(new.qualiteRepresentation)
      p.bool(new.urgente)
      p.bool(new.complexe)
      p.bool(new.prioritaire)
      p.text(new.servicePropose)
      p.texts(new.avertissements)
      p.text(new.etat)
      p.instant(new.deposeLe)
    },
    decode: { row in try DemandeColumns.read(&row) })
}
