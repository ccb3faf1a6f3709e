import Postgres
import TestSupport
import Testing

@Suite struct AdminConnectionTests {
  @Test func `a script is applied whole or not at all`() throws {
    let admin = try AdminConnection(TestCluster.shared.createDatabase())
    #expect(throws: PostgresError.self) { try admin.run("create table a (n int); create table a (n int)") }
    try admin.run("create table a (n int); insert into a values (1), (2)")
    #expect(try admin.query("select count(*) from a") == [["2"]])
    try admin.run("")
  }

  @Test func `a query takes text parameters and nulls, and gives every row`() throws {
    let admin = try AdminConnection(TestCluster.shared.connectionInfo)
    let rows = try admin.query("select $1::text, n, $2::text from generate_series(1, 2) n", ["é'\"", nil])
    #expect(rows == [["é'\"", "1", nil], ["é'\"", "2", nil]])
  }

  @Test func `a refused script says why to the person who ran it`() throws {
    let admin = try AdminConnection(TestCluster.shared.connectionInfo)
    let error = #expect(throws: PostgresError.self) { try admin.run("select 1 from absente") }
    guard case .server(let server)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(server.sqlState == "42P01")
    #expect(server.message == "relation \"absente\" does not exist")
  }

  @Test func `a statement is proved against the schema without running`() throws {
    let admin = try AdminConnection(TestCluster.shared.createDatabase())
    try admin.run("create table a (n int)")
    try admin.checkPrepares(AnyStatement(name: "x", sql: "delete from a where n = $1"))
    #expect(throws: PostgresError.self) { try admin.checkPrepares(AnyStatement(name: "x", sql: "delete from b")) }
  }

  @Test func `a server that cannot be reached is an error with its reason`() {
    let error = #expect(throws: PostgresError.self) { try AdminConnection("host=/nonexistent") }
    guard case .server(let server)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(server.sqlState == "08001")
    #expect(server.message.contains("/nonexistent"))
  }
}
