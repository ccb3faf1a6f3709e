/// A dispute the parties first try to settle between themselves (V-29, V-30).
package struct Differend: Sendable, Hashable {
  package var ouvertLe: Jour
  package var issue: IssueDifferend?
  package var closLe: Jour?

  package init(ouvertLe: Jour, issue: IssueDifferend? = nil, closLe: Jour? = nil) {
    self.ouvertLe = ouvertLe
    self.issue = issue
    self.closLe = closLe
  }
}

/// How a dispute ends (V-29, V-31).
package enum IssueDifferend: String, Sendable, Hashable, CaseIterable {
  case accord = "ACCORD"
  case abandon = "ABANDON"
  /// The court, which no act names.
  case juridiction = "JURIDICTION"
}

/// The window of the amicable attempt (V-30), months clamped to the end of a shorter month.
package struct TentativeAmiable: Sendable, Hashable {
  /// First day a court may be seized; the opening day itself where the act writes no minimum.
  package let juridictionDes: Jour
  /// Last day of the attempt; nil where the act writes no maximum.
  package let terme: Jour?

  package init(juridictionDes: Jour, terme: Jour?) {
    self.juridictionDes = juridictionDes
    self.terme = terme
  }
}

extension FaitsConvention {
  package func tentativeAmiable(_ differend: Differend) -> TentativeAmiable {
    let litiges = parametres(le: differend.ouvertLe).litiges
    return TentativeAmiable(
      juridictionDes: litiges.amiableMinMois.map { differend.ouvertLe.ajoutant(mois: $0) } ?? differend.ouvertLe,
      terme: litiges.amiableMaxMois.map { differend.ouvertLe.ajoutant(mois: $0) }
    )
  }

  /// Decides the opening of a dispute (V-29): on an act that took effect, even if it has ended since. Gives the window of the attempt.
  package func ouvrirDifferend(le date: Jour, aujourdhui: Jour) throws -> TentativeAmiable {
    guard let dateEffet, dateEffet <= aujourdhui else {
      throw RefusConvention.conventionNonEnVigueur(etat: etat(le: aujourdhui), dernierJour: nil)
    }
    let bornes = BornesDate(min: dateEffet, max: aujourdhui)
    guard date <= aujourdhui else { throw RefusConvention.dateFuture(regle: "V-29", bornes) }
    guard date >= dateEffet else { throw RefusFinConvention.differendAvantEffet(bornes) }
    try exigerPlace(.differends, differends.count)
    return tentativeAmiable(Differend(ouvertLe: date))
  }

  /// Decides how a dispute ends (V-29 to V-31): a court only once the attempt has lasted its minimum.
  package func clore(
    _ differend: Differend,
    issue: IssueDifferend,
    le date: Jour,
    aujourdhui: Jour
  ) throws(RefusConvention) {
    if let issueConnue = differend.issue { throw .differendClos(issue: issueConnue) }
    let bornes = BornesDate(min: differend.ouvertLe, max: aujourdhui)
    guard date <= aujourdhui else { throw .dateFuture(regle: "V-29", bornes) }
    guard date >= differend.ouvertLe else { throw .clotureAvantOuverture(bornes) }
    let des = tentativeAmiable(differend).juridictionDes
    if issue == .juridiction, date < des { throw .tentativeAmiableEnCours(BornesDate(min: des, max: nil)) }
  }
}
