enum SessionOperations {
  static let handlers: [String: Handler] = [:]
}
