enum ConventionOperations {
  static let handlers: [String: Handler] = [:]
}
