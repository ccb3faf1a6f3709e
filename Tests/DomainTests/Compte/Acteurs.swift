import Domain
import Foundation

/// The people and places of the tests; no real one.
enum Acteurs {
  static let caisse57 = id(57)
  static let caisse67 = id(67)
  static let partenaire = id(100)
  static let autrePartenaire = id(101)
  static let uniteOuest = id(201)
  static let uniteNord = id(202)
  static let uniteSud = id(203)

  static let agent = Acteur(compteId: id(1), role: .agentCaisse, caisseId: caisse57)
  static let agent67 = Acteur(compteId: id(2), role: .agentCaisse, caisseId: caisse67)
  static let direction = Acteur(compteId: id(3), role: .directionCaisse, caisseId: caisse57)
  static let gestionnaire = Acteur(compteId: id(10), role: .gestionnaire, partenaireId: partenaire)
  static let technicien = Acteur(compteId: id(20), role: .technicien, partenaireId: partenaire)

  static func gestionnaire(unite: UUID) -> Acteur {
    Acteur(compteId: id(11), role: .gestionnaire, partenaireId: partenaire, uniteId: unite)
  }

  static func technicien(unite: UUID?, partenaire: UUID = Acteurs.partenaire) -> Acteur {
    Acteur(compteId: id(21), role: .technicien, partenaireId: partenaire, uniteId: unite)
  }

  static func de(_ role: Role) -> Acteur {
    Acteur(compteId: id(30), role: role, partenaireId: partenaire, caisseId: caisse57)
  }

  static func id(_ numero: Int) -> UUID {
    let fin = String(numero, radix: 16)
    let texte = "00000000-0000-7000-8000-" + String(repeating: "0", count: 12 - fin.count) + fin
    return UUID(uuidString: texte) ?? UUID()
  }
}
