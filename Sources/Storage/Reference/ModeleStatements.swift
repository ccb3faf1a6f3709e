package import Domain
package import JSON
package import Postgres

/// One version of a model of convention (V-03).
package struct ModeleLu: Sendable {
  package let code: String
  package let version: Int
  package let titre: String
  package let natures: [String]
  package let typeCaisse: String
  package let typePartenaire: String
  /// Dotted name to `{valeur, origine, regles, note?, defaut?}`, of every parameter.
  package let parametres: JSONValue
  /// Every version of that code, oldest first.
  package let versions: [Int]
}

/// A version of a model to publish (V-03).
package struct ModeleAPublier: Sendable {
  package let code: String
  package let version: Int
  package let titre: String
  package let natures: [String]
  package let typeCaisse: String
  package let typePartenaire: String
  package let parametres: JSONValue
  package let instant: Instant

  package init(
    code: String, version: Int, titre: String, natures: [String], typeCaisse: String, typePartenaire: String, parametres: JSONValue,
    instant: Instant
  ) {
    self.code = code
    self.version = version
    self.titre = titre
    self.natures = natures
    self.typeCaisse = typeCaisse
    self.typePartenaire = typePartenaire
    self.parametres = parametres
    self.instant = instant
  }
}

package enum ModeleStatements {
  private static let columns = """
    m.code, m.version, m.titre, m.natures, m.type_caisse, m.type_partenaire, m.parametres,
      (select jsonb_agg(n.version order by n.version) from modele_convention n where n.code = m.code)
    """

  private static func read(_ row: inout RowReader) throws(DecodingFailure) -> ModeleLu {
    ModeleLu(
      code: try row.text(), version: try row.int(), titre: try row.text(), natures: try row.texts(), typeCaisse: try row.text(),
      typePartenaire: try row.text(), parametres: try row.json(), versions: try row.json().array?.compactMap(\.int) ?? [])
  }

  /// The latest version of each model.
  package static let lister = Statement<Void, ModeleLu>(
    "modele_lister", "select distinct on (m.code) \(columns) from modele_convention m order by m.code, m.version desc",
    decode: { row in try read(&row) })

  package static let lireDernier = Statement<String, ModeleLu>(
    "modele_lire_dernier", "select \(columns) from modele_convention m where m.code = $1::text order by m.version desc limit 1",
    bind: { code, p in p.text(code) },
    decode: { row in try read(&row) })

  /// One version, the latest when none is named.
  package static let lireVersion = Statement<(code: String, version: Int?), ModeleLu>(
    "modele_lire_version",
    """
    select \(columns) from modele_convention m where m.code = $1::text and ($2::int4 is null or m.version = $2::int4)
    order by m.version desc limit 1
    """,
    bind: { asked, p in
      p.text(asked.code)
      p.int(asked.version)
    },
    decode: { row in try read(&row) })

  /// Of two administrators who publish the same version, the second is refused by the primary key.
  package static let publier = Statement<ModeleAPublier, Void>(
    "modele_publier",
    """
    insert into modele_convention (code, version, titre, natures, type_caisse, type_partenaire, parametres, cree_le)
    values ($1::text, $2::int4, $3::text, $4::text[], $5::text, $6::text, $7::jsonb, $8::timestamptz)
    """,
    bind: { modele, p in
      p.text(modele.code)
      p.int(modele.version)
      p.text(modele.titre)
      p.texts(modele.natures)
      p.text(modele.typeCaisse)
      p.text(modele.typePartenaire)
      p.json(modele.parametres)
      p.instant(modele.instant)
    })

  /// One version with its parameters, for `ParametresCache`.
  package static let figer = Statement<ModeleReference, ModeleFige>(
    "modele_figer",
    "select \(ModeleFige.columns(connus: "$3")) from modele_convention m where m.code = $1::text and m.version = $2::int4",
    bind: { modele, p in
      p.text(modele.code)
      p.int(modele.version)
      p.texts([])
    },
    decode: { row in try ModeleFige.read(&row) })

  package static var all: [AnyStatement] { [lister.erased, lireDernier.erased, lireVersion.erased, publier.erased, figer.erased] }
}
