import FoundationEssentials

/// A faulty link between a field of a partner and another object.
package enum FautePartenaire: FauteChamp, Hashable {
  /// P-02: the SIREN is not the first nine digits of the SIRET.
  case sirenDiscordant
  /// Not an object of that partner.
  case referenceInconnue

  package var code: CodeFaute {
    switch self {
    case .sirenDiscordant: .sirenDiscordant
    case .referenceInconnue: .referenceInconnue
    }
  }

  package var regle: String? {
    switch self {
    case .sirenDiscordant: "P-02"
    case .referenceInconnue: nil
    }
  }

  package var message: String {
    switch self {
    case .sirenDiscordant: "Le SIREN n'est pas celui du SIRET (ses 9 premiers chiffres) : corrigez l'un des deux."
    case .referenceInconnue: "Cet identifiant n'est pas celui d'un objet du partenaire : vérifiez-le."
    }
  }

  /// The parser of an id among those known.
  static func connue(parmi connus: Set<UUID>) -> (UUID) throws(FautePartenaire) -> UUID {
    { (id) throws(FautePartenaire) in
      guard connus.contains(id) else { throw .referenceInconnue }
      return id
    }
  }
}
