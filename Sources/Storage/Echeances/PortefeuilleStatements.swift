package import Domain
package import FoundationEssentials
package import Postgres

/// Which acts of the open context a portfolio reads; nil keeps all. `du` and `au` only leave out acts that have no date between them.
package struct FiltrePortefeuille: Sendable {
  package var du: Jour
  package var au: Jour
  package var partenaireId: UUID?
  package var conventionId: UUID?

  package init(du: Jour, au: Jour, partenaireId: UUID? = nil, conventionId: UUID? = nil) {
    self.du = du
    self.au = au
    self.partenaireId = partenaireId
    self.conventionId = conventionId
  }
}

/// A part of a portfolio, by id: after which act, and how many.
package struct LotPortefeuille: Sendable {
  package let connus: [String]
  package let filtre: FiltrePortefeuille
  package let apres: UUID?
  package let limite: Int

  package init(connus: [String], filtre: FiltrePortefeuille, apres: UUID?, limite: Int) {
    self.connus = connus
    self.filtre = filtre
    self.apres = apres
    self.limite = limite
  }
}

/// The acts whose dates fall between two days, read part by part so that a loop serves others in between. Never the dates themselves:
/// they are computed from the facts.
package enum PortefeuilleStatements {
  private static let deLaCaisseOuverte = "v.caisse_id = (select contexte('caisse'))"
  private static let duPartenaireOuvert = "v.partenaire_id = (select contexte('partenaire')) and v.proposee_le is not null"

  /// The last date after an end is that of the attestation of destruction, 31 days later (R-24); a dispute may outlive its act (V-30).
  /// One `coalesce`, for the planner: see `DemandeStatements.filtre`.
  private static let vivante = """
    v.premier_jour is not null and coalesce(v.premier_jour <= $3::date
      and ($4::uuid is null or v.partenaire_id = $4::uuid) and ($5::uuid is null or v.id = $5::uuid)
      and (v.dernier_jour is null or v.dernier_jour >= $2::date - 31
        or (select true from differend d where d.convention_id = v.id and d.clos_le is null limit 1)), false)
    """

  private static func bind(_ lot: LotPortefeuille, _ p: inout ParameterEncoder) {
    p.texts(lot.connus)
    p.jour(lot.filtre.du)
    p.jour(lot.filtre.au)
    p.uuid(lot.filtre.partenaireId)
    p.uuid(lot.filtre.conventionId)
  }

  private static func lecture(_ name: String, _ scope: String) -> Statement<LotPortefeuille, ConventionLue> {
    Statement(
      name,
      """
      select \(ConventionColumns.sql) from (
        select v.id from convention v where \(scope) and \(vivante) and v.id > \(Borne.premierDe("$6::uuid", Borne.premier))
        order by v.id limit $7::int8) lot
      join \(ConventionColumns.joins(on: "v.id = lot.id")) order by v.id
      """,
      bind: { lot, p in
        bind(lot, &p)
        p.uuid(lot.apres)
        p.int8(lot.limite)
      }, decode: { row in try ConventionColumns.read(&row) })
  }

  package static let deLaCaisse = lecture("portefeuille_de_la_caisse", deLaCaisseOuverte)
  package static let duPartenaire = lecture("portefeuille_du_partenaire", duPartenaireOuvert)

  private static func nombre(_ name: String, _ scope: String) -> Statement<LotPortefeuille, Int64> {
    Statement(
      name,
      """
      select count(*) from (
        select from convention v where $1::text[] is not null and \(scope) and \(vivante) order by v.id limit $6::int8) borne
      """,
      bind: { lot, p in
        bind(lot, &p)
        p.int8(lot.limite)
      }, decode: { row in try row.int8() })
  }

  /// How many acts there are to read, `limite` at most. In the order of the reading, so that it goes along the same index: the planner takes
  /// the constraint on overlaps, which leads by caisse, for as good a way to those of a partner.
  package static let nombreDeLaCaisse = nombre("portefeuille_nombre_de_la_caisse", deLaCaisseOuverte)
  package static let nombreDuPartenaire = nombre("portefeuille_nombre_du_partenaire", duPartenaireOuvert)

  package static var all: [AnyStatement] {
    [deLaCaisse.erased, duPartenaire.erased, nombreDeLaCaisse.erased, nombreDuPartenaire.erased]
  }
}
