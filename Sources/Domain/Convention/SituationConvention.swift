/// Where a convention stands on one day: its state, and what the single word of the state cannot say.
package struct SituationConvention: Sendable, Hashable {
  /// One word; a formal notice hides a denunciation.
  package let etat: EtatConvention
  package let estEnDemeure: Bool
  package let estDenoncee: Bool
  /// Nil when not in force that day.
  package let periode: PeriodeConvention?
  /// Nil until every party has signed (V-05, V-06).
  package let dateEffet: Jour?
  /// Last day included; nil while renewed tacitly.
  package let dernierJour: Jour?

  package var estEnVigueur: Bool { etat.estEnVigueur }
}
