import API
import Foundation
import JSON
import Testing

/// Drafts: written, offered, taken back, until the first signature (V-03, V-28).
@Suite(.serialized) struct BrouillonTests {
  private func brouillon(_ dossier: Dossier, _ nature: String = "METIER", metier: String? = nil) async throws -> String {
    let answer = try await dossier.poser(nature, metier: metier) { $0["brouillon"] = true }
    #expect(answer["etat"] == "BROUILLON" && answer["proposee_le"] == .null, "\(answer.text)")
    return try #require(answer["id"]?.string)
  }

  private func proposition(_ id: String) -> String { "/v1/conventions/\(id)/proposition" }

  @Test func `un brouillon se propose, se reprend, se repropose, et son histoire le dit (V-28)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let id = try await brouillon(dossier)
    #expect(try await dossier.signer(id, "CAISSE", le: "2025-03-12").code == "CONVENTION_NON_SIGNABLE")
    let tot = try await dossier.agent.delete(proposition(id), etag: "*")
    #expect(tot.status == 409 && tot.code == "TRANSITION_INTERDITE" && tot["etat"] == "BROUILLON", "\(tot.text)")
    let proposee = try await dossier.agent.sendRaw("POST", proposition(id), nil)
    #expect(
      proposee.status == 200 && proposee["etat"] == "A_SIGNER" && proposee["proposee_le"] != .null && proposee.etag == "\"2\"", "\(proposee.text)")
    let encore = try await dossier.agent.sendRaw("POST", proposition(id), nil)
    #expect(encore.status == 409 && encore.code == "TRANSITION_INTERDITE" && encore["regle"] == "V-28")
    #expect(try await dossier.agent.delete(proposition(id)).code == "VERSION_REQUISE")
    #expect(try await dossier.agent.delete(proposition(id), etag: "\"1\"").code == "VERSION_PERIMEE")
    let reprise = try await dossier.agent.delete(proposition(id), etag: proposee.etag)
    #expect(reprise.status == 200 && reprise["etat"] == "BROUILLON" && reprise["proposee_le"] == .null, "\(reprise.text)")
    #expect(try await dossier.agent.sendRaw("POST", proposition(id), nil).status == 200)
    _ = try await dossier.signer(id, "CAISSE", le: "2025-03-12")
    let signee = try await dossier.agent.delete(proposition(id), etag: "*")
    #expect(signee.status == 409 && signee.code == "MODELE_FIGE" && signee["regle"] == "V-03", "\(signee.text)")
    _ = try await dossier.signer(id, "PARTENAIRE", le: "2025-03-12")
    #expect(try await dossier.agent.delete(proposition(id), etag: "*").code == "TRANSITION_INTERDITE")
    #expect(
      try dossier.journal(id).prefix(4) == ["CONVENTION_CREEE", "CONVENTION_PROPOSEE", "CONVENTION_REPRISE", "CONVENTION_PROPOSEE"])
  }

  @Test func `la même clé ne propose pas une autre convention`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let (premiere, seconde) = (try await brouillon(dossier), try await brouillon(dossier))
    let cle = ["Idempotency-Key": "proposition"]
    let answer = try await dossier.agent.sendRaw("POST", proposition(premiere), nil, headers: cle)
    let rejeu = try await dossier.agent.sendRaw("POST", proposition(premiere), nil, headers: cle)
    #expect(rejeu.status == 200 && rejeu.text == answer.text)
    let autre = try await dossier.agent.sendRaw("POST", proposition(seconde), nil, headers: cle)
    #expect(autre.status == 422 && autre.code == "IDEMPOTENCE_AUTRE_CORPS", "\(autre.text)")
  }

  @Test func `le partenaire ne voit aucun brouillon, où qu'il le cherche (V-28, R-34)`() async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "000", signed: false)
    let id = try await brouillon(monde.dossier)
    for nature in ["METIER", "UTILISATION"] {
      for partie in ["CAISSE", "PARTENAIRE"] {
        #expect(try await monde.dossier.signer(try #require(monde.conventions[nature]), partie, le: "2024-10-21").status == 201)
      }
    }
    let gestionnaire = try await monde.gestionnaire()
    func visibles() async throws -> [String] { try await gestionnaire.get("/v1/conventions?total=true").elements.compactMap { $0["id"]?.string } }
    for chemin in ["", "/echeances", "/historique", "/avenants", "/documents", "/actions"] {
      #expect(try await gestionnaire.get("/v1/conventions/\(id)\(chemin)").code == "RESSOURCE_INTROUVABLE", "\(chemin)")
    }
    #expect(try await visibles().contains(id) == false)
    #expect(try await gestionnaire.get("/v1/conventions?etat=BROUILLON&total=true")["total"] == 0)
    #expect(try await monde.agent.get("/v1/conventions?etat=BROUILLON&total=true")["total"] == 1)
    #expect(try await monde.agent.sendRaw("POST", proposition(id), nil).status == 200)
    #expect(try await gestionnaire.get("/v1/conventions/\(id)")["etat"] == "A_SIGNER")
    #expect(try await visibles().contains(id))
    #expect(try await monde.agent.get("/v1/conventions?etat=BROUILLON&total=true")["total"] == 0)
    #expect(try await gestionnaire.get("/v1/conventions/\(id)/historique").elements.last?["evenement"] == "CONVENTION_PROPOSEE")
    #expect(try await monde.agent.delete(proposition(id), etag: "*").status == 200)
    #expect(try await gestionnaire.get("/v1/conventions/\(id)").code == "RESSOURCE_INTROUVABLE")
  }

  @Test func `un brouillon n'ouvre aucune unité, proposé il devient le titre, repris il le rend (V-28, V-38)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let metier = try await dossier.creer("METIER")
    let premiere = try await brouillon(dossier, "UTILISATION", metier: metier)
    #expect(try dossier.titre() == [nil, nil, nil])
    #expect(try await dossier.agent.sendRaw("POST", proposition(premiere), nil).status == 200)
    let seconde = try await dossier.creer("UTILISATION", metier: metier)
    #expect(try dossier.titre() == [premiere, nil, nil])
    #expect(try await dossier.agent.delete(proposition(premiere), etag: "*").status == 200)
    #expect(try dossier.titre() == [seconde, nil, nil])
    #expect(try await dossier.agent.delete(proposition(seconde), etag: "*").status == 200)
    #expect(try dossier.titre() == [nil, nil, nil])
  }

  @Test func `le texte et le modèle changent tant que personne n'a signé (V-03, V-33, P-11, X-16)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let id = try await dossier.creer("METIER")
    let path = "/v1/conventions/\(id)"
    let texte: JSONValue = ["objet": "Un objet", "objectifs": "Des objectifs", "public": "Chacun", "cadre_national": "Lettre du 2 décembre 2022"]
    let modifiee = try await dossier.agent.patch(path, texte, etag: "\"1\"")
    #expect(
      modifiee.status == 200 && modifiee.etag == "\"2\"" && modifiee["objet"] == "Un objet" && modifiee["public"] == "Chacun", "\(modifiee.text)")
    #expect(modifiee["objectifs"] == "Des objectifs" && modifiee["cadre_national"] == "Lettre du 2 décembre 2022")
    let autre = try await dossier.agent.patch(path, ["modele_code": "001", "public": nil], etag: modifiee.etag)
    #expect(autre["modele"] == ["code": "001", "version": 1] && autre["public"] == .null && autre["objet"] == "Un objet", "\(autre.text)")
    #expect(try await dossier.agent.patch(path, ["objet": "X"]).code == "VERSION_REQUISE")
    #expect(try await dossier.agent.patch(path, ["objet": "X"], etag: "\"1\"").code == "VERSION_PERIMEE")
    let inconnu = try await dossier.agent.patch(path, ["modele_code": "999"], etag: "*")
    #expect(inconnu.status == 422 && inconnu.code == "REFERENCE_INCONNUE" && inconnu.pointers == ["/modele_code"])
    let unique = try await dossier.agent.patch(path, ["modele_code": "002"], etag: "*")
    #expect(unique.status == 422 && unique.code == "NATURE_HORS_MODELE" && unique["natures"] == "UNIQUE", "\(unique.text)")
    _ = try await dossier.signer(id, "CAISSE", le: "2025-03-12")
    for corps: JSONValue in [["objet": "Trop tard"], ["modele_code": "000"]] {
      let fige = try await dossier.agent.patch(path, corps, etag: "*")
      #expect(fige.status == 409 && fige.code == "MODELE_FIGE" && fige["regle"] == "V-03", "\(fige.text)")
    }
    let lue = try await dossier.lire(id)
    #expect(lue["objet"] == "Un objet" && lue["modele"]?["code"] == "001")
    #expect(try dossier.journal(id) == ["CONVENTION_CREEE", "CONVENTION_MODIFIEE", "CONVENTION_MODIFIEE", "CONVENTION_SIGNEE"])
  }

  @Test func `une convention d'utilisation change aussi de modèle, sans perdre son adossement (V-01, V-03)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let metier = try await dossier.conclure("METIER", le: "2024-10-21")
    let id = try await dossier.creer("UTILISATION", metier: metier)
    let changee = try await dossier.agent.patch("/v1/conventions/\(id)", ["modele_code": "003"], etag: "*")
    #expect(changee.status == 200 && changee["modele"]?["code"] == "003" && changee["convention_metier_id"]?.string == metier, "\(changee.text)")
  }

  @Test func `une signature et une reprise au même instant ne se croisent pas (V-28)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer { $0.loops = 2 })
    for _ in 0..<4 {
      let autre = try await dossier.autre()
      let id = try await autre.creer("METIER")
      let codes = try await withThrowingTaskGroup(of: Answer.self) { group in
        group.addTask { try await autre.signer(id, "CAISSE", le: "2025-03-12") }
        group.addTask { try await autre.agent.delete("/v1/conventions/\(id)/proposition", etag: "*") }
        return try await group.reduce(into: [String]()) { $0.append("\($1.status) \($1.code ?? "")") }.sorted()
      }
      #expect(codes == ["201 ", "409 MODELE_FIGE"] || codes == ["200 ", "409 CONVENTION_NON_SIGNABLE"], "\(codes)")
    }
  }

  @Test func `l'historique se lit page après page, par les deux parties (V-28, R-35)`() async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "000")
    let gestionnaire = try await monde.gestionnaire()
    let id = try #require(monde.conventions["METIER"])
    var faits: [JSONValue] = []
    var path: String? = "/v1/conventions/\(id)/historique?limite=2"
    while let next = path {
      let page = try await gestionnaire.get(next)
      faits += page.elements
      path = page["suivant"]?.string
    }
    #expect(faits.compactMap { $0["evenement"]?.string } == (try monde.dossier.journal(id)))
    #expect(faits.first?["acteur"] == ["role": "AGENT_CAISSE", "nom": "Alix LORMIER"] && faits.first?["regle"] == "V-01")
    #expect(faits.last?["apres"]?["etat"] == "EN_VIGUEUR" && faits.last?["avant"]?["etat"] == "A_SIGNER")
    #expect(try await monde.agent.get("/v1/conventions/\(id)/historique").elements == faits)
    #expect(try await Monde.agent(server, "CPAM-60").get("/v1/conventions/\(id)/historique").code == "RESSOURCE_INTROUVABLE")
    #expect(try await monde.agent.get("/v1/conventions/\(id)/historique?curseur=bm9u").code == "CURSEUR_INVALIDE")
  }
}
