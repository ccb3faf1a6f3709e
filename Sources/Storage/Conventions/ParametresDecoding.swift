package import Domain
package import JSON

/// A parameter that the rules cannot read: the model was written by another program. Never caused by a request.
package struct ParametreIllisible: Error, Sendable, Hashable, CustomStringConvertible {
  /// Dotted name, e.g. `metier.duree_mois`; empty for the map itself.
  package let cle: String
  package let attendu: String

  package var description: String { "paramètre de modèle « \(cle) » illisible : attendu \(attendu)" }
}

extension ParametresConvention {
  /// Decodes the flat map of a model, `metier.duree_mois` to `{"valeur": …}` (V-03). A null `valeur` is « not written in the act », whatever
  /// default the map shows beside it: the domain applies its own. So is a parameter that the map lacks: a model published before the
  /// parameter existed says nothing of it.
  package init(_ json: JSONValue) throws(ParametreIllisible) {
    guard let object = json.object else { throw ParametreIllisible(cle: "", attendu: "un objet") }
    let valeurs = Dictionary(object.members.map { ($0.name, $0.value) }) { first, _ in first }
    self.init()
    for parametre in Self.parametres {
      guard let entree = valeurs[parametre.cle] else { continue }
      guard let valeur = entree["valeur"] else {
        throw ParametreIllisible(cle: parametre.cle, attendu: "un membre « valeur »")
      }
      if valeur.isNull { continue }
      guard parametre.genre.poser(valeur, dans: &self) else { throw ParametreIllisible(cle: parametre.cle, attendu: parametre.genre.attendu) }
    }
  }
}

extension Parametre.Genre {
  /// Writes a value in its place; false when it is none of this kind.
  fileprivate func poser(_ json: JSONValue, dans parametres: inout ParametresConvention) -> Bool {
    switch self {
    case .entier(let lieu, _): return poser(json.int, lieu, &parametres)
    case .booleen(let lieu): return poser(json.bool, lieu, &parametres)
    case .texte(let lieu): return poser(json.string, lieu, &parametres)
    case .jour(let lieu): return poser(json.string.flatMap { Jour(texte: $0) }, lieu, &parametres)
    case .tranches(let lieu): return poser(Self.tranches(json), lieu, &parametres)
    case .choix(_, let poser): return json.string.map { poser($0, &parametres) } ?? false
    case .liste(_, let poser):
      guard let elements = json.array, let noms = Self.tous(elements, \.string) else { return false }
      return poser(noms, &parametres)
    }
  }

  private func poser<Valeur>(_ valeur: Valeur?, _ lieu: Parametre.Lieu<Valeur>, _ parametres: inout ParametresConvention) -> Bool {
    guard let valeur else { return false }
    parametres[keyPath: lieu] = valeur
    return true
  }

  /// What a value should be, for people: `Ce champ attend …`.
  fileprivate var attendu: String {
    switch self {
    case .entier: "un entier"
    case .booleen: "un booléen"
    case .texte: "un texte"
    case .jour: "un jour AAAA-MM-JJ"
    case .tranches: "une liste de tranches {min, max, quota}"
    case .choix(let noms, _): "une valeur parmi \(noms.joined(separator: ", "))"
    case .liste(let noms, _): "une liste dont chaque élément est une valeur parmi \(noms.joined(separator: ", "))"
    }
  }

  /// Nil when one of them is of another shape.
  static func tranches(_ json: JSONValue) -> [ParametresConvention.TrancheQuota]? {
    json.array.flatMap { elements in
      tous(elements) { tranche in
        guard let min = tranche["min"]?.int, let quota = tranche["quota"]?.int, let borne = tranche["max"] else { return nil }
        if borne.isNull { return .init(min: min, max: nil, quota: quota) }
        return borne.int.map { .init(min: min, max: $0, quota: quota) }
      }
    }
  }

  /// Nil as soon as one is.
  private static func tous<Valeur>(_ elements: [JSONValue], _ lire: (JSONValue) -> Valeur?) -> [Valeur]? {
    let lus = elements.compactMap(lire)
    return lus.count == elements.count ? lus : nil
  }
}
