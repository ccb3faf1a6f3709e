package import Domain
package import FoundationEssentials
package import Postgres

extension CompteStatements {
  /// the access of an account to the caisse of the open context, closed by it, or opened again (`motif` nil).
  package struct FermetureAcces: Sendable {
    package let compteId: UUID
    package let motif: MotifInactivation?
    package let instant: Instant

    package init(_ compteId: UUID, motif: MotifInactivation?, a instant: Instant) {
      self.compteId = compteId
      self.motif = motif
      self.instant = instant
    }
  }

  /// the closing of another caisse than the one that lifts its own: the account stays closed, by it.
  package struct Reste: Sendable {
    package let compteId: UUID
    package let caisseId: UUID
    package let instant: Instant

    package init(_ compteId: UUID, de caisseId: UUID, a instant: Instant) {
      self.compteId = compteId
      self.caisseId = caisseId
      self.instant = instant
    }
  }

  /// The day it disappears stays counted from the first closing (C-40).
  package static let laisserFerme = Statement<Reste, Void>(
    "compte_laisser_ferme",
    """
    update compte k set inactivation_motif = a.exclu_motif, inactivation_demandee_le = a.exclu_le, inactivation_souhaitee_le = null,
      inactivation_hors_preavis = false, inactivation_par = 'AGENT_CAISSE', inactivation_caisse_id = a.caisse_id,
      inactivation_commentaire = null, modifie_le = $3::timestamptz, version = k.version + 1
    from acces a where k.id = $1::uuid and a.compte_id = k.id and a.caisse_id = $2::uuid and a.exclu_motif is not null
    """,
    bind: { rest, p in
      p.uuid(rest.compteId)
      p.uuid(rest.caisseId)
      p.instant(rest.instant)
    })

  /// The account shows it: its version changes.
  package static let fermerAcces = Statement<FermetureAcces, Void>(
    "compte_fermer_acces",
    """
    with acces_ferme as (
      update acces a set exclu_le = case when $2::text is null then null else $3::timestamptz end, exclu_motif = $2::text,
        modifie_le = $3::timestamptz
      where a.compte_id = $1::uuid and a.caisse_id = (select contexte('caisse'))
    )
    update compte k set modifie_le = $3::timestamptz, version = k.version + 1 where k.id = $1::uuid
    """,
    bind: { closing, p in
      p.uuid(closing.compteId)
      p.text(closing.motif?.rawValue)
      p.instant(closing.instant)
    })
}
