/// The person a demande is for: five data, never a NIR (A-08, D-11, D-12).
package struct Assure: Sendable, Hashable {
  package let civilite: Civilite
  package let nom: TexteCourt
  package let prenom: TexteCourt
  package let dateNaissance: Jour
  package let departementResidence: Departement

  /// Nil when anything is missing or wrong; every fault is noted under `/assure`.
  static func lire(_ corps: CorpsAssure, le aujourdHui: Jour, dans collecte: inout CollecteErreurs) -> Assure? {
    let civilite = collecte.exigerChoix(corps.civilite, "/assure/civilite", regle: "D-11", parmi: Civilite.self)
    let nom = collecte.exiger(corps.nom, "/assure/nom", regle: "D-11", texteCourt(LimiteDemande.nomMax))
    let prenom = collecte.exiger(corps.prenom, "/assure/prenom", regle: "D-11", texteCourt(LimiteDemande.nomMax))
    let naissance = collecte.exiger(corps.dateNaissance, "/assure/date_naissance", regle: "D-11") { (brut) throws(FauteDemande) in
      guard let jour = Jour(texte: brut), jour <= aujourdHui, jour.annee >= aujourdHui.annee - LimiteDemande.ageMaxAnnees else {
        throw .dateNaissance
      }
      return jour
    }
    let departement = collecte.exiger(
      corps.departementResidence, "/assure/departement_residence", regle: "D-11", Departement.init)
    guard let civilite, let nom, let prenom, let naissance, let departement else { return nil }
    return Assure(
      civilite: civilite, nom: nom, prenom: prenom, dateNaissance: naissance, departementResidence: departement)
  }
}
