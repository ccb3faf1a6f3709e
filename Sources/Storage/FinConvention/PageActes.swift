package import FoundationEssentials
import Postgres

/// One page of what has happened to a convention, the latest recorded first: identifiers carry the instant of their creation.
package struct PageActes: Sendable {
  package let conventionId: UUID
  package let apresId: UUID?
  package let limite: Int

  package init(conventionId: UUID, apresId: UUID?, limite: Int) {
    self.conventionId = conventionId
    self.apresId = apresId
    self.limite = limite
  }

  func bind(_ p: inout ParameterEncoder) {
    p.uuid(conventionId)
    p.uuid(apresId)
    p.int8(limite)
  }

  /// The end of a statement that lists a table's rows, `$1` to `$3` bound as above; `v` is the convention.
  static func fin(_ table: String) -> String {
    """
    join convention v on v.id = \(table).convention_id
    where \(table).convention_id = $1::uuid and \(ConventionColumns.scope) and ($2::uuid is null or \(table).id < $2::uuid)
    order by \(table).id desc limit $3::int8
    """
  }
}
