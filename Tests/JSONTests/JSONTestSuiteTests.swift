import JSON
import Testing

@Suite struct JSONTestSuiteTests {
  @Test(arguments: SuiteCase.mandatory)
  func `what every parser must accept is accepted`(_ item: SuiteCase) { #expect(item.outcome() == nil) }

  @Test(arguments: SuiteCase.forbidden)
  func `what every parser must refuse is refused for the right reason`(_ item: SuiteCase) { #expect(item.outcome() == item.refusal) }

  @Test(arguments: SuiteCase.decided)
  func `what a parser may decide is decided as written here`(_ item: SuiteCase) { #expect(item.outcome() == item.refusal) }

  @Test func `the suite is restated at length, each case once`() {
    let all = SuiteCase.mandatory + SuiteCase.forbidden + SuiteCase.decided
    #expect(all.count >= 300)
    #expect(Set(all.map(\.name)).count == all.count)
  }

  /// Every proper prefix of a document is no document: none is accepted, none crashes.
  @Test(arguments: SuiteCase.mandatory.filter { $0.bytes.first == 91 || $0.bytes.first == 123 })
  func `a truncated container is refused`(_ item: SuiteCase) {
    let end = item.bytes.lastIndex { $0 == 93 || $0 == 125 } ?? 0
    for length in 0..<end {
      let prefix = SuiteCase(name: item.name, bytes: Array(item.bytes[..<length]), refusal: nil)
      #expect(prefix.outcome() != nil)
    }
  }
}
