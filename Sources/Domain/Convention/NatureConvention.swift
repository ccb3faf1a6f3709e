/// What an act is (V-01).
package enum NatureConvention: String, Sendable, Hashable, CaseIterable {
  /// Access to rights and care: the core act, which lives by itself.
  case metier = "METIER"
  /// Use of the portal: leans on a core act and follows its life (V-08, V-11, V-22).
  case utilisation = "UTILISATION"
  /// One act for both (002): lives like a core act and opens the portal.
  case unique = "UNIQUE"

  /// Whether it opens the portal: without one in force, no access.
  package var ouvreLePortail: Bool { self != .metier }

  /// Whether two acts of the same partner and caisse cannot be in force together (V-37); a single act takes both places.
  package func exclut(_ autre: NatureConvention) -> Bool {
    self == autre || self == .unique || autre == .unique
  }
}

/// A signing party (V-05, A-10).
package enum Partie: String, Sendable, Hashable, CaseIterable {
  case caisse = "CAISSE"
  case partenaire = "PARTENAIRE"

  package var autre: Partie { self == .caisse ? .partenaire : .caisse }
}
