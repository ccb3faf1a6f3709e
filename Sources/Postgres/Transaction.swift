/// A transaction on a connection of its own. Usable only inside the closure of `Database.transaction`.
///
/// Statements leave with `flush`, or with the COMMIT that the end of the closure brings; BEGIN leaves with the first of them. So a
/// transaction that loads, flushes, decides and queues its writes takes two round trips.
package final class Transaction: StatementQueue {
  private let lease: TransactionPool.Lease
  private var group: StatementGroup?
  private var hasBegun = false
  private var isOver = false
  /// The first failure. Nothing is sent after it but ROLLBACK.
  private var failure: PostgresError?

  private var connection: Connection { lease.connection }

  init(_ lease: TransactionPool.Lease) { self.lease = lease }

  /// Queues one execution; its result can be read after the next `flush`, or once the transaction has returned.
  package func enqueue<Input, Row>(_ statement: Statement<Input, Row>, _ input: Input) -> Deferred<Row> {
    guard failure == nil, !isOver, let group = openGroup() else { return refused(statement) }
    return connection.enqueue(statement, input, in: group)
  }

  /// Sends what is queued and waits for its results. The first failure of a statement is thrown, here and ever after: the
  /// transaction can then only be rolled back.
  package func flush() async throws(PostgresError) {
    if let failure { throw failure }
    guard let group else { return }
    self.group = nil
    if lease.isValid {
      connection.sync()
      await group.wait()
    } else {
      group.finish(failing: .connectionLost)
    }
    if let error = group.failure {
      failure = error
      throw error
    }
  }

  private func refused<Input, Row>(_ statement: Statement<Input, Row>) -> Deferred<Row> {
    let slot = Slot()
    slot.fail(failure ?? .aborted)
    return Deferred(statement, slot)
  }

  /// The group that the next statement joins, with BEGIN at its head if it is the first one.
  private func openGroup() -> StatementGroup? {
    if let group { return group }
    let group = StatementGroup()
    guard lease.isValid, connection.open(group, sealed: true) else {
      failure = .connectionLost
      return nil
    }
    self.group = group
    if !hasBegun {
      hasBegun = true
      _ = connection.enqueue(TransactionStatements.begin, (), in: group)
    }
    return group
  }

  // MARK: ends

  /// Sends COMMIT behind what is queued. Returns only if PostgreSQL says that it has committed: COMMIT of a failed transaction is
  /// answered ROLLBACK, without an error. `outcomeUnknown` when the connection is lost once COMMIT is on its way.
  func commit() async throws(PostgresError) {
    if let failure { throw failure }
    guard hasBegun else { return }
    let outcome = enqueue(TransactionStatements.commit)
    let hasLeft = lease.isValid  // PostgreSQL runs it as soon as it has it, Sync or not
    do throws(PostgresError) {
      try await flush()
    } catch {
      throw hasLeft ? error.afterCommitLeft : error
    }
    let tag = try outcome.withResult { $0.commandTag }
    guard tag == "COMMIT" else {
      failure = .aborted
      throw .aborted
    }
  }

  /// Undoes everything. A connection on which that fails is dropped when it is checked in.
  func rollback() async {
    guard hasBegun, lease.isValid else { return }
    if group != nil {
      // What is queued has left or will leave; a Sync keeps its failure away from the ROLLBACK.
      group = nil
      connection.sync()
    }
    guard lease.isValid, !connection.isIdle || connection.isInTransaction else { return }
    let group = StatementGroup()
    guard connection.open(group, sealed: true) else { return }
    _ = connection.enqueue(TransactionStatements.rollback, (), in: group)
    connection.sync()
    await group.wait()
  }

  func end() { isOver = true }
}
