package import Domain
package import FoundationEssentials
package import Postgres

/// What a list of conventions keeps; nil keeps all.
package struct FiltreConventions: Sendable {
  package var connus: [String]
  package var partenaireId: UUID?
  package var nature: String?
  package var etat: String?
  /// What the partner's name holds, in any order.
  package var cherches: MotsCherches?
  /// The moment whose civil day, at each caisse, the state is judged on.
  package var instant: Instant

  package init(connus: [String], partenaireId: UUID?, nature: String?, etat: String?, cherches: MotsCherches?, instant: Instant) {
    self.connus = connus
    self.partenaireId = partenaireId
    self.nature = nature
    self.etat = etat
    self.cherches = cherches
    self.instant = instant
  }
}

/// One page of a list of conventions: after which row, and how many.
package struct PageConventions: Sendable {
  package let filtre: FiltreConventions
  package let apresCreeLe: Instant?
  package let apresId: UUID?
  package let limite: Int

  package init(filtre: FiltreConventions, apresCreeLe: Instant?, apresId: UUID?, limite: Int) {
    self.filtre = filtre
    self.apresCreeLe = apresCreeLe
    self.apresId = apresId
    self.limite = limite
  }
}

extension ConventionStatements {
  private static let deLaCaisseOuverte = "v.caisse_id = (select contexte('caisse'))"
  private static let duPartenaireOuvert = "v.partenaire_id = (select contexte('partenaire')) and v.proposee_le is not null"

  /// The state is the one `FaitsConvention.etat` gives: the life it is computed from is written with the facts (V-28). One `coalesce`, for
  /// the planner: see `DemandeStatements.filtre`.
  private static let filtre = """
    coalesce(($2::uuid is null or v.partenaire_id = $2::uuid) and ($3::text is null or v.nature = $3::text)
      and ($4::text is null or $4::text = (select case
        when v.proposee_le is null then 'BROUILLON'
        when v.premier_jour is null or v.premier_jour > jour_civil(c.fuseau, $6::timestamptz) then 'A_SIGNER'
        when v.dernier_jour is null or v.dernier_jour >= jour_civil(c.fuseau, $6::timestamptz) then 'EN_VIGUEUR'
        when v.fin in ('RESILIATION', 'RESILIATION_DU_METIER') then 'RESILIEE'
        else 'ECHUE' end from caisse c where c.id = v.caisse_id))
      and ($5::text[] is null or (select bool_and(position(mot in r.denomination_repliee) > 0) from partenaire_caisse r, unnest($5::text[]) mot
        where r.caisse_id = v.caisse_id and r.partenaire_id = v.partenaire_id)), false)
    """

  private static func bind(_ filtre: FiltreConventions, _ p: inout ParameterEncoder) {
    p.texts(filtre.connus)
    p.uuid(filtre.partenaireId)
    p.text(filtre.nature)
    p.text(filtre.etat)
    p.texts(filtre.cherches?.mots)
    p.instant(filtre.instant)
  }

  /// The page is chosen first, along the index that its scope leads; only its rows pay for what is shown beside them.
  private static func liste(
    _ name: String, _ scope: String, after comparison: String, _ direction: String
  ) -> Statement<PageConventions, ConventionLue> {
    let debut = direction == "asc" ? ("'-infinity'", Borne.premier) : ("'infinity'", Borne.dernier)
    return Statement(
      name,
      """
      select \(ConventionColumns.sql) from (
        select v.id from convention v
        where \(scope) and \(filtre)
          and (v.cree_le, v.id) \(comparison) (\(Borne.premierDe("$7::timestamptz", debut.0)), \(Borne.premierDe("$8::uuid", debut.1)))
        order by v.cree_le \(direction), v.id \(direction) limit $9::int8) page
      join \(ConventionColumns.joins(on: "v.id = page.id")) order by v.cree_le \(direction), v.id \(direction)
      """,
      bind: { page, p in
        bind(page.filtre, &p)
        p.instant(page.apresCreeLe)
        p.uuid(page.apresId)
        p.int8(page.limite)
      }, decode: { row in try ConventionColumns.read(&row) })
  }

  package static let deLaCaisse = liste("convention_de_la_caisse", deLaCaisseOuverte, after: "<", "desc")
  package static let deLaCaisseAnciennes = liste("convention_de_la_caisse_anciennes", deLaCaisseOuverte, after: ">", "asc")
  package static let duContexte = liste("convention_du_contexte", duPartenaireOuvert, after: "<", "desc")
  package static let duContexteAnciennes = liste("convention_du_contexte_anciennes", duPartenaireOuvert, after: ">", "asc")

  private static func nombre(_ name: String, _ scope: String) -> Statement<FiltreConventions, Int64> {
    Statement(
      name,
      Decompte.sql("from convention v where $1::text[] is not null and \(scope) and \(filtre)"),
      bind: { filtre, p in bind(filtre, &p) }, decode: { row in try row.int8() })
  }

  package static let nombreDeLaCaisse = nombre("convention_nombre_de_la_caisse", deLaCaisseOuverte)
  package static let nombreDuContexte = nombre("convention_nombre_du_contexte", duPartenaireOuvert)
}
