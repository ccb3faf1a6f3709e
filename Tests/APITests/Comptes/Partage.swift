import API
import JSON

/// A partner of two caisses, with a gestionnaire that both have habilitated.
struct Partage {
  let monde: Monde
  /// An agent of the second caisse, CPAM-67; `monde.agent` is of CPAM-57.
  let autre: TestClient
  let id: String
  let client: TestClient

  init(sur server: TestServer? = nil) async throws {
    monde = try await Scene.ouvrir("000", sur: server, effectif: 30)
    try monde.conventionnerAussi("CPAM-67")
    autre = try await Monde.agent(monde.server, "CPAM-67")
    (id, client) = try await monde.gestionnaireActif(0)
    let ajoute = try await autre.post("/v1/comptes", .object(monde.corpsGestionnaire(0)))
    guard ajoute.status == 201, ajoute["id"]?.string == id else { throw Monde.Inattendu(ajoute) }
  }

  func acces(_ client: TestClient) async throws -> [String: String] {
    let elements = try await client.get("/v1/moi")["acces"]?.array ?? []
    return [String: String](uniqueKeysWithValues: elements.map { ($0["caisse"]?["code"]?.string ?? "", $0["etat"]?.string ?? "") })
  }
}
