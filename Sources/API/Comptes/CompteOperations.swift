enum CompteOperations {
  static let handlers: [String: Handler] = [:]
}
