package import Domain
package import FoundationEssentials
package import Postgres

/// The facts that the creation, the return and the modification of an account are decided on. They come after `verrouiller`, so that
/// they hold until the end of the transaction.
extension CompteStatements {
  /// The partner, the caisse when only one is meant, what is counted there, and when.
  package struct Habilitation: Sendable {
    package var cible: CiblePartenaire
    /// Nil: every caisse of the partner that the actor acts for.
    package var caisseId: UUID?
    /// Nil: the profile and the unit of the account that the write is about.
    package var role: Role?
    package var uniteId: UUID?
    package var instant: Instant

    package init(_ cible: CiblePartenaire, caisseId: UUID? = nil, role: Role? = nil, uniteId: UUID? = nil, a instant: Instant) {
      self.cible = cible
      self.caisseId = caisseId
      self.role = role
      self.uniteId = uniteId
      self.instant = instant
    }
  }

  /// One caisse of the partner: what it opens, and how many accounts are counted there (C-25, Q-43).
  package struct CaisseHabilitante: Sendable {
    package let caisseId: UUID
    package let partenaireId: UUID
    package let fuseau: FuseauHoraire
    package let effectif: Int?
    package let domainesEmail: [String]
    /// Nil while no convention stands between them.
    package let titre: TitreAcces?
    package let structureSuspendue: Bool
    package let modele: ModeleAmende?
    /// The actor has an access to it that the caisse has not closed (C-15); false for the people of a caisse.
    package let acteurHabilite: Bool
    /// Of the whole partner; a replacement in waiting stands in the place of the one it replaces (C-56).
    package let comptes: Int
    /// Of the unit asked for.
    package let comptesDeLUnite: Int
  }

  package static let habilitation = Statement<Habilitation, CaisseHabilitante>(
    "compte_habilitation",
    """
    select r.caisse_id, r.partenaire_id, r.fuseau, p.effectif, p.domaines_email, r.convention_id, r.premier_jour, r.dernier_jour,
      r.suspendu_le is not null, \(ModeleAmende.columns),
      exists (select from acces m where m.compte_id = (select contexte('compte')) and m.caisse_id = r.caisse_id and m.exclu_le is null),
      n.comptes, n.de_l_unite
    from partenaire_caisse r
      join partenaire p on p.id = r.partenaire_id,
      lateral (
        select count(*) as comptes,
          count(*) filter (where k.unite_id = coalesce($5::uuid, (select o.unite_id from compte o where o.id = $1::uuid))) as de_l_unite
        from compte k join acces a on a.compte_id = k.id
        where k.partenaire_id = r.partenaire_id and a.caisse_id = r.caisse_id and a.exclu_le is null
          and k.role = coalesce($4::text, (select o.role from compte o where o.id = $1::uuid))
          and tient_place(k, r.caisse_id, $6::timestamptz)
      ) n
    where r.partenaire_id = \(CiblePartenaire.sql) and ($3::uuid is null or r.caisse_id = $3::uuid)
      and (r.caisse_id = (select contexte('caisse')) or r.partenaire_id = (select contexte('partenaire')))
    order by r.caisse_id
    """,
    bind: { asked, p in
      asked.cible.bind(&p)
      p.uuid(asked.caisseId)
      p.text(asked.role?.rawValue)
      p.uuid(asked.uniteId)
      p.instant(asked.instant)
    },
    decode: { row in
      let (caisseId, partenaireId) = (try row.uuid(), try row.uuid())
      let fuseau = try row.text(FuseauHoraire.init(rawValue:))
      let (effectif, domaines, conventionId) = (try row.intOrNull(), try row.texts(), try row.uuidOrNull())
      let (premierJour, dernierJour, suspendue) = (try row.jourOrNull(), try row.jourOrNull(), try row.bool())
      let modele = try ModeleAmende.read(&row)
      return CaisseHabilitante(
        caisseId: caisseId, partenaireId: partenaireId, fuseau: fuseau, effectif: effectif, domainesEmail: domaines,
        titre: conventionId.map { TitreAcces(conventionId: $0, dateEffet: premierJour, dernierJour: dernierJour) },
        structureSuspendue: suspendue, modele: modele, acteurHabilite: try row.bool(), comptes: try row.int(), comptesDeLUnite: try row.int())
    })

  /// The units of a partner that the actor acts for.
  package static let unites = Statement<CiblePartenaire, Unite>(
    "compte_unites",
    """
    select u.id, u.code, u.ouverture, u.decalage_mois from unite u
    where u.partenaire_id = \(CiblePartenaire.sql) and (u.partenaire_id = (select contexte('partenaire'))
      or exists (select from partenaire_caisse r where r.partenaire_id = u.partenaire_id and r.caisse_id = (select contexte('caisse'))))
    order by u.code
    """,
    bind: { cible, p in cible.bind(&p) },
    decode: { row in
      let (id, code, ouverture) = (try row.uuid(), try row.text(), try row.text())
      let column = row.column
      let decalage = try row.intOrNull()
      guard let lue = try? OuvertureUnite(code: ouverture, decalageMois: decalage) else {
        throw DecodingFailure(column: column, expected: "ouverture d'unité")
      }
      return Unite(id: id, code: code, ouverture: lue)
    })

  /// A gestionnaire named by its id, replaced or replacing, within the actor's scope (C-34, C-56).
  package struct CompteNomme: Sendable {
    package let compte: FaitsCompte
    /// Another account waits to replace it.
    package let dejaRemplace: Bool
    /// It holds a place at the caisse of the open context.
    package let tientPlace: Bool
  }

  package static let nomme = Statement<(id: UUID?, instant: Instant), CompteNomme>(
    "compte_nomme",
    """
    select k.id, k.role, etat_compte(k, $2::timestamptz), k.partenaire_id, k.unite_id, k.active_le,
      exists (select from compte n where n.remplace_id = k.id and n.etat = 'EN_ATTENTE_ACTIVATION'),
      exists (select from acces x where x.compte_id = k.id and x.caisse_id = (select contexte('caisse')) and x.exclu_le is null)
    from compte k where k.id = $1::uuid and k.role in ('GESTIONNAIRE', 'TECHNICIEN') and \(CompteColumns.scope(instant: "$2"))
    """,
    bind: { key, p in
      p.uuid(key.id)
      p.instant(key.instant)
    },
    decode: { row in
      CompteNomme(
        compte: FaitsCompte(
          id: try row.uuid(), profil: try row.text(Profil.init(rawValue:)), etat: try row.text(EtatCompte.init(rawValue:)),
          partenaireId: try row.uuid(), uniteId: try row.uuidOrNull(), activeLe: try row.instantOrNull()),
        dejaRemplace: try row.bool(), tientPlace: try row.bool())
    })
}
