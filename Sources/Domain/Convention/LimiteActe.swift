/// How much one act may hold: everything that is computed of an act is computed of all of it, at each request (V-35).
package enum LimiteActe: String, Sendable, Hashable, CaseIterable {
  case avenants, denonciations, misesEnDemeure, differends

  package var maximum: Int {
    switch self {
    case .avenants: 100
    case .denonciations: 20
    case .misesEnDemeure, .differends: 100
    }
  }

  package var regle: String {
    switch self {
    case .avenants: "V-14"
    case .denonciations: "V-12"
    case .misesEnDemeure: "V-16"
    case .differends: "V-29"
    }
  }

  /// As people call them.
  var nom: String {
    switch self {
    case .avenants: "avenants"
    case .denonciations: "dénonciations"
    case .misesEnDemeure: "mises en demeure"
    case .differends: "différends"
    }
  }
}

extension FaitsConvention {
  /// No act of a caisse is older: the ordinance that created them is of that day. With a renewal a month at least (`bornes`), an act has some
  /// 2,200 periods at most a century from now.
  package static let premiereSignature = Jour.du(4, 10, 1945)

  func exigerPlace(_ limite: LimiteActe, _ nombre: Int) throws(RefusConvention) {
    guard nombre < limite.maximum else { throw .limiteAtteinte(limite) }
  }
}
