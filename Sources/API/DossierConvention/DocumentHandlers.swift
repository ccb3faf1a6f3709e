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
        apres: [
          "document_id": .string(document.id.text), "type": .string(document.type.rawValue),
          "numero_version": .number(JSONNumber(document.numeroVersion)), "remplace_id": .optional(remplaceId?.text),
          "remis_le": .optional(document.remisLe),
        ])
      request.exchange.body.append(document: document)
      return Reply(201, location: "/v1/conventions/\(id.text)/documents")
    }
  }

  private static func document(
    _ request: RequestContext, _ convention: ConventionMontree, _ remplace: DocumentConventionLu?
  ) throws -> DocumentConventionLu {
    let body = request.body
    guard let type = body["type"]?.string.flatMap(TypeDocumentConvention.init(rawValue:)) else { throw Problem(.corpsInvalide) }
    var erreurs = CollecteErreurs()
    let titre = erreurs.texte(body, "titre", regle: type.regle)
    let reference = erreurs.texteFacultatif(body, "reference")
    let remisLe = body["remis_le"]?.string.flatMap { Jour(texte: $0) }
    if remisLe == nil, body["remis_par"] != nil { erreurs.ajouter(FauteCommune.obligatoire(regle: type.regle), sur: "/remis_le") }
    guard let titre, erreurs.erreurs.isEmpty else { throw RefusDossier.corps(erreurs.erreurs) }
    let date = body["date"]?.string.flatMap { Jour(texte: $0) }
    let numero = try convention.faits.enregistrer(
      type, date: date, remisLe: remisLe, remplace: remplace?.remplace, aujourdhui: convention.lue.jour(a: request.now))
    return DocumentConventionLu(
      id: try request.nouvelId(), conventionId: convention.lue.id, type: type, titre: titre,
      numeroVersion: numero, date: date, remisLe: remisLe, remisPar: body["remis_par"]?.string.flatMap(Partie.init(rawValue:)),
      reference: reference, remplaceId: remplace?.id, creeLe: request.now)
  }

  /// Those in force; `remplaces=true` shows the former versions as well.
  static func lister(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let page = try Pagination(request)
    let filtre = DocumentConventionStatements.Filtre(
      conventionId: id, type: request.queryText("type"), remplaces: request.queryFlag("remplaces") == true)
    let query = DocumentConventionStatements.Page(filtre: filtre, apresId: try page.id(0), limite: page.limite + 1)
    let wantsTotal = request.queryFlag("total") == true
    let key = ConventionStatements.Cle(id, service.shared.parametres)
    let (_, found) = try await service.read(request) { batch in
      (
        convention: batch.enqueue(ConventionStatements.lire, key), rows: batch.enqueue(DocumentConventionStatements.lister, query),
        total: wantsTotal ? batch.enqueue(DocumentConventionStatements.compter, filtre) : nil
      )
    }
    guard try found.convention.first() != nil else { throw Problem(.ressourceIntrouvable) }
    return request.respondList(
      try found.rows.rows(), page, total: try found.total?.first(), keys: { [.key($0.id)] }, render: { $1.append(document: $0) })
  }
}

extension CollecteErreurs {
  /// One line of text that must be there.
  mutating func texte(_ body: JSONValue, _ name: String, regle: String) -> String? {
    exiger(body[name]?.string, "/\(name)", regle: regle) { texte throws(TexteInvalide) in try TexteCourt(texte, caracteresMax: 200) }?.texte
  }

  mutating func texteFacultatif(_ body: JSONValue, _ name: String) -> String? {
    lire(body[name]?.string, "/\(name)") { texte throws(TexteInvalide) in try TexteCourt(texte, caracteresMax: 200) }?.texte
  }
}

extension Bytes {
  /// `DocumentConvention` of the contract.
  fileprivate mutating func append(document: DocumentConventionLu) {
    beginObject()
    field("id", document.id)
    field("convention_id", document.conventionId)
    field("type", document.type.rawValue)
    field("titre", document.titre)
    field("numero_version", document.numeroVersion)
    field("date", document.date)
    field("remis_le", document.remisLe)
    field("remis_par", document.remisPar?.rawValue)
    field("reference", document.reference)
    field("remplace_id", document.remplaceId)
    field("remplace_par_id", document.remplaceParId)
    field("cree_le", document.creeLe)
    endObject()
  }
}
