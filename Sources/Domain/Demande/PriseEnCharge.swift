package import FoundationEssentials

/// An agent takes a demande in hand, or gives it back (A-07, A-16, D-28).
package struct PriseEnCharge: Sendable, Hashable {
  package let agentId: UUID
  /// EN_COURS, or the state it already had when the same agent takes it again.
  package let etat: EtatDemande
  /// Nil leaves the one recorded (D-23).
  package let serviceDestinataire: ServiceDestinataire?

  /// Safe to repeat by the same agent. Order: role (403), visible (404), state (409), field (422).
  package static func prendre(_ demande: FaitsDemande, par acteur: Acteur, service: String?) throws(RefusDemande) -> PriseEnCharge {
    try demande.verifierTraitement(par: acteur)
    var etat = demande.etat
    if etat.estPriseEnCharge {
      guard demande.agentId == acteur.compteId else { throw .dejaPrise }
    } else {
      // A demande whose acknowledgement is not recorded yet may be taken all the same.
      etat = try (etat == .deposee ? .accusee : etat).vers(.enCours)
    }
    var collecte = CollecteErreurs()
    let serviceLu: ServiceDestinataire? = collecte.choisir(service, "/service_destinataire", regle: "A-16")
    guard collecte.erreurs.isEmpty else { throw RefusDemande(collecte) }
    return PriseEnCharge(agentId: acteur.compteId, etat: etat, serviceDestinataire: serviceLu)
  }

  /// Back to the queue, by any agent of the caisse, so that an absence blocks nothing; the journal keeps who.
  package static func rendre(_ demande: FaitsDemande, par acteur: Acteur) throws(RefusDemande) -> EtatDemande {
    try demande.verifierTraitement(par: acteur)
    guard demande.etat.estPriseEnCharge else { throw .transitionInterdite(de: demande.etat, vers: .accusee) }
    return try demande.etat.vers(.accusee)
  }
}
