import API
import Domain
import Foundation
import JSON
import Testing

/// The queue of a caisse, the lists, and what agents and techniciens do to a demande.
@Suite struct FileTests {
  private struct Equipe {
    let monde: Monde
    let technicien: TestClient

    init(_ acte: String) async throws {
      monde = try await Monde.ouvrir(try TestServer(), acte)
      let unite = acte == "002" ? "UTAMS_NORD" : nil
      technicien = try await monde.technicien(try await monde.gestionnaire(unite: unite), unite: unite)
    }

    /// Files one demande a minute later than the former one and returns its id.
    func deposer(urgente: Bool = false, complexe: Bool = false, type: String = "DOCUMENT") async throws -> String {
      monde.server.horloge.figer(monde.server.horloge.maintenant.ajoutant(secondes: 60))
      let answer = try await technicien.post(
        "/v1/demandes",
        Monde.corpsDemande(type, acte: monde.acte) { body in
          body["urgente"] = .bool(urgente)
          body["complexe"] = .bool(complexe)
        })
      guard let id = answer["id"]?.string else { throw Monde.Inattendu(answer) }
      return id
    }

    func file(_ query: String = "") async throws -> [String] {
      try await monde.agent.get("/v1/demandes\(query)")["elements"]?.array?.compactMap { $0["id"]?.string } ?? []
    }

    func prendre(_ id: String, _ agent: TestClient? = nil) async throws -> Answer {
      let read = try await monde.agent.get("/v1/demandes/\(id)")
      return try await (agent ?? monde.agent).put("/v1/demandes/\(id)/prise-en-charge", [:], etag: read.etag)
    }
  }

  @Test func `en 004, une demande urgente passe en tête, une complexe non (D-18, D-19, T-100, T-101)`() async throws {
    let equipe = try await Equipe("004")
    let (normale, complexe, urgente) = (try await equipe.deposer(), try await equipe.deposer(complexe: true), try await equipe.deposer(urgente: true))
    #expect(try await equipe.file() == [urgente, normale, complexe])
  }

  @Test func `en 002, urgente ou complexe, elle passe en tête (D-19, T-101)`() async throws {
    let equipe = try await Equipe("002")
    let (normale, complexe, urgente) = (try await equipe.deposer(), try await equipe.deposer(complexe: true), try await equipe.deposer(urgente: true))
    #expect(try await equipe.file() == [complexe, urgente, normale])
  }

  @Test func `en 000, rien n'est prioritaire (D-19, T-100)`() async throws {
    let equipe = try await Equipe("000")
    let (normale, urgente) = (try await equipe.deposer(), try await equipe.deposer(urgente: true, complexe: true))
    #expect(try await equipe.file() == [normale, urgente])
  }

  @Test func `la file se lit page par page dans le même ordre, sans ce qui est clos`() async throws {
    let equipe = try await Equipe("004")
    var expected: [String] = []
    for index in 0..<5 { expected.append(try await equipe.deposer(urgente: index == 3)) }
    expected = [expected[3], expected[0], expected[1], expected[2], expected[4]]
    var read: [String] = []
    var next: String? = "/v1/demandes?limite=2"
    while let path = next {
      let page = try await equipe.monde.agent.get(path)
      read += page["elements"]?.array?.compactMap { $0["id"]?.string } ?? []
      next = page["suivant"]?.string
      #expect((page.headers["link"] != nil) == (next != nil))
    }
    #expect(read == expected)
    _ = try await equipe.prendre(expected[1])
    #expect(try await equipe.monde.agent.post("/v1/demandes/\(expected[1])/cloture", ["resultat": "TRAITEE"]).status == 200)
    #expect(try await equipe.file() == [expected[0]] + expected[2...])
    #expect(try await equipe.file("?tri=-depose_le").count == 5)
  }

  @Test func `un curseur étranger est refusé, un tri de la caisse aussi pour un technicien`() async throws {
    let equipe = try await Equipe("000")
    let cursor = try await equipe.technicien.get("/v1/demandes?curseur=abc")
    #expect(cursor.status == 400 && cursor.code == "CURSEUR_INVALIDE", "\(cursor.text)")
    let tri = try await equipe.technicien.get("/v1/demandes?tri=file")
    #expect(tri.status == 400 && tri.code == "PARAMETRE_INVALIDE")
  }

  @Test func `les listes se filtrent par état, type, urgence, date et recherche (D-07)`() async throws {
    let equipe = try await Equipe("000")
    let contact = try await equipe.deposer(type: "CONTACT")
    let document = try await equipe.deposer(urgente: true)
    _ = try await equipe.prendre(document)
    for (query, expected) in [
      ("?type=CONTACT", [contact]), ("?urgente=true", [document]), ("?etat=EN_COURS", [document]), ("?etat=EN_COURS,ACCUSEE", [contact, document]),
      ("?depose_au=2025-03-11", []), ("?depose_du=2025-03-12", [contact, document]), ("?recherche=morvan", [contact, document]),
      ("?recherche=2025-000002", [document]),
    ] {
      let found = try await equipe.file(query)
      #expect(Set(found) == Set(expected), "\(query): \(found)")
    }
  }

