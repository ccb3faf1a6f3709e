package import FoundationEssentials

/// A demande as the rules see it.
package struct FaitsDemande: Sendable, Hashable {
  package var etat: EtatDemande
  package var caisseId: UUID
  package var partenaireId: UUID
  /// The unit of the technicien who filed it (P-05).
  package var uniteId: UUID?
  /// The agent who has it in hand.
  package var agentId: UUID?
  /// read in its unit only; by default where the model has units (`ParametresConvention.estDecoupeEnUnites`).
  package var visibleDansSonUniteSeule: Bool

  package init(
    etat: EtatDemande, caisseId: UUID, partenaireId: UUID, uniteId: UUID? = nil, agentId: UUID? = nil,
    visibleDansSonUniteSeule: Bool = false
  ) {
    self.etat = etat
    self.caisseId = caisseId
    self.partenaireId = partenaireId
    self.uniteId = uniteId
    self.agentId = agentId
    self.visibleDansSonUniteSeule = visibleDansSonUniteSeule
  }

  /// Who may read (D-29, Q-13, Q-15): the techniciens of the partner (of the unit), the people of the caisse. `acces` is that
  /// of the technicien to the caisse of the demande; it does not count for the caisse's own people.
  ///
  /// Order: role (403), visible (404), access (403).
  package func verifierLecture(par acteur: Acteur, acces: ConstatAcces?) throws(RefusDemande) {
    switch acteur.role {
    case .technicien:
      guard acteur.partenaireId == partenaireId else { throw .introuvable }
      guard !visibleDansSonUniteSeule || acteur.uniteId == uniteId else { throw .introuvable }
      guard let acces else { throw .introuvable }
      try acces.exigerOuvert()
    case .agentCaisse, .directionCaisse:
      guard acteur.caisseId == caisseId else { throw .introuvable }
    default:
      throw .roleSansPouvoir
    }
  }

  /// handled by an agent of the caisse.
  func verifierTraitement(par acteur: Acteur) throws(RefusDemande) {
    guard acteur.role == .agentCaisse else { throw .traitementReserveALAgent }
    guard acteur.caisseId == caisseId else { throw .introuvable }
  }
}
