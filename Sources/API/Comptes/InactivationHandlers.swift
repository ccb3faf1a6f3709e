import Bytes
import Domain
import FoundationEssentials
import JSON
import Postgres
import Storage

/// The end of an account (C-33 to C-38, C-44, C-45, C-53, C-56, C-57, Q-05, Q-50, Q-59).
enum InactivationHandlers {
  static func inactiver(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let key = CompteStatements.Cle(id, a: request.now)
    let corps = CorpsInactivation(request.body)
    return try await service.write(request) { writing in
      let facts = FaitsComptes(writing, CompteStatements.Habilitation(.duCompte(id), a: request.now), nommeId: corps.remplacantId)
      let locked = writing.enqueue(CompteStatements.lirePourModifier, key)
      let others = writing.enqueue(CompteStatements.autresGestionnaires, key)
      let places = writing.enqueue(CompteStatements.placesAutour, key)
      let session = try await writing.load()
      guard let compte = try locked.rows().reunis.first, let caisse = try await facts.caisses(service).first else {
        throw Problem(.ressourceIntrouvable)
      }
      try request.checkVersion(compte.version, modifieLe: compte.modifieLe)
      let parUnite = caisse.parametres.dernierGestionnaireParUnite
      let decided = try Inactivation.decider(
        corps, par: session.acteur,
        faits: FaitsInactivation(
          compte: try compte.faits(), parametres: caisse.parametres,
          autresGestionnaires: try others.rows().filter { !parUnite || $0.uniteId == compte.uniteId }.map(\.gestionnaire),
          remplacant: try facts.nomme()?.compte,
          autresAcces: try places.rows().contains { $0.caisseId != session.acteur.caisseId },
          dernierAilleurs: compte.role == .gestionnaire && compte.etat == .actif
            && (try places.rows().contains { $0.caisseId != session.acteur.caisseId && $0.actifs.partenaire == 0 }),
          dejaFermePour: compte.dejaFermePour(session.acteur)),
        recueLe: caisse.jour(a: request.now))
      switch decided.effet {
      case .accesSeul: fermerAcces(decided, compte, writing)
      case .enPlus: aggraver(decided, compte, par: session.acteur, writing)
      case .immediat, .le, .aLActivation:
        ecrire(decided.fin(compte, corps, caisse, par: session.acteur, a: request.now), decided, compte, writing)
      }
      try await avertir(decided, compte, writing)
      let found = writing.enqueue(CompteStatements.lire, key)
      try await writing.load()
      return try CompteHandlers.repondre(200, try found.rows(), service, request)
    }
  }

