package import Domain
package import FoundationEssentials
package import Postgres

/// A search among accounts, by beginnings of the words of the name, the address or the identifiant, and after which row its page starts.
package struct RechercheComptes: Sendable {
  package let filtre: FiltreComptes
  package let cherches: MotsCherches
  package let apresCle: String?
  package let apresId: UUID?
  package let limite: Int

  package init(filtre: FiltreComptes, cherches: MotsCherches, apresCle: String?, apresId: UUID?, limite: Int) {
    self.filtre = filtre
    self.cherches = cherches
    self.apresCle = apresCle
    self.apresId = apresId
    self.limite = limite
  }
}

/// In the order of the words found, along the words of the caisse or of the partner of the open context.
extension CompteStatements {
  /// Each account is read as its word is walked along, and judged as in the other lists.
  private static func trouves(apres: String) -> String {
    """
    from compte_mot m, lateral (
        select k.id from compte k where k.id = m.compte_id and (contexte('caisse') is not null or \(Portee.partenaire.mur)) and \(filtre) offset 0) k
      where m.portee_id = (select case when contexte('caisse') is null then contexte('partenaire') else contexte('caisse') end)
        and m.cle < $6::text || chr(1114111) and \(apres) and coalesce(\(MotsSQL.trouve("m", "$6", "$7")), false)
    """
  }

  private static func bind(_ query: RechercheComptes, _ p: inout ParameterEncoder) {
    bindFiltre(query.filtre, &p)
    p.text(query.cherches.debut)
    p.texts(query.cherches.autres)
  }

  package static let recherches = Statement<RechercheComptes, (compte: CompteLu, cle: String)>(
    "compte_recherches",
    """
    select page.cle, \(CompteColumns.sql(instant: "$5")) from (
      select m.cle, m.compte_id
      \(trouves(apres: "(m.cle, m.compte_id) > (\(Borne.premierDe("$8::text", "$6::text")) collate \"C\", \(Borne.premierDe("$9::uuid", Borne.premier)))"))
      order by m.cle, m.compte_id limit $10::int8) page
      join compte k on k.id = page.compte_id \(CompteColumns.joins)
    order by page.cle, page.compte_id, a.caisse_id
    """,
    bind: { query, p in
      bind(query, &p)
      p.text(query.apresCle)
      p.uuid(query.apresId)
      p.int8(query.limite)
    },
    decode: { row in
      let cle = try row.text()
      return (compte: try CompteColumns.read(&row), cle: cle)
    })

  package static let nombreDesRecherches = Statement<RechercheComptes, Int64>(
    "compte_nombre_des_recherches", "select count(*) \(trouves(apres: "m.cle >= $6::text"))", bind: { query, p in bind(query, &p) },
    decode: { row in try row.int8() })
}
