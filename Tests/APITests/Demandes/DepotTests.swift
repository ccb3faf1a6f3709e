import API
import Domain
import Foundation
import JSON
import Postgres
import Testing

/// Filing a demande: what each convention admits and refuses.
@Suite struct DepotTests {
  /// A signed-in technicien of that act.
  private func technicien(_ acte: String, _ server: TestServer? = nil) async throws -> (monde: Monde, technicien: TestClient) {
    let server = try server ?? TestServer()
    let monde = try await Monde.ouvrir(server, acte)
    let unite = acte == "002" ? "UTAMS_NORD" : nil
    return (monde, try await monde.technicien(try await monde.gestionnaire(unite: unite), unite: unite))
  }

  private func refus(_ answer: Answer, _ status: Int, _ code: String, _ pointer: String) {
    #expect(answer.status == status && answer.fieldCodes.contains(code) && answer.pointers.contains(pointer), "\(answer.text)")
  }

  @Test func `en 004, une étude sans motif de recours est refusée, en 000 elle est admise (D-16, T-098)`() async throws {
    let (_, strict) = try await technicien("004")
    refus(
      try await strict.post("/v1/demandes", Monde.corpsDemande("ETUDE_DOSSIER", acte: "004") { $0["motif_recours"] = nil }), 422,
      "MOTIF_RECOURS_OBLIGATOIRE", "/motif_recours")
    let (_, souple) = try await technicien("000")
    #expect(try await souple.post("/v1/demandes", Monde.corpsDemande("ETUDE_DOSSIER", acte: "000")).status == 201)
  }

  @Test func `en 004, un rendez-vous pour urgence de soins est refusé (D-17, T-099)`() async throws {
    let (_, technicien) = try await technicien("004")
    refus(
      try await technicien.post("/v1/demandes", Monde.corpsDemande("RENDEZ_VOUS", acte: "004") { $0["motif_recours"] = "URGENCE_SOINS" }), 422,
      "MOTIF_RECOURS_REFUSE", "/motif_recours")
  }

  @Test func `en 004, sans information préalable de la personne, la demande est refusée (D-31, T-114)`() async throws {
    let (_, technicien) = try await technicien("004")
    for value in [false, nil] as [Bool?] {
      refus(
        try await technicien.post(
          "/v1/demandes", Monde.corpsDemande("DOCUMENT", acte: "004") { $0["information_prealable"] = value.map(JSONValue.bool) }), 422,
        "INFORMATION_PREALABLE_REQUISE", "/information_prealable")
    }
  }

  @Test func `un motif de signalement hors de la convention est refusé (D-24), un type de document aussi (D-06)`() async throws {
    let (_, technicien) = try await technicien("000")
    refus(
      try await technicien.post("/v1/demandes", Monde.corpsDemande("SIGNALEMENT", acte: "000") { $0["motifs"] = ["NUMERIQUE"] }), 422,
      "MOTIF_HORS_CONVENTION", "/motifs/0")
    let (_, autre) = try await self.technicien("004")
    refus(
      try await autre.post("/v1/demandes", Monde.corpsDemande("DOCUMENT", acte: "004") { $0["type_document"] = "AUTRE" }), 422,
      "TYPE_DOCUMENT_HORS_CONVENTION", "/type_document")
  }

  @Test func `en 001, une question d'avancement demande l'accord de la personne (D-27)`() async throws {
    let (_, technicien) = try await technicien("001")
    func contact(_ accord: Bool?) -> JSONValue {
      Monde.corpsDemande("CONTACT", acte: "001") { body in
        body["avancement"] = true
        body["accord_personne"] = accord.map(JSONValue.bool)
      }
    }
    refus(try await technicien.post("/v1/demandes", contact(false)), 422, "ACCORD_PERSONNE_REQUIS", "/accord_personne")
    #expect(try await technicien.post("/v1/demandes", contact(true)).status == 201)
  }

  @Test(arguments: ["2 55 08 14 168 025 38", "255081416802538", "2-55-08-14-168-025-38", "1 84 12 2A 004 123 23"])
  func `un NIR n'entre dans aucun texte, et n'est jamais répété (D-12, T-103, T-104)`(_ candidat: String) async throws {
    let (_, technicien) = try await technicien("000")
    let answer = try await technicien.post(
      "/v1/demandes", Monde.corpsDemande("CONTACT", acte: "000") { $0["description"] = .string("Son numéro : \(candidat).") })
    refus(answer, 422, "NIR_INTERDIT", "/description")
    #expect(!answer.text.contains(candidat.suffix(6)))
    let name = try await technicien.post(
      "/v1/demandes",
      Monde.corpsDemande("CONTACT", acte: "000") { body in
        var assure = body["assure"]?.object ?? [:]
        assure["nom"] = .string(candidat)
        body["assure"] = .object(assure)
      })
    #expect(name.status == 422 && name.fieldCodes.contains("NIR_INTERDIT"))
  }

