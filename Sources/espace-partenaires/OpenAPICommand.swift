import API
import Bytes
import JSON

/// Writes the merged contract on standard output: what linters and fuzzers read.
enum OpenAPICommand {
  static func run() throws {
    var out = Bytes(capacity: 1 << 20)
    out.value(try ContractDocument.merged())
    Terminal.say(out.text)
  }
}

/// Prints the configuration table.
enum ConfigCommand {
  static func run() {
    for variable in Environment.variables {
      let fallback = variable.fallback.map { $0.isEmpty ? "facultative" : "par défaut \($0)" } ?? "obligatoire"
      Terminal.say("\(variable.name) : \(variable.meaning) (\(fallback))")
    }
  }
}
