import CLinux
import Glibc
import Synchronization

/// A throwaway PostgreSQL of one's own on a Unix socket, without durability. Everything that it leaves is under one folder of /tmp.
///
/// Its methods block their thread and need no other; call them from a test directly.
package final class PrivateCluster: Sendable {
  /// Of the newest PostgreSQL that this machine has, as in `deploy/lib.sh`.
  package static let binaries: String = {
    let versions = folderNames("/usr/lib/postgresql").compactMap { Int($0) }
    return "/usr/lib/postgresql/\(versions.max() ?? 0)/bin"
  }()
  private static let folderPrefix = "ep-cluster-"

  /// Superuser connection information, to the `postgres` database. Append ` dbname=x` or ` user=y`: the last one counts.
  package let connectionInfo: String
  /// Where its Unix socket is.
  package let folder: String
  private var data: String { "\(folder)/data" }
  private var log: String { "\(folder)/log" }

  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// Creates and starts a cluster: 1 to 2 s for the first of a process, which the next ones copy.
  package init() throws {
    let model = try Self.model.get()
    folder = Self.makeFolder()
    connectionInfo = "host=\(folder) user=postgres dbname=postgres"
    try Self.run(["cp", "-a", "\(model)/data", data], in: folder)
    try start()
  }

  /// The folder of a cluster that never starts.
  private static let model: Result<String, any Error> = Result {
    removeOrphans()
    let folder = makeFolder()
    atexit { if let folder = try? PrivateCluster.model.get() { _ = runProgram(["rm", "-rf", folder]) } }
    let options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"]
    try run(["\(binaries)/initdb", "-D", "\(folder)/data"] + options, in: folder)
    return folder
  }

  private static func makeFolder() -> String {
    let folder = makeTemporaryFolder("\(folderPrefix)\(getpid())-")
    if geteuid() == 0, let postgres = getpwnam("postgres") { chown(folder, postgres.pointee.pw_uid, postgres.pointee.pw_gid) }
    return folder
  }

  package func start() throws {
    let settings = [
      "listen_addresses=''", "unix_socket_directories='\(folder)'", "max_connections=300", "fsync=off", "synchronous_commit=off",
      "full_page_writes=off", "shared_buffers=64MB", "autovacuum=off", "max_wal_size=2GB", "log_min_messages=fatal",
      "log_min_error_statement=panic",
    ]
    try pgCtl("-l", log, "-w", "-t", "60", "-s", "-o", settings.map { "-c \($0)" }.joined(separator: " "), "start")
  }

  /// Ends every session; what was committed is kept.
  package func stop() throws { try stop(mode: "fast") }

  private func stop(mode: String) throws {
    try pgCtl("-w", "-t", "60", "-s", "-m", mode, "stop")
  }

  package func restart() throws {
    try stop()
    try start()
  }

  /// Stops every process of the server where it is, as a machine that no longer answers but whose network does.
  package func freeze() { signalAll(SIGSTOP) }

  package func thaw() { signalAll(SIGCONT) }

  /// Stops the server and removes its folder.
  package func remove() {
    thaw()
    try? stop(mode: "immediate")
    _ = runProgram(["rm", "-rf", folder])
  }

  private func pgCtl(_ arguments: String...) throws {
    try Self.run(["\(Self.binaries)/pg_ctl", "-D", data] + arguments, in: folder)
  }

  private static func run(_ command: [String], in folder: String) throws {
    guard runProgram(unprivileged(command), log: "\(folder)/output") == 0 else {
      throw Failure(description: "\(command[0]) failed:\n\(readText("\(folder)/output"))\n\(readText("\(folder)/log"))")
    }
  }

  /// PostgreSQL refuses to run as root.
  private static func unprivileged(_ command: [String]) -> [String] {
    geteuid() == 0 ? ["runuser", "-u", "postgres", "--"] + command : command
  }

  private func signalAll(_ signal: Int32) {
    guard let first = readText("\(data)/postmaster.pid").split(separator: "\n").first, let postmaster = pid_t(first) else { return }
    if signal == SIGSTOP { kill(postmaster, signal) }
    for child in childProcesses(of: postmaster) { kill(child, signal) }
    if signal != SIGSTOP { kill(postmaster, signal) }
  }

  /// Removes what test processes that were killed have left.
  private static func removeOrphans() {
    for name in folderNames("/tmp") where name.hasPrefix(folderPrefix) {
      guard let pid = name.dropFirst(folderPrefix.count).split(separator: "-").first.flatMap({ pid_t($0) }) else { continue }
      guard kill(pid, 0) != 0, errno == ESRCH else { continue }
      let data = "/tmp/\(name)/data"
      _ = runProgram(unprivileged(["\(binaries)/pg_ctl", "-D", data, "-w", "-t", "10", "-s", "-m", "immediate", "stop"]))
      _ = runProgram(["rm", "-rf", "/tmp/\(name)"])
    }
  }
}

private func readText(_ path: String) -> String {
  guard let file = fopen(path, "r") else { return "" }
  defer { fclose(file) }
  var bytes = [UInt8](repeating: 0, count: 64 * 1024)
  let count = fread(&bytes, 1, bytes.count, file)
  return String(decoding: bytes[..<count], as: UTF8.self)
}

private func folderNames(_ path: String) -> [String] {
  guard let folder = opendir(path) else { return [] }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) } }
    names.append(name)
  }
  return names
}

private func childProcesses(of parent: pid_t) -> [pid_t] {
  folderNames("/proc").compactMap { pid_t($0) }.filter { pid in
    // pid (comm) state ppid …
    let fields = readText("/proc/\(pid)/stat").split(separator: ")").last?.split(separator: " ") ?? []
    return fields.count > 1 && pid_t(fields[1]) == parent
  }
}