  @Test func `un champ nir dans le corps est refusé (D-12, T-102)`() async throws {
    let (_, technicien) = try await technicien("000")
    let answer = try await technicien.post("/v1/demandes", Monde.corpsDemande("CONTACT", acte: "000") { $0["nir"] = "x" })
    #expect(answer.status == 422 && answer.pointers.contains("/nir"))
  }

  @Test func `un téléphone ou un SIRET dans un texte sont admis (D-12, T-105)`() async throws {
    let (_, technicien) = try await technicien("000")
    let answer = try await technicien.post(
      "/v1/demandes", Monde.corpsDemande("CONTACT", acte: "000") { $0["description"] = "Rappeler au 03 53 01 00 01, SIRET 26600175900098." })
    #expect(answer.status == 201 && answer["avertissements"] == [], "\(answer.text)")
  }

  @Test func `un mot de santé demande une confirmation, qui est tracée (D-13)`() async throws {
    let (_, technicien) = try await technicien("000")
    func contact(confirme: Bool) -> JSONValue {
      Monde.corpsDemande("CONTACT", acte: "000") { body in
        body["description"] = "Le diagnostic est posé."
        if confirme { body["confirmation_donnees_sante"] = true }
      }
    }
    refus(try await technicien.post("/v1/demandes", contact(confirme: false)), 422, "CONFIRMATION_REQUISE", "/description")
    let confirmed = try await technicien.post("/v1/demandes", contact(confirme: true))
    #expect(confirmed.status == 201 && confirmed["avertissements"]?.array?.contains("DONNEES_SANTE_CONFIRMEES") == true)
    let history = try await technicien.get("/v1/demandes/\(confirmed["id"]?.string ?? "")/historique")
    #expect(history["elements"]?.array?.contains { $0["evenement"] == "DONNEES_SANTE_CONFIRMEES" && $0["regle"] == "D-13" } == true)
  }

  @Test(arguments: ["2999-01-01", "2025-03-13"])
  func `une date de naissance future est refusée (D-11, T-109)`(_ date: String) async throws {
    let (_, technicien) = try await technicien("000")
    let answer = try await technicien.post("/v1/demandes", Self.assure("date_naissance", date))
    refus(answer, 422, "DATE_NAISSANCE_INVALIDE", "/assure/date_naissance")
  }

  @Test func `une date qui n'existe pas est refusée par le contrat (D-11, T-109)`() async throws {
    let (_, technicien) = try await technicien("000")
    let answer = try await technicien.post("/v1/demandes", Self.assure("date_naissance", "2023-02-29"))
    #expect(answer.status == 422 && answer.pointers == ["/assure/date_naissance"])
  }

