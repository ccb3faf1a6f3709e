package import Bytes
package import Domain
import FoundationEssentials
package import JSON
package import Postgres

/// A resource by the list of its fields, in the order of its JSON: the columns of its statements, their parameters, its decoding, its JSON,
/// what a body may change and what the journal keeps all come from that one list.
///
/// A field costs a stored closure and a key path, about 9 ns: nothing for a page of actions. Lists where that counts keep a path of their
/// own (`DemandeColumns`).
package struct Table<Entite: Sendable>: Sendable {
  let nom: String
  /// What statements call it.
  let alias: String
  let champs: [Champ<Entite>]
  /// What a row is read into.
  let vierge: Entite

  package init(_ nom: String, _ alias: String, vierge: Entite, champs: [Champ<Entite>]) {
    self.nom = nom
    self.alias = alias
    self.vierge = vierge
    self.champs = champs
  }

  // MARK: SQL

  /// For a select, in the order that `lire` reads.
  package var colonnes: String {
    champs.map { $0.colonne ?? "\(alias).\($0.nom)" }.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  package var nombreDeColonnes: Int { champs.count { $0.colonne != "" } }

  package func lire(_ row: inout RowReader) throws(DecodingFailure) -> Entite {
    var entite = vierge
    for champ in champs { try champ.lire(&row, &entite) }
    return entite
  }

  /// Reads whole resources: `suite` is what follows the columns, from `from`.
  package func lecture<Entree>(
    _ statement: String, _ suite: String, _ lier: @escaping @Sendable (Entree, inout ParameterEncoder) -> Void
  ) -> Statement<Entree, Entite> {
    Statement(statement, "select \(colonnes) \(suite)", bind: lier, decode: { row in try lire(&row) })
  }

  package func inserer(_ statement: String) -> Statement<Entite, Void> {
    let ecrits = champs.filter { $0.ecriture != .jamais }
    let valeurs = ecrits.enumerated().map { "$\($0 + 1)::\($1.type)" }
    return Statement(
      statement, "insert into \(nom) (\(ecrits.map(\.nom).joined(separator: ", "))) values (\(valeurs.joined(separator: ", ")))",
      bind: { entite, p in for champ in ecrits { champ.lier(entite, &p) } })
  }

  /// Writes every field that may change, of the row that has the entity's `id`.
  package func modifier(_ statement: String) -> Statement<Entite, Void> {
    let (cle, changes) = (champs.filter { $0.nom == "id" }, champs.filter { $0.ecriture == .toujours })
    let valeurs = changes.enumerated().map { "\($1.nom) = $\($0 + 2)::\($1.type)" }
    return Statement(
      statement, "update \(nom) set \(valeurs.joined(separator: ", ")) where id = $1::uuid",
      bind: { entite, p in for champ in cle + changes { champ.lier(entite, &p) } })
  }

  // MARK: JSON

  /// The members shown, without the braces: more may follow.
  package func membres(_ entite: Entite, dans out: inout Bytes) {
    for champ in champs where champ.montre {
      out.name(champ.nom)
      out.value(champ.json(entite))
    }
  }

  package func rendre(_ entite: Entite, dans out: inout Bytes) {
    out.beginObject()
    membres(entite, dans: &out)
    out.endObject()
  }

  /// What the journal says of an entity: the fields that it keeps; its identifier, when it does, under the name given.
  package func trace(_ entite: Entite, id: String = "id") -> JSONObject {
    JSONObject(champs.filter(\.trace).map { (name: $0.nom == "id" ? id : $0.nom, value: $0.json(entite)) })
  }

  /// Every field that the body of a creation gives, into an entity that has none yet. Faults are noted, under the rule of the entity.
  package func saisir(_ corps: JSONValue, dans entite: inout Entite, regle: (Entite) -> String?, _ erreurs: inout CollecteErreurs) {
    for champ in champs { champ.saisir?(corps[champ.nom], &entite, regle(entite), &erreurs) }
  }

  /// The fields that the body of a partial update names: null erases those that may be.
  package func changer(_ corps: JSONValue, dans entite: inout Entite, regle: (Entite) -> String?, _ erreurs: inout CollecteErreurs) {
    for champ in champs where champ.ecriture == .toujours {
      if let membre = corps[champ.nom] { champ.saisir?(membre, &entite, regle(entite), &erreurs) }
    }
  }
}
