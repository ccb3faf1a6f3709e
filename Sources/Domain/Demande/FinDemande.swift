/// The body of a closing, as received.
package struct CorpsCloture: Sendable, Hashable {
  /// `TRAITEE` or `REJETEE`.
  package var resultat: String?
  /// Why it is rejected.
  package var motif: String?
  package var reponse: String?
  package var confirmationDonneesSante: Bool?

  package init(resultat: String?, motif: String? = nil, reponse: String? = nil, confirmationDonneesSante: Bool? = nil) {
    self.resultat = resultat
    self.motif = motif
    self.reponse = reponse
    self.confirmationDonneesSante = confirmationDonneesSante
  }
}

/// The body of a cancellation, as received.
package struct CorpsAnnulation: Sendable, Hashable {
  package var motif: String?
  package var confirmationDonneesSante: Bool?

  package init(motif: String? = nil, confirmationDonneesSante: Bool? = nil) {
    self.motif = motif
    self.confirmationDonneesSante = confirmationDonneesSante
  }
}

/// How a demande ends (D-28).
package enum ResultatCloture: String, Sendable, Hashable, CaseIterable {
  case traitee = "TRAITEE"
  case rejetee = "REJETEE"
}

/// The end of a demande, decided. A feature switched off or a convention that has ended stops none.
package struct FinDemande: Sendable, Hashable {
  /// The states gone through, the last one final: TRAITEE then CLOTUREE, or REJETEE, or ANNULEE.
  package let etapes: [EtatDemande]
  package let motif: TexteLibre?
  package let reponse: TexteLibre?
  package let avertissements: [Avertissement]

  /// By an agent of the caisse, of a demande in hand. Order: role (403), visible (404), fields of the choice, state (409), the
  /// other fields (422): the result says which transition is asked.
  package static func cloturer(
    _ corps: CorpsCloture, _ demande: FaitsDemande, par acteur: Acteur, lexique: LexiqueSante
  ) throws(RefusDemande) -> FinDemande {
    try demande.verifierTraitement(par: acteur)
    var collecte = CollecteErreurs()
    let resultat = collecte.exigerChoix(corps.resultat, "/resultat", regle: "D-28", parmi: ResultatCloture.self)
    let etapes = try etapes(resultat, depuis: demande.etat)
    let confirme = corps.confirmationDonneesSante == true
    let motif = collecte.texteDemande(
      corps.motif, "/motif", caracteresMax: LimiteDemande.motifFinMax, obligatoire: resultat == .rejetee, regle: "D-28",
      confirme: confirme, lexique: lexique)
    let reponse = collecte.texteDemande(
      corps.reponse, "/reponse", caracteresMax: LimiteDemande.descriptionMax, obligatoire: false, regle: "D-30",
      confirme: confirme, lexique: lexique)
    guard collecte.erreurs.isEmpty else { throw RefusDemande(collecte) }
    return FinDemande(etapes: etapes, motif: motif, reponse: reponse, avertissements: reunis(motif, reponse))
  }

  /// By a technicien who may read it, before its end. Order: role, visible, access, state (409), field (422).
  package static func annuler(
    _ corps: CorpsAnnulation, _ demande: FaitsDemande, par acteur: Acteur, acces: ConstatAcces?, lexique: LexiqueSante
  ) throws(RefusDemande) -> FinDemande {
    guard acteur.role == .technicien else { throw .depotReserveAuTechnicien }
    try demande.verifierLecture(par: acteur, acces: acces)
    let etat = try demande.etat.vers(.annulee)
    var collecte = CollecteErreurs()
    let motif = collecte.texteDemande(
      corps.motif, "/motif", caracteresMax: LimiteDemande.motifFinMax, obligatoire: false, regle: "D-28",
      confirme: corps.confirmationDonneesSante == true, lexique: lexique)
    guard collecte.erreurs.isEmpty else { throw RefusDemande(collecte) }
    return FinDemande(etapes: [etat], motif: motif, reponse: nil, avertissements: reunis(motif, nil))
  }

  /// A result that cannot be read asks for no transition: its own error will say so.
  private static func etapes(_ resultat: ResultatCloture?, depuis etat: EtatDemande) throws(RefusDemande) -> [EtatDemande] {
    switch resultat {
    case .traitee:
      let traitee = try etat.vers(.traitee)
      return [traitee, try traitee.vers(.cloturee)]
    case .rejetee: return [try etat.vers(.rejetee)]
    case nil: return []
    }
  }

  private static func reunis(_ motif: TexteLibre?, _ reponse: TexteLibre?) -> [Avertissement] {
    let trouves = Set((motif?.avertissements ?? []) + (reponse?.avertissements ?? []))
    return Avertissement.allCases.filter(trouves.contains)
  }
}