  @Test(arguments: [("2A", true), ("2B", true), ("971", true), ("20", false), ("96", false), ("00", false)])
  func `le département de résidence est un vrai département (D-11, T-110)`(_ code: String, _ admis: Bool) async throws {
    let (_, technicien) = try await technicien("000")
    let answer = try await technicien.post("/v1/demandes", Self.assure("departement_residence", code))
    #expect((answer.status == 201) == admis && (admis || answer.pointers == ["/assure/departement_residence"]), "\(answer.text)")
    if admis { #expect(answer["avertissements"]?.array?.contains("HORS_COMPETENCE_PROBABLE") == true, "A-18") }
  }

  private static func assure(_ field: String, _ value: String) -> JSONValue {
    Monde.corpsDemande("CONTACT", acte: "000") { body in
      var assure = body["assure"]?.object ?? [:]
      assure[field] = .string(value)
      body["assure"] = .object(assure)
    }
  }

  @Test func `tous les champs fautifs sont désignés à la fois`() async throws {
    let (_, technicien) = try await technicien("004")
    let answer = try await technicien.post(
      "/v1/demandes",
      Monde.corpsDemande("ETUDE_DOSSIER", acte: "004") { body in
        body["motif_recours"] = nil
        body["information_prealable"] = false
        body["sous_type"] = "PUMA"
        body["description"] = "Un diagnostic."
      })
    #expect(Set(answer.pointers) == ["/motif_recours", "/information_prealable", "/description"], "\(answer.text)")
  }

  @Test func `le numéro est une suite par caisse et par année (D-32)`() async throws {
    let (monde, technicien) = try await technicien("000")
    let first = try await technicien.post("/v1/demandes", Monde.corpsDemande("CONTACT", acte: "000"))
    #expect(first["numero"] == "57-2025-000001", "\(first.text)")
    monde.server.move(to: "2025-12-31T23:59:00+01:00")
    let technicien2 = try await reconnecter(monde, technicien)
    #expect(try await technicien2.post("/v1/demandes", Monde.corpsDemande("CONTACT", acte: "000"))["numero"] == "57-2025-000002")
    monde.server.move(to: "2026-01-01T00:00:00+01:00")
    #expect(try await technicien2.post("/v1/demandes", Monde.corpsDemande("CONTACT", acte: "000"))["numero"] == "57-2026-000001")
  }

  /// A session lasts hours: signs the same person in at the clock's new time, renewing the password if it is due.
  private func reconnecter(_ monde: Monde, _ client: TestClient) async throws -> TestClient {
    let identifiant =
      try monde.server.admin().query(
        "select identifiant from compte where role = 'TECHNICIEN' order by cree_le limit 1", []
      ).first?[0] ?? ""
    let again = try await Monde.connecter(monde.server, identifiant)
    _ = try await again.put("/v1/moi/mot-de-passe", ["ancien": .string(Monde.motDePasse), "nouveau": "une autre phrase de passe assez longue"])
    return again
  }

  @Test func `le dernier jour à 23:59 une demande est admise, à minuit elle est refusée (D-33, C-30, T-113)`() async throws {
    let (monde, _) = try await technicien("000", try TestServer(at: Instant.paris("2025-10-20", heure: 20)))
    let convention = monde.conventions["UTILISATION"] ?? ""
    // The end of the agreement, as a refusal to renew would set it.
    try monde.server.admin().run("update partenaire_caisse set dernier_jour = '2025-10-20' where convention_id = '\(convention)'")
    let technicien = try await Monde.connecter(monde.server, try identifiant(monde))
    monde.server.move(to: "2025-10-20T23:59:59+02:00")
    let last = try await technicien.post("/v1/demandes", Monde.corpsDemande("CONTACT", acte: "000"))
    #expect(last.status == 201, "\(last.text)")
    // Its only caisse is gone: the account is inactive and its session closed, whether or not a job has run.
    monde.server.move(to: "2025-10-21T00:00:00+02:00")
    #expect(try await technicien.post("/v1/demandes", Monde.corpsDemande("CONTACT", acte: "000")).status == 401)
  }

  @Test func `l'accès coupé répond 403 avec sa raison, à la création comme à la lecture (D-33, C-48, Q-13, T-092)`() async throws {
    let (monde, technicien) = try await technicien("000")
    try monde.server.admin().run("update partenaire_caisse set suspendu_le = '2025-03-12', suspension_motif = 'essai'")
    for answer in [
      try await technicien.post("/v1/demandes", Monde.corpsDemande("CONTACT", acte: "000")), try await technicien.get("/v1/demandes"),
    ] { #expect(answer.status == 403 && answer.code == "ACCES_FERME" && answer["motif"] == "STRUCTURE_SUSPENDUE", "\(answer.text)") }
  }

  private func identifiant(_ monde: Monde) throws -> String {
    try monde.server.admin().query("select identifiant from compte where role = 'TECHNICIEN'", []).first?[0] ?? ""
  }

  @Test func `une caisse peut fermer une fonctionnalité : les créations sont refusées, les demandes en cours traitées (D-08, Q-52, T-095)`()
    async throws
  {
    let (monde, technicien) = try await technicien("000")
    let filed = try await technicien.post("/v1/demandes", Monde.corpsDemande("CONTACT", acte: "000"))
    let path = "/v1/conventions/\(monde.conventions["UTILISATION"] ?? "")"
    let etag = try await monde.agent.get(path).etag
    #expect(try await monde.agent.put("\(path)/fonctionnalites/CONTACT", ["active": false], etag: etag).status == 200)
    let refused = try await technicien.post("/v1/demandes", Monde.corpsDemande("CONTACT", acte: "000"))
    #expect(refused.status == 409 && refused.code == "FONCTIONNALITE_INACTIVE" && refused["regle"] == "D-08", "\(refused.text)")
    let read = try await monde.agent.get("/v1/demandes/\(filed["id"]?.string ?? "")")
    #expect(try await monde.agent.put("/v1/demandes/\(filed["id"]?.string ?? "")/prise-en-charge", [:], etag: read.etag).status == 200)
  }

  @Test func `une clé d'idempotence rejoue la même réponse, et refuse un autre corps`() async throws {
    let (_, technicien) = try await technicien("000")
    let key = ["Idempotency-Key": UUID().uuidString]
    let body = Monde.corpsDemande("CONTACT", acte: "000")
    let first = try await technicien.post("/v1/demandes", body, headers: key)
    let again = try await technicien.post("/v1/demandes", body, headers: key)
    #expect(first.status == 201 && again.status == 201 && again.text == first.text && again.etag == first.etag)
    #expect(again.headers["idempotency-replayed"] == "true")
    let other = try await technicien.post("/v1/demandes", Monde.corpsDemande("DOCUMENT", acte: "000"), headers: key)
    #expect(other.status == 422 && other.code == "IDEMPOTENCE_AUTRE_CORPS")
    #expect(try await technicien.get("/v1/demandes?total=true")["total"] == 1)
  }

  @Test func `l'accusé de réception ne dit rien de la personne (D-20, J-17)`() async throws {
    let (_, technicien) = try await technicien("003")
    let filed = try await technicien.post("/v1/demandes", Monde.corpsDemande("SIGNALEMENT", acte: "003"))
    let receipt = try await technicien.get("/v1/demandes/\(filed["id"]?.string ?? "")/accuse-reception")
    #expect(receipt.status == 200 && receipt["numero"] == filed["numero"])
    #expect(!receipt.text.contains("Morvan") && !receipt.text.contains("Élise"))
  }
}
