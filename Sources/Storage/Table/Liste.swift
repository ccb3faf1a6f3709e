import Domain
package import FoundationEssentials
package import Postgres

/// One condition of a list: `condition` where each `?` is the value of the filter, with its type.
package struct Critere<Filtre: Sendable>: Sendable {
  let condition: @Sendable (_ place: Int) -> String
  let lier: @Sendable (Filtre, inout ParameterEncoder) -> Void

  package init<V: TypeDeChamp>(_ condition: String, _ chemin: any KeyPath<Filtre, V> & Sendable) {
    self.condition = { place in condition.split(separator: "?", omittingEmptySubsequences: false).joined(separator: "$\(place)::\(V.type)") }
    lier = { filtre, p in filtre[keyPath: chemin].lier(&p) }
  }

  /// That the column has this value, when the filter has one.
  package static func egal<V: TypeDeChamp>(_ colonne: String, _ chemin: any KeyPath<Filtre, V?> & Sendable) -> Critere {
    Critere("(? is null or \(colonne) = ?)", chemin)
  }
}

/// One page of a list in the order of records: identifiers carry the instant of their creation.
package struct PageFiltree<Filtre: Sendable>: Sendable {
  package let filtre: Filtre
  package let apresId: UUID?
  package let limite: Int

  package init(filtre: Filtre, apresId: UUID?, limite: Int) {
    self.filtre = filtre
    self.apresId = apresId
    self.limite = limite
  }
}

extension Table {
  /// The rows of `source` that meet all these, in the order of their record, and their count.
  package func liste<Filtre>(
    _ page: String, _ compte: String, de source: String, _ criteres: [Critere<Filtre>]
  ) -> (page: Statement<PageFiltree<Filtre>, Entite>, compte: Statement<Filtre, Int64>) {
    let conditions = criteres.enumerated().map { $1.condition($0 + 1) }.joined(separator: " and ")
    let (apres, limite) = (criteres.count + 1, criteres.count + 2)
    return (
      page: lecture(
        page,
        """
        from \(source) where \(conditions) and ($\(apres)::uuid is null or \(alias).id > $\(apres)::uuid)
        order by \(alias).id limit $\(limite)::int8
        """
      ) { demande, p in
        for critere in criteres { critere.lier(demande.filtre, &p) }
        p.uuid(demande.apresId)
        p.int8(demande.limite)
      },
      compte: Statement(
        compte, Decompte.sql("from \(source) where \(conditions)"),
        bind: { filtre, p in for critere in criteres { critere.lier(filtre, &p) } }, decode: { row in try row.int8() })
    )
  }
}
