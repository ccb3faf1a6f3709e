/// How many accounts of one profile a convention allows, in the scope where it counts them.
package enum Plafond: Sendable, Hashable {
  /// C-13: no limit is written.
  case illimite
  case nombre(Int, regle: String)
  /// the model counts by effectif and none is declared.
  case effectifInconnu

  /// Accounts; nil without limit or while the effectif is unknown.
  package var maximum: Int? {
    if case .nombre(let maximum, _) = self { maximum } else { nil }
  }

  /// The rule that gives the figure.
  package var regle: String {
    switch self {
    case .illimite: "C-13"
    case .nombre(_, let regle): regle
    case .effectifInconnu: "Q-06"
    }
  }

  /// The limit of a profile under that model. `effectif` in people, nil while not declared.
  package init(_ profil: Profil, _ parametres: ParametresConvention, effectif: Int?) {
    switch profil {
    case .gestionnaire: self = Self.gestionnaires(parametres.gestionnaires.quota, effectif: effectif)
    case .technicien: self = Self.techniciens(parametres.techniciens.quota, effectif: effectif)
    }
  }

  /// C-06 to C-09. Ranges count when the mode says so only: 002 writes some and counts by unit.
  private static func gestionnaires(_ quota: ParametresConvention.QuotaGestionnaires, effectif: Int?) -> Plafond {
    let max = quota.max ?? gestionnairesMax
    return switch quota.mode {
    case .fixe: .nombre(max, regle: "C-08")
    case .fixeParUnite: .nombre(max, regle: "C-09")
    case .tranches, nil: parTranche(quota.tranches, max: max, effectif: effectif, regleTranche: "C-06", regleMax: "C-07")
    }
  }

  /// C-07: never more than five gestionnaires by structure or unit, even where a model forgets to say so.
  private static let gestionnairesMax = 5

  /// C-11 to C-13.
  private static func techniciens(_ quota: ParametresConvention.QuotaTechniciens, effectif: Int?) -> Plafond {
    parTranche(quota.tranches, max: quota.max, effectif: effectif, regleTranche: "C-11", regleMax: "C-12")
  }

  private static func parTranche(
    _ tranches: [ParametresConvention.TrancheQuota]?, max: Int?, effectif: Int?, regleTranche: String, regleMax: String
  ) -> Plafond {
    guard let tranches, !tranches.isEmpty else { return max.map { .nombre($0, regle: regleMax) } ?? .illimite }
    guard let effectif else { return .effectifInconnu }
    let tranche = tranches.first { effectif >= $0.min && effectif <= $0.max ?? .max }
    // An effectif outside every range is allowed nobody rather than anybody.
    let quota = tranche?.quota ?? 0
    if let max, max < quota { return .nombre(max, regle: regleMax) }
    return .nombre(quota, regle: regleTranche)
  }
}

extension ParametresConvention {
  /// Whether accounts of that profile are counted unit by unit (C-09, Q-07) instead of for the whole partner.
  package func compteParUnite(_ profil: Profil) -> Bool {
    profil == .gestionnaire && gestionnaires.quota.mode == .fixeParUnite
  }

  /// Whether the partner of that model is split in units (P-05): then every account has one, and the demandes and the last
  /// gestionnaire are judged by unit.
  package var estDecoupeEnUnites: Bool { (unites.nombre ?? 0) > 0 }
}
