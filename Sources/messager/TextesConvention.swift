import Domain
import JSON

/// What the parties are told of the life of a convention: what has come, what to do, until when. Facts of the act, no insured person (J-17).
struct TextesConvention {
  private let donnees: JSONValue

  init(_ donnees: JSONValue) { self.donnees = donnees }

  /// Object and body; nil when the data of the message is not there.
  func rediger() -> (objet: String, corps: String)? {
    guard let code = donnees["code"]?.string, let partenaire = donnees["partenaire"]?.string, let caisse = donnees["caisse"]?.string,
      let (objet, phrase) = phrase(code)
    else { return nil }
    return (
      "Espace Partenaires : \(objet)",
      """
      Bonjour,

      \(acte) entre \(caisse) et \(partenaire) :

      \(phrase)

      L'échéancier complet et les règles appliquées sont dans l'Espace Partenaires, avec la convention.

      Message automatique, sans réponse possible.
      """
    )
  }

  private var acte: String {
    switch donnees["nature"]?.string {
    case "METIER": "Convention métier"
    case "UTILISATION": "Convention d'utilisation du portail"
    default: "Convention"
    }
  }

  /// A date as people write it; empty when there is none.
  private var dateUtile: String { donnees["date_utile"]?.string.flatMap { Jour(texte: $0) }?.enFrancais ?? "" }

  private func phrase(_ code: String) -> (objet: String, phrase: String)? {
    switch code {
    case CodeConstat.alerteFin.rawValue:
      ("une période de votre convention se termine bientôt", "la période en cours se termine le \(dateUtile).")
    case CodeConstat.alerteDenonciation.rawValue:
      (
        "dénonciation possible",
        "chaque partie peut encore s'opposer au renouvellement, par lettre recommandée avec avis de réception envoyée au plus tard le \(dateUtile)."
      )
    case CodeConstat.miseEnDemeureEchue.rawValue:
      (
        "une mise en demeure est arrivée à son terme",
        "le délai de la mise en demeure a couru jusqu'au \(dateUtile). La partie lésée peut résilier ; rien n'est automatique."
      )
    case CodeConstat.conventionTerminee.rawValue:
      ("votre convention a pris fin", "elle a pris fin le \(dateUtile), dernier jour compris. Les accès qu'elle ouvrait sont fermés.")
    case CodeConstat.periodeRenouvelee.rawValue:
      ("votre convention est reconduite", "elle est reconduite jusqu'au \(dateUtile).")
    case CodeConstat.tacheOuverte.rawValue: tache
    case "CONVENTION_FIN_FIXEE":
      (
        "la fin de votre convention est fixée",
        "elle prend fin le \(dateUtile), dernier jour compris. Les accès qu'elle ouvre fermeront le lendemain à 00:00."
      )
    default: nil
    }
  }

  private var tache: (objet: String, phrase: String)? {
    switch donnees["tache"]?.string.flatMap(TypeInstance.init(rawValue:)) {
    case .bilan:
      (
        "un bilan annuel est à établir",
        "le bilan annuel \(donnees["partie"]?.string == "CAISSE" ? "de la caisse" : "du partenaire") est à établir au plus tard le \(dateUtile)."
      )
    case .copil: ("un comité de pilotage est à réunir", "le comité de pilotage est à réunir au plus tard le \(dateUtile).")
    case .evaluation:
      ("l'évaluation de la première année est à engager", "l'évaluation partagée de la première année est à engager, au plus tard le \(dateUtile).")
    case .questionnaire:
      ("le questionnaire annuel est à adresser", "le questionnaire annuel d'évaluation est à adresser au plus tard le \(dateUtile).")
    case .rencontre:
      ("la rencontre annuelle est à fixer", "la rencontre annuelle est à fixer ensemble et à tenir au plus tard le \(dateUtile).")
    case .revue:
      ("une revue d'habilitation est à mener", "la revue des comptes de la structure est à mener au plus tard le \(dateUtile).")
    case .destruction:
      (
        "destruction des données à attester",
        "les données personnelles détenues par le partenaire sont à détruire ; l'attestation est attendue au plus tard le \(dateUtile)."
      )
    case nil: nil
    }
  }
}
