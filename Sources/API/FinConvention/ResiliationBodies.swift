import Bytes
import Domain
import FoundationEssentials
import JSON
import Storage

/// A termination as received; the contract has checked its shape.
struct CorpsResiliation {
  enum Voie {
    case apres(miseEnDemeureId: UUID, partie: Partie, notification: Courrier?, effetLe: Jour?)
    case amiable(accords: [Signature], effetLe: Jour)
  }

  let voie: Voie
  let motif: String?
  let dommagesInterets: String?
  let canalRemplacement: String?
  let actions: [(intitule: String, porteur: String, echeanceLe: Jour?)]

  init(_ body: JSONValue, aujourdhui: Jour) throws(Problem) {
    let effetLe = body.jour("effet_le")
    if let effetLe, effetLe > aujourdhui.ajoutant(mois: Self.horizonMois) {
      throw Self.effetRefuse("Indiquez un jour à un siècle d'aujourd'hui, au plus : vérifiez l'année.", regle: "V-28")
    }
    if body["cause"]?.string == "AMIABLE" {
      guard let effetLe, let accords = body["accords"]?.array else { throw Problem(.corpsInvalide) }
      var lus: [Signature] = []
      for accord in accords { lus.append(try Self.accord(accord)) }
      voie = .amiable(accords: lus, effetLe: effetLe)
    } else {
      voie = try Self.apresMiseEnDemeure(body, effetLe)
    }
    motif = body["motif"]?.string
    dommagesInterets = body["dommages_interets"]?.string
    canalRemplacement = body["canal_remplacement"]?.string
    actions = (body["actions"]?.array ?? []).map { action in
      (
        intitule: action["intitule"]?.string ?? "", porteur: action["porteur"]?.string ?? "COMMUN", echeanceLe: action.jour("echeance_le")
      )
    }
  }

  private static func apresMiseEnDemeure(_ body: JSONValue, _ effetLe: Jour?) throws(Problem) -> Voie {
    guard let mise = body["mise_en_demeure_id"]?.string.flatMap({ UUID(text: $0) }), let partie = body.partie("partie") else {
      throw Problem(.corpsInvalide)
    }
    let notification: Courrier? = if let lettre = body["notification"] { try Courrier(.notificationResiliation, lettre) } else { nil }
    if let effetLe, let notification, effetLe != notification.envoyeLe {
      throw effetRefuse("L'effet est celui du jour d'envoi de la notification : retirez effet_le, ou donnez ce jour.", regle: "V-19")
    }
    return .apres(miseEnDemeureId: mise, partie: partie, notification: notification, effetLe: effetLe)
  }

  private static func accord(_ value: JSONValue) throws(Problem) -> Signature {
    guard let partie = value.partie("partie"), let date = value.jour("date") else { throw Problem(.corpsInvalide) }
    return Signature(partie: partie, date: date, qualite: value["qualite"]?.string ?? "", pourOrdreDe: value["pour_ordre_de"]?.string)
  }

  private static func effetRefuse(_ message: String, regle: String) -> Problem {
    Problem(.corpsInvalide, [ErreurChamp(pointeur: "/effet_le", code: "DATE_INVALIDE", regle: regle, message: message)])
  }

  /// How far from today an end is chosen: a bound against a slip of the keyboard.
  private static let horizonMois = 1_200
}

/// A termination with its plan and the articles it comes from.
struct ResiliationMontree {
  let lue: ResiliationLue
  let plan: [ActionBonneFin]
  let catalogue: ProblemCatalogue

  /// V-21 by common agreement, V-19 after a notice.
  var regle: String { lue.miseEnDemeureId == nil ? "V-21" : "V-19" }
}

extension Bytes {
  /// `Resiliation` of the contract.
  mutating func append(resiliation montree: ResiliationMontree) {
    let lue = montree.lue
    beginObject()
    field("convention_id", lue.conventionId)
    field("cause", lue.miseEnDemeureId == nil ? "AMIABLE" : "MISE_EN_DEMEURE")
    field("mise_en_demeure_id", lue.miseEnDemeureId)
    name("notification")
    if let notification = lue.notification { append(courrier: notification) } else { null() }
    list("accords", lue.accords) { accord, out in
      out.beginObject()
      out.field("partie", accord.partie)
      out.field("qualite", accord.qualite)
      out.field("date", accord.date)
      out.field("pour_ordre_de", accord.pourOrdreDe)
      out.endObject()
    }
    field("effet_le", lue.resiliation.effetLe)
    field("regle", montree.regle)
    field("sources", montree.catalogue.sources(ofRule: montree.regle))
    field("motif", lue.motif)
    field("dommages_interets", lue.dommagesInterets)
    field("canal_remplacement", lue.canalRemplacement)
    list("actions", montree.plan) { action, out in
      out.beginObject()
      out.field("id", action.id)
      out.field("intitule", action.intitule)
      out.field("porteur", action.porteur)
      out.field("echeance_le", action.echeanceLe)
      out.field("etat", action.etat)
      out.endObject()
    }
    field("cree_le", lue.creeLe)
    endObject()
  }
}
