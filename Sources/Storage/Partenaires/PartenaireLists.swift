package import Domain
package import FoundationEssentials
package import Postgres

/// What a list of partners keeps; nil keeps all.
package struct FiltrePartenaires: Sendable {
  package let type: String?
  /// Part of the name, commune, SIRET or SIREN, whatever the accents and the case.
  package let recherche: String?

  package init(type: String?, recherche: String?) {
    self.type = type
    self.recherche = recherche
  }
}

/// One page of a list of partners: after which row, and how many.
package struct PagePartenaires: Sendable {
  package let filtre: FiltrePartenaires
  package let apresCle: String?
  package let apresCreeLe: Instant?
  package let apresId: UUID?
  package let limite: Int

  package init(filtre: FiltrePartenaires, apresCle: String? = nil, apresCreeLe: Instant? = nil, apresId: UUID?, limite: Int) {
    self.filtre = filtre
    self.apresCle = apresCle
    self.apresCreeLe = apresCreeLe
    self.apresId = apresId
    self.limite = limite
  }
}

/// The partners of the caisse of the open context, along the relations that keep the orders of the list.
extension PartenaireStatements {
  /// `offset 0`: each partner is read as its relation is walked; the planner would rather read and fold all those of the country.
  private static let deLaCaisse = """
    from partenaire_caisse r, lateral (select t.* from partenaire t where t.id = r.partenaire_id offset 0) p
    where r.caisse_id = (select contexte('caisse')) and coalesce(($1::text is null or p.type = $1::text)
      and ($2::text is null or position((select texte_replie($2::text)) in
        texte_replie(concat_ws(' ', p.denomination, p.commune, p.siret, p.siren))) > 0), false)
    """

  private static func bind(_ filtre: FiltrePartenaires, _ p: inout ParameterEncoder) {
    p.text(filtre.type)
    p.text(filtre.recherche)
  }

  package static let parDenomination = Statement<PagePartenaires, PartenaireLu>(
    "partenaire_par_denomination",
    """
    select \(PartenaireLu.columnsDeLaRelation) \(deLaCaisse)
      and (r.denomination_repliee, r.partenaire_id) > (\(Borne.premierDe("$3::text", "''")), \(Borne.premierDe("$4::uuid", Borne.premier)))
    order by r.denomination_repliee, r.partenaire_id limit $5::int8
    """,
    bind: { page, p in
      bind(page.filtre, &p)
      p.text(page.apresCle)
      p.uuid(page.apresId)
      p.int8(page.limite)
    }, decode: { row in try PartenaireLu(&row) })

  package static let plusRecents = Statement<PagePartenaires, PartenaireLu>(
    "partenaire_plus_recents",
    """
    select \(PartenaireLu.columnsDeLaRelation) \(deLaCaisse)
      and (r.partenaire_cree_le, r.partenaire_id)
        < (\(Borne.premierDe("$3::timestamptz", "'infinity'")), \(Borne.premierDe("$4::uuid", Borne.dernier)))
    order by r.partenaire_cree_le desc, r.partenaire_id desc limit $5::int8
    """,
    bind: { page, p in
      bind(page.filtre, &p)
      p.instant(page.apresCreeLe)
      p.uuid(page.apresId)
      p.int8(page.limite)
    }, decode: { row in try PartenaireLu(&row) })

  package static let compter = Statement<FiltrePartenaires, Int64>(
    "partenaire_compter", "select count(*) \(deLaCaisse)", bind: { filtre, p in bind(filtre, &p) }, decode: { row in try row.int8() })
}
