/// The body of a message, as received.
package struct CorpsMessage: Sendable, Hashable {
  package var texte: String?
  package var confirmationDonneesSante: Bool?
  /// Agent only: the demande waits for the partner.
  package var attendReponse: Bool?

  package init(texte: String?, confirmationDonneesSante: Bool? = nil, attendReponse: Bool? = nil) {
    self.texte = texte
    self.confirmationDonneesSante = confirmationDonneesSante
    self.attendReponse = attendReponse
  }
}

/// A message decided (D-22), under the same rules of free text on both sides (D-12, D-13, D-30).
package struct MessageDemande: Sendable, Hashable {
  package let texte: TexteLibre
  package let attendReponse: Bool
  /// The new state of the demande, nil when it does not change.
  package let etat: EtatDemande?
  package let avertissements: [Avertissement]

  /// What a message must agree with.
  package struct Faits: Sendable {
    package var demande: FaitsDemande
    /// Of the technicien to the caisse; nil for an agent.
    package var acces: ConstatAcces?
    package var parametres: ParametresConvention
    package var fonctionnalitesActives: Set<Fonctionnalite>
    package var lexique: LexiqueSante

    package init(
      demande: FaitsDemande, acces: ConstatAcces?, parametres: ParametresConvention,
      fonctionnalitesActives: Set<Fonctionnalite>, lexique: LexiqueSante = .parDefaut
    ) {
      self.demande = demande
      self.acces = acces
      self.parametres = parametres
      self.fonctionnalitesActives = fonctionnalitesActives
      self.lexique = lexique
    }
  }

  /// Order: role, visible and access, state and feature (409), fields (422).
  package static func ecrire(_ corps: CorpsMessage, par acteur: Acteur, faits: Faits) throws(RefusDemande) -> MessageDemande {
    let etat: EtatDemande?
    switch acteur.role {
    case .technicien: etat = try etatApresReponse(par: acteur, faits)
    default: etat = try etatApresQuestion(par: acteur, faits.demande, attend: corps.attendReponse == true)
    }
    var collecte = CollecteErreurs()
    if acteur.role == .technicien, corps.attendReponse == true {
      let faute = FauteCommune.nonAdmis(raison: "Seule la caisse met une demande en attente : retirez ce champ.", regle: "D-28")
      collecte.ajouter(faute, sur: "/attend_reponse")
    }
    let lu = collecte.texteDemande(
      corps.texte, "/texte", caracteresMax: LimiteDemande.messageMax, obligatoire: true, regle: "D-22",
      confirme: corps.confirmationDonneesSante == true, lexique: faits.lexique)
    guard collecte.erreurs.isEmpty, let lu else { throw RefusDemande(collecte) }
    return MessageDemande(
      texte: lu, attendReponse: corps.attendReponse == true, etat: etat, avertissements: lu.avertissements)
  }

  /// The partner answers: a waiting demande is in hand again. Its answer is always heard; otherwise the dialogue must be active
  /// (D-22, Q-52).
  private static func etatApresReponse(par acteur: Acteur, _ faits: Faits) throws(RefusDemande) -> EtatDemande? {
    let demande = faits.demande
    try demande.verifierLecture(par: acteur, acces: faits.acces)
    guard !demande.etat.estFinal, demande.etat != .traitee else {
      throw .transitionInterdite(de: demande.etat, vers: .enCours)
    }
    if demande.etat == .enAttentePartenaire { return try demande.etat.vers(.enCours) }
    try faits.parametres.verifierActive(.dialogue, parmi: faits.fonctionnalitesActives)
    return nil
  }

  /// The agent asks: the demande waits, once in hand.
  private static func etatApresQuestion(par acteur: Acteur, _ demande: FaitsDemande, attend: Bool) throws(RefusDemande) -> EtatDemande? {
    try demande.verifierTraitement(par: acteur)
    guard !demande.etat.estFinal, demande.etat != .traitee else {
      throw .transitionInterdite(de: demande.etat, vers: attend ? .enAttentePartenaire : .enCours)
    }
    guard attend, demande.etat != .enAttentePartenaire else { return nil }
    return try demande.etat.vers(.enAttentePartenaire)
  }
}
