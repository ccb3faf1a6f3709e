/// The states of a demande (D-28, choix projet).
package enum EtatDemande: String, Sendable, Hashable, CaseIterable {
  case deposee = "DEPOSEE"
  case accusee = "ACCUSEE"
  case enCours = "EN_COURS"
  case enAttentePartenaire = "EN_ATTENTE_PARTENAIRE"
  case traitee = "TRAITEE"
  case cloturee = "CLOTUREE"
  case rejetee = "REJETEE"
  case annulee = "ANNULEE"

  /// The states that may follow; an agent may give a demande back (to ACCUSEE), which D-28 leaves open.
  package var suivants: Set<EtatDemande> {
    switch self {
    case .deposee: [.accusee, .annulee]
    case .accusee: [.enCours, .annulee]
    case .enCours: [.accusee, .enAttentePartenaire, .traitee, .rejetee, .annulee]
    case .enAttentePartenaire: [.accusee, .enCours, .traitee, .rejetee, .annulee]
    case .traitee: [.cloturee]
    case .cloturee, .rejetee, .annulee: []
    }
  }

  /// Nothing more happens.
  package var estFinal: Bool { suivants.isEmpty }

  /// An agent has it in hand.
  package var estPriseEnCharge: Bool { self == .enCours || self == .enAttentePartenaire }

  /// What to do with a demande in this state when what was tried is refused.
  var issue: String {
    if estFinal || self == .traitee { return "elle est finie, déposez une nouvelle demande" }
    return "elle ne peut devenir que \(suivants.map(\.rawValue).sorted().joined(separator: ", "))"
  }

  /// The next state, or the refusal of the transition (409).
  package func vers(_ suivant: EtatDemande) throws(RefusDemande) -> EtatDemande {
    guard suivants.contains(suivant) else { throw .transitionInterdite(de: self, vers: suivant) }
    return suivant
  }
}
