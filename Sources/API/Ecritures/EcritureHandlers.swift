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
  /// Asked where writes go, so that the answer is the primary's. A request that shares its identifier with the write asked about would hold
  /// it too, in the same transaction, which hinders nobody.
  static func lire(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let requete = try request.pathText("requete")
    return try await service.write(request) { writing in
      let achevee = writing.enqueue(EcritureStatements.estAchevee, requete)
      let lus = writing.enqueue(EcritureStatements.lire, requete)
      try await writing.load()
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
