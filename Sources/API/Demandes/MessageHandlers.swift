import Bytes
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// The dialogue of a demande (D-22, D-30) and its history (D-07, D-28).
enum MessageHandlers {
  static func ecrire(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    return try await service.write(request) { writing in
      let found = writing.enqueue(DemandeStatements.lirePourModifier, id)
      let session = try await writing.load()
      let visible = try DemandeFacts.readable(try found.first(), by: session.acteur, at: request.now)
      let demande = visible.demande
      request.notBefore(demande.modifieLe)
      let parametres = try await service.parametres(visible.jugee.acces, a: request.now)
      let decided = try MessageDemande.ecrire(
        CorpsMessage(
          texte: request.body["texte"]?.string, confirmationDonneesSante: request.body["confirmation_donnees_sante"]?.bool,
          attendReponse: request.body["attend_reponse"]?.bool),
        par: session.acteur,
        faits: MessageDemande.Faits(
          demande: try DemandeFacts.faits(visible.jugee), acces: DemandeFacts.constat(visible.jugee, by: session.acteur, at: request.now),
          parametres: parametres, fonctionnalitesActives: DemandeFacts.actives(parametres, visible.jugee.acces),
          lexique: service.shared.references.lexique))
      let message = MessageAInserer(
        id: try request.nouvelId(), demande: demande, auteurRole: session.acteur.role.rawValue,
        auteurLibelle: session.libelle, texte: decided.texte.texte, attendReponse: decided.attendReponse,
        avertissements: decided.avertissements.map(\.rawValue), creeLe: request.now)
      _ = writing.enqueue(MessageStatements.inserer, message)
      writing.record("MESSAGE_ECRIT", on: demande, regle: "D-22")
      if decided.avertissements.contains(.donneesSanteConfirmees) {
        writing.record("DONNEES_SANTE_CONFIRMEES", on: demande, regle: "D-13")
      }
      if let etat = decided.etat {
        _ = writing.enqueue(DemandeStatements.changer, DemandeChangee(id: id, etat: etat.rawValue, modifieLe: request.now))
        writing.record(etat, from: EtatDemande(rawValue: demande.etat), on: demande)
      }
      request.exchange.body.append(message: message.lu)
      return Reply(201, location: "/v1/demandes/\(id.text)/messages")
    }
  }

  static func lister(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let page = try Pagination(request)
    let query = MessageStatements.Page(demandeId: id, apresRang: try page.text(0).flatMap { Int64($0) }, limite: page.limite + 1)
    let (session, found) = try await service.read(request) { batch in
      (batch.enqueue(DemandeStatements.lire, id), batch.enqueue(MessageStatements.lister, query))
    }
    _ = try DemandeFacts.readable(try found.0.first(), by: session.acteur, at: request.now)
    return request.respondList(try found.1.rows(), page, keys: { [.string(String($0.rang ?? 0))] }, render: { $1.append(message: $0) })
  }

  /// What the journal says of the demande, oldest first.
  static func lireHistorique(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let page = try Pagination(request)
    let query = JournalStatements.Page(objetId: id, apres: try page.text(0).flatMap { Int64($0) }, limite: page.limite + 1)
    let (session, found) = try await service.read(request) { batch in
      (batch.enqueue(DemandeStatements.lire, id), batch.enqueue(JournalStatements.historique, query))
    }
    _ = try DemandeFacts.readable(try found.0.first(), by: session.acteur, at: request.now)
    return request.respondList(
      try found.1.rows(), page, keys: { [.string(String($0.rang))] },
      render: { event, out in
        out.beginObject()
        out.field("instant", event.instant)
        out.field("evenement", event.code)
        out.object("acteur") { out in
          out.field("role", event.acteurRole)
          out.field("nom", event.acteurLibelle)
        }
        out.field("de", event.avant?["etat"]?.string)
        out.field("vers", event.apres?["etat"]?.string)
        out.field("regle", event.regle)
        out.endObject()
      })
  }
}
