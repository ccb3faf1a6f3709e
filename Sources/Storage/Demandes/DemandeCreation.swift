package import Domain
package import FoundationEssentials
package import JSON
package import Postgres

/// A decided demande, to be inserted with its number.
package struct DemandeAInserer: Sendable {
  package var id: UUID
  package var caisseId: UUID
  package var numero: String
  package var partenaireId: UUID
  package var uniteId: UUID?
  package var technicienId: UUID
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
    id: UUID, caisseId: UUID, numero: String, auteur: Acteur, partenaireId: UUID, conventionId: UUID, technicienNom: String,
    technicienPrenom: String, partenaireDenomination: String, type: String, details: JSONValue, description: String?, assure: AssureLu,
    personneAccompagnee: Bool,
    informationPrealable: Bool?, regimeGeneral: Bool?, qualiteRepresentation: String, urgente: Bool, complexe: Bool, prioritaire: Bool,
    servicePropose: String?, avertissements: [String], etat: String, deposeLe: Instant
  ) {
    self.id = id
    self.caisseId = caisseId
    self.numero = numero
    self.partenaireId = partenaireId
    uniteId = auteur.uniteId
    technicienId = auteur.compteId
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

extension DemandeAInserer {
  /// What reading it will give, once it is committed.
  package var lue: DemandeLue {
    DemandeLue(
      id: id, caisseId: caisseId, numero: numero, type: type, details: details, description: description, assure: assure,
      personneAccompagnee: personneAccompagnee, informationPrealable: informationPrealable, regimeGeneral: regimeGeneral,
      qualiteRepresentation: qualiteRepresentation, etat: etat, urgente: urgente, complexe: complexe, prioritaire: prioritaire,
      servicePropose: servicePropose, serviceDestinataire: nil, partenaireId: partenaireId, partenaireDenomination: partenaireDenomination,
      uniteId: uniteId, technicienId: technicienId, technicienNom: technicienNom,
      technicienPrenom: technicienPrenom, agentId: nil, agentNom: nil, avertissements: avertissements, origine: Self.origine, reponse: nil,
      motifFin: nil, conventionId: conventionId, deposeLe: deposeLe, modifieLe: deposeLe, clotureLe: nil, version: 1)
  }

  /// Filed by a person.
  fileprivate static let origine = "PORTAIL"
}

extension DemandeStatements {
  /// Files the demande of the technicien of the open context (D-10, D-32), with the words that it is found by; partner, unit and author come from
  /// the context, never from the body.
  package static let inserer = Statement<DemandeAInserer, Void>(
    "demande_inserer",
    """
    with mots as (
      insert into demande_mot (caisse_id, demande_id, partenaire_id, unite_id, cle, commun)
      select $1::uuid, $2::uuid, contexte('partenaire'), contexte('unite'), m.cle, m.commun from unnest($27::text[], $28::int8[]) m (cle, commun))
    insert into demande (caisse_id, id, numero, partenaire_id, unite_id, convention_id, technicien_id, technicien_nom, technicien_prenom,
      partenaire_denomination, type, details, description, assure_civilite, assure_nom, assure_prenom, assure_date_naissance,
      assure_departement_residence, personne_accompagnee, information_prealable, regime_general, qualite_representation, urgente, complexe,
      prioritaire, service_propose, avertissements, origine, etat, depose_le, modifie_le)
    values ($1::uuid, $2::uuid, $3::text, contexte('partenaire'), contexte('unite'), $4::uuid, contexte('compte'), $5::text, $6::text, $7::text,
      $8::text, $9::jsonb, $10::text, $11::text, $12::text, $13::text, $14::date, $15::text, $16::bool, $17::bool, $18::bool, $19::text, $20::bool,
      $21::bool, $22::bool, $23::text, $24::text[], '\(DemandeAInserer.origine)', $25::text, $26::timestamptz, $26::timestamptz)
    """,
    bind: { new, p in
      p.uuid(new.caisseId)
      p.uuid(new.id)
      p.text(new.numero)
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
      let mots = MotsIndexes(new.assure.nom, new.assure.prenom)
      p.texts(mots.cles)
      p.int8s(mots.communs.map(Int64.init))
    })
}
