/// One line of the quotas of a partner: a profile, for one caisse, in one unit where the model counts so (C-09).
package struct Quota: Sendable, Hashable {
  package let profil: Profil
  package let plafond: Plafond
  /// Accounts counted (C-25), replacements in waiting left out (C-56).
  package let comptes: Int
  /// People declared, nil when unknown.
  package let effectif: Int?

  package init(profil: Profil, parametres: ParametresConvention, effectif: Int?, comptes: Int) {
    self.profil = profil
    self.effectif = effectif
    self.comptes = comptes
    plafond = Plafond(profil, parametres, effectif: effectif)
  }

  /// Places left, never below zero; nil without limit or while the effectif is unknown.
  package var disponibles: Int? { plafond.maximum.map { max(0, $0 - comptes) } }

  /// C-54: more accounts than the limit, after a lower effectif; nothing is cut, creations are refused.
  package var depassement: Bool { plafond.maximum.map { comptes > $0 } ?? false }

  /// Whether one more account may be recorded, strictly (C-10, C-14).
  package func admettreUnDePlus() throws(RefusCompte) {
    switch plafond {
    case .illimite: return
    case .effectifInconnu: throw .effectifInconnu(profil)
    case .nombre(let maximum, _): guard comptes < maximum else { throw .quota(self) }
    }
  }
}
