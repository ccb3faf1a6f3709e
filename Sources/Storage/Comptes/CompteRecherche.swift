package import Domain
import FoundationEssentials
package import Postgres

/// A search among accounts, by beginnings of the words of the name, the address or the identifiant, and after which row its page starts.
package struct RechercheComptes: Sendable {
  package let filtre: FiltreComptes
  package let cherches: MotsCherches
  package let apres: MotSuivi?
  package let limite: Int

  package init(filtre: FiltreComptes, cherches: MotsCherches, apres: MotSuivi?, limite: Int) {
    self.filtre = filtre
    self.cherches = cherches
    self.apres = apres
    self.limite = limite
  }
}

/// In the order of the words found, along the words of the caisse or of the partner of the open context.
extension CompteStatements {
  private static let mots = MotsSQL("compte_mot", "compte_id", mots: "$6", suivi: "$7") { mot in
    "\(mot).portee_id = (select case when contexte('caisse') is null then contexte('partenaire') else contexte('caisse') end)"
  }

  /// Each account is read as its word is walked along, and judged as in the other lists.
  private static let lus = """
    compte_mot m, lateral (
      select k.id from compte k where k.id = m.compte_id and (contexte('caisse') is not null or \(Portee.partenaire.mur)) and \(filtre) offset 0) k
    """

  private static func bind(_ query: RechercheComptes, _ p: inout ParameterEncoder) {
    bindFiltre(query.filtre, &p)
    p.texts(query.cherches.mots)
    p.text(query.apres?.mot)
  }

  package static let recherches = Statement<RechercheComptes, (compte: CompteLu, cle: String, mot: String)>(
    "compte_recherches",
    """
    \(mots.choix)
    select page.cle, \(MotsSQL.mot), \(CompteColumns.sql(instant: "$5")) from (
      select m.cle, m.compte_id from \(lus) where \(mots.suite(apresCle: "$8", apresId: "$9"))
      order by m.cle, m.compte_id limit $10::int8) page
      join compte k on k.id = page.compte_id \(CompteColumns.joins)
    order by page.cle, page.compte_id, a.caisse_id
    """,
    bind: { query, p in
      bind(query, &p)
      p.text(query.apres?.cle)
      p.uuid(query.apres?.id)
      p.int8(query.limite)
    },
    decode: { row in
      let (cle, mot) = (try row.text(), try row.text())
      return (compte: try CompteColumns.read(&row), cle: cle, mot: mot)
    })

  package static let nombreDesRecherches = Statement<RechercheComptes, Int64>(
    "compte_nombre_des_recherches", "\(mots.choix) " + Decompte.sql("from \(lus) where \(mots.toutes)"), bind: { query, p in bind(query, &p) },
    decode: { row in try row.int8() })
}
