import Bytes
import Testing

@testable import HTTPServer

@Suite struct HTTPDateTests {
  @Test(arguments: [
    (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
    (951_868_799, "Tue, 29 Feb 2000 23:59:59 GMT"), (1_761_000_000, "Mon, 20 Oct 2025 22:40:00 GMT"),
    (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"), (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
  ]) func `a second is written as RFC 9110 has it`(_ second: Int, _ text: String) {
    var date = HTTPDate()
    var output = Bytes()
    date.append(second: second, to: &output)
    #expect(output.text == text)
  }
}
