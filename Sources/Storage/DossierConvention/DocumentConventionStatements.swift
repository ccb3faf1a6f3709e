package import Domain
package import FoundationEssentials
package import Postgres

/// The particulars of one document of a convention's file (V-32).
package struct DocumentConventionLu: Sendable {
  package var id = UUID.nul
  package var conventionId = UUID.nul
  package var type = TypeDocumentConvention.annexe
  package var titre = ""
  package var numeroVersion = 1
  package var date: Jour?
  package var remisLe: Jour?
  package var remisPar: Partie?
  package var reference: String?
  package var remplaceId: UUID?
  /// The document that took its place.
  package var remplaceParId: UUID?
  package var creeLe = Instant(microsecondes: 0)

  fileprivate init() {}

  /// A new document, which a body fills.
  package init(id: UUID, conventionId: UUID, instant: Instant) {
    self.id = id
    self.conventionId = conventionId
    creeLe = instant
  }

  /// As the rules see it when another one would replace it.
  package var remplace: DocumentRemplace {
    DocumentRemplace(type: type, numeroVersion: numeroVersion, dejaRemplace: remplaceParId != nil)
  }
}

extension TypeDocumentConvention: TypeDeChamp {}
extension Partie: TypeDeChamp {}

package enum DocumentConventionStatements {
  package static let table = Table<DocumentConventionLu>(
    "document_convention", "d", vierge: DocumentConventionLu(),
    champs: [
      Champ("id", \.id, .creation, trace: true),
      Champ("convention_id", \.conventionId, .creation),
      Champ("type", \.type, .creation, trace: true, saisie: .telle),
      Champ("titre", \.titre, .creation, saisie: .ligne(caracteresMax: 200)),
      Champ("numero_version", \.numeroVersion, .creation, trace: true),
      Champ("date", \.date, .creation, saisie: .telle),
      Champ("remis_le", \.remisLe, .creation, trace: true, saisie: .telle),
      Champ("remis_par", \.remisPar, .creation, saisie: .telle),
      Champ("reference", \.reference, .creation, saisie: .ligne(caracteresMax: 200)),
      Champ("remplace_id", \.remplaceId, .creation, trace: true, saisie: .telle),
      Champ("remplace_par_id", \.remplaceParId, .jamais, colonne: "s.id"),
      Champ("cree_le", \.creeLe, .creation),
    ])

  /// `s` is the document that replaced `d`.
  private static let joins = """
    document_convention d join convention v on v.id = d.convention_id left join document_convention s on s.remplace_id = d.id
    """

  /// A document of that convention.
  package static let lire = table.lecture(
    "document_convention_lire", "from \(joins) where d.id = $1::uuid and d.convention_id = $2::uuid and \(ConventionColumns.scope)"
  ) { (asked: (id: UUID, conventionId: UUID), p) in
    p.uuid(asked.id)
    p.uuid(asked.conventionId)
  }

  package static let inserer = table.inserer("document_convention_inserer")

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

  private static let liste = table.liste(
    "document_convention_lister", "document_convention_compter", de: joins,
    [
      Critere<Filtre>("d.convention_id = ? and \(ConventionColumns.scope)", \.conventionId), .egal("d.type", \.type),
      Critere("(? or s.id is null)", \.remplaces),
    ])

  package static let lister = liste.page
  package static let compter = liste.compte

  package static var all: [AnyStatement] { [lire.erased, lister.erased, compter.erased, inserer.erased] }
}
