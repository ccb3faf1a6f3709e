package import Domain
package import FoundationEssentials
package import Postgres

/// The particulars of one document of a convention's file (V-32).
package struct DocumentConventionLu: Sendable {
  package let id: UUID
  package let conventionId: UUID
  package let type: TypeDocumentConvention
  package let titre: String
  package let numeroVersion: Int
  package let date: Jour?
  package let remisLe: Jour?
  package let remisPar: Partie?
  package let reference: String?
  package let remplaceId: UUID?
  /// The document that took its place.
  package let remplaceParId: UUID?
  package let creeLe: Instant

  package init(
    id: UUID, conventionId: UUID, type: TypeDocumentConvention, titre: String, numeroVersion: Int, date: Jour?, remisLe: Jour?,
    remisPar: Partie?, reference: String?, remplaceId: UUID?, creeLe: Instant
  ) {
    self.id = id
    self.conventionId = conventionId
    self.type = type
    self.titre = titre
    self.numeroVersion = numeroVersion
    self.date = date
    self.remisLe = remisLe
    self.remisPar = remisPar
    self.reference = reference
    self.remplaceId = remplaceId
    remplaceParId = nil
    self.creeLe = creeLe
  }

  init(_ row: inout RowReader) throws(DecodingFailure) {
    id = try row.uuid()
    conventionId = try row.uuid()
    type = try row.text(TypeDocumentConvention.init(rawValue:))
    titre = try row.text()
    numeroVersion = try row.int()
    date = try row.jourOrNull()
    remisLe = try row.jourOrNull()
    remisPar = try row.textOrNull().flatMap(Partie.init(rawValue:))
    reference = try row.textOrNull()
    remplaceId = try row.uuidOrNull()
    remplaceParId = try row.uuidOrNull()
    creeLe = try row.instant()
  }

  /// As the rules see it when another one would replace it.
  package var remplace: DocumentRemplace {
    DocumentRemplace(type: type, numeroVersion: numeroVersion, dejaRemplace: remplaceParId != nil)
  }
}

package enum DocumentConventionStatements {
  private static let columns = """
    d.id, d.convention_id, d.type, d.titre, d.numero_version, d.date, d.remis_le, d.remis_par, d.reference, d.remplace_id, s.id, d.cree_le
    """
  /// `s` is the document that replaced `d`.
  private static let joins = """
    document_convention d join convention v on v.id = d.convention_id left join document_convention s on s.remplace_id = d.id
    """

  /// A document of that convention.
  package static let lire = Statement<(id: UUID, conventionId: UUID), DocumentConventionLu>(
    "document_convention_lire",
    "select \(columns) from \(joins) where d.id = $1::uuid and d.convention_id = $2::uuid and \(ConventionColumns.scope)",
    bind: { asked, p in
      p.uuid(asked.id)
      p.uuid(asked.conventionId)
    }, decode: { row in try DocumentConventionLu(&row) })

  package struct Filtre: Sendable {
    package let conventionId: UUID
    package let type: String?
    /// Former versions as well.
    package let remplaces: Bool

    package init(conventionId: UUID, type: String?, remplaces: Bool) {
      self.conventionId = conventionId
      self.type = type
      self.remplaces = remplaces
    }
  }

  package struct Page: Sendable {
    package let filtre: Filtre
    package let apresId: UUID?
    package let limite: Int

    package init(filtre: Filtre, apresId: UUID?, limite: Int) {
      self.filtre = filtre
      self.apresId = apresId
      self.limite = limite
    }
  }

  private static let filtre = """
    d.convention_id = $1::uuid and \(ConventionColumns.scope) and ($2::text is null or d.type = $2::text) and ($3::bool or s.id is null)
    """

  private static func bind(_ filtre: Filtre, _ p: inout ParameterEncoder) {
    p.uuid(filtre.conventionId)
    p.text(filtre.type)
    p.bool(filtre.remplaces)
  }

  /// In the order of their record.
  package static let lister = Statement<Page, DocumentConventionLu>(
    "document_convention_lister",
    "select \(columns) from \(joins) where \(filtre) and ($4::uuid is null or d.id > $4::uuid) order by d.id limit $5::int8",
    bind: { page, p in
      bind(page.filtre, &p)
      p.uuid(page.apresId)
      p.int8(page.limite)
    }, decode: { row in try DocumentConventionLu(&row) })

  package static let compter = Statement<Filtre, Int64>(
    "document_convention_compter", "select count(*) from \(joins) where \(filtre)", bind: { filtre, p in bind(filtre, &p) },
    decode: { row in try row.int8() })

  package static let inserer = Statement<DocumentConventionLu, Void>(
    "document_convention_inserer",
    """
    insert into document_convention (id, convention_id, type, titre, numero_version, date, remis_le, remis_par, reference, remplace_id, cree_le)
    values ($1::uuid, $2::uuid, $3::text, $4::text, $5::int4, $6::date, $7::date, $8::text, $9::text, $10::uuid, $11::timestamptz)
    """,
    bind: { document, p in
      p.uuid(document.id)
      p.uuid(document.conventionId)
      p.text(document.type.rawValue)
      p.text(document.titre)
      p.int(document.numeroVersion)
      p.jour(document.date)
      p.jour(document.remisLe)
      p.text(document.remisPar?.rawValue)
      p.text(document.reference)
      p.uuid(document.remplaceId)
      p.instant(document.creeLe)
    })

  package static var all: [AnyStatement] { [lire.erased, lister.erased, compter.erased, inserer.erased] }
}
