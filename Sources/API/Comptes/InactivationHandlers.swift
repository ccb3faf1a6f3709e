import Bytes
import Domain
import FoundationEssentials
import JSON
import Postgres
import Storage

/// The end of an account and its return (C-33 to C-38, C-44, C-45, C-53, C-56, C-57, Q-05, Q-39, Q-50).
enum InactivationHandlers {
  static func inactiver(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let key = CompteStatements.Cle(id, a: request.now)
    let corps = CorpsInactivation(request.body)
    return try await service.write(request) { writing in
      let facts = FaitsComptes(writing, CompteStatements.Habilitation(.duCompte(id), a: request.now), nommeId: corps.remplacantId)
      let locked = writing.enqueue(CompteStatements.lirePourModifier, key)
      let others = writing.enqueue(CompteStatements.autresGestionnaires, key)
      let session = try await writing.load()
      guard let compte = try locked.rows().reunis.first, let caisse = try await facts.caisses(service).first else {
        throw Problem(.ressourceIntrouvable)
      }
      try request.checkVersion(compte.version)
      let parUnite = caisse.parametres.dernierGestionnaireParUnite
      let decided = try Inactivation.decider(
        corps, par: session.acteur,
        faits: FaitsInactivation(
          compte: try compte.faits(), parametres: caisse.parametres,
          autresGestionnaires: try others.rows().filter { !parUnite || $0.uniteId == compte.uniteId }.map(\.gestionnaire),
          remplacant: try facts.nomme()?.compte),
        recueLe: caisse.jour(a: request.now))
      let fin = decided.fin(compte, corps, caisse, par: session.acteur, a: request.now)
      ecrire(fin, decided, compte, writing)
      let found = writing.enqueue(CompteStatements.lire, key)
      try await writing.load()
      return try CompteHandlers.repondre(200, try found.rows(), service, request)
    }
  }

  private static func ecrire(_ fin: InactivationAEcrire, _ decided: Inactivation, _ compte: CompteLu, _ writing: Writing) {
    let immediate = fin.etat == .inactif
    _ = writing.enqueue(CompteStatements.inactiver, fin)
    if immediate {
      _ = writing.enqueue(SessionStatements.fermerDuCompte, compte.id)
      if let rattachementId = decided.rattachementId {
        _ = writing.enqueue(
          CompteStatements.rattacher, CompteStatements.Rattachement(de: compte.id, vers: rattachementId, a: fin.instant))
      }
    } else {
      _ = writing.enqueue(SessionStatements.borner, CompteStatements.Cle(compte.id, a: fin.instant))
    }
    writing.record(
      immediate ? "COMPTE_INACTIVE" : "COMPTE_INACTIVATION_PREVUE", on: compte, regle: decided.regle,
      avant: ["etat": .string(compte.etat.rawValue)],
      apres: [
        "etat": .string(fin.etat.rawValue), "motif": .string(fin.motif.rawValue), "effet_le": .string(fin.effetLe.description),
        "hors_preavis": .bool(fin.horsPreavis), "rattachement_id": decided.rattachementId.map { .string($0.text) } ?? .null,
      ])
    avertir(decided, compte, writing, a: fin.instant)
  }

  /// C-44, C-45, Q-50: the partner learns at once that the caisse has closed an account, or that nobody manages its accounts any more.
  private static func avertir(_ decided: Inactivation, _ compte: CompteLu, _ writing: Writing, a instant: Instant) {
    let parLaCaisse = writing.session?.acteur.role == .agentCaisse
    guard decided.alerteSansGestionnaire || (parLaCaisse && decided.motif.estDeSecurite) else { return }
    _ = writing.enqueue(
      NotificationStatements.ajouterAuPartenaire,
      NotificationStatements.AuPartenaire(
        compteId: compte.id, modele: .inactivationSecurite,
        donnees: [
          "identifiant": .string(compte.identifiant), "motif": .string(decided.motif.rawValue),
          "sans_gestionnaire": .bool(decided.alerteSansGestionnaire),
        ], a: instant))
    writing.record("PARTENAIRE_AVERTI", on: compte, regle: "C-44", apres: ["motif": .string(decided.motif.rawValue)])
  }

