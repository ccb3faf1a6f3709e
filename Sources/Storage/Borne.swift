/// Where a page begins and where a list ends, in the words of an index: written with `$10 is null or …`, a far page would walk over all
/// those before it. `case`, because a `coalesce` is not known to be leakproof and would stay behind the policy, and each
/// `(select coalesce …)` is a plan of its own to set up at every execution.
enum Borne {
  /// Identifiers before and after all others.
  static let premier = "'00000000-0000-0000-0000-000000000000'::uuid"
  static let dernier = "'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid"

  /// The first that is not null, as `coalesce`.
  static func premierDe(_ values: String...) -> String {
    "case \(values.dropLast().map { "when \($0) is not null then \($0)" }.joined(separator: " ")) else \(values[values.count - 1]) end"
  }
}
