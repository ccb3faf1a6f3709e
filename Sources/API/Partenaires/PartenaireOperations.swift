enum PartenaireOperations {
  static let handlers: [String: Handler] = [:]
}
