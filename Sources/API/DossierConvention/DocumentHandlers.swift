import Bytes
import Contract
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// The documents of a convention's file, by their particulars: annexes, memo, supports (V-32, V-36, B-13, X-06).
enum DocumentHandlers {
  static func ajouter(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let cache = service.shared.parametres
    let id = try request.pathID()
    let remplaceId = request.body["remplace_id"]?.string.flatMap { UUID(text: $0) }
    return try await service.write(request) { writing in
      let tenue = ConventionTenue(id, writing, cache)
      let former = remplaceId.map { writing.enqueue(DocumentConventionStatements.lire, (id: $0, conventionId: id)) }
      try await writing.load()
      let convention = try tenue.convention()
      let remplace = try former?.first()
      if remplaceId != nil, remplace == nil { throw ConventionProblems.referenceInconnue("/remplace_id", regle: "V-32") }
      let document = try document(request, convention, remplace)
      _ = writing.enqueue(DocumentConventionStatements.inserer, document)
      writing.record(
        "DOCUMENT_ENREGISTRE", convention.lue, regle: document.type.regle,
        apres: .object(DocumentConventionStatements.table.trace(document, id: "document_id")))
      DocumentConventionStatements.table.rendre(document, dans: &request.exchange.body)
      return Reply(201, location: "/v1/conventions/\(id.text)/documents")
    }
  }

  private static func document(
    _ request: RequestContext, _ convention: ConventionMontree, _ remplace: DocumentConventionLu?
  ) throws -> DocumentConventionLu {
    var document = DocumentConventionLu(id: try request.nouvelId(), conventionId: convention.lue.id, instant: request.now)
    var erreurs = CollecteErreurs()
    DocumentConventionStatements.table.saisir(request.body, dans: &document, regle: { $0.type.regle }, &erreurs)
    if document.remisLe == nil, document.remisPar != nil { erreurs.ajouter(FauteCommune.obligatoire(regle: document.type.regle), sur: "/remis_le") }
    guard erreurs.erreurs.isEmpty else { throw RefusDossier.corps(erreurs.erreurs) }
    document.numeroVersion = try convention.faits.enregistrer(
      document.type, date: document.date, remisLe: document.remisLe, remplace: remplace?.remplace, aujourdhui: convention.lue.jour(a: request.now))
    return document
  }

  /// Those in force; `remplaces=true` shows the former versions as well.
  static func lister(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let filtre = DocumentConventionStatements.Filtre(
      conventionId: try request.pathID(), type: request.queryText("type"), remplaces: request.queryFlag("remplaces") == true)
    return try await service.lister(
      DocumentConventionStatements.table, DocumentConventionStatements.lister, DocumentConventionStatements.compter, filtre,
      de: filtre.conventionId, request
    ) { $0.id }
  }
}
