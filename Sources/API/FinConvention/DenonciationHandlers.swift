import Bytes
import Contract
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// Refusals to renew (V-12, V-13, Q-03, Q-04, Q-44): late ones are recorded and count for the next term.
enum DenonciationHandlers {
  static func lister(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let page = try Pagination(request)
    let key = ConventionStatements.Cle(id, service.shared.parametres)
    let query = PageActes(conventionId: id, apresId: try page.id(0), limite: page.limite + 1)
    let (_, found) = try await service.read(request) { batch in
      (batch.enqueue(ConventionStatements.lire, key), batch.enqueue(DenonciationStatements.lister, query))
    }
    guard let convention = try found.0.first() else { throw Problem(.ressourceIntrouvable) }
    let faits = try convention.faits(service.shared.parametres)
    let montrees = try found.1.rows().map { try DenonciationMontree($0, faits, service.shared.catalogue) }
    return request.respondList(montrees, page, keys: { [.key($0.lue.id)] }, render: { $1.append(denonciation: $0) })
  }

  static func denoncer(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    return try await service.write(request) { writing in
      let tenue = ConventionTenue(id, writing, service.shared.parametres)
      try await writing.load()
      let convention = try tenue.convention()
      let denonciation = Denonciation(courrier: try Courrier(.denonciation, request.body["courrier"]))
      let effet = try convention.faits.denoncer(denonciation, aujourdhui: convention.lue.jour(a: request.now))
      let lettre = try writing.inscrire(denonciation.courrier, de: convention.lue)
      let lue = DenonciationLue(
        id: try writing.request.nouvelId(), courrier: lettre, motif: request.body["motif"]?.string, instant: request.now)
      _ = writing.enqueue(DenonciationStatements.inserer, lue)
      var faits = convention.faits
      faits.denonciations.append(denonciation)
      writing.record(
        "CONVENTION_DENONCEE", convention.lue, regle: effet.horsDelai ? "Q-44" : faits.regle(de: denonciation),
        apres: [
          "denonciation_id": .string(lue.id.text), "courrier_id": .string(lettre.id.text),
          "auteur": .string(denonciation.auteur.rawValue), "envoye_le": .string(denonciation.courrier.envoyeLe.description),
          "dernier_jour": .optional(effet.dernierJour), "hors_delai": .bool(effet.horsDelai),
          "date_limite": .string(effet.dateLimite.description),
        ])
      try writing.ecrireFin(tenue, faits)
      request.exchange.body.append(denonciation: try DenonciationMontree(lue, faits, service.shared.catalogue))
      return Reply(201, location: "/v1/conventions/\(id.text)/denonciation")
    }
  }
}

/// A denunciation with what it does, on what is known of its letter.
private struct DenonciationMontree {
  let lue: DenonciationLue
  let effet: EffetDenonciation
  let regle: String
  let sources: [String]

  init(_ lue: DenonciationLue, _ faits: FaitsConvention, _ catalogue: ProblemCatalogue) throws {
    guard let effet = faits.effet(de: lue.denonciation) else { throw Problem(.erreurInterne) }
    self.lue = lue
    self.effet = effet
    regle = faits.regle(de: lue.denonciation)
    sources = catalogue.sources(ofRule: regle)
  }
}

extension Bytes {
  /// `Denonciation` of the contract.
  fileprivate mutating func append(denonciation: DenonciationMontree) {
    let (lue, effet) = (denonciation.lue, denonciation.effet)
    beginObject()
    field("id", lue.id)
    field("convention_id", lue.courrier.conventionId)
    field("auteur", lue.denonciation.auteur)
    name("courrier")
    append(courrier: lue.courrier)
    field("motif", lue.motif)
    field("dernier_jour", effet.dernierJour)
    field("hors_delai", effet.horsDelai)
    field("date_limite", effet.dateLimite)
    field("regle", denonciation.regle)
    field("sources", denonciation.sources)
    field("cree_le", lue.creeLe)
    endObject()
  }
}
