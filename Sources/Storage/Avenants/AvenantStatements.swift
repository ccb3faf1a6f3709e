package import Domain
package import FoundationEssentials
import JSON
package import Postgres

package enum AvenantStatements {
  private static let columns = """
    a.id, a.convention_id, a.version, a.numero, a.intitule, a.modifications, a.effet_souhaite_le, a.effet_le, a.abandonne_le,
      coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'partie', s.partie, 'qualite', s.qualite, 'date', s.date, 'lieu', s.lieu,
          'exemplaires', s.exemplaires, 'pour_ordre_de', s.pour_ordre_de, 'deliberation', s.deliberation) order by s.date, s.partie)
        from avenant_signature s where s.avenant_id = a.id), '[]'::jsonb),
      c.fuseau, a.cree_le, a.modifie_le
    """
  private static let joins = "avenant a join convention v on v.id = a.convention_id join caisse c on c.id = v.caisse_id"

  package static let lire = Statement<UUID, AvenantLu>(
    "avenant_lire", "select \(columns) from \(joins) where a.id = $1::uuid and \(ConventionColumns.scope)",
    bind: { id, p in p.uuid(id) }, decode: { row in try AvenantLu(&row) })

  package struct Page: Sendable {
    package let conventionId: UUID
    package let apresNumero: Int?
    package let limite: Int

    package init(conventionId: UUID, apresNumero: Int?, limite: Int) {
      self.conventionId = conventionId
      self.apresNumero = apresNumero
      self.limite = limite
    }
  }

  /// The amendments of one convention, abandoned ones included, in order of number.
  package static let lister = Statement<Page, AvenantLu>(
    "avenant_lister",
    """
    select \(columns) from \(joins)
    where a.convention_id = $1::uuid and \(ConventionColumns.scope) and a.numero > (select coalesce($2::int4, 0))
    order by a.numero limit $3::int8
    """,
    bind: { page, p in
      p.uuid(page.conventionId)
      p.int(page.apresNumero)
      p.int8(page.limite)
    }, decode: { row in try AvenantLu(&row) })

  package static let compter = Statement<UUID, Int64>(
    "avenant_compter", Decompte.sql("from \(joins) where a.convention_id = $1::uuid and \(ConventionColumns.scope)"),
    bind: { id, p in p.uuid(id) }, decode: { row in try row.int8() })

  /// The number that comes next on that convention, whose couple is held.
  package static let numeroSuivant = Statement<UUID, Int>(
    "avenant_numero_suivant", "select coalesce(max(a.numero), 0) + 1 from avenant a where a.convention_id = $1::uuid",
    bind: { id, p in p.uuid(id) }, decode: { row in try row.int() })

  package static let inserer = Statement<AvenantLu, Void>(
    "avenant_inserer",
    """
    insert into avenant (id, convention_id, numero, intitule, modifications, effet_souhaite_le, cree_le, modifie_le)
    values ($1::uuid, $2::uuid, $3::int4, $4::text, $5::jsonb, $6::date, $7::timestamptz, $7::timestamptz)
    """,
    bind: { avenant, p in
      p.uuid(avenant.id)
      p.uuid(avenant.conventionId)
      p.int(avenant.numero)
      p.text(avenant.intitule)
      p.json(avenant.modifications)
      p.jour(avenant.effetSouhaiteLe)
      p.instant(avenant.creeLe)
    })

  /// One party's signature, and the day of effect that the rules give once all have signed.
  package struct Signee: Sendable {
    package let avenantId: UUID
    package let signature: ConventionStatements.SignatureNouvelle
    package let effetLe: Jour?

    package init(avenantId: UUID, signature: ConventionStatements.SignatureNouvelle, effetLe: Jour?) {
      self.avenantId = avenantId
      self.signature = signature
      self.effetLe = effetLe
    }
  }

  package static let signer = Statement<Signee, Void>(
    "avenant_signer",
    """
    with signe as (
      update avenant set effet_le = $11::date, version = version + 1, modifie_le = $10::timestamptz where id = $2::uuid returning id
    )
    insert into avenant_signature (id, avenant_id, partie, qualite, date, lieu, exemplaires, pour_ordre_de, deliberation, cree_le)
    select $1::uuid, s.id, $3::text, $4::text, $5::date, $6::text, $7::int4, $8::text, $9::jsonb, $10::timestamptz from signe s
    """,
    bind: { signee, p in
      let new = signee.signature
      p.uuid(new.id)
      p.uuid(signee.avenantId)
      p.text(new.signature.partie.rawValue)
      p.text(new.signature.qualite)
      p.jour(new.signature.date)
      p.text(new.lieu)
      p.int(new.exemplaires)
      p.text(new.signature.pourOrdreDe)
      p.json(new.deliberation)
      p.instant(new.instant)
      p.jour(signee.effetLe)
    })

  package static let abandonner = Statement<(id: UUID, instant: Instant), Void>(
    "avenant_abandonner",
    "update avenant set abandonne_le = $2::timestamptz, version = version + 1, modifie_le = $2::timestamptz where id = $1::uuid",
    bind: { abandon, p in
      p.uuid(abandon.id)
      p.instant(abandon.instant)
    })

  package static var all: [AnyStatement] {
    [lire.erased, lister.erased, compter.erased, numeroSuivant.erased, inserer.erased, signer.erased, abandonner.erased]
  }
}
