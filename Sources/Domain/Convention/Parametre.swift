/// One parameter of a model (V-03): where it stands in the map of a model, where in `ParametresConvention`, what it takes, and the value
/// that the project applies where an act says nothing.
package struct Parametre: Sendable {
  package typealias Lieu<Valeur> = any WritableKeyPath<ParametresConvention, Valeur?> & Sendable

  /// What a value may be.
  package enum Genre: Sendable {
    /// Within these bounds: against slips of the keyboard, and what the arithmetic of dates holds.
    case entier(Lieu<Int>, ClosedRange<Int>)
    case booleen(Lieu<Bool>)
    case texte(Lieu<String>)
    case jour(Lieu<Jour>)
    /// One of these names; false when it is none of them.
    case choix([String], poser: @Sendable (String, inout ParametresConvention) -> Bool)
    /// Any of these names; false when one is none of them.
    case liste([String], poser: @Sendable ([String], inout ParametresConvention) -> Bool)
    case tranches(Lieu<[ParametresConvention.TrancheQuota]>)
  }

  /// Dotted name, e.g. `metier.duree_mois`.
  package let cle: String
  package let genre: Genre
  /// The default of the project, and the rule or decision that gives it.
  let defaut: (valeur: @Sendable (ParametresConvention) -> String, regle: String)?
  /// Whether the act says nothing of it.
  let estMuet: @Sendable (ParametresConvention) -> Bool

  private init<Valeur: Sendable>(
    _ cle: String, _ genre: Genre, _ lieu: Lieu<Valeur>, _ defaut: (@Sendable (ParametresConvention) -> Valeur)? = nil,
    _ regle: String? = nil, montrer: @escaping @Sendable (Valeur) -> String = { "\($0)" }
  ) {
    self.cle = cle
    self.genre = genre
    if let defaut, let regle {
      self.defaut = (valeur: { parametres in montrer(defaut(parametres)) }, regle: regle)
    } else {
      self.defaut = nil
    }
    estMuet = { $0[keyPath: lieu] == nil }
  }

  static func entier(
    _ cle: String, _ lieu: Lieu<Int>, _ bornes: ClosedRange<Int> = 0...3_650,
    defaut: (@Sendable (ParametresConvention) -> Int)? = nil, _ regle: String? = nil
  ) -> Parametre {
    Parametre(cle, .entier(lieu, bornes), lieu, defaut, regle)
  }

  static func booleen(
    _ cle: String, _ lieu: Lieu<Bool>, defaut: (@Sendable (ParametresConvention) -> Bool)? = nil, _ regle: String? = nil
  ) -> Parametre {
    Parametre(cle, .booleen(lieu), lieu, defaut, regle)
  }

  static func texte(_ cle: String, _ lieu: Lieu<String>) -> Parametre { Parametre(cle, .texte(lieu), lieu) }

  static func jour(_ cle: String, _ lieu: Lieu<Jour>) -> Parametre { Parametre(cle, .jour(lieu), lieu) }

  static func choix<Valeur: RawRepresentable & CaseIterable & Sendable>(
    _ cle: String, _ lieu: Lieu<Valeur>, defaut: (@Sendable (ParametresConvention) -> Valeur)? = nil, _ regle: String? = nil
  ) -> Parametre where Valeur.RawValue == String {
    let genre = Genre.choix(Valeur.allCases.map(\.rawValue)) { (nom: String, parametres: inout ParametresConvention) -> Bool in
      guard let valeur = Valeur(rawValue: nom) else { return false }
      parametres[keyPath: lieu] = valeur
      return true
    }
    return Parametre(cle, genre, lieu, defaut, regle) { $0.rawValue }
  }

  static func liste<Valeur: RawRepresentable & CaseIterable & Sendable>(
    _ cle: String, _ lieu: Lieu<[Valeur]>
  ) -> Parametre where Valeur.RawValue == String {
    let genre = Genre.liste(Valeur.allCases.map(\.rawValue)) { (noms: [String], parametres: inout ParametresConvention) -> Bool in
      let valeurs = noms.compactMap(Valeur.init(rawValue:))
      parametres[keyPath: lieu] = valeurs
      return valeurs.count == noms.count
    }
    return Parametre(cle, genre, lieu)
  }

  static func tranches(_ cle: String, _ lieu: Lieu<[ParametresConvention.TrancheQuota]>) -> Parametre {
    Parametre(cle, .tranches(lieu), lieu)
  }
}
