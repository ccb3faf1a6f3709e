import Domain
import Foundation
import Testing

/// The search for a NIR against numbers made by the package `stdnum`, in the writings of people and in texts that hold other numbers.
@Suite(.enabled(if: Oracle.python != nil, Oracle.raison)) struct NirOracleTests {
  @Test(arguments: ["2026", "8"]) func `sur 2 000 textes de l'oracle, aucun NIR n'échappe et moins de 1 % des autres alertent (D-12)`(
    graine: String
  ) async throws {
    var (vus, autres) = (0, 0)
    var manques: [String] = []
    var fausses: [String] = []
    try await Oracle.interroge("nir", graine, "1000").pourChaqueLigne { champs in
      let texte = try #require(Self.texte(champs[1]))
      let constat = Nir.chercher(dans: texte)
      if champs[0] == "NIR" {
        vus += 1
        if constat != .present { manques.append(texte) }
      } else {
        autres += 1
        if constat != .absent { fausses.append("\(constat) : \(texte)") }
      }
    }
    #expect(vus == 1000 && autres == 1000)
    #expect(manques.isEmpty, "\(manques.count) manqués : \(manques.prefix(5))")
    #expect(fausses.count < 10, "\(fausses.count) fausses alertes : \(fausses.prefix(10))")
  }

  private static func texte(_ hexadecimal: String) -> String? {
    let chiffres = Array(hexadecimal.utf8)
    let octets = stride(from: 0, to: chiffres.count - 1, by: 2).compactMap {
      UInt8(String(decoding: chiffres[$0...$0 + 1], as: UTF8.self), radix: 16)
    }
    return String(validating: octets, as: UTF8.self)
  }
}