  private static func ecrire(_ fin: InactivationAEcrire, _ decided: Inactivation, _ compte: CompteLu, _ writing: Writing) {
    let immediate = fin.etat == .inactif
    _ = writing.enqueue(CompteStatements.inactiver, fin)
    if immediate {
      expulser(decided.motif, compte, writing)
      if fin.par == .agentCaisse, decided.motif.estDeSecurite { retenir(decided.motif, compte, writing) }
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
  }

  /// C-45, Q-59: nobody is in any more, by any way that a thief may know.
  private static func expulser(_ motif: MotifInactivation, _ compte: CompteLu, _ writing: Writing) {
    _ = writing.enqueue(SessionStatements.fermerDuCompte, compte.id)
    guard motif.estDeSecurite else { return }
    _ = writing.enqueue(ActivationStatements.tuer, CompteStatements.Cle(compte.id, a: writing.request.now))
    if motif.tueLeSecret { _ = writing.enqueue(SecretStatements.effacer, compte.id) }
  }

  /// what the caisse of the actor has closed, and alone lifts, is written on its access.
  private static func retenir(_ motif: MotifInactivation, _ compte: CompteLu, _ writing: Writing) {
    _ = writing.enqueue(CompteStatements.fermerAcces, CompteStatements.FermetureAcces(compte.id, motif: motif, a: writing.request.now))
  }

  /// C-43, C-45: an account that somebody has closed already. Who closed it gives it a graver reason; another caisse keeps its own.
  private static func aggraver(_ decided: Inactivation, _ compte: CompteLu, par acteur: Acteur, _ writing: Writing) {
    expulser(decided.motif, compte, writing)
    if acteur.role == .agentCaisse { retenir(decided.motif, compte, writing) }
    if acteur.role == .gestionnaire || compte.inactiveParCaisse == acteur.caisseId {
      _ = writing.enqueue(
        CompteStatements.aggraver,
        CompteStatements.Aggravation(
          compte.id, motif: decided.motif, par: acteur.role, caisseId: acteur.caisseId, commentaire: decided.commentaire?.texte,
          a: writing.request.now))
    }
    writing.record(
      "COMPTE_INACTIVE", on: compte, regle: decided.regle,
      avant: ["etat": .string(compte.etat.rawValue), "motif": compte.motifInactivation.map { .string($0.rawValue) } ?? .null],
      apres: ["etat": .string(compte.etat.rawValue), "motif": .string(decided.motif.rawValue)])
  }

  /// nothing but the access to this caisse changes; every request judges it anew.
  private static func fermerAcces(_ decided: Inactivation, _ compte: CompteLu, _ writing: Writing) {
    retenir(decided.motif, compte, writing)
    if let rattachementId = decided.rattachementId {
      _ = writing.enqueue(
        CompteStatements.rattacherOu, CompteStatements.Rattachement(de: compte.id, vers: rattachementId, a: writing.request.now))
    }
    writing.record(
      "COMPTE_ACCES_FERME", on: compte, regle: decided.regle,
      apres: ["motif": .string(decided.motif.rawValue), "caisses": .array(writing.caisses)])
  }

  /// C-44, C-45, Q-50, Q-59: the partner learns at once that the caisse has closed an account, or that nobody manages its accounts any more;
  /// the other caisses of the account, that it is closed. What is journaled is what is sent: somebody, or nobody.
  private static func avertir(_ decided: Inactivation, _ compte: CompteLu, _ writing: Writing) async throws {
    let parLaCaisse = writing.session?.acteur.role == .agentCaisse
    let deSecurite = parLaCaisse && decided.motif.estDeSecurite
    guard decided.alerteSansGestionnaire || deSecurite || decided.effet == .accesSeul else { return }
    let partenaire =
      !decided.alerteSansGestionnaire && !deSecurite
      ? nil
      : writing.enqueue(
        NotificationStatements.ajouterAuPartenaire,
        NotificationStatements.AuPartenaire(
          compteId: compte.id, modele: .inactivationSecurite,
          donnees: [
            "identifiant": .string(compte.identifiant), "motif": .string(decided.motif.rawValue),
            "sans_gestionnaire": .bool(decided.alerteSansGestionnaire),
          ], a: writing.request.now))
    let caisses = parLaCaisse ? writing.annoncerAuxAutresCaisses(compte, decided.motif, compteEntier: decided.fermeLeCompte) : nil
    try await writing.load()
    if let partenaire, try !partenaire.rows().isEmpty {
      writing.record("PARTENAIRE_AVERTI", on: compte, regle: "C-44", apres: ["motif": .string(decided.motif.rawValue)])
    }
    if let caisses, try !caisses.rows().isEmpty {
      writing.record("CAISSES_AVERTIES", on: compte, regle: "Q-59", apres: ["motif": .string(decided.motif.rawValue)])
    }
  }
}

extension Writing {
  /// to the other caisses of an account, what this one has decided of it. One row a message.
  func annoncerAuxAutresCaisses(
    _ compte: CompteLu, _ motif: MotifInactivation, compteEntier: Bool, leve: Bool = false
  ) -> Deferred<UUID> {
    enqueue(
      NotificationStatements.ajouterAuxAutresCaisses,
      NotificationStatements.AuPartenaire(
        compteId: compte.id, modele: .fermetureAutreCaisse,
        donnees: [
          "identifiant": .string(compte.identifiant), "motif": .string(motif.rawValue), "portee": compteEntier ? "COMPTE" : "ACCES",
          "leve": .bool(leve),
        ], a: request.now))
  }

  /// The caisse that acts, for the journal.
  var caisses: [JSONValue] { (session?.acteur.caisseId).map { [.string($0.text)] } ?? [] }
}

extension Inactivation {
  /// As it is written: done now, planned for a day, or waiting for the replacement (C-35, C-56).
  fileprivate func fin(
    _ compte: CompteLu, _ corps: CorpsInactivation, _ caisse: FaitsComptes.Caisse, par acteur: Acteur, a instant: Instant
  ) -> InactivationAEcrire {
    let recueLe = caisse.jour(a: instant)
    var (etat, effetLe, attendId) = (EtatCompte.inactif, recueLe, UUID?.none)
    switch effet {
    case .immediat, .accesSeul, .enPlus: break
    case .le(let jour): (etat, effetLe) = (compte.etat, jour)
    case .aLActivation(let remplacant, let auPlusTot): (etat, effetLe, attendId) = (compte.etat, auPlusTot, remplacant)
    }
    return InactivationAEcrire(
      compteId: compte.id, etat: etat, motif: motif, demandeeLe: instant, dateSouhaitee: corps.dateSouhaitee.flatMap { Jour(texte: $0) },
      effetLe: effetLe, attendId: attendId, remplacantId: remplacantId, rattachementId: rattachementId, horsPreavis: horsPreavis,
      par: acteur.role, caisseId: acteur.caisseId, commentaire: commentaire?.texte,
      suppressionLe: EcheancesCompte.suppression(inactiveLe: effetLe, caisse.parametres), a: instant)
  }
}
