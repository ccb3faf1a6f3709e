/// Why one value of a body is refused. Each text type has its own closed enum; `sur(_:)` says where it stood.
package protocol FauteChamp: Error, Sendable {
  var code: CodeFaute { get }
  /// The rule broken, nil for a mere question of form.
  var regle: String? { get }
  /// French, for people: what is wrong and what to write instead; never repeats the value.
  var message: String { get }
}

extension FauteChamp {
  /// The same fault with its JSON pointer (RFC 6901) from the root of the body.
  package func sur(_ pointeur: String) -> ErreurChamp {
    ErreurChamp(pointeur: pointeur, code: code.rawValue, regle: regle, message: message)
  }
}

/// The faults any field may have, whatever it holds.
package enum FauteCommune: FauteChamp, Hashable {
  case obligatoire(regle: String?)
  case valeurInconnue(admises: [String], regle: String?)
  case dateInvalide
  case dateFuture(regle: String?)
  /// The field means nothing here: another profile, another type, another role.
  case nonAdmis(raison: String, regle: String?)

  package var code: CodeFaute {
    switch self {
    case .obligatoire: .champObligatoire
    case .valeurInconnue: .valeurInconnue
    case .dateInvalide: .dateInvalide
    case .dateFuture: .dateFuture
    case .nonAdmis: .champNonAdmis
    }
  }

  package var regle: String? {
    switch self {
    case .obligatoire(let regle), .valeurInconnue(_, let regle), .dateFuture(let regle), .nonAdmis(_, let regle): regle
    case .dateInvalide: nil
    }
  }

  package var message: String {
    switch self {
    case .obligatoire: "Ce champ est obligatoire : renseignez-le."
    case .valeurInconnue(let admises, _): "Valeur inconnue. Valeurs admises : \(admises.joined(separator: ", "))."
    case .dateInvalide: "Cette date n'existe pas : écrivez une date réelle au format AAAA-MM-JJ."
    case .dateFuture: "Cette date est dans l'avenir : indiquez aujourd'hui ou une date passée."
    case .nonAdmis(let raison, _): raison
    }
  }
}
