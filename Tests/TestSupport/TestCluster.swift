import Glibc
import Postgres
import Synchronization

/// The PostgreSQL server that tests share, and databases of one's own on it.
///
/// `EP_TEST_BASE` names a running throwaway server by a superuser's connection information (`host=/tmp/x user=postgres
/// dbname=postgres`). Without it one is started for this process and stopped when the process ends.
package struct TestCluster: Sendable {
  package static var shared: TestCluster { get throws { try started.get() } }
  private static let started = Result { try TestCluster() }

  /// Superuser connection information, to the maintenance database.
  package let connectionInfo: String
  private static let owned = Mutex<PrivateCluster?>(nil)
  private static let lastNumber = Atomic<Int>(0)

  private init() throws {
    if let base = getenv("EP_TEST_BASE"), strlen(base) > 0 {
      connectionInfo = String(cString: base)
      return
    }
    let cluster = try PrivateCluster()
    connectionInfo = cluster.connectionInfo
    Self.owned.withLock { $0 = cluster }
    atexit { TestCluster.owned.withLock { $0 }?.remove() }
  }

  /// Creates an empty database, or a copy of `template` (a database's name; nobody may be connected to it), and returns a
  /// superuser's connection information to it. Append ` user=x` for another role: the last one counts.
  package func createDatabase(template: String? = nil) throws -> String {
    // Processes may share a server: the name tells them apart.
    let number = Self.lastNumber.add(1, ordering: .relaxed).newValue
    let name = "t_\(getpid())_\(number)_\(UInt32.random(in: 0...UInt32.max))"
    // Copying files is faster than logging pages for a small template.
    try AdminConnection(connectionInfo).run("create database \(name) template \(template ?? "template0") strategy file_copy")
    return "\(connectionInfo) dbname=\(name)"
  }

  /// Drops a database that `createDatabase` made, ending its sessions.
  package func dropDatabase(_ connectionInfo: String) throws {
    guard let name = Self.databaseName(connectionInfo) else { return }
    try AdminConnection(self.connectionInfo).run("drop database if exists \(name) with (force)")
  }

  /// The name in connection information that `createDatabase` returned, for `template`.
  package static func databaseName(_ connectionInfo: String) -> String? {
    connectionInfo.split(separator: " ").last { $0.hasPrefix("dbname=") }.map { String($0.dropFirst("dbname=".count)) }
  }

  /// Creates a role unless it exists. Roles belong to the whole server: give them no right outside of your database.
  package func createRole(_ name: String, _ options: String = "login") throws {
    try AdminConnection(connectionInfo).run(
      """
      select pg_advisory_xact_lock(7001);
      do $$ begin
        if not exists (select from pg_roles where rolname = '\(name)') then create role \(name) \(options); end if;
      end $$;
      """)
  }

  /// A server of one's own, for tests that stop or freeze it. The caller removes it.
  package static func startPrivateCluster() throws -> PrivateCluster { try PrivateCluster() }
}
