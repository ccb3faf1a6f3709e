import Bytes
import Domain
import FoundationEssentials
import JSON

/// What has happened to an act since its signature, as `vie_convention` gives it: the facts that its state is computed from.
struct ActesLus: Sendable {
  var misesEnDemeure: [MiseEnDemeure] = []
  var denonciations: [Denonciation] = []
  var resiliation: Resiliation?
  var differends: [Differend] = []
  var avenants: [AvenantLu] = []

  /// An amendment before its effect on the parameters is worked out.
  struct AvenantLu: Sendable {
    let numero: Int
    let modifications: [(champ: String, avant: JSONValue, apres: JSONValue)]
    let effetSouhaiteLe: Jour?
    var signatures: [Signature]
  }

  /// Nil when a member is not of the shape that the schema holds.
  init?(_ json: JSONValue) {
    guard let mises = Self.elements(json["mises_en_demeure"], MiseEnDemeure.init(vie:)),
      let denonciations = Self.elements(json["denonciations"], { Courrier(vie: $0).map(Denonciation.init(courrier:)) }),
      let differends = Self.elements(json["differends"], Differend.init(vie:)),
      let avenants = Self.elements(json["avenants"], AvenantLu.init)
    else { return nil }
    misesEnDemeure = mises
    self.denonciations = denonciations
    self.differends = differends
    self.avenants = avenants
    guard let resiliation = json["resiliation"], !resiliation.isNull else { return }
    guard let effet = resiliation.jour("effet_le") else { return nil }
    let mise = resiliation["mise_en_demeure_id"]?.string.flatMap { UUID(text: $0) }
    self.resiliation = Resiliation(cause: mise.map(Resiliation.Cause.miseEnDemeure) ?? .amiable, effetLe: effet)
  }

  private static func elements<Element>(_ value: JSONValue?, _ read: (JSONValue) -> Element?) -> [Element]? {
    guard let values = value?.array else { return [] }
    let read = values.compactMap(read)
    return read.count == values.count ? read : nil
  }

  /// The amendments with the parameters that each leaves once in effect (V-14).
  func avenants(sur modele: JSONValue) throws(ParametreIllisible) -> [Avenant] {
    var resultants: [Int: ParametresConvention] = [:]
    for (avenant, parametres) in avenantsSignes.cartes(sur: modele) {
      resultants[avenant.numero] = try ParametresConvention(parametres)
    }
    return avenants.map { $0.avenant(resultants[$0.numero]) }
  }

  /// Those that all parties have signed.
  var avenantsSignes: [AvenantSigne] {
    avenants.compactMap { lu in
      lu.avenant(nil).dateEffet.map { effet in
        AvenantSigne(effet: effet, numero: lu.numero, changements: lu.modifications.map { (champ: $0.champ, apres: $0.apres) })
      }
    }
  }

  /// The text that the last amendment in effect on that day gives that field; nil when none does. `champ`: `objet` or `objectifs`.
  func texte(_ champ: String, le jour: Jour) -> JSONValue? {
    avenants.compactMap { lu -> (effet: Jour, numero: Int, texte: JSONValue)? in
      guard let effet = lu.avenant(nil).dateEffet, effet <= jour, let change = lu.modifications.first(where: { $0.champ == champ })
      else { return nil }
      return (effet, lu.numero, change.apres)
    }.max { ($0.effet, $0.numero) < ($1.effet, $1.numero) }?.texte
  }
}

extension ActesLus.AvenantLu {
  init?(_ value: JSONValue) {
    guard let numero = value["numero"]?.int, let lines = value["modifications"]?.array else { return nil }
    self.numero = numero
    modifications = lines.compactMap { line in
      line["champ"]?.string.map { (champ: $0, avant: line["avant"] ?? .null, apres: line["apres"] ?? .null) }
    }
    effetSouhaiteLe = value.jour("effet_souhaite_le")
    signatures = (value["signatures"]?.array ?? []).compactMap(Signature.init(vie:))
  }

  func avenant(_ resultants: ParametresConvention?) -> Avenant {
    Avenant(
      numero: numero,
      modifications: modifications.map { ModificationAvenant(champ: $0.champ, avant: $0.avant.text, apres: $0.apres.text) },
      signatures: signatures, effetSouhaiteLe: effetSouhaiteLe, parametresResultants: resultants)
  }
}

extension Signature {
  init?(vie value: JSONValue) {
    guard let partie = value["partie"]?.string.flatMap(Partie.init(rawValue:)), let date = value.jour("date") else { return nil }
    self.init(
      partie: partie, date: date, qualite: value["qualite"]?.string ?? "", pourOrdreDe: value["pour_ordre_de"]?.string)
  }
}

extension Courrier {
  /// From a row of the register.
  init?(vie value: JSONValue) {
    guard let objet = value["objet"]?.string.flatMap(ObjetCourrier.init(rawValue:)),
      let expediteur = value["expediteur"]?.string.flatMap(Partie.init(rawValue:)),
      let forme = value["forme"]?.string.flatMap(FormeCourrier.init(rawValue:)), let envoyeLe = value.jour("envoye_le")
    else { return nil }
    self.init(
      objet: objet, expediteur: expediteur, forme: forme, numero: value["numero"]?.string, envoyeLe: envoyeLe,
      presenteLe: value.jour("presente_le"), recuLe: value.jour("recu_le"), nonReclame: value["non_reclame"]?.bool == true)
  }
}

extension MiseEnDemeure {
  init?(vie value: JSONValue) {
    guard let id = value["id"]?.string.flatMap({ UUID(text: $0) }), let courrier = value["courrier"].flatMap(Courrier.init(vie:))
    else { return nil }
    self.init(id: id, courrier: courrier, repareeLe: value.jour("reparee_le"), classeeLe: value.jour("classee_le"))
  }
}

extension Differend {
  init?(vie value: JSONValue) {
    guard let ouvertLe = value.jour("ouvert_le") else { return nil }
    self.init(ouvertLe: ouvertLe, issue: value["issue"]?.string.flatMap(IssueDifferend.init(rawValue:)), closLe: value.jour("clos_le"))
  }
}

extension JSONValue {
  /// A civil date written `YYYY-MM-DD`; nil when null, absent or something else.
  func jour(_ name: String) -> Jour? { self[name]?.string.flatMap { Jour(texte: $0) } }
}
