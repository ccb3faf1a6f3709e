import Bytes
import Contract
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// Formal notices (V-16 to V-20, Q-27, Q-51): sent, repaired or withdrawn; their state is computed as of today.
enum MiseEnDemeureHandlers {
  static func lister(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let page = try Pagination(request)
    let key = ConventionStatements.Cle(id, service.shared.parametres)
    let query = PageActes(conventionId: id, apresId: try page.id(0), limite: page.limite + 1)
    let (_, found) = try await service.read(request) { batch in
      (batch.enqueue(ConventionStatements.lire, key), batch.enqueue(MiseEnDemeureStatements.lister, query))
    }
    guard let convention = try found.0.first() else { throw Problem(.ressourceIntrouvable) }
    let faits = try convention.faits(service.shared.parametres)
    let (aujourdhui, catalogue) = (convention.jour(a: request.now), service.shared.catalogue)
    return request.respondList(
      try found.1.rows(), page, keys: { [.key($0.id)] },
      render: { $1.append(mise: MiseEnDemeureMontree(lue: $0, faits: faits, aujourdhui: aujourdhui, catalogue: catalogue)) })
  }

  static func lire(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let key = ConventionStatements.Cle(id, service.shared.parametres)
    let (_, found) = try await service.read(request) { batch in
      (batch.enqueue(MiseEnDemeureStatements.lire, id), batch.enqueue(ConventionStatements.deLaMiseEnDemeure, key))
    }
    guard let lue = try found.0.first(), let convention = try found.1.first() else { throw Problem(.ressourceIntrouvable) }
    return repondre(lue, convention, try convention.faits(service.shared.parametres), service, request)
  }

  static func creer(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    guard let manquement = request.body["manquement"]?.string else { throw Problem(.corpsInvalide) }
    return try await service.write(request) { writing in
      let tenue = ConventionTenue(id, writing, service.shared.parametres)
      try await writing.load()
      let convention = try tenue.convention()
      let mise = MiseEnDemeure(id: try writing.request.nouvelId(), courrier: try Courrier(.miseEnDemeure, request.body["courrier"]))
      let delai = try convention.faits.mettreEnDemeure(mise, aujourdhui: convention.lue.jour(a: request.now))
      let lettre = try writing.inscrire(mise.courrier, de: convention.lue)
      let lue = MiseEnDemeureLue(id: mise.id, courrier: lettre, manquement: manquement, instant: request.now)
      _ = writing.enqueue(MiseEnDemeureStatements.inserer, lue)
      var faits = convention.faits
      faits.misesEnDemeure.append(mise)
      try writing.ecrireFin(tenue, faits)
      writing.record("MISE_EN_DEMEURE_ENVOYEE", convention.lue, regle: delai.regle, apres: .object(lue.trace(delai)))
      return repondre(lue, convention.lue, faits, service, request, 201)
    }
  }

  /// V-20, T-027. A notice that has led to a termination can no longer be repaired: what was decided stands.
  static func reparer(_ service: Service, _ request: RequestContext) async throws -> Reply {
    guard let date = request.body.jour("date"), let description = request.body["description"]?.string else { throw Problem(.corpsInvalide) }
    return try await modifier(service, request, "MANQUEMENT_REPARE") { lue, faits, aujourdhui throws(RefusConvention) in
      _ = try faits.reparer(lue.mise, le: date, aujourdhui: aujourdhui)
      lue.repareeLe = date
      lue.reparation = description
    }
  }

  /// The party wronged gives up its notice.
  static func classer(_ service: Service, _ request: RequestContext) async throws -> Reply {
    guard let partie = request.body.partie("partie") else { throw Problem(.corpsInvalide) }
    return try await modifier(service, request, "MISE_EN_DEMEURE_CLASSEE") { lue, faits, aujourdhui throws(RefusConvention) in
      try faits.classer(lue.mise, par: partie, aujourdhui: aujourdhui)
      lue.classeeLe = aujourdhui
    }
  }

  /// Holds the convention, reads the notice again, lets `decider` change it, and writes what follows.
  private static func modifier(
    _ service: Service, _ request: RequestContext, _ code: String,
    _ decider: (inout MiseEnDemeureLue, FaitsConvention, Jour) throws(RefusConvention) -> Void
  ) async throws -> Reply {
    let id = try request.pathID()
    return try await service.write(request) { writing in
      let found = writing.enqueue(MiseEnDemeureStatements.lire, id)
      try await writing.load()
      guard let conventionId = try found.first()?.conventionId else { throw Problem(.ressourceIntrouvable) }
      let tenue = ConventionTenue(conventionId, writing, service.shared.parametres)
      let relue = writing.enqueue(MiseEnDemeureStatements.lire, id)
      try await writing.load()
      let convention = try tenue.convention()
      guard var lue = try relue.first() else { throw Problem(.ressourceIntrouvable) }
      var faits = convention.faits
      try faits.exigerSansSuite(lue.mise)
      let avant = lue
      try decider(&lue, faits, convention.lue.jour(a: request.now))
      lue.version += 1
      lue.modifieLe = request.now
      _ = writing.enqueue(MiseEnDemeureStatements.modifier, lue)
      faits.misesEnDemeure = faits.misesEnDemeure.map { $0.id == lue.id ? lue.mise : $0 }
      try writing.ecrireFin(tenue, faits)
      let delai = faits.delai(de: lue.mise)
      writing.record(code, convention.lue, regle: "V-20", avant: .object(avant.trace(delai)), apres: .object(lue.trace(delai)))
      return repondre(lue, convention.lue, faits, service, request)
    }
  }

  private static func repondre(
    _ lue: MiseEnDemeureLue, _ convention: ConventionLue, _ faits: FaitsConvention, _ service: Service, _ request: RequestContext,
    _ status: Int = 200
  ) -> Reply {
    request.exchange.body.append(
      mise: MiseEnDemeureMontree(
        lue: lue, faits: faits, aujourdhui: convention.jour(a: request.now), catalogue: service.shared.catalogue))
    return Reply(status, version: lue.version, location: status == 201 ? "/v1/mises-en-demeure/\(lue.id.text)" : nil)
  }
}
