import CLibPQ

/// A parsed libpq connection string (`host=… dbname=…` or a `postgresql://` URI). Never printed: it may hold a password.
///
/// libpq resolves host names and reads its service and password files while a connection starts, on the calling thread: on a loop,
/// give addresses or sockets (`host=/run/…`, `hostaddr=…`), or accept that a reconnection waits for the resolver.
package struct ConnectionInfo: Sendable {
  private var parameters: [(keyword: String, value: String)] = []

  package init(_ text: String) throws(PostgresError) {
    guard let options = PQconninfoParse(text, nil) else { throw .invalidConnectionInfo }
    defer { PQconninfoFree(options) }
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val { parameters.append((String(cString: keyword), String(cString: value))) }
      option += 1
    }
  }

  subscript(keyword: String) -> String? {
    get { parameters.first { $0.keyword == keyword }?.value }
    set {
      parameters.removeAll { $0.keyword == keyword }
      if let newValue { parameters.append((keyword, newValue)) }
    }
  }

  /// Where it leads, for the person at a terminal: `host=… port=… dbname=… user=…`, what is given of it; never a password nor an option.
  package var target: String {
    ["host", "hostaddr", "port", "dbname", "user"].compactMap { keyword in
      // A connection string written in the place of a name may hold a password.
      self[keyword].map { "\(keyword)=\($0.contains("=") || $0.contains("://") ? "…" : $0)" }
    }.joined(separator: " ")
  }

  /// The same with server settings for the session, after those already given (`options`, as for `postgres -c`).
  func adding(settings: [(name: String, value: String)]) -> ConnectionInfo {
    var info = self
    for setting in settings {
      let option = "-c \(setting.name)=\(setting.value)"
      info["options"] = info["options"].map { "\($0) \(option)" } ?? option
    }
    return info
  }

  /// The same with `value` for a keyword that is not given.
  func defaulting(_ keyword: String, to value: String) -> ConnectionInfo {
    var info = self
    if info[keyword] == nil { info[keyword] = value }
    return info
  }

  /// The same for sessions that cannot write. `target_session_attrs=read-write` would refuse such a session on every server; what
  /// it is meant to find is the primary.
  func readOnly() -> ConnectionInfo {
    var info = adding(settings: [("default_transaction_read_only", "on")])
    if info["target_session_attrs"] == "read-write" { info["target_session_attrs"] = "primary" }
    return info
  }

  /// The same with its list of hosts begun `attempt` places further. libpq tries hosts in order and waits for the first one as long
  /// as it is silent; a new attempt must begin with another one.
  func rotated(by attempt: Int) -> ConnectionInfo {
    let hosts = max(list("host").count, list("hostaddr").count)
    guard hosts > 1 else { return self }
    var info = self
    for keyword in ["host", "hostaddr", "port"] where list(keyword).count == hosts {
      let items = list(keyword)
      let shift = attempt % hosts
      info[keyword] = (items[shift...] + items[..<shift]).joined(separator: ",")
    }
    return info
  }

  private func list(_ keyword: String) -> [Substring] {
    self[keyword]?.split(separator: ",", omittingEmptySubsequences: false) ?? []
  }

  /// Begins to connect, without waiting. Nil only when memory is short.
  func start() -> OpaquePointer? {
    withArrays { PQconnectStartParams($0, $1, 0) }
  }

  /// Connects and waits for it.
  func connect(withinSeconds limit: Int) -> OpaquePointer? {
    defaulting("connect_timeout", to: String(limit)).withArrays { PQconnectdbParams($0, $1, 0) }
  }

  private func withArrays<Value>(
    _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>) -> Value
  ) -> Value {
    let all = parameters.filter { $0.keyword != "client_encoding" } + [("client_encoding", "UTF8")]
    // One block of NUL-terminated texts; the arrays point into it.
    var block: [CChar] = []
    var starts: [(keyword: Int, value: Int)] = []
    for (keyword, value) in all {
      starts.append((block.count, block.count + keyword.utf8.count + 1))
      for text in [keyword, value] {
        block.append(contentsOf: text.utf8.map { CChar(bitPattern: $0) })
        block.append(0)
      }
    }
    return block.withUnsafeBufferPointer { block in
      let keywords = starts.map { block.baseAddress.map { [start = $0] base in base + start.keyword } } + [nil]
      let values = starts.map { block.baseAddress.map { [start = $0] base in base + start.value } } + [nil]
      return body(keywords, values)
    }
  }
}
