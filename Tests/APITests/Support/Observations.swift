import API
import Bytes
import Contract
import Foundation
import JSON
import Synchronization
import Testing

/// Every answer seen by the tests: it must be one that the contract documents, of the documented shape. What was seen is written to the
/// file that `EP_OBSERVATIONS` names, so that a last run can tell which documented answers nobody ever saw.
final class Observations: Sendable {
  static let shared = Observations()

  let contract: Contract
  private let seen = Mutex<Set<String>>([])
  private let file = ProcessInfo.processInfo.environment["EP_OBSERVATIONS"]

  private init() {
    do { contract = try Contract(document: try ContractDocument.merged()) } catch { preconditionFailure("contract: \(error)") }
  }

  /// Statuses of the HTTP layer itself, documented once for the whole API and not per operation.
  private static let transport: Set<Int> = [405, 406, 408, 414, 417, 431, 500, 501, 505]

  func check(method: String, path: String, _ answer: Answer) {
    let target = Array(path.utf8.prefix { $0 != UInt8(ascii: "?") })
    #expect(answer.status != 500, "\(method) \(path) answered 500: \(answer.text)")
    checkCommon(method, path, answer)
    guard case .operation(let index, _) = target.withUnsafeBytes({ contract.match(method: method, path: $0) }) else { return }
    let operation = contract.operations[index]
    note("\(operation.id) \(answer.status)")
    if Self.transport.contains(answer.status) { return }
    guard let response = operation.response(status: answer.status) else {
      Issue.record("\(operation.id) answered an undocumented \(answer.status): \(answer.text)")
      return
    }
    checkBody(operation, method, response, answer)
    for header in response.headers where header.isRequired && answer.headers[header.name.lowercased()] == nil {
      Issue.record("\(operation.id) \(answer.status) lacks the header \(header.name)")
    }
  }

  private func checkCommon(_ method: String, _ path: String, _ answer: Answer) {
    #expect(answer.headers["x-request-id"] != nil, "\(method) \(path) has no X-Request-Id")
    guard answer.status >= 400, method != "HEAD" else { return }
    #expect(answer.headers["content-type"] == "application/problem+json", "\(method) \(path): \(answer.text)")
    #expect(answer.json["status"]?.int == answer.status)
    let code = answer.code ?? ""
    #expect(contract.problems[code] == answer.status, "\(method) \(path): \(code) \(answer.status) is not in the catalogue: \(answer.text)")
  }

  private func checkBody(_ operation: Contract.Operation, _ method: String, _ response: Contract.Response, _ answer: Answer) {
    guard let type = answer.headers["content-type"] else {
      #expect(response.contents.isEmpty || answer.text.isEmpty, "\(operation.id) \(answer.status) has a body without type")
      return
    }
    guard let content = response.content(of: type) else {
      Issue.record("\(operation.id) \(answer.status) answered \(type)")
      return
    }
    guard let schema = content.schema, type.contains("json"), method != "HEAD" else { return }
    var errors: [FieldError] = []
    schema.validate(answer.json, use: .response, into: &errors)
    #expect(errors.isEmpty, "\(operation.id) \(answer.status): \(errors) in \(answer.text.prefix(2000))")
  }

  private func note(_ pair: String) {
    guard seen.withLock({ $0.insert(pair).inserted }), let file else { return }
    let line = pair + "\n"
    let descriptor = open(file, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    _ = write(descriptor, line, line.utf8.count)
    close(descriptor)
  }
}

extension Contract {
  /// Code to status of `components.x-problemes`.
  var problems: [String: Int] { Self.problemsOfTheDocument }

  private static let problemsOfTheDocument: [String: Int] = {
    let document = try? ContractDocument.merged()
    let entries = document?["components"]?["x-problemes"]?.object?.members ?? []
    return Dictionary(entries.map { ($0.name, $0.value["statut"]?.int ?? 0) }) { first, _ in first }
  }()
}
