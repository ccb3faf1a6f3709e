import Bytes
import Contract
import Crypto
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// Subscriptions to a calendar of deadlines: each its own secret address, each person their own.
enum AbonnementHandlers {
  static func lister(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let (_, found) = try await service.read(request) { $0.enqueue(AbonnementStatements.lister) }
    let abonnements = try found.rows()
    request.exchange.body.beginObject()
    request.exchange.body.list("elements", abonnements) { abonnement, out in
      out.beginObject()
      out.append(membres: abonnement)
      out.endObject()
    }
    request.exchange.body.field("suivant", nil as String?)
    request.exchange.body.endObject()
    return Reply()
  }

  /// The address is shown this once: only the digest of its token is kept.
  static func creer(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let jeton = try OpaqueToken()
    return try await service.write(request) { writing in
      _ = writing.enqueue(AbonnementStatements.verrouiller, ())
      let ouverts = writing.enqueue(AbonnementStatements.lister, ())
      let session = try await writing.load()
      try AbonnementCalendrier.ouvrir(dejaOuverts: try ouverts.rows().count)
      let abonnement = AbonnementLu(
        id: try request.nouvelId(), libelle: request.body["libelle"]?.string ?? "",
        horizonMois: request.body["horizon_mois"]?.int ?? AbonnementCalendrier.horizonMoisParDefaut,
        codes: request.body["codes"]?.array?.compactMap(\.string) ?? [], creeLe: request.now)
      _ = writing.enqueue(AbonnementStatements.inserer, (empreinte: jeton.digest, abonnement: abonnement))
      record(
        "ABONNEMENT_CALENDRIER_CREE", session.acteur, writing,
        [
          "abonnement_id": .string(abonnement.id.text), "horizon_mois": .number(JSONNumber(abonnement.horizonMois)),
          "codes": .array(abonnement.codes.map(JSONValue.string)),
        ])
      request.exchange.body.beginObject()
      request.exchange.body.append(membres: abonnement)
      request.exchange.body.field("adresse", "\(service.shared.url)/v1/calendriers/\(jeton.text)")
      request.exchange.body.endObject()
      return Reply(201, location: "/v1/abonnements-calendrier")
    }
  }

  static func supprimer(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    return try await service.write(request) { writing in
      let supprime = writing.enqueue(AbonnementStatements.supprimer, id)
      let session = try await writing.load()
      guard try supprime.first() != nil else { throw Problem(.ressourceIntrouvable) }
      record("ABONNEMENT_CALENDRIER_SUPPRIME", session.acteur, writing, ["abonnement_id": .string(id.text)])
      return .noContent
    }
  }

  private static func record(_ code: String, _ acteur: Acteur, _ writing: Writing, _ details: JSONObject) {
    writing.record(
      code, on: .compte, acteur.compteId, caisse: acteur.caisseId, partenaire: acteur.partenaireId, regle: "V-35", apres: .object(details))
  }
}

extension Bytes {
  /// What every shape of an `Abonnement` of the contract has.
  fileprivate mutating func append(membres abonnement: AbonnementLu) {
    field("id", abonnement.id)
    field("libelle", abonnement.libelle)
    field("horizon_mois", abonnement.horizonMois)
    field("codes", abonnement.codes)
    field("cree_le", abonnement.creeLe)
    field("lu_le", abonnement.luLe)
  }
}
