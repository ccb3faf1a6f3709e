package import Domain
package import JSON

extension ConventionLue {
  /// Every field that an amendment may name, with its value as it stands on that day: the parameters, then the texts.
  package func valeurs(le jour: Jour, _ cache: ParametresCache) throws(ParametreIllisible) -> [String: JSONValue] {
    var valeurs: [String: JSONValue] = ["objet": .texte(objet(le: jour)), "objectifs": .texte(objectifs(le: jour))]
    let carte = actes.avenantsSignes.carte(sur: try cache.json(modele), le: jour)
    for (cle, parametre) in carte.object?.members ?? [] { valeurs[cle] = parametre["valeur"] ?? .null }
    return valeurs
  }

  /// The same act with one more amendment, signed or not.
  package func amendee(_ avenant: AvenantLu) -> ConventionLue {
    var copie = self
    copie.actes.avenants.removeAll { $0.numero == avenant.numero }
    copie.actes.avenants.append(
      ActesLus.AvenantLu(
        numero: avenant.numero, modifications: avenant.lignes, effetSouhaiteLe: avenant.effetSouhaiteLe,
        signatures: avenant.signatures.map(\.signature)))
    return copie
  }
}

extension JSONValue {
  fileprivate static func texte(_ texte: String?) -> JSONValue { texte.map(JSONValue.string) ?? .null }
}
