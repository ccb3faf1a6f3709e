package import FoundationEssentials

/// Who asks. A rule reads it, never a session or a token.
package struct Acteur: Sendable, Hashable {
  package let compteId: UUID
  package let role: Role
  /// Nil for the people of a caisse and the national administrator.
  package let partenaireId: UUID?
  /// Only where the partner is split in units (P-05).
  package let uniteId: UUID?
  /// Nil for the people of a partner: their caisses come from their accesses.
  package let caisseId: UUID?

  package init(compteId: UUID, role: Role, partenaireId: UUID? = nil, uniteId: UUID? = nil, caisseId: UUID? = nil) {
    self.compteId = compteId
    self.role = role
    self.partenaireId = partenaireId
    self.uniteId = uniteId
    self.caisseId = caisseId
  }
}
