import Bytes
import Domain
import FoundationEssentials
import JSON
import Storage

extension Courrier {
  /// `CourrierNouveau` of the contract.
  init(_ objet: ObjetCourrier, _ body: JSONValue?) throws(Problem) {
    guard let body, let expediteur = body.partie("expediteur"), let envoyeLe = body.jour("envoye_le"),
      let forme = body["forme"]?.string.flatMap(FormeCourrier.init(rawValue:))
    else { throw Problem(.corpsInvalide) }
    self.init(
      objet: objet, expediteur: expediteur, forme: forme, numero: body["numero"]?.string, envoyeLe: envoyeLe,
      presenteLe: body.jour("presente_le"), recuLe: body.jour("recu_le"), nonReclame: body["non_reclame"]?.bool == true)
  }
}

extension CourrierLu {
  /// What the journal says of a letter: its dates, never its note.
  var trace: JSONObject {
    [
      "courrier_id": .string(id.text), "objet": .string(courrier.objet.rawValue), "expediteur": .string(courrier.expediteur.rawValue),
      "forme": .string(courrier.forme.rawValue), "envoye_le": .string(courrier.envoyeLe.description),
      "presente_le": .optional(courrier.presenteLe), "recu_le": .optional(courrier.recuLe), "non_reclame": .bool(courrier.nonReclame),
    ]
  }
}

extension Bytes {
  /// `Courrier` of the contract.
  mutating func append(courrier lu: CourrierLu) {
    beginObject()
    field("id", lu.id)
    field("version", lu.version)
    field("convention_id", lu.conventionId)
    field("objet", lu.courrier.objet.rawValue)
    field("expediteur", lu.courrier.expediteur)
    field("forme", lu.courrier.forme.rawValue)
    field("numero", lu.courrier.numero)
    field("envoye_le", lu.courrier.envoyeLe)
    field("presente_le", lu.courrier.presenteLe)
    field("recu_le", lu.courrier.recuLe)
    field("non_reclame", lu.courrier.nonReclame)
    field("reception_retenue", lu.courrier.receptionRetenue)
    field("note", lu.note)
    field("cree_le", lu.creeLe)
    field("modifie_le", lu.modifieLe)
    endObject()
  }
}
