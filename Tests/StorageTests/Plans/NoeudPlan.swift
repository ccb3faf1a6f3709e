import JSON

/// One node of a plan, as `explain (format json)` tells it.
struct NoeudPlan: CustomStringConvertible, Sendable {
  let type: String
  let relation: String?
  let index: String?
  /// What is compared in the index.
  let condition: String
  let enfants: [NoeudPlan]

  init(_ json: JSONValue) {
    type = json["Node Type"]?.string ?? ""
    relation = json["Relation Name"]?.string
    index = json["Index Name"]?.string
    condition = json["Index Cond"]?.string ?? ""
    enfants = (json["Plans"]?.array ?? []).map(NoeudPlan.init)
  }

  var description: String {
    ([[type, index, relation, condition].compactMap { $0 }.joined(separator: " ")] + enfants.map { "\($0)".indente }).joined(separator: "\n")
  }

  /// This node and all those under it, each with those above it, the nearest last.
  func noeuds(_ dessus: [NoeudPlan] = []) -> [(noeud: NoeudPlan, dessus: [NoeudPlan])] {
    [(self, dessus)] + enfants.flatMap { $0.noeuds(dessus + [self]) }
  }

  /// The scan that goes along that index in its order until a page is full: nothing between it and the limit sorts, groups, hashes or
  /// gathers what it reads. The last one of those conditions, else the last: those before choose what it goes along, and what is read for each
  /// of its rows may use the same index.
  func marche(_ index: String, _ conditions: [String] = []) -> NoeudPlan? {
    let marches = noeuds().filter { noeud, dessus in
      noeud.index == index && noeud.type != "Bitmap Index Scan"
        && dessus.reversed().first { !Self.passants.contains($0.type) }?.type == "Limit"
    }.map(\.noeud)
    return marches.last { scan in conditions.allSatisfy { scan.condition.contains($0) } } ?? marches.last
  }

  private static let passants: Set = ["Nested Loop", "Subquery Scan", "LockRows", "Result", "Unique", "Merge Append", "Append"]

  /// The scans through that index, in whatever order.
  func lectures(_ index: String) -> [NoeudPlan] { noeuds().map(\.noeud).filter { $0.index == index } }

  /// What an administrator sets once: a scan of it costs the same every year.
  private static let references: Set = ["caisse", "modele_convention"]

  /// The scans that read the whole of a table or of an index that grows with use, or all that comes after a bound. The planner crosses the
  /// rows of a value with another index only where that one costs less than those rows.
  var lecturesEntieres: [String] {
    noeuds().filter { noeud, dessus in
      noeud.lit && !noeud.estDeReference && !noeud.estBornee
        && !(dessus.last.map { $0.type == "BitmapAnd" && $0.enfants.contains(where: \.estBornee) } ?? false)
    }.map { [$0.noeud.type, $0.noeud.index, $0.noeud.relation, $0.noeud.condition].compactMap { $0 }.joined(separator: " ") }
  }

  /// A bitmap is read by the index scans under it.
  private var lit: Bool { type == "Seq Scan" || type.hasSuffix("Index Scan") || type == "Index Only Scan" }

  /// By a value that the rows have.
  private var estBornee: Bool { type != "Seq Scan" && condition.contains(" = ") }

  private var estDeReference: Bool {
    Self.references.contains { $0 == relation || type == "Bitmap Index Scan" && index?.hasPrefix($0 + "_") == true }
  }
}

extension String {
  fileprivate var indente: String { split(separator: "\n").map { "  " + $0 }.joined(separator: "\n") }
}
