import Bytes
import Domain
import FoundationEssentials
import JSON
import Postgres
import Storage

/// The return of an account, or of one access to it (C-25, C-47, C-52, Q-39, Q-43, Q-59).
enum ReactivationHandlers {
  /// before its suppression, by who closed it, under the quota again.
  static func reactiver(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let key = CompteStatements.Cle(id, a: request.now)
    return try await service.write(request) { writing in
      let facts = FaitsComptes(writing, CompteStatements.Habilitation(.duCompte(id), a: request.now))
      let locked = writing.enqueue(CompteStatements.lirePourModifier, key)
      let places = writing.enqueue(CompteStatements.placesAutour, key)
      let secret = writing.enqueue(SecretStatements.existe, id)
      let portes = Portes(writing)
      let session = try await writing.load()
      guard let compte = try locked.rows().reunis.first else { throw Problem(.ressourceIntrouvable) }
      try portes.exiger(session.acteur, compte, a: request.now)
      try request.checkVersion(compte.version, modifieLe: compte.modifieLe)
      let caisses = try await facts.caisses(service)
      let decided = try decider(
        compte, caisses, try facts.personnes(), aUnSecret: try secret.first() == true, par: session.acteur, a: request.now)
      if let reste = decided.reste { return try await laisserFerme(reste, decided, compte, writing, service) }
      if decided.annule { return try await annuler(compte, writing, service) }
      guard decided.rouvreLeCompte else { return try await rouvrirAcces(decided, compte, writing, service) }
      // the account takes its place back everywhere, at the caisses that the actor does not act for as well.
      let profil = try compte.faits().profil
      for place in try places.rows() where !caisses.contains(where: { $0.id == place.caisseId }) {
        do { try await service.quota(place, profil, actifs: false, a: request.now).admettreUnDePlus() } catch is RefusCompte {
          throw RefusCompte.quotaDUneAutreCaisse(profil)
        }
      }
      try await ecrire(decided, compte, writing)
      let found = writing.enqueue(CompteStatements.lire, key)
      try await writing.load()
      return try CompteHandlers.repondre(200, try found.rows(), service, request)
    }
  }

  /// Every access that the account would find open again must have its place; when none would be, the first one says why.
  private static func decider(
    _ compte: CompteLu, _ caisses: [FaitsComptes.Caisse], _ personnes: [CompteStatements.MemePersonne], aUnSecret: Bool, par acteur: Acteur,
    a instant: Instant
  ) throws -> Reactivation {
    let faits = try compte.faits()
    let autres = compte.acces.filter { $0.caisseId != acteur.caisseId }
    let fermetures = autres.compactMap { titre -> Reactivation.FermetureDeCaisse? in
      guard let motif = titre.acces.excluMotif, motif.estDeSecurite else { return nil }
      return Reactivation.FermetureDeCaisse(caisseId: titre.caisseId, motif: motif)
    }
    let titres = compte.acces.compactMap { titre in
      caisses.first { $0.id == titre.caisseId }.map { (caisse: $0, acces: titre.acces) }
    }
    // What another caisse has closed stays closed, and takes no place there.
    let ouverts = titres.filter {
      $0.acces.constat(a: instant).motif != .conventionTerminee && ($0.acces.excluLe == nil || $0.caisse.id == acteur.caisseId)
    }
    var decided: Reactivation?
    for titre in ouverts.isEmpty ? Array(titres.prefix(1)) : ouverts {
      let reactivation = try Reactivation.decider(
        par: acteur,
        faits: Reactivation.Faits(
          compte: faits, inactivePar: compte.auteurInactivation, aUnSecret: aUnSecret, autresFermetures: fermetures,
          accesRestant: compte.acces.contains { $0.acces.excluLe == nil || $0.caisseId == acteur.caisseId },
          prevue: compte.etat.estDecompte && compte.inactivation != nil,
          supprimeLe: compte.suppressionLe, excluParLaCaisse: acteur.caisseId == titre.caisse.id && titre.acces.excluLe != nil,
          acces: titre.acces.faits, parametres: titre.caisse.parametres, effectif: titre.caisse.lue.effectif,
          comptesDecomptes: titre.caisse.comptes(faits.profil), memePersonne: personnes.map { $0.faits([titre.caisse.id], leveePar: acteur) }),
        le: titre.caisse.jour(a: instant))
      decided = decided ?? reactivation
    }
    guard let decided else { throw Problem(.ressourceIntrouvable) }
    return decided
  }

