/// A path of the document, cut at its slashes.
struct PathTemplate: Equatable {
  enum Segment: Equatable {
    case literal([UInt8])
    case parameter(String)
  }

  let segments: [Segment]

  /// `/v1/comptes/{id}`; a parameter is a whole segment, a literal needs no percent-encoding.
  init(_ node: Node, _ text: String) throws(ContractError) {
    guard text.utf8.first == 47 else { throw node.error("un chemin commence par « / »") }
    var segments: [Segment] = []
    for part in text.utf8.dropFirst().split(separator: 47, omittingEmptySubsequences: false) {
      let bytes = Array(part)
      if bytes.count > 2, bytes.first == 123, bytes.last == 125 {
        let name = String(decoding: bytes[1..<(bytes.count - 1)], as: UTF8.self)
        guard !name.utf8.contains(where: { $0 == 123 || $0 == 125 }) else { throw node.error("accolades imbriquées dans le chemin") }
        guard !segments.contains(.parameter(name)) else { throw node.error("« {\(name)} » figure deux fois dans le chemin") }
        segments.append(.parameter(name))
      } else {
        guard bytes.allSatisfy(Self.isUnreserved) else { throw node.error("segment de chemin invalide") }
        segments.append(.literal(bytes))
      }
    }
    self.segments = segments
  }

  var parameters: [String] {
    segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
  }

  /// True when some path would match both and neither is the more precise: the same shape, or each more precise than
  /// the other somewhere. `/comptes/moi` beside `/comptes/{id}` is not ambiguous: the literal wins.
  func isAmbiguous(with other: PathTemplate) -> Bool {
    guard segments.count == other.segments.count else { return false }
    var isSharper = false
    var isBlunter = false
    for (mine, theirs) in zip(segments, other.segments) {
      switch (mine, theirs) {
      case (.literal(let mine), .literal(let theirs)): guard mine == theirs else { return false }
      case (.literal, .parameter): isSharper = true
      case (.parameter, .literal): isBlunter = true
      case (.parameter, .parameter): break
      }
    }
    return isSharper == isBlunter
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, 45, 46, 95, 126: true
    default: false
    }
  }
}
