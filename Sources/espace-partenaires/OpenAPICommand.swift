import API
import Bytes
import Configuration
import JSON

/// Writes the merged contract on standard output: what linters and fuzzers read.
enum OpenAPICommand {
  static func run() throws {
    var out = Bytes(capacity: 1 << 20)
    out.value(try ContractDocument.merged())
    Terminal.say(out.text)
  }
}
