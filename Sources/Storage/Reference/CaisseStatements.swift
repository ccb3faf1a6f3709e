package import Domain
package import FoundationEssentials
package import Postgres

package struct CaisseLue: Sendable {
  package let id: UUID
  package let code: String
  package let denomination: String
  package let departement: String
  package let adresse: String
  package let codePostal: String?
  package let commune: String?
  package let representantQualite: String?
  package let calendrierJoursOuvres: String
  package let fuseau: FuseauHoraire
}

package enum CaisseStatements {
  private static let columns = """
    c.id, c.code, c.denomination, c.departement, c.adresse, c.code_postal, c.commune, c.representant_qualite, c.calendrier_jours_ouvres, c.fuseau
    """

  private static func read(_ row: inout RowReader) throws(DecodingFailure) -> CaisseLue {
    CaisseLue(
      id: try row.uuid(), code: try row.text(), denomination: try row.text(), departement: try row.text(), adresse: try row.text(),
      codePostal: try row.textOrNull(), commune: try row.textOrNull(), representantQualite: try row.textOrNull(),
      calendrierJoursOuvres: try row.text(), fuseau: try row.text(FuseauHoraire.init(rawValue:)))
  }

  package static let lire = Statement<UUID, CaisseLue>(
    "caisse_lire", "select \(columns) from caisse c where c.id = $1::uuid", bind: { id, p in p.uuid(id) },
    decode: { row in try read(&row) })

  /// The caisse a demande is addressed to, when the demande is visible.
  package static let deLaDemande = Statement<UUID, CaisseLue>(
    "caisse_de_la_demande", "select \(columns) from caisse c join demande d on d.caisse_id = c.id where d.id = $1::uuid",
    bind: { id, p in p.uuid(id) },
    decode: { row in try read(&row) })

  package struct Page: Sendable {
    package let departement: String?
    package let cherches: MotsCherches?
    package let apresCode: String?
    package let limite: Int

    package init(departement: String?, cherches: MotsCherches?, apresCode: String?, limite: Int) {
      self.departement = departement
      self.cherches = cherches
      self.apresCode = apresCode
      self.limite = limite
    }
  }

  private static let filtre = """
    ($1::text is null or c.departement = $1::text)
      and ($2::text[] is null or (select bool_and(position(' ' || mot in ' ' || array_to_string(mots_replies(c.code || ' ' || c.denomination), ' ')) > 0)
        from unnest($2::text[]) mot))
    """

  /// Public data, by code.
  package static let lister = Statement<Page, CaisseLue>(
    "caisse_lister",
    "select \(columns) from caisse c where \(filtre) and ($3::text is null or c.code > $3::text) order by c.code limit $4::int8",
    bind: { page, p in
      p.text(page.departement)
      p.texts(page.cherches?.mots)
      p.text(page.apresCode)
      p.int8(page.limite)
    },
    decode: { row in try read(&row) })

  package static let compter = Statement<Page, Int64>(
    "caisse_compter", "select count(*) from caisse c where \(filtre)",
    bind: { page, p in
      p.text(page.departement)
      p.texts(page.cherches?.mots)
    },
    decode: { row in try row.int8() })

  package static var all: [AnyStatement] { [lire.erased, deLaDemande.erased, lister.erased, compter.erased] }
}
