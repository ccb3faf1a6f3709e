package import Domain
package import JSON

extension ParametresConvention {
  /// Of the parameters `cles` of a map, those whose value the rules cannot take, and what each takes instead (V-03, V-14). The others
  /// are read with them, since some contradict one another.
  package static func attendus(
    _ carte: JSONValue, _ cles: [String], natures: Set<NatureConvention>
  ) throws(ParametreIllisible) -> [String: String] {
    var essai = carte.object ?? [:]
    var attendus: [String: String] = [:]
    let lus = try lire(&essai, cles, &attendus)
    for cle in cles where attendus[cle] == nil { attendus[cle] = horsBornes(cle, essai[cle]?["valeur"]) }
    for incoherence in lus.incoherences(natures: natures) {
      if let cle = incoherence.cles.first(where: cles.contains) { attendus[cle] = attendus[cle] ?? incoherence.attendu }
    }
    return attendus
  }

  /// Decodes the map until it can be: a value that cannot is noted, then silent.
  private static func lire(
    _ essai: inout JSONObject, _ cles: [String], _ attendus: inout [String: String]
  ) throws(ParametreIllisible) -> ParametresConvention {
    for _ in cles {
      do {
        return try ParametresConvention(.object(essai))
      } catch {
        guard cles.contains(error.cle), attendus[error.cle] == nil else { throw error }
        attendus[error.cle] = error.attendu
        essai[error.cle] = ["valeur": nil]
      }
    }
    return try ParametresConvention(.object(essai))
  }

  private static func horsBornes(_ cle: String, _ valeur: JSONValue?) -> String? {
    if let entier = valeur?.int {
      let bornes = bornes(cle)
      return bornes.contains(entier) ? nil : "un entier de \(bornes.lowerBound) à \(bornes.upperBound)"
    }
    if valeur?.string?.isEmpty == true { return "un texte, ou null si l'acte n'en dit rien" }
    guard cle.hasSuffix("quota.tranches"), let valeur, let tranches = Parametre.Genre.tranches(valeur) else { return nil }
    return seSuivent(tranches) ? nil : "des tranches qui se suivent sans se recouvrir, la dernière seule sans maximum"
  }
}
