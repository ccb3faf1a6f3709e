package import Domain
package import Postgres

/// Whose demandes a list is about: what the context that the token opens leaves visible. Each scope is a statement of its own, in the words
/// of its index (under row-level security the policy alone gives a sequential scan); under another context it finds nothing. What is dated,
/// the accesses to each caisse, the caller computes: see `FiltreDemandes.caissesOuvertes`.
package enum PorteeDemandes: String, CaseIterable, Sendable {
  /// All the demandes of a caisse.
  case caisse
  /// The history of a whole partner (D-29).
  case partenaire
  /// The history of a unit alone.
  case unite

  package init(_ acteur: Acteur) {
    self = acteur.role == .technicien ? (acteur.uniteId == nil ? .partenaire : .unite) : .caisse
  }

  var sql: String {
    switch self {
    case .caisse: "d.caisse_id = contexte('caisse')"
    case .partenaire: "contexte('unite') is null and d.partenaire_id = contexte('partenaire')"
    case .unite: "d.unite_id = contexte('unite') and d.partenaire_id = contexte('partenaire')"
    }
  }
}

/// A statement per scope.
package struct ParPortee<Input, Row>: Sendable {
  private let caisse: Statement<Input, Row>
  private let partenaire: Statement<Input, Row>
  private let unite: Statement<Input, Row>

  /// Each bears the common name and that of its scope.
  init(_ name: String, _ statement: (String, PorteeDemandes) -> Statement<Input, Row>) {
    caisse = statement("\(name)_caisse", .caisse)
    partenaire = statement("\(name)_partenaire", .partenaire)
    unite = statement("\(name)_unite", .unite)
  }

  package subscript(_ portee: PorteeDemandes) -> Statement<Input, Row> {
    switch portee {
    case .caisse: caisse
    case .partenaire: partenaire
    case .unite: unite
    }
  }

  var erased: [AnyStatement] { [caisse.erased, partenaire.erased, unite.erased] }
}
