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
  /// What the journal says of a letter.
  var trace: JSONObject { CourrierStatements.table.trace(self, id: "courrier_id") }
}

extension Bytes {
  /// `Courrier` of the contract.
  mutating func append(courrier lu: CourrierLu) { CourrierStatements.table.rendre(lu, dans: &self) }
}
