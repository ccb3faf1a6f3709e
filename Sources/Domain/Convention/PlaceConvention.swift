extension NatureConvention {
  /// Refuses an act that could not be signed: another one holds its place and nothing ends it (V-37). One whose end is known, even to
  /// come, leaves room to prepare the next.
  package func verifierPlace(parmi voisines: [ConventionVoisine]) throws(RefusConvention) {
    for voisine in voisines where exclut(voisine.nature) {
      guard let vie = voisine.vie, vie.dernierJour == nil else { continue }
      throw .conventionDejaEnVigueur(nature: voisine.nature, dernierJour: nil)
    }
  }
}
