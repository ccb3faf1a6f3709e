/// The two profiles of a partner's people; an account has one, never both.
package enum Profil: String, Sendable, Hashable, CaseIterable {
  case gestionnaire = "GESTIONNAIRE"
  case technicien = "TECHNICIEN"

  package var role: Role {
    switch self {
    case .gestionnaire: .gestionnaire
    case .technicien: .technicien
    }
  }
}

/// C-05; two values (choix projet).
package enum Civilite: String, Sendable, Hashable, CaseIterable {
  case madame = "MME"
  case monsieur = "M"
}

/// Why a technicien belongs to the structure (C-21).
package enum StatutPersonne: String, Sendable, Hashable, CaseIterable {
  case employe = "EMPLOYE"
  case salarie = "SALARIE"
  case benevole = "BENEVOLE"
}
