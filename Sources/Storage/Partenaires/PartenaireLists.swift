package import Domain
package import FoundationEssentials
package import Postgres

/// A search by beginnings of the words of the name, the commune, the SIRET or the SIREN, and after which row its page starts.
package struct RecherchePartenaires: Sendable {
  package let type: String?
  package let cherches: MotsCherches
  package let apres: MotSuivi?
  package let limite: Int

  package init(type: String?, cherches: MotsCherches, apres: MotSuivi?, limite: Int) {
    self.type = type
    self.cherches = cherches
    self.apres = apres
    self.limite = limite
  }
}

/// One page of a list of partners: after which row, and how many.
package struct PagePartenaires: Sendable {
  /// Nil keeps all.
  package let type: String?
  package let apresCle: String?
  package let apresCreeLe: Instant?
  package let apresId: UUID?
  package let limite: Int

  package init(type: String?, apresCle: String? = nil, apresCreeLe: Instant? = nil, apresId: UUID?, limite: Int) {
    self.type = type
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
      p.text(page.type)
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
      p.text(page.type)
      p.instant(page.apresCreeLe)
      p.uuid(page.apresId)
      p.int8(page.limite)
    }, decode: { row in try PartenaireLu(&row) })

  package static let compter = Statement<String?, Int64>(
    "partenaire_compter", Decompte.sql(deLaCaisse), bind: { type, p in p.text(type) }, decode: { row in try row.int8() })

  private static let mots = MotsSQL("partenaire_mot", "partenaire_id", mots: "$2", suivi: "$3") { mot in
    "\(mot).caisse_id = (select contexte('caisse'))"
  }

  /// Each partner is read as its word is walked along.
  private static let lus = """
    partenaire_mot m, lateral (select t.* from partenaire t where t.id = m.partenaire_id and ($1::text is null or t.type = $1::text) offset 0) p
    """

  private static func bind(_ query: RecherchePartenaires, _ p: inout ParameterEncoder) {
    p.text(query.type)
    p.texts(query.cherches.mots)
    p.text(query.apres?.mot)
  }

  /// In the order of the words found.
  package static let recherches = Statement<RecherchePartenaires, (partenaire: PartenaireLu, cle: String, mot: String)>(
    "partenaire_recherches",
    """
    \(mots.choix)
    select m.cle, \(MotsSQL.mot), \(PartenaireLu.columns) from \(lus) where \(mots.suite(apresCle: "$4", apresId: "$5"))
    order by m.cle, m.partenaire_id limit $6::int8
    """,
    bind: { query, p in
      bind(query, &p)
      p.text(query.apres?.cle)
      p.uuid(query.apres?.id)
      p.int8(query.limite)
    },
    decode: { row in
      let (cle, mot) = (try row.text(), try row.text())
      return (partenaire: try PartenaireLu(&row), cle: cle, mot: mot)
    })

  package static let compterRecherches = Statement<RecherchePartenaires, Int64>(
    "partenaire_compter_recherches", "\(mots.choix) " + Decompte.sql("from \(lus) where \(mots.toutes)"), bind: { query, p in bind(query, &p) },
    decode: { row in try row.int8() })
}
