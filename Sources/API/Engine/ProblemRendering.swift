import Bytes
import Contract
import Domain
import HTTPServer
import JSON

extension Exchange {
  /// Replaces whatever was being answered by this problem (RFC 9457).
  func respond(_ problem: Problem, _ catalogue: ProblemCatalogue, instance: String) {
    let entry = catalogue[problem.code]
    resetResponse()
    status = problem.status ?? entry?.statut ?? 500
    contentType = "application/problem+json"
    if let seconds = problem.retryAfterSeconds { addHeader("Retry-After", String(seconds)) }
    if !problem.allow.isEmpty { addHeader("Allow", problem.allow.joined(separator: ", ")) }
    if status == 401 { addHeader("WWW-Authenticate", "Bearer realm=\"espace-partenaires\"") }
    body.beginObject()
    body.field("type", "/v1/problemes/\(problem.code)")
    body.field("title", entry?.titre ?? problem.code)
    body.field("status", status)
    body.field("detail", problem.detail ?? entry?.detail ?? "")
    body.field("instance", instance)
    body.field("code", problem.code)
    if let regle = problem.regle {
      body.field("regle", regle)
      body.field("sources", catalogue.sources(ofRule: regle))
    }
    if !problem.erreurs.isEmpty { body.append(erreurs: problem.erreurs.prefix(Schema.listedErrors)) }
    if problem.erreurs.count > Schema.listedErrors { body.field("erreurs_incompletes", true) }
    for fait in problem.faits {
      body.name(fait.nom)
      switch fait.valeur {
      case .entier(let value): body.value(value)
      case .texte(let value): body.value(value)
      case .jour(let value): body.value(value.description)
      case .textes(let values):
        body.beginArray()
        for value in values { body.value(value) }
        body.endArray()
      }
    }
    body.endObject()
  }
}

extension Bytes {
  fileprivate mutating func append(erreurs: ArraySlice<ErreurChamp>) {
    name("erreurs")
    beginArray()
    for erreur in erreurs {
      beginObject()
      field("pointeur", erreur.pointeur)
      field("code", erreur.code)
      field("message", erreur.message)
      if let regle = erreur.regle { field("regle", regle) }
      endObject()
    }
    endArray()
  }
}
