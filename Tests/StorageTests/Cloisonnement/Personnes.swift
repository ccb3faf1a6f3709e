import Bytes
import Domain
import Foundation
import Storage
import Testing

/// Who reads: two caisses; partner 1 at both of them, with the units 11 and 12; partner 2 at caisse 1, partner 3 at caisse 2.
enum Personne: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case technicien1, technicien11, technicien12, technicien2, technicien3
  case gestionnaire1, gestionnaire11, gestionnaire12, gestionnaire2, gestionnaire3
  case agent1, agent2, direction1, direction2, administrateur, dpo1

  var testDescription: String { rawValue }
  var rang: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  var id: UUID { Identifiant.de(.compte, rang) }
  private var nombre: Int { Int(rawValue.drop { !$0.isNumber }) ?? 0 }

  var role: Role {
    switch self {
    case .technicien1, .technicien11, .technicien12, .technicien2, .technicien3: .technicien
    case .gestionnaire1, .gestionnaire11, .gestionnaire12, .gestionnaire2, .gestionnaire3: .gestionnaire
    case .agent1, .agent2: .agentCaisse
    case .direction1, .direction2: .directionCaisse
    case .administrateur: .adminNational
    case .dpo1: .dpo
    }
  }

  var caisse: Int? { [.agentCaisse, .directionCaisse, .dpo].contains(role) ? nombre : nil }
  var partenaire: Int? { [.technicien, .gestionnaire].contains(role) ? (nombre > 9 ? nombre / 10 : nombre) : nil }
  var unite: Int? { nombre > 9 ? nombre : nil }
  /// The scope whose statements find the demandes of that person.
  var portee: PorteeDemandes { caisse != nil ? .caisse : unite != nil ? .unite : .partenaire }
  /// The caisses that the account has a title to: unit 12 works with caisse 1 alone.
  var titres: [Int] {
    guard let partenaire else { return [] }
    return self == .technicien12 || self == .gestionnaire12 ? [1] : Relation.toutes.filter { $0.partenaire == partenaire }.map(\.caisse)
  }

  /// SHA-256 of its token, as far as the database knows.
  var jeton: [UInt8] { Array((rawValue + String(repeating: ".", count: 32)).utf8.prefix(32)) }
  var cle: CleDeSession { CleDeSession(empreinte: jeton, instant: MondeMure.instant) }
}

/// A partner at a caisse.
struct Relation: Hashable, Sendable {
  let caisse: Int
  let partenaire: Int

  static let toutes = [(1, 1), (2, 1), (1, 2), (2, 3)].map { Relation(caisse: $0.0, partenaire: $0.1) }
  /// Nil is the whole partner.
  var unites: [Int?] { partenaire == 1 ? [nil, 11, 12] : [nil] }
  var convention: UUID { Identifiant.de(.convention, caisse * 10 + partenaire) }
}

/// Fixed identifiers, one range per kind.
enum Identifiant: Int {
  case caisse = 0xc0, partenaire = 0xa0, unite = 0xb0, convention = 0xe0, compte = 0xf0, demande = 0xd0, message = 0x10, contact = 0x20

  static func de(_ sorte: Identifiant, _ number: Int) -> UUID {
    UUID(uuid: (0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, UInt8(sorte.rawValue), 0, UInt8(number >> 8), UInt8(number & 0xff)))
  }
}
