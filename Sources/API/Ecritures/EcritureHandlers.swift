import Bytes
import HTTPServer
import JSON
import Postgres
import Storage

/// The operations of `openapi/ecritures.json`.
enum EcritureOperations {
  static let handlers: [String: Handler] = ["lireEcriture": EcritureHandlers.lire]
}

/// A write after which nothing is known can be asked about.
enum EcritureHandlers {
  /// Asked of a reader, which commits that hang do not hold, when it reads the primary; else where writes go, so that the answer is the
  /// primary's all the same. A request that shares its identifier with the write asked about would hold it too, in the same transaction, which
  /// hinders nobody.
  static func lire(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let requete = try request.pathText("requete")
    guard Service.isRequestID(requete) else {
      throw Problem(
        .ressourceIntrouvable,
        "Aucun envoi ne porte cet identifiant : le service l'a remplacé, car il a la forme d'un NIR. Le sien est dans l'X-Request-Id de sa réponse.")
    }
    let (_, lue) = try await service.read(request) { batch in
      let issue = Issue(
        requete: requete, achevee: batch.enqueue(EcritureStatements.estAchevee, requete), lus: batch.enqueue(EcritureStatements.lire, requete))
      return (primaire: batch.enqueue(EcritureStatements.estPrimaire), issue: issue)
    }
    if try lue.primaire.first() == true { return try lue.issue.repondre(request) }
    return try await service.write(request) { writing in
      let issue = Issue(
        requete: requete, achevee: writing.enqueue(EcritureStatements.estAchevee, requete),
        lus: writing.enqueue(EcritureStatements.lire, requete))
      try await writing.load()
      return try issue.repondre(request)
    }
  }

  /// What became of one write. `lus` is read behind `achevee`.
  private struct Issue {
    let requete: String
    let achevee: Deferred<Bool>
    let lus: Deferred<EcritureStatements.EvenementEcrit>

    func repondre(_ request: RequestContext) throws -> Reply {
      let evenements = try lus.rows()
      let etat = evenements.isEmpty ? (try achevee.first() == true ? "NON_ENREGISTREE" : "EN_COURS") : "ENREGISTREE"
      request.exchange.body.beginObject()
      request.exchange.body.field("requete", requete)
      request.exchange.body.field("etat", etat)
      request.exchange.body.list("evenements", evenements) { evenement, out in
        out.beginObject()
        out.field("instant", evenement.instant)
        out.field("code", evenement.code)
        out.field("objet", evenement.objet)
        out.field("objet_id", evenement.objetId)
        out.endObject()
      }
      request.exchange.body.endObject()
      return Reply()
    }
  }
}