  @Test func `deux agents ne prennent pas la même demande (D-28)`() async throws {
    let equipe = try await Equipe("000")
    let id = try await equipe.deposer()
    let autre = try await Monde.agent(equipe.monde.server, equipe.monde.caisse)
    #expect(try await equipe.prendre(id).status == 200)
    let second = try await equipe.prendre(id, autre)
    #expect(second.status == 409 && second.code == "DEMANDE_DEJA_PRISE", "\(second.text)")
  }

  @Test func `une demande rendue revient dans la file sans agent (D-28)`() async throws {
    let equipe = try await Equipe("000")
    let id = try await equipe.deposer()
    let taken = try await equipe.prendre(id)
    #expect(try await equipe.monde.agent.delete("/v1/demandes/\(id)/prise-en-charge", etag: "\"99\"").status == 412)
    let back = try await equipe.monde.agent.delete("/v1/demandes/\(id)/prise-en-charge", etag: taken.etag)
    #expect(back.status == 200 && back["etat"] == "ACCUSEE" && back["agent"] == .null)
    let again = try await equipe.monde.agent.delete("/v1/demandes/\(id)/prise-en-charge", etag: back.etag)
    #expect(again.status == 409 && again.code == "TRANSITION_INTERDITE")
  }

  @Test func `une demande close ne change plus (D-28)`() async throws {
    let equipe = try await Equipe("000")
    let id = try await equipe.deposer()
    let path = "/v1/demandes/\(id)"
    let early = try await equipe.monde.agent.post("\(path)/cloture", ["resultat": "TRAITEE"])
    #expect(early.status == 409 && early.code == "TRANSITION_INTERDITE", "\(early.text)")
    _ = try await equipe.prendre(id)
    let motive = try await equipe.monde.agent.post("\(path)/cloture", ["resultat": "REJETEE"])
    #expect(motive.status == 422 && motive.pointers == ["/motif"], "\(motive.text)")
    let stale = try await equipe.monde.agent.post("\(path)/cloture", ["resultat": "TRAITEE"], headers: ["If-Match": "\"1\""])
    #expect(stale.status == 412)
    #expect(try await equipe.monde.agent.post("\(path)/cloture", ["resultat": "REJETEE", "motif": "Doublon"])["etat"] == "REJETEE")
    for answer in [
      try await equipe.technicien.post("\(path)/annulation"), try await equipe.technicien.post("\(path)/messages", ["texte": "Encore ?"]),
      try await equipe.prendre(id),
    ] { #expect(answer.status == 409 && answer.code == "TRANSITION_INTERDITE", "\(answer.text)") }
  }

  @Test func `le technicien annule tant que rien n'est traité (D-28)`() async throws {
    let equipe = try await Equipe("000")
    let id = try await equipe.deposer()
    let health = try await equipe.technicien.post("/v1/demandes/\(id)/annulation", ["motif": "Le diagnostic a changé."])
    #expect(health.status == 422 && health.fieldCodes == ["CONFIRMATION_REQUISE"], "\(health.text)")
    let done = try await equipe.technicien.post("/v1/demandes/\(id)/annulation", ["motif": "Réglé au guichet."])
    #expect(done.status == 200 && done["etat"] == "ANNULEE" && done["motif_fin"] == "Réglé au guichet.")
  }

  @Test func `un message d'agent ou de technicien ne porte jamais de NIR (D-22, D-30, T-108)`() async throws {
    let equipe = try await Equipe("000")
    let id = try await equipe.deposer()
    for author in [equipe.monde.agent, equipe.technicien] {
      let answer = try await author.post("/v1/demandes/\(id)/messages", ["texte": "Numéro 255081416802538"])
      #expect(answer.status == 422 && answer.fieldCodes == ["NIR_INTERDIT"] && answer.pointers == ["/texte"], "\(answer.text)")
    }
  }

  @Test func `seule la caisse met une demande en attente (D-28)`() async throws {
    let equipe = try await Equipe("000")
    let id = try await equipe.deposer()
    let answer = try await equipe.technicien.post("/v1/demandes/\(id)/messages", ["texte": "J'attends.", "attend_reponse": true])
    #expect(answer.status == 422 && answer.pointers == ["/attend_reponse"], "\(answer.text)")
  }

  @Test func `en 002, une unité ne lit pas les demandes d'une autre (Q-15, T-112)`() async throws {
    let monde = try await Monde.ouvrir(try TestServer(), "002")
    let nord = try await monde.technicien(try await monde.gestionnaire(0, unite: "UTAMS_NORD"), 0, unite: "UTAMS_NORD")
    let sud = try await monde.technicien(try await monde.gestionnaire(1, unite: "UTAMS_SUD"), 1, unite: "UTAMS_SUD")
    let filed = try await nord.post("/v1/demandes", Monde.corpsDemande("DOCUMENT", acte: "002"))
    #expect(try await sud.get("/v1/demandes/\(filed["id"]?.string ?? "")").status == 404)
    #expect(try await sud.get("/v1/demandes")["elements"] == [])
    #expect(try await nord.get("/v1/demandes")["elements"]?.array?.count == 1)
    #expect(try await monde.agent.get("/v1/demandes")["elements"]?.array?.count == 1)
  }
}
