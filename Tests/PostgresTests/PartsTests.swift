import Testing

@testable import Postgres

@Suite struct PartsTests {
  @Test func `a ring keeps its order through growth and wrapping, at both ends`() {
    var random = SeededRandom(seed: 1)
    var ring = Ring<Int>()
    var model: [Int] = []
    for step in 0..<5_000 {
      switch Int.random(in: 0..<6, using: &random) {
      case 0, 1, 2:
        ring.append(step)
        model.append(step)
      case 3:
        let (popped, expected) = (ring.popFirst(), model.isEmpty ? nil : model.removeFirst())
        #expect(popped == expected)
      case 4:
        let (popped, expected) = (ring.popLast(), model.popLast())
        #expect(popped == expected)
      default:
        if !model.isEmpty {
          ring.first = -step
          model[0] = -step
        }
      }
      #expect(ring.first == model.first)
      #expect(ring.last == model.last)
      #expect(ring.count == model.count)
    }
  }

  @Test func `waits between attempts double from the first to the longest, with half of each drawn by lot`() {
    var random = SeededRandom(seed: 2)
    var backoff = Backoff(firstMilliseconds: 100, maximumMilliseconds: 5_000)
    for whole in [100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000] {
      let wait = backoff.next(using: &random)
      #expect(wait >= whole / 2 && wait <= whole)
    }
    for _ in 0..<100 {
      let wait = backoff.next(using: &random)
      #expect(wait <= 5_000)
    }
    backoff.reset()
    let wait = backoff.next(using: &random)
    #expect(wait <= 100)
  }

  @Test func `a connection string that cannot be parsed is refused without repeating it`() {
    #expect(throws: PostgresError.invalidConnectionInfo) { try ConnectionInfo("host=x s3cr3t") }
    #expect(!"\(PostgresError.invalidConnectionInfo)".contains("s3cr3t"))
  }

  @Test func `read sessions are read-only, keep the options already given, and look for the primary`() throws {
    let info = try ConnectionInfo("postgresql://u@h1,h2:5433/d?target_session_attrs=read-write&options=-c%20work_mem%3D8MB").readOnly()
    #expect(info["options"] == "-c work_mem=8MB -c default_transaction_read_only=on")
    #expect(info["target_session_attrs"] == "primary")
    let standby = try ConnectionInfo("host=x target_session_attrs=prefer-standby").readOnly()
    #expect(standby["target_session_attrs"] == "prefer-standby")
  }

  @Test func `each attempt begins with another host`() throws {
    let info = try ConnectionInfo("host=a,b,c port=1,2,3 dbname=d")
    #expect(info.rotated(by: 0)["host"] == "a,b,c")
    #expect(info.rotated(by: 4)["host"] == "b,c,a")
    #expect(info.rotated(by: 4)["port"] == "2,3,1")
    let onePort = try ConnectionInfo("host=a,b port=5 dbname=d").rotated(by: 1)
    #expect(onePort["host"] == "b,a")
    #expect(onePort["port"] == "5")
    #expect(try ConnectionInfo("host=a").rotated(by: 3)["host"] == "a")
  }

  @Test func `descriptions are generic; details for operators hold no value`() {
    let unique = PostgresError.server(
      ServerError(sqlState: "23505", constraint: "compte_courriel_key", table: "compte", message: "duplicate key value … (Durand)"))
    #expect(unique.description == "PostgreSQL refused a statement")
    #expect(unique.debugDescription.contains("23505"))
    #expect(unique.debugDescription.contains("compte_courriel_key"))
    #expect(!unique.debugDescription.contains("Durand"))
    let invalid = PostgresError.server(ServerError(sqlState: "22P02", message: "invalid input syntax for type uuid: \"Durand\""))
    #expect(!invalid.debugDescription.contains("Durand"))
    let absent = PostgresError.server(ServerError(sqlState: "42703", message: "column \"nom\" does not exist"))
    #expect(absent.debugDescription.contains("column \"nom\" does not exist"))
    #expect(!absent.description.contains("nom"))
  }
}
