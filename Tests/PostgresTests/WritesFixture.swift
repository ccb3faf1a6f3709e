import Postgres
import TestSupport

/// A database of one's own with a table to write into.
enum WritesFixture {
  static func makeDatabase() throws -> String {
    let info = try TestCluster.shared.createDatabase()
    try AdminConnection(info).run(
      """
      create table compte (id int8 primary key, nom text not null check (nom <> ''), solde int8 not null default 0);
      create table ligne (id int8 primary key, compte_id int8 references compte deferrable initially deferred);
      """)
    return info
  }

  static let insert = Statement<(id: Int64, nom: String), Void>("insert", "insert into compte (id, nom) values ($1, $2)") { input, p in
    p.int8(input.id)
    p.text(input.nom)
  }

  /// Refused at the end of the transaction when the account does not exist.
  static let insertLine = Statement<(id: Int64, compte: Int64), Void>("insert_line", "insert into ligne values ($1, $2)") { input, p in
    p.int8(input.id)
    p.int8(input.compte)
  }

  static let count = Statement<Void, Int>("count", "select count(*) from compte") { r in try r.int() }

  static let lock = Statement<Int64, Int64>("lock", "select solde from compte where id = $1 for update") { id, p in
    p.int8(id)
  } decode: { r in
    try r.int8()
  }

  static let credit = Statement<(id: Int64, montant: Int64), Void>(
    "credit", "update compte set solde = solde + $2 where id = $1"
  ) { input, p in
    p.int8(input.id)
    p.int8(input.montant)
  }

  static let set = Statement<(id: Int64, solde: Int64), Void>("set", "update compte set solde = $2 where id = $1") { input, p in
    p.int8(input.id)
    p.int8(input.solde)
  }

  static let sum = Statement<Void, Int64>("sum", "select coalesce(sum(solde), 0)::int8 from compte") { r in try r.int8() }

  static let serializable = Statement<Void, Void>("serializable", "set transaction isolation level serializable")

  static let sleep = Statement<Double, Void>("sleep", "select pg_sleep($1)") { seconds, p in p.float8(seconds) }

  static let all: [AnyStatement] = [
    insert.erased, insertLine.erased, count.erased, lock.erased, credit.erased, set.erased, sum.erased, serializable.erased, sleep.erased,
  ]
}
