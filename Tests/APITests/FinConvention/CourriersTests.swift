import Foundation
import JSON
import Testing

/// The register of letters.
@Suite(.serialized) struct CourriersTests {
  @Test func `une lettre libre s'inscrit au registre (V-27)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let metier = try await dossier.conclure("METIER", le: "2024-10-21")
    var lettre = Dossier.lettre("PARTENAIRE", envoyee: "2025-03-01", presentee: "2025-03-03", recue: "2025-03-04").object ?? [:]
    lettre["numero"] = "1A 203 114 0587 2"
    let answer = try await dossier.ecrire(metier, .object(lettre), note: "Demande de précisions.")
    #expect(answer.status == 201 && answer["objet"] == "AUTRE" && answer["expediteur"] == "PARTENAIRE", "\(answer.text)")
    #expect(answer["numero"] == "1A 203 114 0587 2" && answer["reception_retenue"] == "2025-03-04" && answer.etag == "\"1\"")
    let location = try #require(answer.headers["location"])
    #expect(try await dossier.agent.get(location).text == answer.text)
    #expect(try dossier.journal(metier).last == "COURRIER_ENREGISTRE")
    let (regle, apres) = try dossier.evenement("COURRIER_ENREGISTRE", metier)
    #expect(regle == "V-27" && apres["recu_le"] == "2025-03-04" && apres["note"] == nil)
  }

  @Test(
    arguments: [
      (nil, nil, false, "201 "), ("2025-03-01", "2025-03-01", false, "201 "), ("2025-02-28", nil, false, "422 PRESENTATION_AVANT_ENVOI"),
      (nil, "2025-02-28", false, "422 RECEPTION_AVANT_ENVOI"), ("2025-03-03", "2025-03-02", false, "422 RECEPTION_AVANT_PRESENTATION"),
      (nil, nil, true, "422 PRESENTATION_INCONNUE"), ("2025-03-03", nil, true, "201 "), ("2025-03-03", "2025-03-04", true, "409 COURRIER_DEJA_RECU"),
    ] as [(String?, String?, Bool, String)])
  func `une lettre est envoyée, présentée puis reçue, dans cet ordre (V-27, Q-38, T-021)`(
    presentee: String?, recue: String?, nonReclame: Bool, attendu: String
  ) async throws {
    let dossier = try await Dossier.ouvrir(try Scene.partagee)
    let metier = try await dossier.conclure("METIER", le: "2024-10-21")
    var lettre = Dossier.lettre(envoyee: "2025-03-01", presentee: presentee, recue: recue).object ?? [:]
    lettre["non_reclame"] = .bool(nonReclame)
    let answer = try await dossier.ecrire(metier, .object(lettre))
    #expect("\(answer.status) \(answer.code ?? "")" == attendu, "\(answer.text)")
    switch answer.code {
    case "PRESENTATION_AVANT_ENVOI", "RECEPTION_AVANT_ENVOI": #expect(answer["premiere_date"] == "2025-03-01" && answer["regle"] == "V-27")
    case "RECEPTION_AVANT_PRESENTATION": #expect(answer["premiere_date"] == "2025-03-03")
    case nil: #expect(answer["reception_retenue"] == (recue ?? (nonReclame ? presentee : nil)).map(JSONValue.string) ?? .null)
    default: break
    }
    let registre = try await dossier.agent.get("/v1/conventions/\(metier)/courriers")
    #expect(registre.elements.count == (answer.status == 201 ? 1 : 0))
  }

  @Test(arguments: [("2025-03-11", 201), ("2025-03-12", 201), ("2025-03-13", 422)])
  func `une lettre ne part pas demain (V-27)`(date: String, statut: Int) async throws {
    let dossier = try await Dossier.ouvrir(try Scene.partagee)
    let answer = try await dossier.ecrire(try await dossier.creer("METIER"), Dossier.lettre(envoyee: date))
    #expect(answer.status == statut, "\(answer.text)")
    if statut == 422 { #expect(answer.refus == "422 DATE_FUTURE V-27" && answer["derniere_date"] == "2025-03-12") }
  }

  @Test func `la présentation puis la réception se complètent, et ne bougent plus (V-16, V-27)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let metier = try await dossier.conclure("METIER", le: "2024-10-21")
    let path = try #require(try await dossier.ecrire(metier, Dossier.lettre(envoyee: "2025-03-01")).headers["location"])
    let presentee = try await dossier.agent.patch(path, ["presente_le": "2025-03-03"], etag: "\"1\"")
    #expect(presentee.status == 200 && presentee["presente_le"] == "2025-03-03" && presentee["reception_retenue"] == .null, "\(presentee.text)")
    #expect(try await dossier.agent.patch(path, ["recu_le": "2025-03-05"], etag: "\"1\"").code == "VERSION_PERIMEE")
    let avant = try await dossier.agent.patch(path, ["recu_le": "2025-03-02"], etag: "\"2\"")
    #expect(avant.code == "RECEPTION_AVANT_PRESENTATION" && avant["premiere_date"] == "2025-03-03", "\(avant.text)")
    #expect(try await dossier.agent.patch(path, ["recu_le": "2025-03-13"], etag: "\"2\"").code == "DATE_FUTURE")
    let recue = try await dossier.agent.patch(path, ["recu_le": "2025-03-05", "note": "Avis reçu."], etag: "\"2\"")
    #expect(recue["reception_retenue"] == "2025-03-05" && recue["note"] == "Avis reçu." && recue.etag == "\"3\"", "\(recue.text)")
    for body in [["recu_le": "2025-03-04"], ["presente_le": "2025-03-04"], ["non_reclame": true]] as [JSONValue] {
      let encore = try await dossier.agent.patch(path, body, etag: "\"3\"")
      #expect(encore.refus == "409 COURRIER_DEJA_RECU V-27" && encore["recu_le"] == "2025-03-05", "\(encore.text)")
    }
    // The note is nobody's delay.
    let annotee = try await dossier.agent.patch(path, ["note": nil], etag: "\"3\"")
    #expect(annotee.status == 200 && annotee["note"] == .null && annotee["recu_le"] == "2025-03-05", "\(annotee.text)")
    #expect(try dossier.journal(metier).suffix(4) == ["COURRIER_ENREGISTRE", "COURRIER_PRESENTE", "COURRIER_RECU", "COURRIER_ANNOTE"])
  }

  @Test func `une lettre jamais retirée compte à sa présentation (Q-38)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let metier = try await dossier.conclure("METIER", le: "2024-10-21")
    let path = try #require(try await dossier.ecrire(metier, Dossier.lettre(envoyee: "2025-02-01")).headers["location"])
    let sans = try await dossier.agent.patch(path, ["non_reclame": true], etag: "\"1\"")
    #expect(sans.refus == "422 PRESENTATION_INCONNUE Q-38", "\(sans.text)")
    let avec = try await dossier.agent.patch(path, ["non_reclame": true, "presente_le": "2025-02-03"], etag: "\"1\"")
    #expect(avec["reception_retenue"] == "2025-02-03" && avec["recu_le"] == .null && avec["non_reclame"] == true, "\(avec.text)")
    #expect(try dossier.evenement("COURRIER_RECU", metier).regle == "Q-38")
    #expect(try await dossier.agent.patch(path, ["recu_le": "2025-02-20"], etag: "\"2\"").code == "COURRIER_DEJA_RECU")
  }

  @Test func `le registre se lit de la dernière lettre envoyée à la première, par objet et par page (V-27)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let unique = try await dossier.conclure("UNIQUE", modele: "002", le: "2024-10-21")
    for jour in ["2025-02-10", "2024-01-05", "2025-02-10"] { _ = try await dossier.ecrire(unique, Dossier.lettre(envoyee: jour)) }
    _ = try await dossier.mise(unique, Dossier.lettre(envoyee: "2025-02-01"))
    _ = try await dossier.denoncer(unique, Dossier.lettre(envoyee: "2025-02-20"))
    let path = "/v1/conventions/\(unique)/courriers"
    let tout = try await dossier.agent.get(path)
    let dates = tout.elements.compactMap { $0["envoye_le"]?.string }
    #expect(dates == ["2025-02-20", "2025-02-10", "2025-02-10", "2025-02-01", "2024-01-05"] && tout["suivant"] == .null, "\(tout.text)")
    #expect(try await dossier.agent.get("\(path)?objet=MISE_EN_DEMEURE").elements.map { $0["envoye_le"] } == ["2025-02-01"])
    var (lues, suite): ([JSONValue], String?) = ([], "\(path)?limite=2")
    while let adresse = suite {
      let page = try await dossier.agent.get(adresse)
      #expect(page.elements.count <= 2)
      lues += page.elements
      suite = page["suivant"]?.string
    }
    #expect(lues == tout.elements)
    #expect(try await dossier.agent.get("\(path)?curseur=WyJhIl0").code == "CURSEUR_INVALIDE")
  }

  @Test func `les deux parties lisent le registre, une autre caisse et un technicien non (A-02, R-34)`() async throws {
    let server = try TestServer()
    let monde = try await Monde.ouvrir(server, "000")
    let metier = try #require(monde.conventions["METIER"])
    let created = try await monde.agent.post("/v1/conventions/\(metier)/courriers", Dossier.lettre(envoyee: "2025-03-01"))
    let courrier = try #require(created.headers["location"])
    let gestionnaire = try await monde.gestionnaire()
    let technicien = try await monde.technicien(gestionnaire)
    let (direction, ailleurs) = (try await Monde.agent(server, "CPAM-57", role: "DIRECTION_CAISSE"), try await Monde.agent(server, "CPAM-60"))
    for path in [courrier] + ["courriers", "mises-en-demeure", "denonciation", "differends"].map({ "/v1/conventions/\(metier)/\($0)" }) {
      #expect(try await gestionnaire.get(path).status == 200)
      #expect(try await direction.get(path).status == 200)
      #expect(try await technicien.get(path).code == "ROLE_INSUFFISANT")
      #expect(try await ailleurs.get(path).code == "RESSOURCE_INTROUVABLE")
    }
    #expect(try await ailleurs.patch(courrier, ["recu_le": "2025-03-04"], etag: "\"1\"").code == "RESSOURCE_INTROUVABLE")
    #expect(try await ailleurs.post("/v1/conventions/\(metier)/courriers", Dossier.lettre(envoyee: "2025-03-01")).status == 404)
  }

  @Test func `un numéro de sécurité sociale n'entre pas au registre (D-12, R-28)`() async throws {
    let dossier = try await Dossier.ouvrir(try Scene.partagee)
    let metier = try await dossier.conclure("METIER", le: "2024-10-21")
    let answer = try await dossier.ecrire(
      metier, Dossier.lettre(envoyee: "2025-03-01"), note: "Voir 2 78 03 57 463 001 \(97 - 2_780_357_463_001 % 97)")
    #expect(answer.code == "NIR_INTERDIT" && answer.pointers == ["/note"], "\(answer.text)")
  }
}
