import Contract
import Foundation
import Testing

/// Run last, on what a whole run has observed (`EP_OBSERVATIONS_A_VERIFIER` names its file): the contract documents nothing that nobody saw.
@Suite struct CouvertureTests {
  private static let file = ProcessInfo.processInfo.environment["EP_OBSERVATIONS_A_VERIFIER"]

  /// Documented answers that no test reaches yet. It may only shrink: an entry that has been observed fails too.
  private static let admises: Set<String> = []

  @Test(.enabled(if: file != nil)) func `chaque réponse documentée a été observée`() throws {
    let observed = Set(try String(contentsOfFile: Self.file ?? "", encoding: .utf8).split(separator: "\n").map(String.init))
    let documented = Set(
      Observations.shared.contract.operations.flatMap { operation in operation.responses.map { "\(operation.id) \($0.status)" } })
    let missing = documented.subtracting(observed).subtracting(Self.admises).sorted()
    #expect(missing.isEmpty, "documented and never observed: \(missing)")
    let stale = Self.admises.intersection(observed).sorted()
    #expect(stale.isEmpty, "observed since: remove from the list: \(stale)")
  }
}
