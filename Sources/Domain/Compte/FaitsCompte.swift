package import FoundationEssentials

/// An account as the rules see it.
package struct FaitsCompte: Sendable, Hashable {
  package var id: UUID
  package var profil: Profil
  package var etat: EtatCompte
  package var partenaireId: UUID
  /// Nil where the partner has no unit (P-05).
  package var uniteId: UUID?
  /// The first activation; nil for an account never activated.
  package var activeLe: Instant?

  package init(id: UUID, profil: Profil, etat: EtatCompte, partenaireId: UUID, uniteId: UUID? = nil, activeLe: Instant? = nil) {
    self.id = id
    self.profil = profil
    self.etat = etat
    self.partenaireId = partenaireId
    self.uniteId = uniteId
    self.activeLe = activeLe
  }
}

extension Acteur {
  /// Whether the actor may manage that account: the caisse its gestionnaires, a gestionnaire the techniciens of its
  /// partner, within its unit (C-15, C-29, C-37, Q-07). The scope of a caisse is checked when loading: another caisse's
  /// account is absent.
  func verifierGere(_ compte: FaitsCompte, regle: String) throws(RefusCompte) {
    guard compte.etat != .supprime else { throw .introuvable }
    switch (role, compte.profil) {
    case (.agentCaisse, .gestionnaire):
      return
    case (.gestionnaire, .technicien):
      guard compte.partenaireId == partenaireId else { throw .introuvable }
      guard uniteId == nil || compte.uniteId == uniteId else { throw .uniteInterdite }
    case (.gestionnaire, .gestionnaire):
      guard compte.partenaireId == partenaireId else { throw .introuvable }
      throw .profilNonHabilitant(.gestionnaireParLaCaisse(regle: regle))
    case (.agentCaisse, .technicien):
      throw .profilNonHabilitant(.technicienParUnGestionnaire(regle: regle))
    default:
      throw .profilNonHabilitant(.sansPouvoir(regle: regle))
    }
  }
}
