package import Domain
package import FoundationEssentials
package import Postgres

/// What became of a write, asked by the account that sent it, by the identifier of its request. A write holds that identifier from its first
/// round trip to the end of its transaction, be it that of a client or of a service that are no more.
package enum EcritureStatements {
  private static let verrou = "hashtextextended('ecriture ' || current_setting('ep.compte', true) || ' ' || $1::text, 0)"

  /// Says that a write of this request is under way, until the transaction ends. Requests that share an identifier do not wait for one another.
  package static let tenir = Statement<String, Void>(
    "ecriture_tenir", "select pg_advisory_xact_lock_shared(\(verrou))", bind: { requete, p in p.text(requete) })

  /// True when this session is the primary's, which alone knows the writes under way.
  package static let estPrimaire = Statement<Void, Bool>(
    "ecriture_est_primaire", "select not pg_is_in_recovery()", decode: { row in try row.bool() })

  /// True when no transaction holds the request any more.
  package static let estAchevee = Statement<String, Bool>(
    "ecriture_est_achevee", "select pg_try_advisory_xact_lock(\(verrou))", bind: { requete, p in p.text(requete) },
    decode: { row in try row.bool() })

  package struct EvenementEcrit: Sendable {
    package let instant: Instant
    package let code: String
    package let objet: String
    package let objetId: UUID
  }

  /// Events that one answer shows.
  package static let evenementsMax = 100

  /// What the request has changed, as committed. To be queued behind `estAchevee`, so that it sees what that one waited for.
  package static let lire = Statement<String, EvenementEcrit>(
    "ecriture_lire",
    """
    select instant, code, objet, objet_id from evenement
    where requete = $1::text and acteur_id = (select contexte('compte')) order by instant, id limit \(evenementsMax)
    """,
    bind: { requete, p in p.text(requete) },
    decode: { row in
      EvenementEcrit(instant: try row.instant(), code: try row.text(), objet: try row.text(), objetId: try row.uuid())
    })

  package static var all: [AnyStatement] { [tenir.erased, estPrimaire.erased, estAchevee.erased, lire.erased] }
}
