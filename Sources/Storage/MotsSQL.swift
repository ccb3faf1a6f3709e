package import FoundationEssentials

/// Where a page of a search starts: the word that is walked along, and the last row given.
package struct MotSuivi: Sendable {
  package let mot: String
  package let cle: String
  package let id: UUID

  package init(mot: String, cle: String, id: UUID) {
    self.mot = mot
    self.cle = cle
    self.id = id
  }
}

/// Searches along a table of words: see `MotsIndexes` of the domain and `cles_recherche` of the schema.
struct MotsSQL: Sendable {
  /// `demande_mot`, `compte_mot` or `partenaire_mot`, `m` in the statement.
  let table: String
  /// What is found: `demande_id`…
  let id: String
  /// Whose words, of the table under that name.
  let scope: @Sendable (String) -> String
  /// The parameter of the words sought, and that of the one the page before was walked along.
  let (mots, suivi): (String, String)

  /// More rows than that are as many as any number. In the order of the index, or it would be read whole.
  private static let compteMax = 20_000

  init(_ table: String, _ id: String, mots: String, suivi: String, scope: @escaping @Sendable (String) -> String) {
    self.table = table
    self.id = id
    self.mots = mots
    self.suivi = suivi
    self.scope = scope
  }

  /// `choix`: the word that is walked along, the rarest of those sought, or the shortest of many, whose rows mix the others best; the page after
  /// keeps to it, whatever has been written since.
  var choix: String {
    """
    with choix as materialized (
      select case when \(suivi)::text is not null then \(suivi)::text when cardinality(\(mots)::text[]) = 1 then (\(mots)::text[])[1]
        else (select t.mot from unnest(\(mots)::text[]) with ordinality t (mot, rang) order by (select count(*) from (
          select from \(table) n where \(scope("n")) and n.cle >= t.mot and n.cle < t.mot || chr(1114111) order by n.cle
            limit \(Self.compteMax)) lues), t.rang desc limit 1)
        end as mot)
    """
  }

  static let mot = "(select mot from choix)"

  /// The beginning's range from the first row of a page on: nothing that follows a beginning is above its text and the last code point. Each thing
  /// found once, by the first of its words that begin so, and only if it has a word that begins as each of the others.
  func suite(apresCle: String, apresId: String) -> String {
    """
    \(scope("m")) and m.cle < \(Self.mot) || chr(1114111)
        and (m.cle, m.\(id)) > (case when \(apresCle)::text is not null then \(apresCle)::text else \(Self.mot) end collate "C",
          \(Borne.premierDe("\(apresId)::uuid", Borne.premier)))
        and coalesce(\(trouve), false)
    """
  }

  /// The whole of it.
  var toutes: String {
    "\(scope("m")) and m.cle >= \(Self.mot) and m.cle < \(Self.mot) || chr(1114111) and coalesce(\(trouve), false)"
  }

  private var trouve: String {
    """
    m.commun < length(\(Self.mot)) and (cardinality(\(mots)::text[]) = 1
          or (select bool_and(position(' ' || mot in ' ' || m.cle) > 0) from unnest(\(mots)::text[]) mot))
    """
  }
}
