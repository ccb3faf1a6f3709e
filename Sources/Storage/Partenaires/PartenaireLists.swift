package import Domain
package import FoundationEssentials
package import Postgres

/// What a list of partners keeps; nil keeps all.
package struct FiltrePartenaires: Sendable {
  package let type: String?
  /// Beginnings of the words of the name, the commune, the SIRET or the SIREN.
  package let cherches: MotsCherches?

  package init(type: String?, cherches: MotsCherches?) {
    self.type = type
    self.cherches = cherches
  }
}

/// One page of a list of partners: after which row, and how many.
package struct PagePartenaires: Sendable {
  package let filtre: FiltrePartenaires
  /// The folded name, or the word found when there is a search.
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
    where r.caisse_id = (select contexte('caisse')) and coalesce($1::text is null or p.type = $1::text, false)
    """

  package static let parDenomination = Statement<PagePartenaires, PartenaireLu>(
    "partenaire_par_denomination",
    """
    select \(PartenaireLu.columnsDeLaRelation) \(deLaCaisse)
      and (r.denomination_repliee, r.partenaire_id) > (\(Borne.premierDe("$2::text", "''")), \(Borne.premierDe("$3::uuid", Borne.premier)))
    order by r.denomination_repliee, r.partenaire_id limit $4::int8
    """,
    bind: { page, p in
      p.text(page.filtre.type)
      p.text(page.apresCle)
      p.uuid(page.apresId)
      p.int8(page.limite)
    }, decode: { row in try PartenaireLu(&row) })

  package static let plusRecents = Statement<PagePartenaires, PartenaireLu>(
    "partenaire_plus_recents",
    """
    select \(PartenaireLu.columnsDeLaRelation) \(deLaCaisse)
      and (r.partenaire_cree_le, r.partenaire_id)
        < (\(Borne.premierDe("$2::timestamptz", "'infinity'")), \(Borne.premierDe("$3::uuid", Borne.dernier)))
    order by r.partenaire_cree_le desc, r.partenaire_id desc limit $4::int8
    """,
    bind: { page, p in
      p.text(page.filtre.type)
      p.instant(page.apresCreeLe)
      p.uuid(page.apresId)
      p.int8(page.limite)
    }, decode: { row in try PartenaireLu(&row) })

  package static let compter = Statement<FiltrePartenaires, Int64>(
    "partenaire_compter", "select count(*) \(deLaCaisse)", bind: { filtre, p in p.text(filtre.type) }, decode: { row in try row.int8() })

  /// Along the words of the partners of the caisse: each partner is read as its word is walked along.
  private static func trouves(apres: String) -> String {
    """
    from partenaire_mot m, lateral (select t.* from partenaire t where t.id = m.partenaire_id and ($1::text is null or t.type = $1::text) offset 0) p
      where m.caisse_id = (select contexte('caisse')) and m.cle < $2::text || chr(1114111) and \(apres)
        and coalesce(\(MotsSQL.trouve("m", "$2", "$3")), false)
    """
  }

  private static func bindCherches(_ filtre: FiltrePartenaires, _ p: inout ParameterEncoder) {
    p.text(filtre.type)
    p.text(filtre.cherches?.debut)
    p.texts(filtre.cherches?.autres)
  }

  /// In the order of the words found.
  package static let recherches = Statement<PagePartenaires, (partenaire: PartenaireLu, cle: String)>(
    "partenaire_recherches",
    """
    select m.cle, \(PartenaireLu.columns)
    \(trouves(apres: "(m.cle, m.partenaire_id) > (\(Borne.premierDe("$4::text", "$2::text")) collate \"C\", \(Borne.premierDe("$5::uuid", Borne.premier)))"))
    order by m.cle, m.partenaire_id limit $6::int8
    """,
    bind: { page, p in
      bindCherches(page.filtre, &p)
      p.text(page.apresCle)
      p.uuid(page.apresId)
      p.int8(page.limite)
    }, decode: { row in
      let cle = try row.text()
      return (partenaire: try PartenaireLu(&row), cle: cle)
    })

  package static let compterRecherches = Statement<FiltrePartenaires, Int64>(
    "partenaire_compter_recherches", "select count(*) \(trouves(apres: "m.cle >= $2::text"))", bind: { filtre, p in bindCherches(filtre, &p) },
    decode: { row in try row.int8() })
}
