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
      request.exchange.body.append(action: action)
      return Reply(201, version: action.version, location: "/v1/actions/\(action.id.text)")
    }
  }

  private static func action(_ request: RequestContext, _ convention: ConventionLue) throws -> ActionLue {
    let body = request.body
    guard let type = body["type"]?.string.flatMap(TypeAction.init(rawValue:)), let porteur = body["porteur"]?.string
    else { throw Problem(.corpsInvalide) }
    var erreurs = CollecteErreurs()
    let intitule = erreurs.texte(body, "intitule", regle: type.regle)
    let note = erreurs.note(body)
    guard let intitule, erreurs.erreurs.isEmpty else { throw RefusDossier.corps(erreurs.erreurs) }
    let faiteLe = body["faite_le"]?.string.flatMap { Jour(texte: $0) }
    return ActionLue(
      id: try request.nouvelId(), convention, type: type, intitule: intitule, porteur: porteur,
      echeanceLe: body["echeance_le"]?.string.flatMap { Jour(texte: $0) },
      suivi: try SuiviAction.ouvrir(faiteLe: faiteLe, aujourdhui: convention.jour(a: request.now)), note: note, instant: request.now)
  }

  static func modifier(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    return try await service.write(request) { writing in
      let found = writing.enqueue(ActionStatements.lirePourModifier, id)
      try await writing.load()
      guard let avant = try found.first() else { throw Problem(.ressourceIntrouvable) }
      try request.checkVersion(avant.version)
      let apres = try changer(avant, request)
      _ = writing.enqueue(ActionStatements.modifier, apres)
      let code = apres.suivi.etat == avant.suivi.etat ? "ACTION_MODIFIEE" : "ACTION_\(apres.suivi.etat.rawValue)"
      writing.record(
        code, apres, avant: avant.suivi.etat,
        apres: ["faite_le": .optional(apres.suivi.faiteLe), "champs": .array((request.body.object?.members ?? []).map { .string($0.name) })])
      request.exchange.body.append(action: apres)
      return Reply(version: apres.version)
    }
  }

  private static func changer(_ avant: ActionLue, _ request: RequestContext) throws -> ActionLue {
    let body = request.body
    var (apres, erreurs) = (avant, CollecteErreurs())
    if body["intitule"] != nil { apres.intitule = erreurs.texte(body, "intitule", regle: avant.type.regle) ?? avant.intitule }
    apres.porteur = body["porteur"]?.string ?? avant.porteur
    if let note = body["note"] { apres.note = note.isNull ? nil : erreurs.note(body) }
    apres.echeanceLe = body.changement("echeance_le") { $0.string.flatMap { Jour(texte: $0) } }.applique(a: avant.echeanceLe)
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
    request.exchange.body.append(action: action)
    return Reply(version: action.version)
  }

  static func lister(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let page = try Pagination(request)
    let filtre = ActionStatements.Filtre(
      conventionId: id, type: request.queryText("type"), etat: request.queryText("etat"), porteur: request.queryText("porteur"))
    let query = ActionStatements.Page(filtre: filtre, apresId: try page.id(0), limite: page.limite + 1)
    let wantsTotal = request.queryFlag("total") == true
    let key = ConventionStatements.Cle(id, service.shared.parametres)
    let (_, found) = try await service.read(request) { batch in
      (
        convention: batch.enqueue(ConventionStatements.lire, key), rows: batch.enqueue(ActionStatements.lister, query),
        total: wantsTotal ? batch.enqueue(ActionStatements.compter, filtre) : nil
      )
    }
    guard try found.convention.first() != nil else { throw Problem(.ressourceIntrouvable) }
    return request.respondList(
      try found.rows.rows(), page, total: try found.total?.first(), keys: { [.key($0.id)] }, render: { $1.append(action: $0) })
  }
}

extension CollecteErreurs {
  fileprivate mutating func note(_ body: JSONValue) -> String? {
    lire(body["note"]?.string, "/note") { texte throws(TexteInvalide) in
      try TexteLibre(texte, caracteresMax: 2_000, lexique: LexiqueSante(termes: []))
    }?.texte
  }
}

extension Writing {
  /// An event on the convention of an action.
  fileprivate func record(_ code: String, _ action: ActionLue, avant: EtatAction? = nil, apres: JSONObject) {
    let trace: JSONObject = [
      "action_id": .string(action.id.text), "type": .string(action.type.rawValue), "etat": .string(action.suivi.etat.rawValue),
    ]
    record(
      code, on: .convention, action.conventionId, caisse: action.caisseId, partenaire: action.partenaireId, regle: action.type.regle,
      avant: avant.map { ["action_id": .string(action.id.text), "etat": .string($0.rawValue)] },
      apres: .object(JSONObject(trace.members + apres.members)))
  }
}

extension Bytes {
  /// `Action` of the contract.
  fileprivate mutating func append(action: ActionLue) {
    beginObject()
    field("id", action.id)
    field("version", action.version)
    field("convention_id", action.conventionId)
    field("type", action.type.rawValue)
    field("intitule", action.intitule)
    field("porteur", action.porteur)
    field("etat", action.suivi.etat.rawValue)
    field("echeance_le", action.echeanceLe)
    field("faite_le", action.suivi.faiteLe)
    field("note", action.note)
    field("cree_le", action.creeLe)
    field("modifie_le", action.modifieLe)
    endObject()
  }
}
