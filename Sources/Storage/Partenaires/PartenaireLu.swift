package import Domain
package import FoundationEssentials
import Postgres

/// One partner as recorded, seen by one caisse or by its own people.
package struct PartenaireLu: Sendable {
  package let id: UUID
  package let version: Int
  package let denomination: String
  package let type: String
  package let adresse: String
  package let codePostal: String?
  package let commune: String?
  package let siret: String?
  package let siren: String?
  package let effectif: Int?
  package let effectifDeclareLe: Jour?
  package let domainesEmail: [String]
  package let servicePorteur: String?
  package let signataireQualite: String?
  /// P-18: by the caisse of the reader; by any caisse, for the partner's own people.
  package let habiliteDocumentsSortants: Bool
  package let attestationEuropeLe: Jour?
  package let creeLe: Instant
  package let modifieLe: Instant
  /// The folded name that lists sort by: the key of a cursor.
  package let cleDeTri: String

  static let columns = colonnes(
    habilite: """
      coalesce((select bool_or(h.habilite_documents_sortants) from partenaire_caisse h where h.partenaire_id = p.id
        and (h.caisse_id = (select contexte('caisse')) or (select contexte('caisse')) is null)), false)
      """)

  /// The same along the relation `r` with the caisse of the reader, which says it.
  static let columnsDeLaRelation = colonnes(habilite: "r.habilite_documents_sortants")

  private static func colonnes(habilite: String) -> String {
    """
    p.id, p.version, p.denomination, p.type, p.adresse, p.code_postal, p.commune, p.siret, p.siren, p.effectif, p.effectif_declare_le,
      p.domaines_email, p.service_porteur, p.signataire_qualite,
      \(habilite), p.attestation_europe_le, p.cree_le, p.modifie_le, texte_replie(p.denomination)
    """
  }

  /// The first wall: the partners of the caisse of the open context, or its own.
  static let scope = """
    (p.id = (select contexte('partenaire')) or exists (
      select from partenaire_caisse v where v.partenaire_id = p.id and v.caisse_id = (select contexte('caisse'))))
    """

  init(_ row: inout RowReader) throws(DecodingFailure) {
    id = try row.uuid()
    version = try row.int()
    denomination = try row.text()
    type = try row.text()
    adresse = try row.text()
    codePostal = try row.textOrNull()
    commune = try row.textOrNull()
    siret = try row.textOrNull()
    siren = try row.textOrNull()
    effectif = try row.intOrNull()
    effectifDeclareLe = try row.jourOrNull()
    domainesEmail = try row.texts()
    servicePorteur = try row.textOrNull()
    signataireQualite = try row.textOrNull()
    habiliteDocumentsSortants = try row.bool()
    attestationEuropeLe = try row.jourOrNull()
    creeLe = try row.instant()
    modifieLe = try row.instant()
    cleDeTri = try row.text()
  }
}

/// What is written of a partner, whole: created, or replaced after a partial update.
package struct PartenaireAEcrire: Sendable {
  package let id: UUID
  package var denomination: String
  /// Never changes after the creation.
  package var type: String
  package var adresse: String
  package var codePostal: String?
  package var commune: String?
  package var siret: String?
  package var siren: String?
  package var effectif: Int?
  package var effectifDeclareLe: Jour?
  package var domainesEmail: [String]
  package var servicePorteur: String?
  package var signataireQualite: String?
  package var attestationEuropeLe: Jour?
  package let instant: Instant

  package init(
    id: UUID, denomination: String, type: String, adresse: String, codePostal: String?, commune: String?, siret: String?, siren: String?,
    effectif: Int?, effectifDeclareLe: Jour?, domainesEmail: [String], servicePorteur: String?, signataireQualite: String?,
    attestationEuropeLe: Jour?, instant: Instant
  ) {
    self.id = id
    self.denomination = denomination
    self.type = type
    self.adresse = adresse
    self.codePostal = codePostal
    self.commune = commune
    self.siret = siret
    self.siren = siren
    self.effectif = effectif
    self.effectifDeclareLe = effectifDeclareLe
    self.domainesEmail = domainesEmail
    self.servicePorteur = servicePorteur
    self.signataireQualite = signataireQualite
    self.attestationEuropeLe = attestationEuropeLe
    self.instant = instant
  }

  func bind(_ p: inout ParameterEncoder) {
    p.uuid(id)
    p.text(denomination)
    p.text(adresse)
    p.text(codePostal)
    p.text(commune)
    p.text(siret)
    p.text(siren)
    p.int(effectif)
    p.jour(effectifDeclareLe)
    p.texts(domainesEmail)
    p.text(servicePorteur)
    p.text(signataireQualite)
    p.jour(attestationEuropeLe)
    p.instant(instant)
  }
}
