/// What a method and a path designate.
package enum RouteMatch: Sendable, Equatable {
  /// The index of the operation, and its path parameters decoded, in the order of the template.
  case operation(Int, [String])
  /// The path exists; these methods do, sorted, `HEAD` included where `GET` is.
  case methodNotAllowed(allow: [String])
  case notFound
}

/// A tree of path segments. A literal is preferred to a parameter; where it leads nowhere the parameter is tried, which
/// costs at most one look back per segment.
struct Router: Sendable {
  private struct Level: Sendable {
    var literals: [(bytes: [UInt8], level: Int)] = []
    var parameter: Int?
    var operations: [(method: String, index: Int)] = []
    var allow: [String] = []
  }

  private var levels = [Level()]

  mutating func add(_ template: PathTemplate, method: String, operation: Int) {
    var current = 0
    for segment in template.segments {
      switch segment {
      case .literal(let bytes):
        if let known = levels[current].literals.first(where: { $0.bytes == bytes }) {
          current = known.level
        } else {
          levels.append(Level())
          levels[current].literals.append((bytes, levels.count - 1))
          current = levels.count - 1
        }
      case .parameter:
        if let known = levels[current].parameter {
          current = known
        } else {
          levels.append(Level())
          levels[current].parameter = levels.count - 1
          current = levels.count - 1
        }
      }
    }
    levels[current].operations.append((method, operation))
    let methods = levels[current].operations.map(\.method)
    levels[current].allow = (methods.contains("GET") ? methods + ["HEAD"] : methods).sorted()
  }

  /// `path` is what stands before `?` in the request target, still encoded.
  func match(method: String, path: UnsafeRawBufferPointer) -> RouteMatch {
    guard path.first == 47, let found = leaf(0, path, 1) else { return .notFound }
    let level = levels[found.level]
    let wanted = method == "HEAD" ? "GET" : method
    guard let operation = level.operations.first(where: { $0.method == wanted }) else { return .methodNotAllowed(allow: level.allow) }
    return .operation(operation.index, found.values)
  }

  /// The level with operations that the path leads to from `start`, and the parameters met after it.
  private func leaf(_ level: Int, _ path: UnsafeRawBufferPointer, _ start: Int) -> (level: Int, values: [String])? {
    var end = start
    while end < path.count, path[end] != 47 { end += 1 }
    let segment = UnsafeRawBufferPointer(rebasing: path[start..<end])
    if let literal = levels[level].literals.first(where: { $0.bytes.count == segment.count && $0.bytes.elementsEqual(segment) }),
      let found = next(literal.level, path, end)
    {
      return found
    }
    guard let parameter = levels[level].parameter, !segment.isEmpty, let found = next(parameter, path, end),
      let text = PercentDecoding.text(segment)
    else { return nil }
    return (found.level, [text] + found.values)
  }

  private func next(_ level: Int, _ path: UnsafeRawBufferPointer, _ end: Int) -> (level: Int, values: [String])? {
    guard end < path.count else { return levels[level].operations.isEmpty ? nil : (level, []) }
    return leaf(level, path, end + 1)
  }
}
