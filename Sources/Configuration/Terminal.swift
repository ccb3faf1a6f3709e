import Glibc

/// Words for the person at the terminal; never a secret, an address of a person nor a link.
package enum Terminal {
  package static func say(_ line: String) { write(line, to: 1) }

  package static func warn(_ line: String) { write(line, to: 2) }

  package static func fail(_ line: String, status: Int32 = 1) -> Never {
    write(line, to: 2)
    exit(status)
  }

  private static func write(_ line: String, to descriptor: Int32) {
    let line = line + "\n"
    _ = Glibc.write(descriptor, line, line.utf8.count)
  }
}
