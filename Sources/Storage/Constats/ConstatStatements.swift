package import Domain
package import FoundationEssentials
package import JSON
package import Postgres

/// An act in effect, with what is recorded of it already.
package struct ConventionAConstater: Sendable {
  package let lue: ConventionLue
  /// `CODE date objet` of each constat recorded, see `cle(_:)`.
  package let constates: Set<String>

  package static func cle(_ constat: Constat) -> String { "\(constat.code.rawValue) \(constat.jour) \(constat.objet)" }
}

/// What the scheduled work reads and writes: see `Constat`.
package enum ConstatStatements {
  /// Opens the context of the program's own work, for the transaction: every tenant. No token opens it.
  package static let ouvrir = Statement<Void, Void>(
    "constat_ouvrir",
    """
    select set_config('ep.role', 'SYSTEME', true), set_config('ep.compte', '', true), set_config('ep.caisse', '', true),
      set_config('ep.partenaire', '', true), set_config('ep.unite', '', true)
    """)

  /// One replica at a time: false when another one is writing. Held until the end of the transaction.
  package static let verrouiller = Statement<Void, Bool>(
    "constat_verrouiller", "select pg_try_advisory_xact_lock(hashtext('espace-partenaires echeances'))", decode: { row in try row.bool() })

  package struct Page: Sendable {
    package let connus: [String]
    package let apres: UUID?
    package let instant: Instant
    package let limite: Int

    package init(connus: [String], apres: UUID?, instant: Instant, limite: Int) {
      self.connus = connus
      self.apres = apres
      self.instant = instant
      self.limite = limite
    }
  }

  /// The acts that have taken effect and whose end is not recorded yet, by id.
  package static let aConstater = Statement<Page, ConventionAConstater>(
    "constat_conventions",
    """
    select \(ConventionColumns.sql),
      array(select e.code || ' ' || e.date || ' ' || e.objet from echeance_constatee e where e.convention_id = v.id)
    from \(ConventionColumns.joins)
    where v.premier_jour <= jour_civil(c.fuseau, $3::timestamptz) and v.id > \(Borne.premierDe("$2::uuid", Borne.premier))
      and not exists (select from echeance_constatee e where e.convention_id = v.id and e.code = 'CONVENTION_TERMINEE'
        and e.date = v.dernier_jour + 1)
    order by v.id limit $4::int8
    """,
    bind: { page, p in
      p.texts(page.connus)
      p.uuid(page.apres)
      p.instant(page.instant)
      p.int8(page.limite)
    },
    decode: { row in ConventionAConstater(lue: try ConventionColumns.read(&row), constates: Set(try row.texts())) })

  package struct Nouveau: Sendable {
    package let conventionId: UUID
    package let constat: Constat
    /// When it became true.
    package let devenuVrai: Instant
    /// The id of the task, when one opens.
    package let tacheId: UUID?
    /// Whether the parties are told.
    package let notifie: Bool
    package let donnees: JSONValue
    package let instant: Instant

    package init(
      conventionId: UUID, constat: Constat, devenuVrai: Instant, tacheId: UUID?, notifie: Bool, donnees: JSONValue, instant: Instant
    ) {
      self.conventionId = conventionId
      self.constat = constat
      self.devenuVrai = devenuVrai
      self.tacheId = tacheId
      self.notifie = notifie
      self.donnees = donnees
      self.instant = instant
    }
  }

  /// Records one constat, once: its event, dated when it became true, its task and its message come with the line or not at all (T-137).
  /// One row when it was to be recorded, none when another replica had.
  package static let enregistrer = Statement<Nouveau, UUID>(
    "constat_enregistrer",
    """
    with nouveau as (
      insert into echeance_constatee (convention_id, code, date, objet, cree_le)
      values ($1::uuid, $2::text, $3::date, $4::text, $5::timestamptz) on conflict do nothing returning convention_id
    ), acte as (
      select v.id, v.caisse_id, v.partenaire_id from nouveau n join convention v on v.id = n.convention_id
    ), tache as (
      insert into instance (id, convention_id, type, partie, rang, ordre, etat, ouverture_le, limite_le, cree_le, modifie_le)
      select $6::uuid, a.id, $7::text, $8::text, $9::int4, $10::int4, 'OUVERTE', $11::date, $12::date, $5::timestamptz, $5::timestamptz
      from acte a where $6::uuid is not null on conflict do nothing
    ), avis as (
      insert into notification (id, modele, destinataire, donnees, cree_le, envoi_prevu_le)
      select gen_random_uuid(), $13::text, d.email, $14::jsonb, $5::timestamptz, $5::timestamptz
      from acte a, destinataires_convention(a.id, $5::timestamptz) d (email) where $15::bool
    ), trace as (
      insert into evenement (instant, acteur_role, caisse_id, partenaire_id, objet, objet_id, code, regle, apres)
      select $16::timestamptz, 'SYSTEME', a.caisse_id, a.partenaire_id, 'CONVENTION', a.id, $2::text, $17::text, $14::jsonb from acte a
    )
    select a.id from acte a
    """,
    bind: { new, p in
      let (constat, tache) = (new.constat, new.constat.tache)
      p.uuid(new.conventionId)
      p.text(constat.code.rawValue)
      p.jour(constat.jour)
      p.text(constat.objet)
      p.instant(new.instant)
      p.uuid(new.tacheId)
      p.text(tache?.type.rawValue)
      p.text(tache?.partie?.rawValue)
      p.int(tache?.rang)
      p.int(tache?.ordre)
      p.jour(tache?.ouverture)
      p.jour(tache?.limite)
      p.text(ModeleNotification.vieConvention.rawValue)
      p.json(new.donnees)
      p.bool(new.notifie)
      p.instant(new.devenuVrai)
      p.text(constat.regle)
    }, decode: { row in try row.uuid() })

  /// The partners some of whose accounts have become inactive by themselves (C-30, C-31, C-35, C-39). Only those that may have are judged:
  /// a day planned for them has come, or a convention that they hang on has ended. No caisse is ahead of La Réunion.
  /// `offset 0`: the titles of what has ended are read there; the planner, which does not know the day, would rather read all of them.
  package static let partenairesEchus = Statement<Instant, UUID>(
    "constat_partenaires_echus",
    """
    select distinct k.partenaire_id from (
        select p.id from compte p
        where p.etat in ('DEMANDE', 'EN_ATTENTE_ACTIVATION', 'ACTIF') and p.inactivation_effet_le <= jour_civil('LA_REUNION', $1::timestamptz)
        union
        select x.compte_id from partenaire_caisse r, lateral (
            select a.compte_id from acces a where a.caisse_id = r.caisse_id and a.partenaire_id = r.partenaire_id offset 0) x
        where r.dernier_jour < jour_civil('LA_REUNION', $1::timestamptz)) c
      join compte k on k.id = c.id, echeance_compte(k, $1::timestamptz) e
    where k.partenaire_id is not null and k.etat in ('DEMANDE', 'EN_ATTENTE_ACTIVATION', 'ACTIF') and e.fin <= e.jour order by 1
    """,
    bind: { instant, p in p.instant(instant) }, decode: { row in try row.uuid() })

  package static var all: [AnyStatement] {
    [
      ouvrir.erased, verrouiller.erased, aConstater.erased, enregistrer.erased, partenairesEchus.erased,
    ]
  }
}
