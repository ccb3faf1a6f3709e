import Bytes
import Domain
import HTTPServer
import JSON
import Postgres
import Storage

/// Reading and changing accounts (C-26 to C-29, C-40, C-51, C-52), and sending their links again (C-17, C-18).
enum CompteHandlers {
  static func lire(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let key = CompteStatements.Cle(try request.pathID(), a: request.now)
    let (_, found) = try await service.read(request) { $0.enqueue(CompteStatements.lire, key) }
    return try repondre(200, try found.rows(), service, request)
  }

  /// Writes the account of these rows, 404 when there is none.
  static func repondre(
    _ status: Int, _ rows: [CompteLu], _ service: Service, _ request: RequestContext, location: Bool = false
  ) throws -> Reply {
    guard let compte = rows.reunis.first else { throw Problem(.ressourceIntrouvable) }
    request.exchange.body.append(compte: compte, cguVersion: service.shared.cguVersion, a: request.now)
    return Reply(status, version: compte.version, location: location ? "/v1/comptes/\(compte.id.text)" : nil)
  }

  static func lister(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let page = try Pagination(request)
    var filtre = FiltreComptes(a: request.now)
    filtre.partenaireId = request.queryID("partenaire_id")
    filtre.uniteId = request.queryID("unite_id")
    filtre.role = request.queryText("profil")
    filtre.etat = request.queryText("etat")
    if let cherches = try request.queryWords() { return try await rechercher(cherches, filtre, page, service, request) }
    let recents = request.queryText("tri") == "-cree_le"
    let query = PageComptes(
      filtre: filtre, apresNom: recents ? nil : try page.text(0), apresCreeLe: recents ? try page.instant(0) : nil, apresId: try page.id(1),
      limite: page.limite + 1)
    let wantsTotal = request.queryFlag("total") == true
    let (_, found) = try await service.read(request) { batch in
      (
        page: batch.enqueue(recents ? CompteStatements.recents : CompteStatements.parNom, query),
        total: wantsTotal ? batch.enqueue(CompteStatements.nombre, filtre) : nil
      )
    }
    let version = service.shared.cguVersion
    return request.respondList(
      try found.page.rows().reunis, page, total: try found.total?.first(),
      keys: { [recents ? .key($0.creeLe) : .string($0.nom), .key($0.id)] },
      render: { $1.append(compte: $0, cguVersion: version, a: request.now) })
  }

  private static func rechercher(
    _ cherches: MotsCherches, _ filtre: FiltreComptes, _ page: Pagination, _ service: Service, _ request: RequestContext
  ) async throws -> Reply {
    try request.refuseOrder("-cree_le")
    let query = RechercheComptes(filtre: filtre, cherches: cherches, apres: try page.found(), limite: page.limite + 1)
    let wantsTotal = request.queryFlag("total") == true
    let (_, found) = try await service.read(request) { batch in
      (
        page: batch.enqueue(CompteStatements.recherches, query),
        total: wantsTotal ? batch.enqueue(CompteStatements.nombreDesRecherches, query) : nil
      )
    }
    let rows = try found.page.rows()
    let cles = Dictionary(rows.map { ($0.compte.id, $0.cle) }, uniquingKeysWith: { first, _ in first })
    let version = service.shared.cguVersion
    return request.respondList(
      rows.map(\.compte).reunis, page, total: try found.total?.first(), keys: { JSONValue.keys(found: cles[$0.id], $0.id, by: rows.first?.mot) },
      render: { $1.append(compte: $0, cguVersion: version, a: request.now) })
  }

  /// C-26 to C-29: a gestionnaire by the caisse on demand of the partner, a technicien by a gestionnaire.
  static func modifier(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let corps = CorpsModificationCompte(request.body)
    return try await service.write(request) { writing in
      let facts = FaitsComptes(
        writing, CompteStatements.Habilitation(.duCompte(id), a: request.now),
        personne: CompteStatements.Personne(
          .duCompte(id), email: corps.adresse?.texte, telephone: corps.numero, nom: corps.nom.valeur.map(NomLu.texte),
          prenom: corps.prenom.valeur.map(NomLu.texte), a: request.now))
      let locked = writing.enqueue(CompteStatements.lirePourModifier, CompteStatements.Cle(id, a: request.now))
      let portes = Portes(writing)
      let session = try await writing.load()
      guard let compte = try locked.rows().reunis.first else { throw Problem(.ressourceIntrouvable) }
      try portes.exiger(session.acteur, compte, a: request.now)
      try request.checkVersion(compte.version, modifieLe: compte.modifieLe)
      guard let caisse = try await facts.caisses(service).first else { throw Problem(.ressourceIntrouvable) }
      let decided = try ModificationCompte.decider(
        corps, par: session.acteur,
        faits: ModificationCompte.Faits(
          compte: try compte.faits(), domaines: caisse.lue.domaines, parametres: caisse.parametres,
          memePersonne: try facts.personnes().map { $0.faits(compte.acces.map(\.caisseId)) }, ecarte: compte.ecarte),
        le: caisse.jour(a: request.now))
      _ = writing.enqueue(CompteStatements.modifier, CompteStatements.Modification(id, decided, a: request.now))
      _ = writing.enqueue(CompteStatements.renommerSessions, id)
      if let email = decided.email?.texte, email != compte.email { try await changerAdresse(compte, email, writing) }
      let changes = CompteChange(compte, decided)
      writing.record(
        "COMPTE_MODIFIE", on: compte, regle: compte.role == .gestionnaire ? "C-28" : "C-29", avant: .object(changes.avant),
        apres: .object(changes.apres))
      let found = writing.enqueue(CompteStatements.lire, CompteStatements.Cle(id, a: request.now))
      try await writing.load()
      return try repondre(200, try found.rows(), service, request)
    }
  }

