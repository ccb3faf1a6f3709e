/// The statements that one `read` or `write` queues. Inside its closure only: past it nothing is queued, and results are `aborted`.
package struct Batch: StatementQueue {
  private let connection: Connection
  private let group: StatementGroup

  init(_ connection: Connection, _ group: StatementGroup) {
    self.connection = connection
    self.group = group
  }

  package func enqueue<Input, Row>(_ statement: Statement<Input, Row>, _ input: Input) -> Deferred<Row> {
    connection.enqueue(statement, input, in: group)
  }
}
