import Bytes
import Domain
import FoundationEssentials
import JSON
import Postgres
import Storage

// Bodies of the demandes: from the contract's JSON to the domain's words, and back.

extension CorpsDemande {
  /// The contract has checked shapes and discriminator; the rules check what depends on the convention.
  init(_ body: JSONValue) {
    self.init(type: body["type"]?.string.flatMap(TypeDemande.init(rawValue:)) ?? .contact)
    let assure = body["assure"] ?? .null
    self.assure = CorpsAssure(
      civilite: assure["civilite"]?.string, nom: assure["nom"]?.string, prenom: assure["prenom"]?.string,
      dateNaissance: assure["date_naissance"]?.string, departementResidence: assure["departement_residence"]?.string)
    personneAccompagnee = body["personne_accompagnee"]?.bool
    informationPrealable = body["information_prealable"]?.bool
    urgente = body["urgente"]?.bool
    complexe = body["complexe"]?.bool
    regimeGeneral = body["regime_general"]?.bool
    description = body["description"]?.string
    confirmationDonneesSante = body["confirmation_donnees_sante"]?.bool
    qualiteRepresentation = body["qualite_representation"]?.string
    objet = body["objet"]?.string
    avancement = body["avancement"]?.bool
    accordPersonne = body["accord_personne"]?.bool
    sousType = body["sous_type"]?.string
    motifRecours = body["motif_recours"]?.string
    motifs = body["motifs"]?.array?.compactMap(\.string) ?? []
    lieAUnHandicap = body["lie_a_un_handicap"]?.bool
    motifSocial = body["motif_social"]?.string
    premierNiveauReponse = body["premier_niveau_reponse"]?.bool
    motif = body["motif"]?.string
    disponibilites = (body["disponibilites"]?.array ?? []).map { CorpsDisponibilite(jour: $0["jour"]?.string, moment: $0["moment"]?.string) }
    service = body["service"]?.string
    typeDocument = body["type_document"]?.string
  }
}

extension DetailsDemande {
  /// `DetailsDemande` of the contract, as it is stored.
  var json: JSONValue {
    var members: JSONObject = ["type": .string(type.rawValue)]
    switch self {
    case .contact(let contact):
      members["objet"] = .string(contact.objet.texte)
      members["avancement"] = .bool(contact.avancement)
      members["accord_personne"] = .optional(contact.accordPersonne)
    case .etudeDossier(let etude):
      members["sous_type"] = .string(etude.sousType.rawValue)
      members["motif_recours"] = .optional(etude.motifRecours?.rawValue)
    case .signalement(let signalement):
      members["motifs"] = .array(signalement.motifs.map { .string($0.rawValue) })
      members["lie_a_un_handicap"] = .optional(signalement.lieAUnHandicap)
      members["motif_social"] = .optional(signalement.motifSocial?.rawValue)
      members["premier_niveau_reponse"] = .optional(signalement.premierNiveauReponse)
    case .rendezVous(let rendezVous):
      members["motif"] = .string(rendezVous.motif.texte)
      members["disponibilites"] = .array(
        rendezVous.disponibilites.map { jour -> JSONValue in ["jour": .string(jour.jour.description), "moment": .string(jour.moment.rawValue)] })
      members["motif_recours"] = .optional(rendezVous.motifRecours?.rawValue)
      members["service"] = .optional(rendezVous.service?.rawValue)
    case .document(let type): members["type_document"] = .string(type.rawValue)
    }
    return .object(members)
  }
}

extension JSONValue {
  static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
  static func optional(_ flag: Bool?) -> JSONValue { flag.map(JSONValue.bool) ?? .null }
}

extension Bytes {
  /// `Demande` of the contract. `canal` is judged now (J-15).
  mutating func append(demande: DemandeLue, canal: CanalRemise?) {
    beginObject()
    append(demandeHead: demande)
    name("details")
    value(demande.details)
    field("personne_accompagnee", demande.personneAccompagnee)
    field("information_prealable", demande.informationPrealable)
    field("regime_general", demande.regimeGeneral)
    field("description", demande.description)
    field("qualite_representation", demande.qualiteRepresentation)
    field("service_propose", demande.servicePropose)
    field("canal", canal?.rawValue)
    field("avertissements", demande.avertissements)
    field("origine", demande.origine)
    field("reponse", demande.reponse)
    field("motif_fin", demande.motifFin)
    endObject()
  }