  /// What ends with a closing: nothing of it is left on the account, and its holder gets a link when it takes one to come back.
  private static func ecrire(_ decided: Reactivation, _ compte: CompteLu, _ writing: Writing) async throws {
    let now = writing.request.now
    if decided.etat == .enAttenteActivation { try await writing.admettreEnvoi(compte.id) }
    if decided.leveFermeture {
      _ = writing.enqueue(CompteStatements.fermerAcces, CompteStatements.FermetureAcces(compte.id, motif: nil, a: now))
    }
    _ = writing.enqueue(CompteStatements.reactiver, CompteStatements.Retour(compte.id, etat: decided.etat, a: now))
    if decided.etat == .enAttenteActivation { try writing.envoyerActivation(compte.id, compte.identifiant, email: compte.email) }
    writing.record(
      "COMPTE_REACTIVE", on: compte, regle: "Q-39", avant: ["etat": .string(compte.etat.rawValue)],
      apres: ["etat": .string(decided.etat.rawValue)])
    guard let motif = compte.motifInactivation, motif.estDeSecurite, writing.session?.acteur.caisseId != nil else { return }
    try await annoncer(compte, motif, compteEntier: true, writing)
  }

  private static func annoncer(_ compte: CompteLu, _ motif: MotifInactivation, compteEntier: Bool, _ writing: Writing) async throws {
    let caisses = writing.annoncerAuxAutresCaisses(compte, motif, compteEntier: compteEntier, leve: true)
    try await writing.load()
    if try !caisses.rows().isEmpty {
      writing.record("CAISSES_AVERTIES", on: compte, regle: "Q-59", apres: ["motif": .string(motif.rawValue), "leve": true])
    }
  }

  /// C-45, Q-59: the actor's closing ends, and another one keeps the account closed.
  private static func laisserFerme(
    _ reste: Reactivation.FermetureDeCaisse, _ decided: Reactivation, _ compte: CompteLu, _ writing: Writing, _ service: Service
  ) async throws -> Reply {
    let (now, motif) = (writing.request.now, compte.motifInactivation)
    if decided.leveFermeture {
      _ = writing.enqueue(CompteStatements.fermerAcces, CompteStatements.FermetureAcces(compte.id, motif: nil, a: now))
    }
    _ = writing.enqueue(CompteStatements.laisserFerme, CompteStatements.Reste(compte.id, de: reste.caisseId, a: now))
    writing.record(
      "COMPTE_INACTIVATION_ANNULEE", on: compte, regle: "Q-59", avant: ["motif": motif.map { .string($0.rawValue) } ?? .null],
      apres: ["etat": .string(compte.etat.rawValue), "motif": .string(reste.motif.rawValue)])
    if decided.leveFermeture, let motif { try await annoncer(compte, motif, compteEntier: false, writing) }
    let found = writing.enqueue(CompteStatements.lire, CompteStatements.Cle(compte.id, a: now))
    try await writing.load()
    return try CompteHandlers.repondre(200, try found.rows(), service, writing.request)
  }

  private static func annuler(_ compte: CompteLu, _ writing: Writing, _ service: Service) async throws -> Reply {
    let key = CompteStatements.Cle(compte.id, a: writing.request.now)
    _ = writing.enqueue(CompteStatements.annulerInactivation, key)
    writing.record(
      "COMPTE_INACTIVATION_ANNULEE", on: compte, regle: "Q-39",
      avant: ["motif": compte.motifInactivation.map { .string($0.rawValue) } ?? .null], apres: ["etat": .string(compte.etat.rawValue)])
    let found = writing.enqueue(CompteStatements.lire, key)
    try await writing.load()
    return try CompteHandlers.repondre(200, try found.rows(), service, writing.request)
  }

  /// The caisse opens its own access again; the account is as the others left it.
  private static func rouvrirAcces(
    _ decided: Reactivation, _ compte: CompteLu, _ writing: Writing, _ service: Service
  ) async throws -> Reply {
    let request = writing.request
    let motif = compte.acces.first { $0.caisseId == writing.session?.acteur.caisseId }?.acces.excluMotif
    _ = writing.enqueue(CompteStatements.fermerAcces, CompteStatements.FermetureAcces(compte.id, motif: nil, a: request.now))
    writing.record("COMPTE_ACCES_ROUVERT", on: compte, regle: motif == nil ? "C-47" : "Q-59", apres: ["caisses": .array(writing.caisses)])
    if let motif { try await annoncer(compte, motif, compteEntier: false, writing) }
    let found = writing.enqueue(CompteStatements.lire, CompteStatements.Cle(compte.id, a: request.now))
    try await writing.load()
    return try CompteHandlers.repondre(200, try found.rows(), service, request)
  }
}

extension CompteLu {
  /// Who closed it, as the rules see it.
  var auteurInactivation: Reactivation.Auteur {
    switch inactivePar.flatMap(Role.init(rawValue:)) {
    case .gestionnaire: .gestionnaire
    case nil: .automatique
    default: .caisse(inactiveParCaisse)
    }
  }
}
