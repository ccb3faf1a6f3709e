/// The statements that frame a transaction, prepared like the others so that they travel in the pipeline.
enum TransactionStatements {
  static let begin = Statement<Void, Void>("postgres.begin", "begin")
  static let commit = Statement<Void, Void>("postgres.commit", "commit")
  static let rollback = Statement<Void, Void>("postgres.rollback", "rollback")

  static var all: [AnyStatement] { [begin.erased, commit.erased, rollback.erased] }
}

/// The cheapest question.
enum PingStatement {
  static let ping = Statement<Void, Int32>("postgres.ping", "select 1") { row in try row.int4() }
}
