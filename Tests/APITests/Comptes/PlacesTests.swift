import API
import Domain
import Foundation
import JSON
import Testing

/// Nobody is active beyond the quota, in whatever order accounts come, leave, come back and replace one another (C-06 to C-10, C-25, C-56).
@Suite struct PlacesTests {
  /// The gestionnaires of the partner that are active now, whatever has been recorded.
  private func actifs(_ monde: Monde) throws -> Int {
    try monde.sql(
      "select count(*) from compte k where k.partenaire_id = $1::uuid and k.role = 'GESTIONNAIRE' and etat_compte(k, $2::timestamptz) = 'ACTIF'",
      [monde.partenaire, monde.server.horloge.maintenant.description]
    ).first?[0].flatMap { Int($0) } ?? -1
  }

  private func remplacant(_ monde: Monde, _ rang: Int, de id: String) async throws -> Answer {
    var body = monde.corpsGestionnaire(rang)
    body["remplace_id"] = .string(id)
    return try await monde.agent.post("/v1/comptes", .object(body))
  }

  private func activer(_ monde: Monde, _ id: String) async throws -> Answer {
    try await monde.server.client.post(
      "/v1/activations", ["jeton": .string(try Monde.lien(monde.server, id)), "mot_de_passe": .string(Monde.motDePasse)])
  }

  @Test(arguments: [("004", 10, 1), ("000", 8, 2), ("000", 26, 5)])
  func `un départ laisse sa place au remplaçant déjà préparé, à personne d'autre (C-08, C-10, C-56)`(
    _ acte: String, _ effectif: Int, _ plafond: Int
  ) async throws {
    let monde = try await Scene.ouvrir(acte, effectif: effectif)
    var ids: [String] = []
    for rang in 0..<plafond { ids.append(try await monde.gestionnaireActif(rang).id) }
    let prepare = try await remplacant(monde, plafond, de: ids[0])
    #expect(prepare.status == 201)
    let entrant = prepare["id"]?.string ?? ""
    // The act of Tarn-et-Garonne asks for a replacement in every case but security.
    #expect(try await monde.inactiver(monde.agent, ids[0], ["motif": plafond == 1 ? "VOL" : "DEPART"])["etat"]?.string == "INACTIF")
    let quotas = try await monde.agent.get("/v1/partenaires/\(monde.partenaire)/quotas")
    let ligne = quotas["elements"]?.array?.first { $0["profil"]?.string == "GESTIONNAIRE" }
    #expect(ligne?["comptes"]?.int == plafond, "\(quotas.text)")
    #expect(try await monde.agent.post("/v1/comptes", .object(monde.corpsGestionnaire(plafond + 1))).code == "QUOTA_GESTIONNAIRES")
    #expect(try await activer(monde, entrant).status == 200)
    #expect(try actifs(monde) == plafond)
    let retour = try await monde.reactiver(monde.agent, ids[0])
    #expect(retour.status == 409 && retour.code == "QUOTA_GESTIONNAIRES")
  }

  @Test func `l'activation juge à nouveau : sans place, elle attend ; une place rendue, le même lien sert (C-10, C-54)`() async throws {
    let monde = try await Scene.ouvrir("000", effectif: 11)
    let premier = try await monde.gestionnaireActif(0).id
    let second = try await monde.gestionnaireActif(1).id
    let troisieme = try await monde.creer(monde.agent, monde.corpsGestionnaire(2))
    _ = try monde.sql("update partenaire set effectif = 10 where id = $1::uuid", [monde.partenaire])
    let refused = try await activer(monde, troisieme)
    #expect(refused.status == 409 && refused.code == "QUOTA_GESTIONNAIRES" && refused["regle"]?.string == "C-06", "\(refused.text)")
    #expect(refused["plafond"]?.int == 2 && refused["comptes"]?.int == 2)
    #expect(try await monde.inactiver(monde.agent, premier, ["motif": "DEPART"]).status == 200)
    #expect(try await activer(monde, troisieme).status == 200)
    #expect(try await monde.agent.get("/v1/comptes/\(second)")["etat"]?.string == "ACTIF")
    #expect(try actifs(monde) == 2)
  }

