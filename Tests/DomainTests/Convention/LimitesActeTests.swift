@testable import Domain
import Foundation
import Testing

@Suite struct LimitesActeTests {
  private static let aujourdhui: Jour = "2025-03-12"

  private func acte(_ limite: LimiteActe, _ nombre: Int) -> FaitsConvention {
    var parametres = ActesReels.acte001
    parametres.metier.denonciation.preavisMois = nil
    return Fabrique.metier(parametres, signeLe: "2024-10-21").avec { faits in
      switch limite {
      case .avenants: faits.avenants = (0..<nombre).map { Avenant(numero: $0 + 1, modifications: []) }
      // Not received: without effect yet (V-13).
      case .denonciations: faits.denonciations = (0..<nombre).map { _ in Fabrique.denonciation(envoyee: "2025-03-01") }
      case .misesEnDemeure: faits.misesEnDemeure = (0..<nombre).map { _ in Fabrique.mise(envoyee: "2025-03-01") }
      case .differends: faits.differends = (0..<nombre).map { _ in Differend(ouvertLe: "2025-03-01") }
      }
    }
  }

  private func ajouter(_ limite: LimiteActe, a acte: FaitsConvention) throws {
    switch limite {
    case .avenants:
      try acte.proposerAvenant([ModificationAvenant(champ: "metier.duree_mois", avant: "12", apres: "24")], aujourdhui: Self.aujourdhui)
    case .denonciations: _ = try acte.denoncer(Fabrique.denonciation(envoyee: "2025-03-01"), aujourdhui: Self.aujourdhui)
    case .misesEnDemeure: _ = try acte.mettreEnDemeure(Fabrique.mise(envoyee: "2025-03-01"), aujourdhui: Self.aujourdhui)
    case .differends: _ = try acte.ouvrirDifferend(le: "2025-03-01", aujourdhui: Self.aujourdhui)
    }
  }

  @Test(arguments: LimiteActe.allCases) func `un acte porte un nombre borné de faits (V-12, V-14, V-16, V-29)`(limite: LimiteActe) throws {
    try ajouter(limite, a: acte(limite, limite.maximum - 1))
    for nombre in [limite.maximum, limite.maximum + 1] {
      #expect(throws: RefusConvention.limiteAtteinte(limite)) { try ajouter(limite, a: acte(limite, nombre)) }
    }
  }
}
