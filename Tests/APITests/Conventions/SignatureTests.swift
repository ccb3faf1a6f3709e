import Foundation
import JSON
import Postgres
import Testing

/// POST /v1/conventions/{id}/signatures.
@Suite(.serialized) struct SignatureTests {
  @Test func `la convention prend effet à la dernière signature, qualité et pour ordre inscrits (A-10, V-05, V-06)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let id = try await dossier.creer("METIER")
    let premiere = try await dossier.signer(id, "PARTENAIRE", le: "2024-10-18") {
      $0["lieu"] = "Belcombe"
      $0["exemplaires"] = 2
      $0["pour_ordre_de"] = "Le président du CCAS"
      $0["deliberation"] = ["date": "2024-09-30", "numero": "2024-27", "pour": 13]
    }
    #expect(premiere.status == 201 && premiere["etat"] == "A_SIGNER" && premiere["date_effet"] == .null, "\(premiere.text)")
    #expect(premiere.etag == "\"2\"" && premiere.headers["location"] == "/v1/conventions/\(id)")
    let signature = premiere["signatures"]?.array?.first
    #expect(signature?["lieu"] == "Belcombe" && signature?["exemplaires"] == 2 && signature?["pour_ordre_de"] == "Le président du CCAS")
    #expect(
      signature?["deliberation"] == [
        "date": "2024-09-30", "numero": "2024-27", "executoire_le": nil, "pour": 13, "contre": nil, "abstentions": nil,
      ])
    let seconde = try await dossier.signer(id, "CAISSE", le: "2024-10-21")
    #expect(seconde["etat"] == "EN_VIGUEUR" && seconde["date_effet"] == "2024-10-21" && seconde["premier_jour"] == "2024-10-21")
    #expect(seconde["dernier_jour"] == "2025-10-20" && seconde.periode == "1 2024-10-21/2025-10-20")
    #expect(seconde["signatures"]?.array?.compactMap { $0["partie"]?.string } == ["PARTENAIRE", "CAISSE"])
    #expect(try dossier.journal(id) == ["CONVENTION_CREEE", "CONVENTION_SIGNEE", "CONVENTION_SIGNEE", "CONVENTION_EN_VIGUEUR"])
  }

  @Test func `seule l'utilisation signée ouvre l'accès du partenaire (V-05, C-32)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let metier = try await dossier.conclure("METIER", le: "2024-10-21")
    #expect(try dossier.titre() == [nil, nil, nil])
    let utilisation = try await dossier.creer("UTILISATION", metier: metier)
    #expect(try dossier.titre() == [utilisation, nil, nil])
    _ = try await dossier.signer(utilisation, "CAISSE", le: "2024-10-21")
    #expect(try dossier.titre() == [utilisation, nil, nil])
    _ = try await dossier.signer(utilisation, "PARTENAIRE", le: "2024-10-22")
    #expect(try dossier.titre() == [utilisation, "2024-10-22", nil])
  }

  @Test(arguments: [("1945-10-03", "422 SIGNATURE_TROP_ANCIENNE V-05"), ("1945-10-04", "201  ")])
  func `une signature n'est pas plus ancienne que les caisses (V-05)`(date: String, attendu: String) async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let answer = try await dossier.signer(try await dossier.creer("METIER"), "CAISSE", le: date)
    #expect(answer.refus == attendu, "\(answer.text)")
    if answer.status == 422 { #expect(answer["premiere_date"] == "1945-10-04" && answer["derniere_date"] == "2025-03-12") }
  }

  @Test(arguments: [("2024-10-20", 422), ("2024-10-21", 201), ("2024-10-22", 201)])
  func `l'utilisation ne se signe pas avant le métier, le même jour suffit (V-02, T-008)`(date: String, statut: Int) async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let metier = try await dossier.conclure("METIER", le: "2024-10-21")
    let utilisation = try await dossier.creer("UTILISATION", metier: metier)
    let answer = try await dossier.signer(utilisation, "CAISSE", le: date)
    #expect(answer.status == statut, "\(answer.text)")
    guard statut == 422 else { return }
    #expect(answer.code == "SIGNATURE_AVANT_METIER" && answer["regle"] == "V-02" && answer["premiere_date"] == "2024-10-21")
  }

  @Test func `l'utilisation attend que le métier soit signé (V-02)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let metier = try await dossier.creer("METIER")
    let utilisation = try await dossier.creer("UTILISATION", metier: metier)
    let sans = try await dossier.signer(utilisation, "CAISSE", le: "2024-10-21")
    #expect(sans.status == 409 && sans.code == "METIER_NON_EN_VIGUEUR" && sans["etat"] == "A_SIGNER", "\(sans.text)")
    // A bundle may circulate party by party, but the usage act takes effect last.
    _ = try await dossier.signer(metier, "PARTENAIRE", le: "2024-10-18")
    #expect(try await dossier.signer(utilisation, "PARTENAIRE", le: "2024-10-18").status == 201)
    #expect(try await dossier.signer(utilisation, "CAISSE", le: "2024-10-21").code == "METIER_NON_EN_VIGUEUR")
    _ = try await dossier.signer(metier, "CAISSE", le: "2024-10-21")
    let derniere = try await dossier.signer(utilisation, "CAISSE", le: "2024-10-21")
    #expect(derniere.status == 201 && derniere["etat"] == "EN_VIGUEUR" && derniere["date_effet"] == "2024-10-21", "\(derniere.text)")
  }

  @Test func `une partie ne signe qu'une fois (V-05)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let id = try await dossier.creer("METIER")
    _ = try await dossier.signer(id, "CAISSE", le: "2024-10-21")
    let encore = try await dossier.signer(id, "CAISSE", le: "2024-10-22")
    #expect(encore.status == 409 && encore.code == "PARTIE_DEJA_SIGNATAIRE" && encore["date_signature"] == "2024-10-21", "\(encore.text)")
    #expect(try await dossier.lire(id)["etat"] == "A_SIGNER")
  }

  @Test(arguments: [("2025-03-11", 201), ("2025-03-12", 201), ("2025-03-13", 422)])
  func `une signature ne date pas de demain (V-06)`(date: String, statut: Int) async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let answer = try await dossier.signer(try await dossier.creer("METIER"), "CAISSE", le: date)
    #expect(answer.status == statut, "\(answer.text)")
    if statut == 422 { #expect(answer.code == "DATE_FUTURE" && answer["derniere_date"] == "2025-03-12") }
  }

  @Test func `aujourd'hui est le jour civil de la caisse (V-06)`() async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server)
    let id = try await dossier.creer("METIER")
    let soir = try await dossier.a("2025-03-12T22:59:59Z")
    #expect(try await soir.signer(id, "CAISSE", le: "2025-03-13").code == "DATE_FUTURE")
    server.move(to: "2025-03-12T23:00:00Z")
    #expect(try await soir.signer(id, "CAISSE", le: "2025-03-13").status == 201)
  }

  @Test(arguments: [("2024-10-20", 201), ("2024-10-21", 201), ("2024-10-22", 422)])
  func `le partenaire délibère au plus tard le jour où il signe (P-15)`(deliberation: String, statut: Int) async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let answer = try await dossier.signer(try await dossier.creer("METIER"), "PARTENAIRE", le: "2024-10-21") {
      $0["deliberation"] = ["date": .string(deliberation)]
    }
    #expect(answer.status == statut, "\(answer.text)")
    if statut == 422 { #expect(answer.code == "DELIBERATION_POSTERIEURE" && answer["regle"] == "P-15") }
  }

  @Test func `une seconde convention de même nature ne prend pas effet (V-37, T-035)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let (premiere, seconde) = (try await dossier.creer("METIER"), try await dossier.creer("METIER"))
    for id in [premiere, seconde] { #expect(try await dossier.signer(id, "PARTENAIRE", le: "2024-10-21").status == 201) }
    #expect(try await dossier.signer(premiere, "CAISSE", le: "2024-10-21").status == 201)
    let refus = try await dossier.signer(seconde, "CAISSE", le: "2024-10-22")
    #expect(refus.status == 409 && refus.code == "CONVENTION_DEJA_EN_VIGUEUR" && refus["regle"] == "V-37", "\(refus.text)")
    #expect(refus["convention_id"]?.string == premiere)
    #expect(try await dossier.lire(seconde)["etat"] == "A_SIGNER")
  }

  @Test func `un acte unique tient les deux places (V-37)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer(), caisse: "CPAM-67")
    let unique = try await dossier.creer("UNIQUE", modele: "002")
    let metier = try await dossier.creer("METIER", modele: "001")
    for partie in ["CAISSE", "PARTENAIRE"] { _ = try await dossier.signer(unique, partie, le: "2024-06-03") }
    _ = try await dossier.signer(metier, "CAISSE", le: "2024-06-03")
    #expect(try await dossier.signer(metier, "PARTENAIRE", le: "2024-06-03").code == "CONVENTION_DEJA_EN_VIGUEUR")
  }

  @Test func `deux caisses ont chacune leur convention métier avec le même partenaire (P-07, V-37)`() async throws {
    let server = try TestServer()
    let moselle = try await Dossier.ouvrir(server)
    try rattacher(moselle, "CPAM-60")
    let oise = moselle.vu(par: try await Monde.agent(server, "CPAM-60"))
    let premiere = try await moselle.conclure("METIER", le: "2024-10-21")
    let seconde = try await oise.conclure("METIER", modele: "003", le: "2024-10-21")
    #expect(try await moselle.lire(premiere)["etat"] == "EN_VIGUEUR")
    #expect(try await oise.lire(seconde)["etat"] == "EN_VIGUEUR")
  }

  @Test func `le modèle se fige à la première signature (V-03)`() async throws {
    let server = try TestServer()
    let dossier = try await Dossier.ouvrir(server)
    let id = try await dossier.creer("METIER")
    func version() async throws -> Int? { try await dossier.lire(id)["modele"]?["version"]?.int }
    #expect(try await version() == 1)
    try Modeles.installer(server, "000", version: 2) { $0["metier.duree_mois"] = 24 }
    #expect(try await version() == 2)
    _ = try await dossier.signer(id, "PARTENAIRE", le: "2024-10-21")
    try Modeles.installer(server, "000", version: 3) { $0["metier.duree_mois"] = 36 }
    let signee = try await dossier.signer(id, "CAISSE", le: "2024-10-21")
    #expect(signee["modele"] == ["code": "000", "version": 2] && signee["dernier_jour"] == "2026-10-20", "\(signee.text)")
  }

  @Test func `une convention échue ne se signe plus (V-28)`() async throws {
    let server = try TestServer()
    try Modeles.installerSansReconduction(server)
    let dossier = try await Dossier.ouvrir(server)
    let id = try await dossier.conclure("METIER", modele: "900", le: "2024-03-13")
    #expect(try await dossier.signer(id, "CAISSE", le: "2024-03-13").code == "PARTIE_DEJA_SIGNATAIRE")
    let refus = try await dossier.a("2025-03-13T00:00:00+01:00").signer(id, "CAISSE", le: "2024-03-13")
    #expect(refus.status == 409 && refus.code == "CONVENTION_NON_SIGNABLE" && refus["etat"] == "ECHUE", "\(refus.text)")
  }

  @Test func `la suivante se signe au lendemain d'une fin connue, pas la veille (V-37)`() async throws {
    let server = try TestServer()
    try Modeles.installerSansReconduction(server)
    let dossier = try await Dossier.ouvrir(server)
    _ = try await dossier.conclure("METIER", modele: "900", le: "2024-03-13")
    let suivante = try await dossier.creer("METIER", modele: "900")
    _ = try await dossier.signer(suivante, "CAISSE", le: "2025-03-12")
    let veille = try await dossier.signer(suivante, "PARTENAIRE", le: "2025-03-12")
    #expect(veille.code == "CONVENTION_DEJA_EN_VIGUEUR" && veille["premiere_date"] == "2025-03-13", "\(veille.text)")
    let lendemain = try await dossier.a("2025-03-13T09:00:00+01:00")
    #expect(try await lendemain.signer(suivante, "PARTENAIRE", le: "2025-03-13")["etat"] == "EN_VIGUEUR")
  }

  @Test func `une date d'un autre siècle est une faute de frappe (V-06)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let id = try await dossier.creer("METIER")
    let refus = try await dossier.signer(id, "CAISSE", le: "1024-10-21")
    #expect(refus.status == 422 && refus.code == "CORPS_INVALIDE" && refus.pointers == ["/date"])
    #expect(try await dossier.signer(id, "CAISSE", le: "1945-10-03").status == 422)
    #expect(try await dossier.signer(id, "CAISSE", le: "1945-10-04").status == 201)
  }

  @Test func `une signature rejouée sous la même clé ne signe pas deux fois`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let id = try await dossier.creer("METIER")
    let body: JSONValue = ["partie": "CAISSE", "qualite": "Directrice", "date": "2024-10-21"]
    let premiere = try await dossier.agent.post("/v1/conventions/\(id)/signatures", body, headers: ["Idempotency-Key": "signature-1"])
    let rejeu = try await dossier.agent.post("/v1/conventions/\(id)/signatures", body, headers: ["Idempotency-Key": "signature-1"])
    #expect(premiere.status == 201 && rejeu.status == 201 && rejeu.text == premiere.text && rejeu.etag == premiere.etag)
    #expect(try dossier.journal(id).filter { $0 == "CONVENTION_SIGNEE" }.count == 1)
  }

  @Test func `chaque champ fautif est nommé (V-04, V-06)`() async throws {
    let dossier = try await Dossier.ouvrir(try TestServer())
    let id = try await dossier.creer("METIER")
    let refus = try await dossier.agent.post(
      "/v1/conventions/\(id)/signatures",
      ["partie": "TIERS", "date": "2024-02-30", "exemplaires": 0, "deliberation": ["numero": "1"], "lieu": "1 84 12 76 451 089 46", "age": 3])
    #expect(refus.status == 422 && refus.code == "CORPS_INVALIDE")
    #expect(Set(refus.pointers) == ["/partie", "/qualite", "/date", "/exemplaires", "/deliberation/date", "/lieu", "/age"], "\(refus.text)")
    #expect(refus.fieldCodes.contains("NIR_INTERDIT"))
  }
}
