/// One period of a convention, last day included (V-07 to V-11).
package struct PeriodeConvention: Sendable, Hashable {
  /// From 1.
  package let numero: Int
  package let premierJour: Jour
  package let dernierJour: Jour

  package init(numero: Int, premierJour: Jour, dernierJour: Jour) {
    self.numero = numero
    self.premierJour = premierJour
    self.dernierJour = dernierJour
  }

  package func contient(_ jour: Jour) -> Bool {
    jour >= premierJour && jour <= dernierJour
  }
}