  /// What proved the former address dies with it: a link still waiting is replaced by one to the new address; of an active account both
  /// addresses are told, and its sessions end.
  private static func changerAdresse(_ compte: CompteLu, _ email: String, _ writing: Writing) async throws {
    switch compte.etat {
    case .enAttenteActivation:
      try await writing.admettreEnvoi(compte.id, pour: .correction)
      try writing.envoyerActivation(compte.id, compte.identifiant, email: email)
      writing.record("ACTIVATION_RENVOYEE", on: compte, regle: "C-17")
    case .actif:
      try await writing.admettreEnvoi(compte.id, pour: .correction)
      for adresse in [compte.email, email] {
        try writing.notifier(
          .adresseChangee, compte: compte.id, a: adresse, ["identifiant": .string(compte.identifiant), "nouvelle": .bool(adresse == email)])
      }
      _ = writing.enqueue(SessionStatements.fermerDuCompte, compte.id)
      fallthrough
    default:
      _ = writing.enqueue(ActivationStatements.tuer, CompteStatements.Cle(compte.id, a: writing.request.now))
    }
  }

  /// C-17, C-18: a new single-use link; the former dies because a later one exists.
  static func renvoyerActivation(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    return try await service.write(request) { writing in
      let locked = writing.enqueue(CompteStatements.lirePourModifier, CompteStatements.Cle(id, a: request.now))
      let portes = Portes(writing)
      let session = try await writing.load()
      guard let compte = try locked.rows().reunis.first else { throw Problem(.ressourceIntrouvable) }
      try portes.exiger(session.acteur, compte, a: request.now)
      request.notBefore(compte.modifieLe)
      try Activation.renvoyer(try compte.faits(), par: session.acteur)
      try await writing.admettreEnvoi(id)
      try writing.envoyerActivation(id, compte.identifiant, email: compte.email)
      writing.record("ACTIVATION_RENVOYEE", on: compte, regle: "C-17")
      request.exchange.body.beginObject()
      request.exchange.body.field("compte_id", id)
      request.exchange.body.field("envoye_le", request.now)
      request.exchange.body.field("expire_le", LienActivation.expiration(emisLe: request.now))
      request.exchange.body.endObject()
      return Reply(201, location: "/v1/comptes/\(id.text)")
    }
  }
}

/// The fields that a modification changes, before and after, for the journal (C-58).
private struct CompteChange {
  private(set) var avant: JSONObject = [:]
  private(set) var apres: JSONObject = [:]

  init(_ compte: CompteLu, _ decided: ModificationCompte) {
    add("civilite", compte.civilite, decided.civilite?.rawValue)
    add("nom", compte.nom, decided.nom?.texte)
    add("prenom", compte.prenom, decided.prenom?.texte)
    add("fonction", compte.fonction, decided.fonction?.texte)
    add("telephone", compte.telephone, decided.telephone?.texte)
    add("email", compte.email, decided.email?.texte)
    add("statut_personne", compte.statutPersonne, decided.statutPersonne?.rawValue)
    add("engagement_confidentialite_le", compte.engagementConfidentialiteLe?.description, decided.engagementConfidentialiteLe?.description)
    add("formation_le", compte.formationLe?.description, decided.formationLe?.description)
    if let reference = decided.demandeReference { apres["demande_reference"] = .string(reference.texte) }
    if let recueLe = decided.demandeRecueLe { apres["demande_recue_le"] = .string(recueLe.description) }
  }

  private mutating func add(_ name: String, _ former: String?, _ new: String?) {
    guard let new, new != former else { return }
    avant[name] = former.map { .string($0) } ?? .null
    apres[name] = .string(new)
  }
}
