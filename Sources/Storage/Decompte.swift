/// The count of a list, which costs no more than its maximum however long the list.
package enum Decompte {
  /// Beyond it a list is only said to have more.
  package static let maximum: Int64 = 10_000

  /// The rows of `from …` counted, one past the maximum at most.
  static func sql(_ from: String) -> String { "select count(*) from (select \(from) limit \(maximum + 1)) compte" }
}
