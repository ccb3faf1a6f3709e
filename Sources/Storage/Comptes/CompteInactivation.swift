package import Domain
package import FoundationEssentials
package import Postgres

/// An inactivation as it is written: done now, planned for a day, or waiting for a replacement (C-33 to C-36, C-53, C-56).
package struct InactivationAEcrire: Sendable {
  package var compteId: UUID
  /// INACTIF now, or the state before while it is only planned.
  package var etat: EtatCompte
  package var motif: MotifInactivation
  package var demandeeLe: Instant
  package var dateSouhaitee: Jour?
  package var effetLe: Jour
  /// C-56: the account whose activation it waits for.
  package var attendId: UUID?
  package var remplacantId: UUID?
  package var rattachementId: UUID?
  package var horsPreavis: Bool
  package var par: Role
  /// the caisse that decides; nil for a gestionnaire.
  package var caisseId: UUID?
  package var commentaire: String?
  package var suppressionLe: Jour
  package var instant: Instant

  package init(
    compteId: UUID, etat: EtatCompte, motif: MotifInactivation, demandeeLe: Instant, dateSouhaitee: Jour? = nil, effetLe: Jour,
    attendId: UUID? = nil, remplacantId: UUID? = nil, rattachementId: UUID? = nil, horsPreavis: Bool = false, par: Role,
    caisseId: UUID?, commentaire: String? = nil, suppressionLe: Jour, a instant: Instant
  ) {
    self.compteId = compteId
    self.etat = etat
    self.motif = motif
    self.demandeeLe = demandeeLe
    self.dateSouhaitee = dateSouhaitee
    self.effetLe = effetLe
    self.attendId = attendId
    self.remplacantId = remplacantId
    self.rattachementId = rattachementId
    self.horsPreavis = horsPreavis
    self.par = par
    self.caisseId = caisseId
    self.commentaire = commentaire
    self.suppressionLe = suppressionLe
    self.instant = instant
  }
}

extension CompteStatements {
  /// Another active gestionnaire of the account's partner, whose inactivation nobody has asked for.
  package struct AutreGestionnaire: Sendable {
    package let gestionnaire: GestionnaireActif
    package let uniteId: UUID?
  }

  /// The other active gestionnaires of the account's partner that have a title to one of its caisses (C-34, C-53).
  package static let autresGestionnaires = Statement<Cle, AutreGestionnaire>(
    "compte_autres_gestionnaires",
    """
    select g.id, g.active_le, g.unite_id
    from compte k join compte g on g.partenaire_id = k.partenaire_id and g.id <> k.id
    where k.id = $1::uuid and g.role = 'GESTIONNAIRE' and g.active_le is not null and g.inactivation_motif is null
      and etat_compte(g, $2::timestamptz) = 'ACTIF'
      and exists (select from acces x join acces y on y.caisse_id = x.caisse_id and y.compte_id = k.id
        where x.compte_id = g.id and x.exclu_le is null and (x.caisse_id = contexte('caisse') or contexte('caisse') is null))
    """,
    bind: { key, p in
      p.uuid(key.id)
      p.instant(key.instant)
    },
    decode: { row in
      AutreGestionnaire(gestionnaire: GestionnaireActif(id: try row.uuid(), activeLe: try row.instant()), uniteId: try row.uuidOrNull())
    })

  package static let inactiver = Statement<InactivationAEcrire, Void>(
    "compte_inactiver",
    """
    update compte k set etat = $2::text, inactivation_motif = $3::text, inactivation_demandee_le = $4::timestamptz,
      inactivation_souhaitee_le = $5::date, inactivation_effet_le = $6::date, inactivation_attend_id = $7::uuid,
      inactivation_remplacant_id = $8::uuid, inactivation_rattachement_id = $9::uuid, inactivation_hors_preavis = $10::bool,
      inactivation_par = $11::text, inactivation_commentaire = $12::text, suppression_le = $13::date,
      hors_quota = false, modifie_le = $14::timestamptz, inactivation_caisse_id = $15::uuid, version = k.version + 1
    where k.id = $1::uuid
    """,
    bind: { end, p in
      p.uuid(end.compteId)
      p.text(end.etat.rawValue)
      p.text(end.motif.rawValue)
      p.instant(end.demandeeLe)
      p.jour(end.dateSouhaitee)
      p.jour(end.effetLe)
      p.uuid(end.attendId)
      p.uuid(end.remplacantId)
      p.uuid(end.rattachementId)
      p.bool(end.horsPreavis)
      p.text(end.par.rawValue)
      p.text(end.commentaire)
      p.jour(end.suppressionLe)
      p.instant(end.instant)
      p.uuid(end.caisseId)
    })

