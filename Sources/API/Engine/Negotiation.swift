import Contract
import HTTPServer

extension RequestContext {
  /// Which of the contract's media types of a 200 the request prefers (RFC 9110 §12.5.1): the first of equals, and the first of all when
  /// it has no `Accept`. 406 when it admits none.
  func negotiatedType() throws(Problem) -> String {
    let offered = operation.response(status: 200)?.contents.map(\.name) ?? []
    var ranges: [MediaRange] = []
    var isStated = false
    exchange.forEachHeader("accept") { line in
      isStated = isStated || !line.isEmpty
      ranges += String(decoding: line, as: UTF8.self).split(separator: ",").compactMap { MediaRange($0) }
    }
    guard let first = offered.first, isStated else { return offered.first ?? "application/json" }
    var best = (type: first, weight: 0)
    for type in offered {
      let weight = ranges.filter { $0.matches(type) }.max { $0.specificity < $1.specificity }?.weight ?? 0
      if weight > best.weight { best = (type, weight) }
    }
    guard best.weight > 0 else {
      throw Problem(.representationIndisponible, "Types disponibles ici : \(offered.joined(separator: ", ")).")
    }
    return best.type
  }
}

/// One element of `Accept`: `text/*;q=0.5`.
struct MediaRange {
  private let type: String
  private let subtype: String
  /// Thousandths, 0 refuses.
  let weight: Int

  /// Nil when it is not of that form; parameters other than `q` are ignored.
  init?(_ text: Substring) {
    let parts = text.split(separator: ";", omittingEmptySubsequences: false).map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
    let names = (parts.first ?? "").split(separator: "/", omittingEmptySubsequences: false)
    guard names.count == 2, !names[0].isEmpty, !names[1].isEmpty else { return nil }
    type = String(names[0])
    subtype = String(names[1])
    guard let quality = parts.dropFirst().first(where: { $0.hasPrefix("q=") }) else {
      weight = 1000
      return
    }
    guard let value = Double(quality.dropFirst(2)), (0...1).contains(value) else { return nil }
    weight = Int((value * 1000).rounded())
  }

  /// 2 for a type, 1 for a family, 0 for `*/*`.
  var specificity: Int { type == "*" ? 0 : subtype == "*" ? 1 : 2 }

  func matches(_ mediaType: String) -> Bool {
    switch specificity {
    case 0: subtype == "*"
    case 1: mediaType.hasPrefix(type + "/")
    default: mediaType == "\(type)/\(subtype)"
    }
  }
}
