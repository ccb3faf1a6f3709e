package import FoundationEssentials

extension ParametresConvention {
  /// D-18, D-19: whether a demande goes before the others under that model. Two flags, the model says which count.
  package func estPrioritaire(urgente: Bool, complexe: Bool) -> Bool {
    switch demandes.priorite ?? .aucune {
    case .aucune: false
    case .urgente: urgente
    case .complexeOuUrgente: urgente || complexe
    }
  }
}

/// The place of a demande in the queue of the agents: priority first, then the oldest (D-18, D-19). Smaller is sooner.
package struct CleFile: Sendable, Hashable, Comparable {
  package let prioritaire: Bool
  package let deposeLe: Instant
  /// Breaks ties, so that the order is total.
  package let id: UUID

  package init(prioritaire: Bool, deposeLe: Instant, id: UUID) {
    self.prioritaire = prioritaire
    self.deposeLe = deposeLe
    self.id = id
  }

  package static func < (gauche: CleFile, droite: CleFile) -> Bool {
    if gauche.prioritaire != droite.prioritaire { return gauche.prioritaire }
    return (gauche.deposeLe, gauche.id.uuidString) < (droite.deposeLe, droite.id.uuidString)
  }
}
