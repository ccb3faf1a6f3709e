/// The statements that one `read` or `write` queues. Usable only inside its closure.
package struct Batch: StatementQueue {
  private let connection: Connection
  private let group: StatementGroup
  private let generation: Int

  init(_ connection: Connection, _ group: StatementGroup) {
    self.connection = connection
    self.group = group
    generation = connection.generation
  }

  package func enqueue<Input, Row>(_ statement: Statement<Input, Row>, _ input: Input) -> Deferred<Row> {
    connection.enqueue(statement, input, in: group)
  }
}