  /// The same straight from its columns (`DemandeColumns.sql`).
  mutating func append(demande row: inout RowReader, canal: CanalRemise?) throws {
    beginObject()
    try append(teteDe: &row)
    field("details", json: try row.jsonbBytes())
    field("personne_accompagnee", try row.bool())
    field("information_prealable", try row.boolOrNull())
    field("regime_general", try row.boolOrNull())
    field("description", texte: try row.textBytes())
    field("qualite_representation", texte: try row.textBytes())
    field("service_propose", texte: try row.textBytes())
    field("canal", canal?.rawValue)
    field("avertissements", try row.texts())
    field("origine", texte: try row.textBytes())
    field("reponse", texte: try row.textBytes())
    field("motif_fin", texte: try row.textBytes())
    endObject()
  }

  /// `DemandeResume` of the contract, straight from its columns (`DemandeResumee.colonnes`).
  mutating func append(resume row: inout RowReader) throws {
    beginObject()
    try append(teteDe: &row)
    field("sous_type", texte: try row.textBytes())
    endObject()
  }

  /// What a demande shows first, alone or in a list (`DemandeResumee.tete`).
  private mutating func append(teteDe row: inout RowReader) throws {
    field("id", try row.uuid())
    field("version", try row.int())
    field("numero", texte: try row.textBytes())
    field("type", texte: try row.textBytes())
    name("assure")
    beginObject()
    field("civilite", texte: try row.textBytes())
    field("nom", texte: try row.textBytes())
    field("prenom", texte: try row.textBytes())
    field("date_naissance", try row.jour())
    field("departement_residence", texte: try row.textBytes())
    endObject()
    field("etat", texte: try row.textBytes())
    field("urgente", try row.bool())
    field("complexe", try row.bool())
    field("prioritaire", try row.bool())
    field("service_destinataire", texte: try row.textBytes())
    field("caisse_id", try row.uuid())
    name("partenaire")
    beginObject()
    field("id", try row.uuid())
    field("denomination", texte: try row.textBytes())
    endObject()
    field("unite_id", try row.uuidOrNull())
    name("technicien")
    beginObject()
    field("id", try row.uuid())
    field("nom", texte: try row.textBytes())
    field("prenom", texte: try row.textBytes())
    endObject()
    try append(agent: &row)
    field("depose_le", try row.instant())
    field("modifie_le", try row.instant())
    field("cloture_le", try row.instantOrNull())
  }

  private mutating func append(agent row: inout RowReader) throws {
    let (id, nom) = (try row.uuidOrNull(), try row.textBytes())
    name("agent")
    guard let id else { return null() }
    beginObject()
    field("id", id)
    field("nom", texte: nom)
    endObject()
  }

  /// What comes first.
  private mutating func append(demandeHead demande: DemandeLue) {
    field("id", demande.id)
    field("version", demande.version)
    field("numero", demande.numero)
    field("type", demande.type)
    object("assure") { out in
      out.field("civilite", demande.assure.civilite)
      out.field("nom", demande.assure.nom)
      out.field("prenom", demande.assure.prenom)
      out.field("date_naissance", demande.assure.dateNaissance)
      out.field("departement_residence", demande.assure.departementResidence)
    }
    field("etat", demande.etat)
    field("urgente", demande.urgente)
    field("complexe", demande.complexe)
    field("prioritaire", demande.prioritaire)
    field("service_destinataire", demande.serviceDestinataire)
    field("caisse_id", demande.caisseId)
    object("partenaire") { out in
      out.field("id", demande.partenaireId)
      out.field("denomination", demande.partenaireDenomination)
    }
    field("unite_id", demande.uniteId)
    object("technicien") { out in
      out.field("id", demande.technicienId)
      out.field("nom", demande.technicienNom)
      out.field("prenom", demande.technicienPrenom)
    }
    name("agent")
    if let id = demande.agentId {
      beginObject()
      field("id", id)
      field("nom", demande.agentNom ?? "")
      endObject()
    } else {
      null()
    }
    field("depose_le", demande.deposeLe)
    field("modifie_le", demande.modifieLe)
    field("cloture_le", demande.clotureLe)
  }

  mutating func append(message: MessageLu) {
    beginObject()
    field("id", message.id)
    field("demande_id", message.demandeId)
    object("auteur") { out in
      out.field("role", message.auteurRole)
      out.field("nom", message.auteurLibelle)
    }
    field("texte", message.texte)
    field("attend_reponse", message.attendReponse)
    field("avertissements", message.avertissements)
    field("cree_le", message.creeLe)
    endObject()
  }
}
