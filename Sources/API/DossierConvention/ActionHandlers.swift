import Bytes
import Contract
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// What the parties have agreed to do under a convention (P-12, V-26, V-34, B-09, B-12, X-06, X-13, X-14, X-17).
enum ActionHandlers {
  static func ajouter(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let cache = service.shared.parametres
    let id = try request.pathID()
    return try await service.write(request) { writing in
      let tenue = ConventionTenue(id, writing, cache)
      try await writing.load()
      let convention = try tenue.convention()
      let action = try action(request, convention.lue)
      _ = writing.enqueue(ActionStatements.inserer, action)
      writing.record("ACTION_AJOUTEE", action, apres: ["porteur": .string(action.porteur), "echeance_le": .optional(action.echeanceLe)])
      ActionStatements.table.rendre(action, dans: &request.exchange.body)
      return Reply(201, version: action.version, location: "/v1/actions/\(action.id.text)")
    }
  }

  private static func action(_ request: RequestContext, _ convention: ConventionLue) throws -> ActionLue {
    var (action, erreurs) = (ActionLue(id: try request.nouvelId(), convention, instant: request.now), CollecteErreurs())
    ActionStatements.table.saisir(request.body, dans: &action, regle: { $0.type.regle }, &erreurs)
    guard erreurs.erreurs.isEmpty else { throw RefusDossier.corps(erreurs.erreurs) }
    action.suivi = try SuiviAction.ouvrir(faiteLe: request.body.jour("faite_le"), aujourdhui: convention.jour(a: request.now))
    return action
  }

  static func modifier(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    return try await service.write(request) { writing in
      let found = writing.enqueue(ActionStatements.lirePourModifier, id)
      try await writing.load()
      guard let avant = try found.first() else { throw Problem(.ressourceIntrouvable) }
      try request.checkVersion(avant.version, modifieLe: avant.modifieLe)
      let apres = try changer(avant, request)
      _ = writing.enqueue(ActionStatements.modifier, apres)
      let code = apres.suivi.etat == avant.suivi.etat ? "ACTION_MODIFIEE" : "ACTION_\(apres.suivi.etat.rawValue)"
      writing.record(
        code, apres, avant: avant.suivi.etat,
        apres: ["faite_le": .optional(apres.suivi.faiteLe), "champs": .array((request.body.object?.members ?? []).map { .string($0.name) })])
      ActionStatements.table.rendre(apres, dans: &request.exchange.body)
      return Reply(version: apres.version)
    }
  }

  private static func changer(_ avant: ActionLue, _ request: RequestContext) throws -> ActionLue {
    let body = request.body
    var (apres, erreurs) = (avant, CollecteErreurs())
    ActionStatements.table.changer(body, dans: &apres, regle: { $0.type.regle }, &erreurs)
    guard erreurs.erreurs.isEmpty else { throw RefusDossier.corps(erreurs.erreurs) }
    apres.suivi = try avant.suivi.changer(
      etat: body["etat"]?.string.flatMap(EtatAction.init(rawValue:)),
      faiteLe: body.changement("faite_le") { $0.string.flatMap { Jour(texte: $0) } }, aujourdhui: avant.fuseau.jour(a: request.now))
    apres.version += 1
    apres.modifieLe = request.now
    return apres
  }

  static func lire(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let (_, found) = try await service.read(request) { $0.enqueue(ActionStatements.lire, id) }
    guard let action = try found.first() else { throw Problem(.ressourceIntrouvable) }
    ActionStatements.table.rendre(action, dans: &request.exchange.body)
    return Reply(version: action.version)
  }

  static func lister(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let filtre = ActionStatements.Filtre(
      conventionId: try request.pathID(), type: request.queryText("type"), etat: request.queryText("etat"),
      porteur: request.queryText("porteur"))
    return try await service.lister(
      ActionStatements.table, ActionStatements.lister, ActionStatements.compter, filtre, de: filtre.conventionId, request
    ) { $0.id }
  }
}

extension Writing {
  /// An event on the convention of an action.
  fileprivate func record(_ code: String, _ action: ActionLue, avant: EtatAction? = nil, apres: JSONObject) {
    let trace = ActionStatements.table.trace(action, id: "action_id")
    record(
      code, on: .convention, action.conventionId, caisse: action.caisseId, partenaire: action.partenaireId, regle: action.type.regle,
      avant: avant.map { ["action_id": .string(action.id.text), "etat": .string($0.rawValue)] },
      apres: .object(JSONObject(trace.members + apres.members)))
  }
}
