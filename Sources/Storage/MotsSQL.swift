/// What is read of the words of a search beside its index: see `MotsIndexes` of the domain and `cles_recherche` of the schema.
enum MotsSQL {
  /// Each thing found once, by the first of its words that begin so, and only if it has a word that begins as each of the others.
  static func trouve(_ ligne: String, _ debut: String, _ autres: String) -> String {
    """
    \(ligne).commun < length(\(debut)::text)
        and (\(autres)::text[] = '{}' or (select bool_and(position(' ' || mot in ' ' || \(ligne).cle) > 0) from unnest(\(autres)::text[]) mot))
    """
  }
}
