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
  /// Dotted name to `{valeur, origine, regles, note?, defaut?}`: the 98 parameters.
  package let parametres: JSONValue
}

package enum ModeleStatements {
  private static let columns = "m.code, m.version, m.titre, m.natures, m.type_caisse, m.type_partenaire, m.parametres"

  private static func read(_ row: inout RowReader) throws(DecodingFailure) -> ModeleLu {
    ModeleLu(
      code: try row.text(), version: try row.int(), titre: try row.text(), natures: try row.texts(), typeCaisse: try row.text(),
      typePartenaire: try row.text(), parametres: try row.json())
  }

  /// The latest version of each model.
  package static let lister = Statement<Void, ModeleLu>(
    "modele_lister", "select distinct on (m.code) \(columns) from modele_convention m order by m.code, m.version desc",
    decode: { row in try read(&row) })

  package static let lireDernier = Statement<String, ModeleLu>(
    "modele_lire_dernier", "select \(columns) from modele_convention m where m.code = $1::text order by m.version desc limit 1",
    bind: { code, p in p.text(code) },
    decode: { row in try read(&row) })

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

  package static var all: [AnyStatement] { [lister.erased, lireDernier.erased, figer.erased] }
}
