import Bytes
import Domain
import JSON
import Storage

// Bodies of the partners and their units: from the contract's JSON to the domain's words, and back.

extension JSONValue {
  /// What a partial update says of one member (RFC 7396): absent, null, or a value of that kind.
  func changement<Valeur>(_ name: String, _ read: (JSONValue) -> Valeur?) -> Changement<Valeur> {
    guard let value = self[name] else { return .aucun }
    return read(value).map(Changement.vers) ?? .efface
  }

  func changementTexte(_ name: String) -> Changement<String> { changement(name) { $0.string } }

  static func optional(_ number: Int?) -> JSONValue { number.map { .number(JSONNumber($0)) } ?? .null }
  static func optional(_ jour: Jour?) -> JSONValue { jour.map { .string($0.description) } ?? .null }
}

extension CorpsUnite {
  init(_ body: JSONValue) {
    self.init(
      code: body["code"]?.string, libelle: body["libelle"]?.string, ouverture: body["ouverture"]?.string,
      decalageMois: body["decalage_mois"]?.int)
  }
}

extension CorpsPartenaire {
  init(_ body: JSONValue) {
    self.init()
    denomination = body["denomination"]?.string
    type = body["type"]?.string
    adresse = body["adresse"]?.string
    codePostal = body["code_postal"]?.string
    commune = body["commune"]?.string
    siret = body["siret"]?.string
    siren = body["siren"]?.string
    effectif = body["effectif"]?.int
    effectifDeclareLe = body["effectif_declare_le"]?.string
    domainesEmail = body["domaines_email"]?.array?.compactMap(\.string) ?? []
    servicePorteur = body["service_porteur"]?.string
    signataireQualite = body["signataire_qualite"]?.string
    habiliteDocumentsSortants = body["habilite_documents_sortants"]?.bool
    attestationEuropeLe = body["attestation_europe_le"]?.string
    unites = (body["unites"]?.array ?? []).map(CorpsUnite.init)
  }
}

extension CorpsModificationPartenaire {
  init(_ body: JSONValue) {
    self.init()
    denomination = body.changementTexte("denomination")
    adresse = body.changementTexte("adresse")
    codePostal = body.changementTexte("code_postal")
    commune = body.changementTexte("commune")
    siret = body.changementTexte("siret")
    siren = body.changementTexte("siren")
    effectif = body.changement("effectif") { $0.int }
    effectifDeclareLe = body.changementTexte("effectif_declare_le")
    domainesEmail = body.changement("domaines_email") { $0.array?.compactMap(\.string) }
    servicePorteur = body.changementTexte("service_porteur")
    signataireQualite = body.changementTexte("signataire_qualite")
    habiliteDocumentsSortants = body.changement("habilite_documents_sortants") { $0.bool }
    attestationEuropeLe = body.changementTexte("attestation_europe_le")
  }
}

extension Bytes {
  /// `Partenaire` of the contract.
  mutating func append(partenaire: PartenaireLu) {
    beginObject()
    field("id", partenaire.id)
    field("version", partenaire.version)
    field("denomination", partenaire.denomination)
    field("type", partenaire.type)
    field("adresse", partenaire.adresse)
    field("code_postal", partenaire.codePostal)
    field("commune", partenaire.commune)
    field("siret", partenaire.siret)
    field("siren", partenaire.siren)
    field("effectif", partenaire.effectif)
    field("effectif_declare_le", partenaire.effectifDeclareLe)
    field("domaines_email", partenaire.domainesEmail)
    field("service_porteur", partenaire.servicePorteur)
    field("signataire_qualite", partenaire.signataireQualite)
    field("habilite_documents_sortants", partenaire.habiliteDocumentsSortants)
    field("attestation_europe_le", partenaire.attestationEuropeLe)
    field("cree_le", partenaire.creeLe)
    field("modifie_le", partenaire.modifieLe)
    endObject()
  }

  /// `Unite` of the contract.
  mutating func append(unite: UniteLue, comptes: Int, plafond: Int?) {
    beginObject()
    field("id", unite.id)
    field("code", unite.code)
    field("libelle", unite.libelle)
    field("ouverture", unite.ouverture)
    field("decalage_mois", unite.decalageMois)
    field("ouvre_le", unite.ouvreLe)
    object("gestionnaires") { out in
      out.field("comptes", comptes)
      out.field("plafond", plafond)
    }
    endObject()
  }

  /// `Quota` of the contract.
  mutating func append(quota: LigneQuota) {
    beginObject()
    field("caisse_id", quota.caisseId)
    field("unite_id", quota.uniteId)
    field("profil", quota.quota.profil.rawValue)
    field("plafond", quota.quota.plafond.maximum)
    field("illimite", quota.quota.plafond == .illimite)
    field("comptes", quota.quota.comptes)
    field("disponibles", quota.quota.disponibles)
    field("effectif", quota.quota.effectif)
    field("depassement", quota.quota.depassement)
    field("regle", quota.quota.plafond.regle)
    endObject()
  }
}

extension UniteLue {
  /// P-06, V-38: computed from the date of effect of the agreement that opens the portal.
  var ouvreLe: Jour? {
    (try? OuvertureUnite(code: ouverture, decalageMois: decalageMois))?.ouvreLe(signature: premierJour)
  }
}
