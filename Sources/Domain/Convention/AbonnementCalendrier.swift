/// A person's calendar of deadlines (V-35): how far and how many.
package enum AbonnementCalendrier {
  /// Months to come shown when nothing else is asked.
  package static let horizonMoisParDefaut = 12
  /// Subscriptions of one account.
  package static let parCompteMax = 10

  /// Decides one more.
  package static func ouvrir(dejaOuverts: Int) throws(RefusAbonnement) {
    guard dejaOuverts < parCompteMax else { throw .tropNombreux }
  }
}

/// Every reason to refuse a subscription.
package enum RefusAbonnement: Refus, Hashable {
  case tropNombreux

  package var code: String { "ABONNEMENTS_TROP_NOMBREUX" }
  package var regle: String { "V-35" }
  package var nature: NatureRefus { .etat }
  package var message: String { "Un compte a \(AbonnementCalendrier.parCompteMax) abonnements au plus : supprimez-en un qui ne sert plus." }
  package var faits: [(nom: String, valeur: FaitRefus)] { [("plafond", .entier(AbonnementCalendrier.parCompteMax))] }
}
