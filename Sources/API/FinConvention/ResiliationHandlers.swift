import Bytes
import Contract
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// Terminations (V-19 to V-23, V-25, V-26, Q-08): decided once, never automatic. That of a core act ends the usage acts behind it in
/// the same transaction, never the other way round.
enum ResiliationHandlers {
  static func lire(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let (_, found) = try await service.read(request) { batch in
      (batch.enqueue(ResiliationStatements.lire, id), batch.enqueue(ResiliationStatements.plan, id))
    }
    guard let lue = try found.0.first() else { throw Problem(.ressourceIntrouvable) }
    let plan = try found.1.rows()
    request.exchange.body.append(resiliation: ResiliationMontree(lue: lue, plan: plan, catalogue: service.shared.catalogue))
    return Reply()
  }

  static func resilier(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    return try await service.write(request) { writing in
      let tenue = ConventionTenue(id, writing, service.shared.parametres)
      try await writing.load()
      let convention = try tenue.convention()
      let aujourdhui = convention.lue.jour(a: request.now)
      let corps = try CorpsResiliation(request.body, aujourdhui: aujourdhui)
      var faits = convention.faits
      try faits.exigerNonResiliee()
      let resiliation = try decider(corps, faits, aujourdhui)
      let lue = ResiliationLue(
        conventionId: id, resiliation: resiliation,
        notification: try corps.notification.map { try writing.inscrire($0, de: convention.lue) },
        accords: corps.accords, motif: corps.motif, dommagesInterets: corps.dommagesInterets,
        canalRemplacement: corps.canalRemplacement, creeLe: request.now)
      _ = writing.enqueue(ResiliationStatements.inserer, lue)
      let plan = try planifier(corps, writing)
      for action in plan { _ = writing.enqueue(ResiliationStatements.prevoir, (conventionId: id, action: action, instant: request.now)) }
      faits.resiliation = resiliation
      let montree = ResiliationMontree(lue: lue, plan: plan, catalogue: service.shared.catalogue)
      record(montree, convention.lue, writing)
      try writing.ecrireFin(tenue, faits)
      request.exchange.body.append(resiliation: montree)
      return Reply(201, location: "/v1/conventions/\(id.text)/resiliation")
    }
  }

  private static func decider(_ corps: CorpsResiliation, _ faits: FaitsConvention, _ aujourdhui: Jour) throws -> Resiliation {
    switch corps.voie {
    case .amiable(let accords, let effetLe):
      return try faits.resilierAmiable(accords: accords, effetLe: effetLe, aujourdhui: aujourdhui)
    case .apres(let id, let partie, let notification, let effetLe):
      guard let mise = faits.misesEnDemeure.first(where: { $0.id == id }) else {
        throw ConventionProblems.referenceInconnue("/mise_en_demeure_id", regle: "V-19")
      }
      return try faits.resilier(
        apres: mise, notification: notification, decideeLe: effetLe ?? aujourdhui, par: partie, aujourdhui: aujourdhui)
    }
  }

  /// V-26. Identifiers of a same millisecond are not in order by themselves: they are put in the order of the plan.
  private static func planifier(_ corps: CorpsResiliation, _ writing: Writing) throws -> [ActionBonneFin] {
    let ids = try corps.actions.map { _ in try writing.request.nouvelId() }.sorted { $0.text < $1.text }
    return zip(ids, corps.actions).map { id, action in
      ActionBonneFin(id: id, intitule: action.intitule, porteur: action.porteur, echeanceLe: action.echeanceLe)
    }
  }

  private static func record(_ montree: ResiliationMontree, _ convention: ConventionLue, _ writing: Writing) {
    let lue = montree.lue
    writing.record(
      "CONVENTION_RESILIEE", convention, regle: montree.regle,
      apres: [
        "cause": .string(lue.miseEnDemeureId == nil ? "AMIABLE" : "MISE_EN_DEMEURE"),
        "mise_en_demeure_id": .optional(lue.miseEnDemeureId?.text), "notification_id": .optional(lue.notification?.id.text),
        "effet_le": .string(lue.resiliation.effetLe.description),
        "accords": .array(lue.accords.map { ["partie": .string($0.partie.rawValue), "date": .string($0.date.description)] }),
        "actions": .array(montree.plan.map { .string($0.id.text) }),
      ])
  }
}

extension CorpsResiliation {
  fileprivate var notification: Courrier? {
    if case .apres(_, _, let notification, _) = voie { notification } else { nil }
  }

  fileprivate var accords: [Signature] {
    if case .amiable(let accords, _) = voie { accords } else { [] }
  }
}
