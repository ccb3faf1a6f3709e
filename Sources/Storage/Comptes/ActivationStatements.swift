package import Domain
package import FoundationEssentials
package import Postgres

/// A single-use link as stored: nothing in it opens anything (C-17, C-18).
package struct ActivationLue: Sendable {
  package let id: UUID
  package let compteId: UUID
  package let lien: LienActivation
  /// A later link has been sent: this one is dead.
  package let estRemplacee: Bool
}

package enum ActivationStatements {
  /// Opens the context of a link for the transaction: the account that it activates and nothing else, or nothing. The wall lets through the
  /// link whose id is presented: it is set by the outer side of the join, which runs first.
  package static let ouvrir = Statement<UUID, Void>(
    "activation_ouvrir",
    """
    select set_config('ep.compte', coalesce(a.compte_id::text, ''), true), set_config('ep.role', 'COMPTE', true),
      set_config('ep.caisse', '', true), set_config('ep.partenaire', '', true), set_config('ep.unite', '', true)
    from (select set_config('ep.lien', $1::uuid::text, true) offset 0) un left join activation a on a.id = $1::uuid
    """,
    bind: { id, p in p.uuid(id) })

  /// After `ouvrir`, in a transaction of its own: lets the account being activated act on its partner as its profile will (C-56: the
  /// gestionnaire it replaces and his techniciens).
  package static let endosser = Statement<Void, Void>(
    "activation_endosser",
    """
    select set_config('ep.role', k.role, true), set_config('ep.caisse', coalesce(k.caisse_id::text, ''), true),
      set_config('ep.partenaire', coalesce(k.partenaire_id::text, ''), true), set_config('ep.unite', coalesce(k.unite_id::text, ''), true)
    from compte k where k.id = (select contexte('compte'))
    """)

  package static let lire = Statement<UUID, ActivationLue>(
    "activation_lire",
    """
    select a.id, a.compte_id, a.expire_le, a.utilise_le, a.remplace_le is not null from activation a where a.id = $1::uuid
    """,
    bind: { id, p in p.uuid(id) },
    decode: { row in
      ActivationLue(
        id: try row.uuid(), compteId: try row.uuid(),
        lien: LienActivation(expireLe: try row.instant(), utiliseLe: try row.instantOrNull()), estRemplacee: try row.bool())
    })

  package struct Nouvelle: Sendable {
    package let id: UUID
    package let compteId: UUID
    package let creeLe: Instant

    package init(id: UUID, compteId: UUID, creeLe: Instant) {
      self.id = id
      self.compteId = compteId
      self.creeLe = creeLe
    }
  }

  /// A new link; the former ones of the account die.
  package static let inserer = Statement<Nouvelle, Void>(
    "activation_inserer",
    """
    with anciens as (
      update activation set remplace_le = $4::timestamptz where compte_id = $2::uuid and remplace_le is null
    )
    insert into activation (id, compte_id, expire_le, cree_le) values ($1::uuid, $2::uuid, $3::timestamptz, $4::timestamptz)
    """,
    bind: { new, p in
      p.uuid(new.id)
      p.uuid(new.compteId)
      p.instant(LienActivation.expiration(emisLe: new.creeLe))
      p.instant(new.creeLe)
    })

  /// The links of an account that still wait: what they prove has changed.
  package static let tuer = Statement<CompteStatements.Cle, Void>(
    "activation_tuer", "update activation set remplace_le = $2::timestamptz where compte_id = $1::uuid and remplace_le is null",
    bind: { key, p in key.bind(&p) })

  /// One use of one link.
  package struct Emploi: Sendable {
    package let id: UUID
    package let compteId: UUID
    package let instant: Instant

    package init(id: UUID, compteId: UUID, a instant: Instant) {
      self.id = id
      self.compteId = compteId
      self.instant = instant
    }
  }

  package static let employer = Statement<Emploi, Void>(
    "activation_employer", "update activation set utilise_le = $3::timestamptz where id = $1::uuid and compte_id = $2::uuid",
    bind: { use, p in use.bind(&p) })

  /// C-17, C-52, C-56: the account is active and takes its place in the quota.
  package static let activer = Statement<Emploi, Void>(
    "activation_activer",
    """
    update compte k set etat = 'ACTIF', active_le = coalesce(k.active_le, $3::timestamptz), hors_quota = false,
      modifie_le = $3::timestamptz, version = k.version + 1
    where k.id = $2::uuid and $1::uuid is not null
    """,
    bind: { use, p in use.bind(&p) })

  /// C-34, C-56: the active gestionnaires that the account being activated replaces, locked: the one it was created to replace, and those
  /// whose inactivation waits for it. After `endosser`: a technicien replaces nobody.
  package static let remplaces = Statement<Instant, CompteRemplace>(
    "activation_remplaces",
    """
    select k.id, e.hors_quota, k.inactivation_motif, k.inactivation_demandee_le, k.inactivation_souhaitee_le, k.inactivation_effet_le,
      k.inactivation_par, k.inactivation_caisse_id, k.inactivation_commentaire, k.inactivation_hors_preavis,
      exists (
        select from acces x join partenaire_caisse r on r.caisse_id = x.caisse_id and r.partenaire_id = x.partenaire_id
        where x.compte_id = k.id and x.exclu_le is null and coalesce(r.dernier_jour >= jour_civil(r.fuseau, $1::timestamptz), true)
          and not exists (select from acces y where y.compte_id = e.id and y.caisse_id = x.caisse_id and y.exclu_le is null))
    from compte e join compte k on k.id = e.remplace_id or k.inactivation_attend_id = e.id
    where e.id = (select contexte('compte')) and k.role = 'GESTIONNAIRE' and k.id <> e.id and etat_compte(k, $1::timestamptz) = 'ACTIF'
    order by k.id for no key update of k
    """,
    bind: { instant, p in p.instant(instant) },
    decode: { row in
      CompteRemplace(
        id: try row.uuid(), horsQuota: try row.bool(), motif: try row.textOrNull(MotifInactivation.init(rawValue:)),
        demandeeLe: try row.instantOrNull(), dateSouhaitee: try row.jourOrNull(), effetLe: try row.jourOrNull(),
        par: try row.textOrNull(Role.init(rawValue:)), caisseId: try row.uuidOrNull(),
        commentaire: try row.textOrNull(), horsPreavis: try row.bool(), autresAcces: try row.bool())
    })

  package struct Cession: Sendable {
    package let sortant: UUID
    package let motif: MotifInactivation
    package let instant: Instant

    package init(de sortant: UUID, motif: MotifInactivation, a instant: Instant) {
      self.sortant = sortant
      self.motif = motif
      self.instant = instant
    }
  }

  /// C-32, C-56: the account of the open context takes over from another one, at its own caisses. After `endosser`.
  package static let ceder = Statement<Cession, Void>(
    "activation_ceder", "select acces_ceder($1::uuid, $2::text, $3::timestamptz)",
    bind: { handover, p in
      p.uuid(handover.sortant)
      p.text(handover.motif.rawValue)
      p.instant(handover.instant)
    })

  /// What the others hold at the caisses of the account being activated (C-10, C-14), after `CompteStatements.verrouiller`.
  package static let places = Statement<Instant, CompteStatements.PlacesAutour>(
    "activation_places", CompteStatements.placesSql(compte: "(select contexte('compte'))", instant: "$1"),
    bind: { instant, p in p.instant(instant) }, decode: { row in try CompteStatements.PlacesAutour(&row) })

  /// A gestionnaire about to be replaced, with the inactivation asked for it, if any.
  package struct CompteRemplace: Sendable {
    package let id: UUID
    /// The replacement was admitted beyond the quota.
    package let horsQuota: Bool
    package let motif: MotifInactivation?
    package let demandeeLe: Instant?
    package let dateSouhaitee: Jour?
    package let effetLe: Jour?
    package let par: Role?
    package let caisseId: UUID?
    package let commentaire: String?
    package let horsPreavis: Bool
    /// It has an access in force to a caisse where the one that replaces it has none.
    package let autresAcces: Bool
  }

  package static var all: [AnyStatement] {
    [
      ouvrir.erased, endosser.erased, lire.erased, inserer.erased, tuer.erased, employer.erased, activer.erased, remplaces.erased, places.erased,
      ceder.erased,
    ]
  }
}

extension ActivationStatements.Emploi {
  fileprivate func bind(_ p: inout ParameterEncoder) {
    p.uuid(id)
    p.uuid(compteId)
    p.instant(instant)
  }
}
