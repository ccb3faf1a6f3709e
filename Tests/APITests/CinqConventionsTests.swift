import API
import Domain
import Foundation
import JSON
import Testing

/// The main job, on the five real conventions, over HTTP with real tokens.
@Suite struct CinqConventionsTests {
  static let types = ["CONTACT", "ETUDE_DOSSIER", "SIGNALEMENT", "RENDEZ_VOUS", "DOCUMENT"]

  @Test(arguments: ["000", "001", "002", "003", "004"])
  func `le parcours entier, de la signature à la clôture (V-01, V-05, C-02, C-11, C-17, C-20, D-01, D-18, D-22, D-28, D-29)`(
    _ acte: String
  ) async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, acte)
    try await conventionsEnVigueur(monde)
    let unite = monde.unites.keys.contains("UTAMS_NORD") ? "UTAMS_NORD" : nil
    let gestionnaire = try await monde.gestionnaire(unite: unite)
    let technicien = try await monde.technicien(gestionnaire, unite: unite)
    let demandes = try await deposer(monde, technicien)
    try await traiter(monde, demandes, technicien)
    try await etrangers(monde, demandes[0])
  }

  private func conventionsEnVigueur(_ monde: Monde) async throws {
    for id in monde.conventions.values {
      let convention = try await monde.agent.get("/v1/conventions/\(id)")
      #expect(convention["etat"] == "EN_VIGUEUR", "\(convention.text)")
      #expect(convention["signatures"]?.array?.count == 2)
    }
  }

  /// Files one demande of each type that is open; the others are refused by their rule (D-02, D-15).
  private func deposer(_ monde: Monde, _ technicien: TestClient) async throws -> [String] {
    var filed: [String] = []
    for type in Self.types {
      let answer = try await technicien.post("/v1/demandes", Monde.corpsDemande(type, acte: monde.acte))
      if monde.acte == "004", type == "CONTACT" {
        #expect(answer.status == 409 && answer.code == "FONCTIONNALITE_INACTIVE" && answer["regle"] == "D-02", "\(answer.text)")
        continue
      }
      #expect(answer.status == 201 && answer["etat"] == "ACCUSEE", "\(type): \(answer.text)")
      let id = try #require(answer["id"]?.string)
      #expect(answer.headers["location"] == "/v1/demandes/\(id)")
      filed.append(id)
      monde.server.horloge.figer(monde.server.horloge.maintenant.ajoutant(secondes: 60))
    }
    let ass = try await technicien.post("/v1/demandes", Monde.corpsDemande("ETUDE_DOSSIER", acte: monde.acte) { $0["sous_type"] = "ASS" })
    if monde.acte == "004" {
      #expect(ass.status == 201)
    } else {
      #expect(ass.status == 422 && ass.fieldCodes == ["SOUS_TYPE_HORS_CONVENTION"] && ass.pointers == ["/sous_type"], "\(ass.text)")
    }
    return filed
  }

  /// The agent takes the last one, asks, the technicien answers, the agent closes.
  private func traiter(_ monde: Monde, _ demandes: [String], _ technicien: TestClient) async throws {
    let path = "/v1/demandes/\(demandes[demandes.count - 1])"
    let read = try await monde.agent.get(path)
    let taken = try await monde.agent.put("\(path)/prise-en-charge", [:], etag: read.etag)
    #expect(taken.status == 200 && taken["etat"] == "EN_COURS", "\(taken.text)")
    let stale = try await monde.agent.put("\(path)/prise-en-charge", [:], etag: read.etag)
    #expect(stale.status == 412 && stale.code == "VERSION_PERIMEE")
    let question = try await monde.agent.post("\(path)/messages", ["texte": "Quelle est sa commune ?", "attend_reponse": true])
    #expect(question.status == 201, "\(question.text)")
    #expect(try await technicien.get(path)["etat"] == "EN_ATTENTE_PARTENAIRE")
    #expect(try await technicien.post("\(path)/messages", ["texte": "Celle du centre."]).status == 201)
    #expect(try await technicien.get(path)["etat"] == "EN_COURS")
    let closed = try await monde.agent.post("\(path)/cloture", ["resultat": "TRAITEE", "reponse": "Le document est envoyé."])
    #expect(closed.status == 200 && closed["etat"] == "CLOTUREE", "\(closed.text)")
    let messages = try await technicien.get("\(path)/messages")
    #expect(messages["elements"]?.array?.map { $0["texte"]?.string } == ["Quelle est sa commune ?", "Celle du centre."])
    let history = try await technicien.get("\(path)/historique")
    let states = (history["elements"]?.array ?? []).compactMap { $0["vers"]?.string }
    #expect(states == ["DEPOSEE", "ACCUSEE", "EN_COURS", "EN_ATTENTE_PARTENAIRE", "EN_COURS", "TRAITEE", "CLOTUREE"], "\(history.text)")
    let list = try await technicien.get("/v1/demandes?total=true")
    #expect(list["total"]?.int == (list["elements"]?.array?.count ?? -1))
  }

  /// A-02, D-29, T-111: what is somebody else's does not exist.
  private func etrangers(_ monde: Monde, _ demande: String) async throws {
    let autreCaisse = monde.caisse == "CPAM-57" ? "CPAM-13" : "CPAM-57"
    let autreAgent = try await Monde.agent(monde.server, autreCaisse)
    let autreMonde = try await Monde.ouvrir(monde.server, monde.acte == "000" ? "001" : "000")
    let autreTechnicien = try await autreMonde.technicien(try await autreMonde.gestionnaire())
    let convention = try #require(monde.conventions.values.first)
    for path in [
      "/v1/demandes/\(demande)", "/v1/demandes/\(demande)/messages", "/v1/demandes/\(demande)/historique",
      "/v1/demandes/\(demande)/accuse-reception", "/v1/partenaires/\(monde.partenaire)", "/v1/conventions/\(convention)",
    ] {
      for stranger in [autreAgent, autreTechnicien] {
        let answer = try await stranger.get(path)
        #expect(answer.status == 404 && answer.code == "RESSOURCE_INTROUVABLE", "\(path): \(answer.text)")
      }
    }
    let taken = try await autreAgent.put("/v1/demandes/\(demande)/prise-en-charge", [:], etag: "\"1\"")
    #expect(taken.status == 404)
    #expect(try await autreTechnicien.post("/v1/demandes/\(demande)/messages", ["texte": "Bonjour"]).status == 404)
    #expect(try await autreTechnicien.get("/v1/demandes")["elements"]?.array?.isEmpty == true)
  }
}
