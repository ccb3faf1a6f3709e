/// One party's signature of an act or an amendment (V-05, V-06, A-10).
package struct Signature: Sendable, Hashable {
  package let partie: Partie
  package let date: Jour
  /// What the signatory is, e.g. `Vice-présidente`; never a name.
  package let qualite: String
  /// For whom, when the signatory signs for another.
  package let pourOrdreDe: String?

  package init(partie: Partie, date: Jour, qualite: String = "", pourOrdreDe: String? = nil) {
    self.partie = partie
    self.date = date
    self.qualite = qualite
    self.pourOrdreDe = pourOrdreDe
  }
}

extension [Signature] {
  /// The day the last party signed; nil until both have (V-05, Q-31).
  package var dateComplete: Jour? {
    guard Partie.allCases.allSatisfy({ self.date(de: $0) != nil }) else { return nil }
    return map(\.date).max()
  }

  package func date(de partie: Partie) -> Jour? {
    first { $0.partie == partie }?.date
  }

  package var partiesManquantes: [Partie] {
    Partie.allCases.filter { date(de: $0) == nil }
  }
}
