package import Domain
package import FoundationEssentials
package import Postgres

package enum CompteStatements {
  /// One account, judged at one moment.
  package struct Cle: Sendable {
    package let id: UUID
    package let instant: Instant

    package init(_ id: UUID, a instant: Instant) {
      self.id = id
      self.instant = instant
    }

    func bind(_ p: inout ParameterEncoder) {
      p.uuid(id)
      p.instant(instant)
    }
  }

  /// An account within the actor's scope, one row per access: see `reunis`.
  package static let lire = Statement<Cle, CompteLu>(
    "compte_lire",
    """
    select \(CompteColumns.sql(instant: "$2")) from compte k \(CompteColumns.joins)
    where k.id = $1::uuid and \(CompteColumns.scope(instant: "$2")) order by a.caisse_id
    """,
    bind: { key, p in key.bind(&p) },
    decode: { row in try CompteColumns.read(&row) })

  /// The same, the account locked until the end of the transaction.
  package static let lirePourModifier = Statement<Cle, CompteLu>(
    "compte_lire_pour_modifier", "\(lire.sql) for no key update of k", bind: { key, p in key.bind(&p) },
    decode: { row in try CompteColumns.read(&row) })

  /// The account of the open context, whatever its state.
  package static let soi = Statement<Instant, CompteLu>(
    "compte_soi",
    """
    select \(CompteColumns.sql(instant: "$1")) from compte k \(CompteColumns.joins)
    where k.id = (select contexte('compte')) order by a.caisse_id
    """,
    bind: { instant, p in p.instant(instant) },
    decode: { row in try CompteColumns.read(&row) })

  /// The same, the account locked until the end of the transaction.
  package static let soiPourModifier = Statement<Instant, CompteLu>(
    "compte_soi_pour_modifier", "\(soi.sql) for no key update of k", bind: { instant, p in p.instant(instant) },
    decode: { row in try CompteColumns.read(&row) })

  /// Serialises what is decided on the accounts of one partner, quotas and last gestionnaire above all (C-06, C-11, C-34, T-055, T-080):
  /// locks its relations, always in the same order. Partner of that account, or that partner, or the one of the open context.
  package static let verrouiller = Statement<CiblePartenaire, Void>(
    "compte_verrouiller",
    """
    select from partenaire_caisse r
    where r.partenaire_id = \(CiblePartenaire.sql)
    order by r.partenaire_id, r.caisse_id for no key update
    """,
    bind: { cible, p in cible.bind(&p) })

  /// The partner that a write is about.
  package struct CiblePartenaire: Sendable {
    private let compteId: UUID?
    private let partenaireId: UUID?

    package static func duCompte(_ id: UUID) -> CiblePartenaire { CiblePartenaire(compteId: id, partenaireId: nil) }
    /// Nil: the one of the open context, or of its account.
    package static func partenaire(_ id: UUID?) -> CiblePartenaire { CiblePartenaire(compteId: nil, partenaireId: id) }

    /// The two first parameters of a statement. In a `select` of its own: a bare `coalesce` is not known to be leakproof, and would be
    /// compared with every account of every partner, behind the policy.
    static let sql = """
      (select coalesce((select k.partenaire_id from compte k where k.id = $1::uuid), $2::uuid, contexte('partenaire'),
        (select k.partenaire_id from compte k where k.id = contexte('compte'))))
      """

    func bind(_ p: inout ParameterEncoder) {
      p.uuid(compteId)
      p.uuid(partenaireId)
    }
  }

  /// Quotas and namesakes are judged on the whole partner, whatever the unit of the gestionnaire who asks: opens the second wall to it,
  /// until `resserrer`. In a transaction of its own only, never in a shared pipeline.
  package static let elargir = Statement<Void, Void>(
    "compte_elargir",
    "select set_config('ep.unite_propre', current_setting('ep.unite', true), true), set_config('ep.unite', '', true)")

  package static let resserrer = Statement<Void, Void>(
    "compte_resserrer", "select set_config('ep.unite', current_setting('ep.unite_propre', true), true)")
}
