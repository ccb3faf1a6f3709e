package import FoundationEssentials

/// C-15, R-34: a gestionnaire holds an account through a caisse that both have a title to and that is open to him. Where his own access is
/// closed he changes nobody's, sends no link and opens nothing again; a departure can still be declared, which only closes.
package enum PorteCommune {
  /// `ouvertes`: the caisses open to the actor now. `titres`: those of the account; none for one that has no access yet.
  package static func exiger(_ acteur: Acteur, ouvertes: Set<UUID>, titres: Set<UUID>) throws(RefusCompte) {
    guard acteur.role == .gestionnaire, acteur.partenaireId != nil, !titres.isEmpty, ouvertes.isDisjoint(with: titres) else { return }
    throw .profilNonHabilitant(.gestionnaireSansAcces)
  }
}
