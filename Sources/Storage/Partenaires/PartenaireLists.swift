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

/// The partners of the caisse of the open context.
extension PartenaireStatements {
  /// `offset 0` keeps the search to the caisse's own partners: the planner would rather fold the names of all of them.
  private static let deLaCaisse = """
    from (
      select p.* from partenaire_caisse r join partenaire p on p.id = r.partenaire_id
      where r.caisse_id = (select contexte('caisse')) and ($1::text is null or p.type = $1::text) offset 0) p
    where ($2::text is null or position((select texte_replie($2::text)) in
      texte_replie(concat_ws(' ', p.denomination, p.commune, p.siret, p.siren))) > 0)
    """

  private static func bind(_ filtre: FiltrePartenaires, _ p: inout ParameterEncoder) {
    p.text(filtre.type)
    p.text(filtre.recherche)
  }

  package static let parDenomination = Statement<PagePartenaires, PartenaireLu>(
    "partenaire_par_denomination",
    """
    select \(PartenaireLu.columns) \(deLaCaisse)
      and ($3::text is null or (texte_replie(p.denomination) collate "C", p.id) > ($3::text, $4::uuid))
    order by texte_replie(p.denomination) collate "C", p.id limit $5::int8
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
    select \(PartenaireLu.columns) \(deLaCaisse)
      and ($3::timestamptz is null or (p.cree_le, p.id) < ($3::timestamptz, $4::uuid))
    order by p.cree_le desc, p.id desc limit $5::int8
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
