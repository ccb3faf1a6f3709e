package import Domain
package import FoundationEssentials
package import Postgres

/// A person's subscription to a calendar; its token is not kept.
package struct AbonnementLu: Sendable {
  package let id: UUID
  package let libelle: String
  package let horizonMois: Int
  /// Empty: every date.
  package let codes: [String]
  package let creeLe: Instant
  package let luLe: Instant?

  package init(id: UUID, libelle: String, horizonMois: Int, codes: [String], creeLe: Instant, luLe: Instant? = nil) {
    self.id = id
    self.libelle = libelle
    self.horizonMois = horizonMois
    self.codes = codes
    self.creeLe = creeLe
    self.luLe = luLe
  }

  init(_ row: inout RowReader) throws(DecodingFailure) {
    id = try row.uuid()
    libelle = try row.text()
    horizonMois = try row.int()
    codes = try row.texts()
    creeLe = try row.instant()
    luLe = try row.instantOrNull()
  }
}

package enum AbonnementStatements {
  private static let columns = "a.id, a.libelle, a.horizon_mois, a.codes, a.cree_le, a.lu_le"

  /// What a calendar's address presents: the SHA-256 of its token, and the instant to judge it at.
  package struct Cle: Sendable {
    package let empreinte: [UInt8]
    package let instant: Instant

    package init(empreinte: [UInt8], instant: Instant) {
      self.empreinte = empreinte
      self.instant = instant
    }
  }

  /// Opens the context in which a subscription is looked up, for the transaction: nobody's, with the digest presented, whose line alone the
  /// wall lets through. Always overwrites every setting, so that nothing of a former reader is left on the connection. `designer`, then
  /// `ouvrir`, must follow it in the same group.
  package static let approcher = Statement<Cle, Void>(
    "abonnement_approcher",
    """
    select set_config('ep.empreinte', $1::bytea::text, true), set_config('ep.role', 'COMPTE', true), set_config('ep.compte', '', true), set_config('ep.caisse', '', true),
      set_config('ep.partenaire', '', true), set_config('ep.unite', '', true)
    """,
    bind: { key, p in p.bytea(key.empreinte) })

  /// The subscription of a token, and its holder as the account of the context; nothing for a dead token.
  package static let designer = Statement<Cle, AbonnementLu?>(
    "abonnement_designer",
    """
    select set_config('ep.compte', coalesce(a.compte_id::text, ''), true), \(columns)
    from (values (1)) un left join abonnement_calendrier a on a.jeton = $1::bytea
    """,
    bind: { key, p in p.bytea(key.empreinte) },
    decode: { row throws(DecodingFailure) in
      row.skip()
      return row.isNull ? nil : try AbonnementLu(&row)
    })

  /// Opens what the holder sees at that moment: the acts of a caisse or of a partner, or nothing when the account is not active, or no
  /// longer one that may have a calendar. True when it opens something.
  package static let ouvrir = Statement<Cle, Bool>(
    "abonnement_ouvrir",
    """
    select k.id is not null, set_config('ep.compte', coalesce(k.id::text, ''), true),
      set_config('ep.caisse', coalesce(k.caisse_id::text, ''), true),
      set_config('ep.partenaire', coalesce(k.partenaire_id::text, ''), true),
      set_config('ep.unite', coalesce(k.unite_id::text, ''), true)
    from (values (1)) un left join compte k on k.id = (select contexte('compte')) and etat_compte(k, $1::timestamptz) = 'ACTIF'
      and k.role in ('AGENT_CAISSE', 'DIRECTION_CAISSE', 'GESTIONNAIRE')
    """,
    bind: { key, p in p.instant(key.instant) }, decode: { row in try row.bool() })

  /// Those of the account of the open context, the latest first.
  package static let lister = Statement<Void, AbonnementLu>(
    "abonnement_lister",
    """
    select \(columns) from abonnement_calendrier a where a.compte_id = (select contexte('compte'))
    order by a.cree_le desc, a.id desc limit 200
    """,
    decode: { row in try AbonnementLu(&row) })

  /// Holds the account of the open context until the end of the transaction: its subscriptions are counted after.
  package static let verrouiller = Statement<Void, Void>(
    "abonnement_verrouiller", "select from compte k where k.id = (select contexte('compte')) for no key update")

  package static let inserer = Statement<(empreinte: [UInt8], abonnement: AbonnementLu), Void>(
    "abonnement_inserer",
    """
    insert into abonnement_calendrier (id, jeton, compte_id, libelle, horizon_mois, codes, cree_le)
    values ($1::uuid, $2::bytea, contexte('compte'), $3::text, $4::int4, $5::text[], $6::timestamptz)
    """,
    bind: { new, p in
      p.uuid(new.abonnement.id)
      p.bytea(new.empreinte)
      p.text(new.abonnement.libelle)
      p.int(new.abonnement.horizonMois)
      p.texts(new.abonnement.codes)
      p.instant(new.abonnement.creeLe)
    })

  /// Gives the id when there was one to delete.
  package static let supprimer = Statement<UUID, UUID>(
    "abonnement_supprimer",
    "delete from abonnement_calendrier a where a.id = $1::uuid and a.compte_id = (select contexte('compte')) returning a.id",
    bind: { id, p in p.uuid(id) }, decode: { row in try row.uuid() })

  /// Notes a reading of a calendar, once an hour at most; `approcher` opens its context.
  package static let marquer = Statement<Cle, Void>(
    "abonnement_marquer",
    """
    update abonnement_calendrier a set lu_le = $2::timestamptz
    where a.jeton = $1::bytea and (a.lu_le is null or a.lu_le <= $2::timestamptz - interval '1 hour')
    """,
    bind: { key, p in
      p.bytea(key.empreinte)
      p.instant(key.instant)
    })

  /// Every address of the account of the open context is dead.
  package static let fermerDuCompte = Statement<Void, Void>(
    "abonnement_fermer_du_compte", "delete from abonnement_calendrier where compte_id = (select contexte('compte'))")

  package static var all: [AnyStatement] {
    [
      approcher.erased, designer.erased, ouvrir.erased, lister.erased, verrouiller.erased, inserer.erased, supprimer.erased, marquer.erased,
      fermerDuCompte.erased,
    ]
  }
}
