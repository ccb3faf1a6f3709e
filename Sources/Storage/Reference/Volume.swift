import Catalogue
package import Postgres

/// Invented data in volume, to load a database that is measured or tried out: five caisses, their partners, accounts, two years of demandes
/// with their journal, and a token for each account that follows from its rank. Such tokens open everything: never where people are.
package struct Volume: Sendable {
  package enum Refusal: Error, Equatable, CustomStringConvertible {
    /// Somebody uses this database.
    case used
    /// Each partner has two gestionnaires, and a technicien at least.
    case tooSmall

    package var description: String {
      switch self {
      case .used: "cette base contient déjà des caisses : le volume ne se charge que dans une base neuve, juste après migrate."
      case .tooSmall: "il faut une demande et un partenaire au moins, et trois comptes par partenaire."
      }
    }
  }

  private let demandes: Int
  private let partenaires: Int
  private let comptes: Int

  package init(demandes: Int, partenaires: Int, comptes: Int) throws(Refusal) {
    guard demandes >= 1, partenaires >= 1, comptes / partenaires >= 3 else { throw .tooSmall }
    self.demandes = demandes
    self.partenaires = partenaires
    self.comptes = comptes
  }

  /// Its rows all or none, as superuser: foreign keys are not checked row by row. A million demandes take less than a minute.
  package func charger(_ base: AdminConnection) throws {
    guard try base.query("select from caisse limit 1").isEmpty else { throw Refusal.used }
    try Installation.modeles(base)
    try base.run(script)
    // Neither runs inside a transaction.
    try base.run("vacuum (analyze)")
    try base.run("checkpoint")
  }

  private var script: String {
    let values = [":demandes": demandes, ":partenaires": partenaires, ":comptes": comptes]
    return values.reduce(String(decoding: Catalogue.donnees(.volume), as: UTF8.self)) { $0.replacing($1.key, with: "\($1.value)") }
  }
}
