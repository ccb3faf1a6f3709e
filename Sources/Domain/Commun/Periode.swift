/// A span of civil days, both ends included; no last day means it is still open.
package struct Periode: Sendable, Hashable {
  package let premierJour: Jour
  package let dernierJour: Jour?

  package init(premierJour: Jour, dernierJour: Jour?) {
    self.premierJour = premierJour
    self.dernierJour = dernierJour
  }

  package func contient(_ jour: Jour) -> Bool {
    jour >= premierJour && (dernierJour.map { jour <= $0 } ?? true)
  }

  package func chevauche(_ autre: Periode) -> Bool {
    (dernierJour.map { autre.premierJour <= $0 } ?? true) && (autre.dernierJour.map { premierJour <= $0 } ?? true)
  }
}