  @Test func `le partant revenu n'est plus remplacé par qui a pris sa place (C-56, Q-39)`() async throws {
    let monde = try await Scene.ouvrir("000", effectif: 8)
    let (premier, second) = (try await monde.gestionnaireActif(0).id, try await monde.gestionnaireActif(1).id)
    let entrant = try await remplacant(monde, 2, de: premier)["id"]?.string ?? ""
    for id in [premier, second] { #expect(try await monde.inactiver(monde.agent, id, ["motif": "VOL"]).status == 200) }
    #expect(try await monde.reactiver(monde.agent, premier).status == 200)
    #expect(try await monde.agent.get("/v1/comptes/\(entrant)")["remplace_id"] == .null)
    #expect(try await monde.agent.post("/v1/comptes", .object(monde.corpsGestionnaire(3))).code == "QUOTA_GESTIONNAIRES")
    #expect(try await activer(monde, entrant).status == 200)
    #expect(try await monde.agent.get("/v1/comptes/\(entrant)")["etat"]?.string == "ACTIF")
    #expect(try actifs(monde) <= 2)
  }

  @Test func `la place est revérifiée dans toutes les caisses du compte, sans rien dire de l'autre (Q-39, Q-43)`() async throws {
    let monde = try await Scene.ouvrir("000", effectif: 8)
    try monde.conventionnerAussi("CPAM-67")
    let autre = try await Monde.agent(monde.server, "CPAM-67")
    let (partage, _) = try await monde.gestionnaireActif(0)
    #expect(try await autre.post("/v1/comptes", .object(monde.corpsGestionnaire(0)))["id"]?.string == partage)
    #expect(try await monde.inactiver(monde.agent, partage, ["motif": "VOL"]).status == 200)
    for rang in 2..<4 {
      var body = monde.corpsGestionnaire(rang)
      body["nom"] = .string("Collègue \(rang)")
      #expect(try await autre.post("/v1/comptes", .object(body)).status == 201)
    }
    let refused = try await monde.reactiver(monde.agent, partage)
    #expect(refused.status == 409 && refused.code == "QUOTA_GESTIONNAIRES" && refused["regle"]?.string == "Q-43", "\(refused.text)")
    #expect(refused["plafond"] == nil && refused["comptes"] == nil)
  }

  /// SplitMix64: the same sequences at each run.
  private struct Hasard: RandomNumberGenerator {
    var graine: UInt64
    mutating func next() -> UInt64 {
      graine &+= 0x9E37_79B9_7F4A_7C15
      var z = graine
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  /// One act drawn at random on the accounts of the partner; its answer may be any refusal, never an error of the service.
  private func agir(_ monde: Monde, _ ids: [String], rang: Int, _ hasard: inout Hasard) async throws -> String? {
    guard let id = ids.randomElement(using: &hasard) else {
      return try await monde.agent.post("/v1/comptes", .object(monde.corpsGestionnaire(rang)))["id"]?.string
    }
    let answer: Answer
    switch Int.random(in: 0..<10, using: &hasard) {
    case 0, 1: answer = try await monde.agent.post("/v1/comptes", .object(monde.corpsGestionnaire(rang)))
    case 2, 3, 4: answer = try await remplacant(monde, rang, de: id)
    case 5: answer = try await monde.inactiver(monde.agent, id, ["motif": Bool.random(using: &hasard) ? "DEPART" : "AUTRE"])
    case 6:
      let remplacant = ids.randomElement(using: &hasard) ?? ""
      answer = try await monde.inactiver(monde.agent, id, ["motif": "DEPART", "remplacant_id": .string(remplacant)])
    case 7: answer = try await monde.reactiver(monde.agent, id)
    default: answer = try await activer(monde, id)
    }
    #expect([200, 201, 403, 404, 409, 412, 422].contains(answer.status), "\(answer.text)")
    return answer.status == 201 ? answer["id"]?.string : nil
  }

  @Test(arguments: [("000", 8, 2, 1), ("000", 8, 2, 2), ("000", 12, 3, 3), ("004", 10, 1, 4)])
  func `aucune suite de créations, remplacements, départs, retours et activations ne dépasse le quota (C-06 à C-10, C-56)`(
    _ acte: String, _ effectif: Int, _ plafond: Int, _ graine: UInt64
  ) async throws {
    let monde = try await Scene.ouvrir(acte, effectif: effectif)
    var hasard = Hasard(graine: graine)
    var ids: [String] = []
    var atteint = 0
    for rang in 0..<120 {
      if let cree = try await agir(monde, ids, rang: rang, &hasard) { ids.append(cree) }
      let nombre = try actifs(monde)
      #expect(nombre <= plafond, "au pas \(rang)")
      atteint = max(atteint, nombre)
    }
    // A sequence that never fills the quota would prove nothing.
    #expect(atteint == plafond)
  }

  @Test func `cinquante à la fois non plus (C-10, C-56, T-055)`() async throws {
    let monde = try await Scene.ouvrir("000", effectif: 8)
    var ids: [String] = []
    for rang in 0..<2 { ids.append(try await monde.gestionnaireActif(rang).id) }
    for (rang, id) in ids.enumerated() { ids.append(try await remplacant(monde, 10 + rang, de: id)["id"]?.string ?? "") }
    let connus = ids
    try await withThrowingTaskGroup(of: Void.self) { group in
      for rang in 0..<50 {
        group.addTask {
          var hasard = Hasard(graine: UInt64(1000 + rang))
          _ = try await agir(monde, connus, rang: 20 + rang, &hasard)
        }
      }
      try await group.waitForAll()
    }
    #expect(try actifs(monde) <= 2)
    for id in connus { _ = try await activer(monde, id) }
    #expect(try actifs(monde) <= 2)
  }
}
