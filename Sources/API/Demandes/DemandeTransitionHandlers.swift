import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// What happens to a demande after its filing (D-28): each locks the row, lets the rules decide, writes the state and its event.
enum DemandeTransitionHandlers {
  static func prendreEnCharge(_ service: Service, _ request: RequestContext) async throws -> Reply {
    try await change(service, request) { visible, session, _ in
      let prise = try PriseEnCharge.prendre(
        try DemandeFacts.faits(visible.jugee), par: session.acteur, service: request.body["service_destinataire"]?.string)
      var change = Change(etapes: [prise.etat], agent: .poser(prise.agentId, nom: session.libelle))
      change.serviceDestinataire = prise.serviceDestinataire?.rawValue
      return change
    }
  }

  static func rendre(_ service: Service, _ request: RequestContext) async throws -> Reply {
    try await change(service, request) { visible, session, _ in
      Change(etapes: [try PriseEnCharge.rendre(try DemandeFacts.faits(visible.jugee), par: session.acteur)], agent: .retirer)
    }
  }

  static func cloturer(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let body = request.body
    return try await change(service, request) { visible, session, lexique in
      let fin = try FinDemande.cloturer(
        CorpsCloture(
          resultat: body["resultat"]?.string, motif: body["motif"]?.string, reponse: body["reponse"]?.string,
          confirmationDonneesSante: body["confirmation_donnees_sante"]?.bool),
        try DemandeFacts.faits(visible.jugee), par: session.acteur, lexique: lexique)
      return Change(fin, at: request.now)
    }
  }

  static func annuler(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let body = request.body
    return try await change(service, request) { visible, session, lexique in
      let fin = try FinDemande.annuler(
        CorpsAnnulation(motif: body["motif"]?.string, confirmationDonneesSante: body["confirmation_donnees_sante"]?.bool),
        try DemandeFacts.faits(visible.jugee), par: session.acteur,
        acces: DemandeFacts.constat(visible.jugee, by: session.acteur, at: request.now), lexique: lexique)
      return Change(fin, at: request.now)
    }
  }

  /// A decided change: the states gone through, and what else is written.
  private struct Change {
    var etapes: [EtatDemande]
    var agent: DemandeChangee.ChangementAgent = .garder
    var serviceDestinataire: String?
    var reponse: String?
    var motif: String?
    var clotureLe: Instant?
    var avertissements: [Avertissement] = []

    init(etapes: [EtatDemande], agent: DemandeChangee.ChangementAgent = .garder) {
      self.etapes = etapes
      self.agent = agent
    }

    init(_ fin: FinDemande, at now: Instant) {
      etapes = fin.etapes
      reponse = fin.reponse?.texte
      motif = fin.motif?.texte
      clotureLe = now
      avertissements = fin.avertissements
    }
  }

  private static func change(
    _ service: Service, _ request: RequestContext,
    _ decide: (DemandeVisible, SessionOuverte, LexiqueSante) throws -> Change
  ) async throws -> Reply {
    let id = try request.pathID()
    return try await service.write(request) { writing in
      let found = writing.enqueue(DemandeStatements.lirePourModifier, id)
      let session = try await writing.load()
      let visible = try DemandeFacts.readable(try found.first(), by: session.acteur, at: request.now)
      try request.checkVersion(visible.demande.version, modifieLe: visible.demande.modifieLe)
      let change = try decide(visible, session, service.shared.references.lexique)
      guard let last = change.etapes.last else { throw Problem(.erreurInterne) }
      var changed = DemandeChangee(id: id, etat: last.rawValue, modifieLe: request.now)
      changed.agent = change.agent
      changed.serviceDestinataire = change.serviceDestinataire
      changed.reponse = change.reponse
      changed.motifFin = change.motif
      changed.clotureLe = change.clotureLe
      let updated = writing.enqueue(DemandeStatements.changer, changed)
      var former = EtatDemande(rawValue: visible.demande.etat)
      for etat in change.etapes {
        writing.record(etat, from: former, on: visible.demande)
        former = etat
      }
      if change.avertissements.contains(.donneesSanteConfirmees) {
        writing.record("DONNEES_SANTE_CONFIRMEES", on: visible.demande, regle: "D-13")
      }
      try await writing.load()
      guard let demande = try updated.first() else { throw Problem(.erreurInterne) }
      request.exchange.body.append(demande: demande, canal: try await DemandeFacts.canal(visible.jugee, service, at: request.now))
      return Reply(version: demande.version)
    }
  }
}
