/// A business rule said no. One closed enum per concern adopts it; the API maps it to a problem (RFC 9457) in one place.
package protocol Refus: Error, Sendable {
  /// Stable UPPER_SNAKE code of the problem catalogue, e.g. `QUOTA_TECHNICIENS`.
  var code: String { get }
  /// The rule that refuses, e.g. `C-11`.
  var regle: String { get }
  var nature: NatureRefus { get }
  /// French, for people: what is wrong and what to do.
  var message: String { get }
  /// The facts behind the refusal (quota, admissible dates), shown as extra members of the problem.
  var faits: [(nom: String, valeur: FaitRefus)] { get }
  /// Every invalid field at once; empty when the refusal is not about one field.
  var erreurs: [ErreurChamp] { get }
}

extension Refus {
  package var faits: [(nom: String, valeur: FaitRefus)] { [] }
  package var erreurs: [ErreurChamp] { [] }
}

/// What kind of no it is; the API turns it into a status: `etat` 409, `invalide` 422, `interdit` 403, `absent` 404.
package enum NatureRefus: Sendable, Hashable {
  case etat, invalide, interdit, absent
}

/// The value of one fact of a refusal.
package enum FaitRefus: Sendable, Hashable {
  case entier(Int)
  case texte(String)
  case jour(Jour)
  case textes([String])
}
