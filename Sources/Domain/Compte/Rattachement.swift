package import FoundationEssentials

/// Another gestionnaire of the scope where the last one is judged: the partner, or the unit (C-34, C-53, Q-07).
package struct GestionnaireActif: Sendable, Hashable {
  package let id: UUID
  package let activeLe: Instant

  package init(id: UUID, activeLe: Instant) {
    self.id = id
    self.activeLe = activeLe
  }
}

/// To whom the techniciens of a leaving gestionnaire go; they stay active (C-36, C-53).
package enum Rattachement {
  /// The one named in the demand, else the oldest active of the scope; nil when nobody is left.
  package static func successeur(designe: UUID?, autres: [GestionnaireActif]) -> UUID? {
    designe ?? autres.min { ($0.activeLe, $0.id.uuidString) < ($1.activeLe, $1.id.uuidString) }?.id
  }
}
