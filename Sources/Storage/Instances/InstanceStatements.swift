package import Domain
package import FoundationEssentials
package import Postgres

package enum InstanceStatements {
  /// The act that the instance belongs to must be one that the open context sees.
  private static let joins = "instance i join convention v on v.id = i.convention_id"

  package struct Page: Sendable {
    package let conventionId: UUID
    package let type: String?
    package let etat: String?
    package let apresId: UUID?
    package let limite: Int

    package init(conventionId: UUID, type: String?, etat: String?, apresId: UUID?, limite: Int) {
      self.conventionId = conventionId
      self.type = type
      self.etat = etat
      self.apresId = apresId
      self.limite = limite
    }
  }

  /// As they were recorded.
  package static let lister = Statement<Page, InstanceLue>(
    "instance_lister",
    """
    select \(InstanceLue.columns) from \(joins)
    where i.convention_id = $1::uuid and \(ConventionColumns.scope) and ($2::text is null or i.type = $2::text)
      and ($3::text is null or i.etat = $3::text) and ($4::uuid is null or i.id > $4::uuid)
    order by i.id limit $5::int8
    """,
    bind: { page, p in
      p.uuid(page.conventionId)
      p.text(page.type)
      p.text(page.etat)
      p.uuid(page.apresId)
      p.int8(page.limite)
    }, decode: { row in try InstanceLue(&row) })

  /// Which promised instances of an act are recorded.
  package static let connues = Statement<UUID, CleInstance>(
    "instance_connues",
    """
    select i.type, i.partie, i.rang, i.ordre from \(joins) where i.convention_id = $1::uuid and \(ConventionColumns.scope)
      and i.rang is not null
    """,
    bind: { id, p in p.uuid(id) },
    decode: { row in
      CleInstance(
        type: try row.text(TypeInstance.init(rawValue:)), partie: try row.textOrNull(Partie.init(rawValue:)), rang: try row.int(),
        ordre: try row.int())
    })

  private static func lecture(_ name: String, _ suffix: String = "") -> Statement<UUID, InstanceLue> {
    Statement(
      name, "select \(InstanceLue.columns) from \(joins) where i.id = $1::uuid and \(ConventionColumns.scope) \(suffix)",
      bind: { id, p in p.uuid(id) }, decode: { row in try InstanceLue(&row) })
  }

  package static let lire = lecture("instance_lire")

  /// Held until the end of the transaction.
  package static let lirePourModifier = lecture("instance_lire_pour_modifier", "for no key update of i")

  /// Holds the couple (partner, caisse) of a convention that the open context sees, whichever of the two it is.
  package static let verrouillerConvention = Statement<UUID, Void>(
    "instance_verrouiller_convention",
    """
    select from convention v join partenaire_caisse r on r.caisse_id = v.caisse_id and r.partenaire_id = v.partenaire_id
    where v.id = $1::uuid and \(ConventionColumns.scope) for no key update of r
    """,
    bind: { id, p in p.uuid(id) })

  /// The parties in the order of the contract, so that a row reads the same whoever accepted first.
  private static func accords(_ instance: Instance) -> [String] { Partie.allCases.filter(instance.accords.contains).map(\.rawValue) }

  package static let inserer = Statement<InstanceLue, Void>(
    "instance_inserer",
    """
    insert into instance (id, convention_id, type, partie, rang, ordre, etat, ouverture_le, limite_le, date, lieu, theme, accords, cree_le,
      modifie_le)
    values ($1::uuid, $2::uuid, $3::text, $4::text, $5::int4, $6::int4, $7::text, $8::date, $9::date, $10::date, $11::text, $12::text,
      $13::text[], $14::timestamptz, $14::timestamptz)
    """,
    bind: { new, p in
      p.uuid(new.id)
      p.uuid(new.conventionId)
      p.text(new.instance.genre.rawValue)
      p.text(new.instance.partie?.rawValue)
      p.int(new.instance.rang)
      p.int(new.instance.ordre)
      p.text(new.instance.etat.rawValue)
      p.jour(new.instance.ouvertureLe)
      p.jour(new.instance.limiteLe)
      p.jour(new.instance.date)
      p.text(new.lieu)
      p.text(new.theme)
      p.texts(accords(new.instance))
      p.instant(new.creeLe)
    })

  /// Writes what decisions change, and moves the version on; gives the row.
  package static let ecrire = Statement<(lue: InstanceLue, instant: Instant), InstanceLue>(
    "instance_ecrire",
    """
    update instance i set etat = $2::text, date = $3::date, lieu = $4::text, accords = $5::text[], participants = $6::jsonb,
      compte_rendu = $7::text, tenue_le = $8::date, modifie_le = $9::timestamptz, version = i.version + 1
    where i.id = $1::uuid returning \(InstanceLue.columns)
    """,
    bind: { change, p in
      let lue = change.lue
      p.uuid(lue.id)
      p.text(lue.instance.etat.rawValue)
      p.jour(lue.instance.date)
      p.text(lue.lieu)
      p.texts(accords(lue.instance))
      p.json(lue.participants)
      p.text(lue.compteRendu)
      p.jour(lue.instance.tenueLe)
      p.instant(change.instant)
    }, decode: { row in try InstanceLue(&row) })

  package static var all: [AnyStatement] {
    [
      lister.erased, connues.erased, lire.erased, lirePourModifier.erased, verrouillerConvention.erased, inserer.erased, ecrire.erased,
    ]
  }
}