  /// One more closing of security, by who closed the account: the reason changes, what was counted from the first day does not (C-40, C-45).
  package struct Aggravation: Sendable {
    package let compteId: UUID
    package let motif: MotifInactivation
    package let par: Role
    package let caisseId: UUID?
    package let commentaire: String?
    package let instant: Instant

    package init(_ compteId: UUID, motif: MotifInactivation, par: Role, caisseId: UUID?, commentaire: String?, a instant: Instant) {
      self.compteId = compteId
      self.motif = motif
      self.par = par
      self.caisseId = caisseId
      self.commentaire = commentaire
      self.instant = instant
    }
  }

  package static let aggraver = Statement<Aggravation, Void>(
    "compte_aggraver",
    """
    update compte k set inactivation_motif = $2::text, inactivation_demandee_le = $6::timestamptz, inactivation_par = $3::text,
      inactivation_caisse_id = $4::uuid, inactivation_commentaire = $5::text, modifie_le = $6::timestamptz, version = k.version + 1
    where k.id = $1::uuid
    """,
    bind: { closing, p in
      p.uuid(closing.compteId)
      p.text(closing.motif.rawValue)
      p.text(closing.par.rawValue)
      p.uuid(closing.caisseId)
      p.text(closing.commentaire)
      p.instant(closing.instant)
    })

  /// C-35, C-56: what was asked for and has not come yet is given up; the account has never left its place.
  package static let annulerInactivation = Statement<Cle, Void>(
    "compte_annuler_inactivation",
    """
    update compte k set inactivation_motif = null, inactivation_demandee_le = null, inactivation_souhaitee_le = null,
      inactivation_effet_le = null, inactivation_attend_id = null, inactivation_remplacant_id = null, inactivation_rattachement_id = null,
      inactivation_hors_preavis = false, inactivation_par = null, inactivation_caisse_id = null, inactivation_commentaire = null,
      suppression_le = null, modifie_le = $2::timestamptz, version = k.version + 1
    where k.id = $1::uuid
    """,
    bind: { key, p in key.bind(&p) })

  package struct Retour: Sendable {
    package let id: UUID
    package let etat: EtatCompte
    package let instant: Instant

    package init(_ id: UUID, etat: EtatCompte, a instant: Instant) {
      self.id = id
      self.etat = etat
      self.instant = instant
    }
  }

  /// nothing is left of the inactivation; who was to replace it has taken a place of its own and replaces it no more (C-56).
  package static let reactiver = Statement<Retour, Void>(
    "compte_reactiver",
    """
    with remplacants as (
      update compte n set remplace_id = null, hors_quota = false, modifie_le = $3::timestamptz, version = n.version + 1
      where n.remplace_id = $1::uuid and n.etat = 'EN_ATTENTE_ACTIVATION'
    )
    update compte k set etat = $2::text, inactivation_motif = null, inactivation_demandee_le = null, inactivation_souhaitee_le = null,
      inactivation_effet_le = null, inactivation_attend_id = null, inactivation_remplacant_id = null, inactivation_rattachement_id = null,
      inactivation_hors_preavis = false, inactivation_par = null, inactivation_caisse_id = null, inactivation_commentaire = null,
      suppression_le = null, remplace_id = null, hors_quota = false, modifie_le = $3::timestamptz, version = k.version + 1
    where k.id = $1::uuid
    """,
    bind: { back, p in
      p.uuid(back.id)
      p.text(back.etat.rawValue)
      p.instant(back.instant)
    })
}
