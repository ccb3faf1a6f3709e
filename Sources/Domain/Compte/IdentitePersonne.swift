/// Who holds an account: the six data of a habilitation, and nothing more (C-05).
package struct IdentitePersonne: Sendable, Hashable {
  package let civilite: Civilite
  package let nom: TexteCourt
  package let prenom: TexteCourt
  package let fonction: TexteCourt
  package let telephone: Telephone
  package let email: AdresseCourriel

  /// Nil when anything is missing or wrong; every fault is noted. The address must be one of the structure (C-23), for a
  /// gestionnaire too.
  static func lire(_ corps: CorpsCompte, domaines: DomainesCourriel, dans collecte: inout CollecteErreurs) -> IdentitePersonne? {
    let civilite = collecte.exigerChoix(corps.civilite, "/civilite", regle: "C-05", parmi: Civilite.self)
    let nom = collecte.exiger(corps.nom, "/nom", regle: "C-05", texteCourt(LongueurCompte.nomMax))
    let prenom = collecte.exiger(corps.prenom, "/prenom", regle: "C-05", texteCourt(LongueurCompte.prenomMax))
    let fonction = collecte.exiger(corps.fonction, "/fonction", regle: "C-05", texteCourt(LongueurCompte.fonctionMax))
    let telephone = collecte.exiger(corps.telephone, "/telephone", regle: "C-05", Telephone.lire)
    let email = collecte.exiger(corps.email, "/email", regle: "C-05", AdresseCourriel.init)
    domaines.verifier(email, dans: &collecte)
    guard let civilite, let nom, let prenom, let fonction, let telephone, let email else { return nil }
    return IdentitePersonne(
      civilite: civilite, nom: nom, prenom: prenom, fonction: fonction, telephone: telephone, email: email)
  }
}
