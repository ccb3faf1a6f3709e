import Bytes
import Domain
import JSON
import Storage

extension Bytes {
  /// `compte`: the person signed in.
  mutating func append(connecte compte: CompteConnecte) {
    object("compte") { out in
      out.field("id", compte.id)
      out.field("identifiant", compte.identifiant)
      out.field("role", compte.role.rawValue)
      out.field("civilite", compte.civilite)
      out.field("nom", compte.nom)
      out.field("prenom", compte.prenom)
      out.field("email", compte.email)
    }
  }

  /// The members of `Cgu`: the version in force, and when that one was accepted.
  mutating func append(cguFields version: String, accepteeLe: Instant?) {
    field("version", version)
    field("acceptee_le", accepteeLe)
  }

  mutating func append(caisseReference caisse: CaisseNommee) {
    beginObject()
    field("id", caisse.id)
    field("code", caisse.code)
    field("denomination", caisse.denomination)
    endObject()
  }
}

extension MotifAcces {
  /// The motive as the contract names it.
  var contrat: String {
    switch self {
    case .conventionAbsente, .conventionNonSignee, .conventionAVenir: "CONVENTION_NON_SIGNEE"
    case .conventionTerminee: "CONVENTION_ECHUE"
    case .uniteNonOuverte: "UNITE_NON_OUVERTE"
    case .structureSuspendue: "STRUCTURE_SUSPENDUE"
    case .personneExclue: "UTILISATEUR_EXCLU"
    case .usageNonConforme: "USAGE_NON_CONFORME"
    case .accesRetire: "ACCES_RETIRE"
    case .accesNonDonne: "ACCES_NON_DONNE"
    }
  }
}