  /// before its suppression, by who closed it, under the quota again.
  static func reactiver(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let key = CompteStatements.Cle(id, a: request.now)
    return try await service.write(request) { writing in
      let facts = FaitsComptes(writing, CompteStatements.Habilitation(.duCompte(id), a: request.now))
      let locked = writing.enqueue(CompteStatements.lirePourModifier, key)
      let session = try await writing.load()
      guard let compte = try locked.rows().reunis.first else { throw Problem(.ressourceIntrouvable) }
      try request.checkVersion(compte.version)
      let decided = try decider(
        compte, try await facts.caisses(service), try facts.personnes(), par: session.acteur, a: request.now)
      _ = writing.enqueue(
        CompteStatements.reactiver,
        CompteStatements.Retour(
          id, etat: decided.etat, leveExclusionDe: decided.leveExclusion ? session.acteur.caisseId : nil, a: request.now))
      // An account never activated comes back to where it was: its holder needs a link.
      if decided.etat == .enAttenteActivation { try writing.envoyerActivation(id, compte.identifiant, email: compte.email) }
      writing.record(
        "COMPTE_REACTIVE", on: compte, regle: "Q-39", avant: ["etat": .string(compte.etat.rawValue)],
        apres: ["etat": .string(decided.etat.rawValue)])
      let found = writing.enqueue(CompteStatements.lire, key)
      try await writing.load()
      return try CompteHandlers.repondre(200, try found.rows(), service, request)
    }
  }

  /// Every access that the account would find open again must have its place; when none would be, the first one says why.
  private static func decider(
    _ compte: CompteLu, _ caisses: [FaitsComptes.Caisse], _ personnes: [CompteStatements.MemePersonne], par acteur: Acteur,
    a instant: Instant
  ) throws -> Reactivation {
    let faits = try compte.faits()
    let titres = compte.acces.compactMap { titre in
      caisses.first { $0.id == titre.caisseId }.map { (caisse: $0, acces: titre.acces) }
    }
    let ouverts = titres.filter { $0.acces.constat(a: instant).motif != .conventionTerminee }
    var decided: Reactivation?
    for titre in ouverts.isEmpty ? Array(titres.prefix(1)) : ouverts {
      let reactivation = try Reactivation.decider(
        par: acteur,
        faits: Reactivation.Faits(
          compte: faits, inactivePar: compte.inactivePar.flatMap(Role.init(rawValue:)).map(Reactivation.Auteur.role) ?? .automatique,
          supprimeLe: compte.suppressionLe, excluParLaCaisse: acteur.caisseId == titre.caisse.id && titre.acces.excluLe != nil,
          acces: titre.acces.faits, parametres: titre.caisse.parametres, effectif: titre.caisse.lue.effectif,
          comptesDecomptes: titre.caisse.comptes(faits.profil), memePersonne: personnes.map { $0.faits(titre.caisse.id) }),
        le: titre.caisse.jour(a: instant))
      decided = decided ?? reactivation
    }
    guard let decided else { throw Problem(.ressourceIntrouvable) }
    return decided
  }
}

extension Inactivation {
  /// As it is written: done now, planned for a day, or waiting for the replacement (C-35, C-56).
  fileprivate func fin(
    _ compte: CompteLu, _ corps: CorpsInactivation, _ caisse: FaitsComptes.Caisse, par acteur: Acteur, a instant: Instant
  ) -> InactivationAEcrire {
    let recueLe = caisse.jour(a: instant)
    var (etat, effetLe, attendId) = (EtatCompte.inactif, recueLe, UUID?.none)
    switch effet {
    case .immediat: break
    case .le(let jour): (etat, effetLe) = (compte.etat, jour)
    case .aLActivation(let remplacant, let auPlusTot): (etat, effetLe, attendId) = (compte.etat, auPlusTot, remplacant)
    }
    return InactivationAEcrire(
      compteId: compte.id, etat: etat, motif: motif, demandeeLe: instant, dateSouhaitee: corps.dateSouhaitee.flatMap { Jour(texte: $0) },
      effetLe: effetLe, attendId: attendId, remplacantId: remplacantId, rattachementId: rattachementId, horsPreavis: horsPreavis,
      par: acteur.role, commentaire: commentaire?.texte,
      suppressionLe: EcheancesCompte.suppression(inactiveLe: effetLe, caisse.parametres), a: instant)
  }
}
