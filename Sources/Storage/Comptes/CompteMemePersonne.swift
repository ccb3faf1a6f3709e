package import Domain
package import FoundationEssentials
package import Postgres

extension CompteStatements {
  /// A person at a partner, by what a new account would say of it.
  package struct Personne: Sendable {
    package let cible: CiblePartenaire
    /// Lower case; nil: the account that the write is about, which never counts itself.
    package let email: String?
    /// As the rules write it; nil: as `email`.
    package let telephone: String?
    package let nom: String?
    package let prenom: String?
    package let instant: Instant

    package init(
      _ cible: CiblePartenaire, email: String? = nil, telephone: String? = nil, nom: String? = nil, prenom: String? = nil, a instant: Instant
    ) {
      self.cible = cible
      self.email = email
      self.telephone = telephone
      self.nom = nom
      self.prenom = prenom
      self.instant = instant
    }
  }

  /// Another account of that person (A-06, C-47).
  package struct MemePersonne: Sendable {
    package let id: UUID
    package let role: Role
    package let etat: EtatCompte
    /// Caisses that have closed its access.
    package let excluePar: [UUID]
    /// Caisses that it has a title to.
    package let caisses: [UUID]
    /// Closed for security by caisses, and why; by the partner.
    package let fermetures: [(motif: MotifInactivation, par: UUID)]
    package let fermeParLePartenaire: MotifInactivation?
    /// Known by its address, boxes after a plus sign aside; else by its telephone and its name.
    package let memeAdresse: Bool
  }

  /// One person is one address, whatever the box after a plus sign. Who was shut out is looked for by telephone as well: a mobile
  /// one is a person's own, that of an office is shared and takes the same name (C-47, Q-59).
  package static let memePersonne = Statement<Personne, MemePersonne>(
    "compte_meme_personne",
    """
    select k.id, k.role, s.etat, s.exclue_par, array(select a.caisse_id from acces a where a.compte_id = k.id),
      s.motifs, s.par, s.par_le_partenaire, k.personne = d.personne
    from (
        select adresse_personne(coalesce($3::text, o.email)) as personne, coalesce($4::text, o.telephone) as telephone,
          noms_replies(coalesce($5::text, o.nom) || ' ' || coalesce($6::text, o.prenom)) as noms
        from (values (1)) un left join compte o on o.id = $1::uuid
      ) d, compte k,
      lateral (
        select etat_compte(k, $7::timestamptz) as etat, \(fermetures.colonnes),
          array(select a.caisse_id from acces a where a.compte_id = k.id and a.exclu_le is not null
            and coalesce(a.exclu_motif = 'USAGE_NON_CONFORME', true)) as exclue_par,
          case when k.etat = 'INACTIF' and k.inactivation_par = 'GESTIONNAIRE' then k.inactivation_motif end as par_le_partenaire
        from (\(fermetures.lignes)) f
      ) s
    where k.partenaire_id = \(CiblePartenaire.sql) and k.id is distinct from $1::uuid and s.etat <> 'SUPPRIME'
      and (k.personne = d.personne or (k.telephone = d.telephone and (k.etat = 'EXCLU' or s.motifs <> '{}' or s.exclue_par <> '{}'
          or s.par_le_partenaire = 'FRAUDE')
        and (k.telephone ~ '^(0|[+]33)[67]' or noms_replies(k.nom || ' ' || k.prenom) && d.noms)))
    """,
    bind: { person, p in
      person.cible.bind(&p)
      p.text(person.email)
      p.text(person.telephone)
      p.text(person.nom)
      p.text(person.prenom)
      p.instant(person.instant)
    },
    decode: { row in
      let (id, role, etat) = (try row.uuid(), try row.text(Role.init(rawValue:)), try row.text(EtatCompte.init(rawValue:)))
      let (excluePar, caisses) = (try row.uuids(), try row.uuids())
      let (motifs, par) = (try row.texts().compactMap(MotifInactivation.init(rawValue:)), try row.uuids())
      return MemePersonne(
        id: id, role: role, etat: etat, excluePar: excluePar, caisses: caisses, fermetures: zip(motifs, par).map { (motif: $0, par: $1) },
        fermeParLePartenaire: try row.textOrNull(MotifInactivation.init(rawValue:)), memeAdresse: try row.bool())
    })

  /// What caisses have closed of an account `k` for security: the account itself, or what takes the secret with it and stands on their access
  /// beside another closing. An improper use there shuts out of that caisse alone.
  private static let fermetures = (
    colonnes: "coalesce(array_agg(f.motif), '{}') as motifs, coalesce(array_agg(f.par), '{}') as par",
    lignes: """
    select k.inactivation_motif as motif, k.inactivation_caisse_id as par
    where k.etat = 'INACTIF' and k.inactivation_caisse_id is not null
      and k.inactivation_motif in ('PERTE', 'VOL', 'FRAUDE', 'USAGE_NON_CONFORME')
    union
    select a.exclu_motif, a.caisse_id from acces a where a.compte_id = k.id and a.exclu_motif in ('PERTE', 'VOL', 'FRAUDE')
    """
  )
}
