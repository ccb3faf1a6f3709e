import Domain
import JSON
import Postgres

/// When a field is written in its row.
package enum Ecriture: Sendable {
  /// With the row, and by every update.
  case toujours
  /// With the row only.
  case creation
  /// By others: triggers, or the table of another resource that the select joins.
  case jamais
}

/// One field of a resource, said once: its column, its JSON member, when it is written, how a body gives it, whether the journal keeps it.
package struct Champ<Entite: Sendable>: Sendable {
  /// The column and the JSON member have one spelling.
  package let nom: String
  /// Where a select finds it, when that is not the resource's own row.
  let colonne: String?
  let type: String
  let ecriture: Ecriture
  /// In the JSON shown.
  let montre: Bool
  /// In what the journal says of the resource.
  let trace: Bool
  let lire: @Sendable (inout RowReader, inout Entite) throws(DecodingFailure) -> Void
  let lier: @Sendable (Entite, inout ParameterEncoder) -> Void
  let json: @Sendable (Entite) -> JSONValue
  /// Nil for what no body gives.
  let saisir: (@Sendable (JSONValue?, inout Entite, String?, inout CollecteErreurs) -> Void)?

  package init<V: TypeDeChamp>(
    _ nom: String, _ chemin: any WritableKeyPath<Entite, V> & Sendable, _ ecriture: Ecriture = .toujours, colonne: String? = nil,
    montre: Bool = true, trace: Bool = false, saisie: Saisie<V>? = nil
  ) {
    self.nom = nom
    self.colonne = colonne
    type = V.type
    self.ecriture = ecriture
    self.montre = montre
    self.trace = trace
    lire = { row, entite throws(DecodingFailure) in entite[keyPath: chemin] = try V.lire(&row) }
    lier = { entite, p in entite[keyPath: chemin].lier(&p) }
    json = { entite in entite[keyPath: chemin].json }
    if let saisie {
      saisir = { membre, entite, regle, erreurs in
        if let valeur = saisie.lire(membre, "/\(nom)", regle, &erreurs) { entite[keyPath: chemin] = valeur }
      }
    } else {
      saisir = nil
    }
  }

  /// A member of the JSON that is no column: computed from others.
  package init<V: TypeDeChamp>(_ nom: String, trace: Bool = false, calcule: @escaping @Sendable (Entite) -> V) {
    self.nom = nom
    colonne = ""
    type = V.type
    ecriture = .jamais
    montre = true
    self.trace = trace
    lire = { _, _ in }
    lier = { _, _ in }
    json = { entite in calcule(entite).json }
    saisir = nil
  }
}

/// How a member of a body, whose shape the contract has checked, becomes the value of a field. Nil when a fault has been noted, or when an
/// optional text is absent.
package struct Saisie<V: TypeDeChamp>: Sendable {
  let lire: @Sendable (JSONValue?, _ pointeur: String, _ regle: String?, inout CollecteErreurs) -> V?

  /// What the contract lets through; null or absent, only an optional field has a value.
  package static var telle: Saisie {
    Saisie { membre, pointeur, regle, erreurs in
      if let valeur = V(json: membre ?? .null) { return valeur }
      erreurs.ajouter(FauteCommune.obligatoire(regle: regle), sur: pointeur)
      return nil
    }
  }
}

extension Saisie<String> {
  /// One line of text that must be there.
  package static func ligne(caracteresMax: Int) -> Saisie {
    Saisie { membre, pointeur, regle, erreurs in
      erreurs.exiger(membre?.string, pointeur, regle: regle) { texte throws(TexteInvalide) in
        try TexteCourt(texte, caracteresMax: caracteresMax)
      }?.texte
    }
  }
}

extension Saisie<String?> {
  /// One line of text; null erases.
  package static func ligne(caracteresMax: Int) -> Saisie {
    Saisie { membre, pointeur, _, erreurs in
      guard let membre else { return nil }
      return .some(
        erreurs.lire(membre.string, pointeur) { texte throws(TexteInvalide) in try TexteCourt(texte, caracteresMax: caracteresMax) }?.texte)
    }
  }

  /// A text of several lines, without any question about health words; null erases.
  package static func libre(caracteresMax: Int) -> Saisie {
    Saisie { membre, pointeur, _, erreurs in
      guard let membre else { return nil }
      return .some(
        erreurs.lire(membre.string, pointeur) { texte throws(TexteInvalide) in
          try TexteLibre(texte, caracteresMax: caracteresMax, lexique: LexiqueSante(termes: []))
        }?.texte)
    }
  }
}
