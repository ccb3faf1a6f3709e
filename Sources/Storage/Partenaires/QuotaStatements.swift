package import Domain
package import FoundationEssentials
package import Postgres

/// How many accounts of one profile hold a place at one caisse, in one unit (C-25, Q-43).
package struct ComptesDecomptes: Sendable {
  package let caisseId: UUID
  package let uniteId: UUID?
  package let profil: String
  package let nombre: Int
}

package enum QuotaStatements {
  package struct Question: Sendable {
    package let partenaireId: UUID
    package let instant: Instant

    package init(partenaireId: UUID, instant: Instant) {
      self.partenaireId = partenaireId
      self.instant = instant
    }
  }

  /// The places held at each caisse in sight: figures only, so that they are the same for a reader who may not see the accounts.
  package static let decompter = Statement<Question, ComptesDecomptes>(
    "quota_decompter",
    """
    select d.caisse_id, d.unite_id, d.role, d.comptes
    from partenaire p cross join lateral comptes_decomptes(p.id, $2::timestamptz) d
    where p.id = $1::uuid and \(PartenaireLu.scope)
      and (d.caisse_id = (select contexte('caisse')) or (select contexte('caisse')) is null)
    """,
    bind: { question, p in
      p.uuid(question.partenaireId)
      p.instant(question.instant)
    },
    decode: { row in
      ComptesDecomptes(caisseId: try row.uuid(), uniteId: try row.uuidOrNull(), profil: try row.text(), nombre: try row.int())
    })

  package static var all: [AnyStatement] { [decompter.erased] }
}
