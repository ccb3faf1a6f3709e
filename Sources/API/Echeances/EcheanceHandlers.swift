import Bytes
import Domain
import HTTPServer
import JSON
import Postgres
import Storage

/// The dates of one convention.
enum EcheanceHandlers {
  /// V-35: every date that can be computed as of a day, unknown ones last.
  static func lister(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let key = ConventionStatements.Cle(try request.pathID(), service.shared.parametres)
    let (_, found) = try await service.read(request) { $0.enqueue(ConventionStatements.lire, key) }
    guard let lue = try found.first() else { throw Problem(.ressourceIntrouvable) }
    let jour = try request.jourDemande("au", aujourdhui: lue.jour(a: request.now)) ?? lue.jour(a: request.now)
    let echeances = try lue.faits(service.shared.parametres).connus(le: jour).echeancier(le: jour)
    request.exchange.body.beginObject()
    request.exchange.body.list("elements", echeances) { echeance, out in
      out.beginObject()
      out.append(membres: echeance, sources: service.shared.catalogue.sources(ofRule: echeance.regle), le: jour)
      out.endObject()
    }
    request.exchange.body.field("suivant", nil as String?)
    request.exchange.body.endObject()
    return Reply()
  }
}

extension Bytes {
  /// What every shape of an `Echeance` of the contract has.
  mutating func append(membres echeance: Echeance, sources: [String], le jour: Jour) {
    field("code", echeance.code.rawValue)
    field("libelle", echeance.libelle)
    field("date", echeance.date)
    field("regle", echeance.regle)
    field("sources", sources)
    field("atteinte", echeance.estAtteinte(le: jour))
    field("est_defaut_projet", echeance.estDefautProjet)
    field("mise_en_demeure_id", echeance.miseEnDemeureId)
  }
}
