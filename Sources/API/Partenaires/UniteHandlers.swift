import Bytes
import Contract
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// The units of a partner (P-05, P-06, C-09, V-38).
enum UniteHandlers {
  static func lister(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let (_, found) = try await service.read(request) { batch in
      (
        partenaire: batch.enqueue(PartenaireStatements.lire, id), unites: batch.enqueue(UniteStatements.lister, id),
        quotas: FaitsQuotas(batch, id, service, at: request.now)
      )
    }
    guard let partenaire = try found.partenaire.first() else { throw Problem(.ressourceIntrouvable) }
    let comptes = try GestionnairesParUnite(partenaire, found.quotas, service, at: request.now)
    request.exchange.body.beginObject()
    request.exchange.body.list("elements", try found.unites.rows()) { unite, out in
      out.append(unite: unite, comptes: comptes.nombre(dans: unite.id), plafond: comptes.plafond)
    }
    request.exchange.body.field("suivant", nil as String?)
    request.exchange.body.endObject()
    return Reply()
  }

  static func creer(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    return try await service.write(request) { writing in
      // The partner is held first, so that the units counted are all there are.
      let found = writing.enqueue(PartenaireStatements.lirePourModifier, id)
      let unites = writing.enqueue(UniteStatements.lister, id)
      let session = try await writing.load()
      guard try found.first() != nil else { throw Problem(.ressourceIntrouvable) }
      let codes = Set(try unites.rows().map(\.code))
      let decided = try NouvelleUnite.creer(CorpsUnite(request.body), par: session.acteur, codesPresents: codes)
      let uniteId = try inserer(decided, in: id, writing)
      let after = writing.enqueue(UniteStatements.lister, id)
      let partenaire = writing.enqueue(PartenaireStatements.lire, id)
      let quotas = FaitsQuotas(writing.transaction, id, service, at: request.now)
      try await writing.load()
      guard let unite = try after.rows().first(where: { $0.id == uniteId }), let partenaire = try partenaire.first() else {
        throw Problem(.erreurInterne)
      }
      let comptes = try GestionnairesParUnite(partenaire, quotas, service, at: request.now)
      request.exchange.body.append(unite: unite, comptes: comptes.nombre(dans: uniteId), plafond: comptes.plafond)
      return Reply(201, location: "/v1/partenaires/\(id.text)/unites")
    }
  }

  @discardableResult
  static func inserer(_ unite: NouvelleUnite, in partenaire: UUID, _ writing: Writing) throws -> UUID {
    let id = try writing.request.nouvelId()
    _ = writing.enqueue(
      UniteStatements.inserer,
      UniteAInserer(
        id: id, partenaireId: partenaire, code: unite.code.texte, libelle: unite.libelle.texte, ouverture: unite.ouverture,
        instant: writing.request.now))
    writing.record(
      "UNITE_CREEE", on: .unite, id, caisse: writing.session?.acteur.caisseId, partenaire: partenaire, regle: "P-05",
      apres: [
        "code": .string(unite.code.texte), "ouverture": .string(unite.ouverture.code),
        "decalage_mois": .optional(unite.ouverture.decalageMois),
      ])
    return id
  }
}
