import API
import Bytes
import Crypto
import JSON
import Postgres

/// The people of the demonstration: activates their accounts, signs them in and keeps what a person needs to try the API.
struct DemoAccounts {
  struct Entry {
    let acte: String
    let role: String
    let identifiant: String
    let motDePasse: String
    var jeton: String
    var unite: String?
  }

  let client: DemoClient
  let base: AdminConnection
  let key: [UInt8]
  let cguVersion: String
  private(set) var entries: [Entry] = []

  init(client: DemoClient, base: AdminConnection, key: [UInt8], cguVersion: String) {
    self.client = client
    self.base = base
    self.key = key
    self.cguVersion = cguVersion
  }

  /// Takes the account from its single-use link to accepted terms of use (C-17 to C-20). Returns its token.
  mutating func open(_ compteID: String, acte: String, role: String, unite: String? = nil) throws -> String {
    let motDePasse = base64URL(try randomBytes(18))
    guard
      let activation = try base.query(
        "select id::text from activation where compte_id = $1::uuid and utilise_le is null order by cree_le desc limit 1", [compteID]
      ).first?[0]
    else { throw DemoClient.Refused(description: "le compte \(compteID) n'a pas de lien d'activation") }
    let lien = ActivationLink.token(id: activation, key: key)
    let active = try client.send("POST", "/v1/activations", ["jeton": .string(lien), "mot_de_passe": .string(motDePasse)])
    let identifiant = active.body["identifiant"]?.string ?? ""
    let jeton = try signIn(identifiant, motDePasse)
    entries.append(Entry(acte: acte, role: role, identifiant: identifiant, motDePasse: motDePasse, jeton: jeton, unite: unite))
    return jeton
  }

  private func signIn(_ identifiant: String, _ motDePasse: String) throws -> String {
    let session = try client.send("POST", "/v1/sessions", ["identifiant": .string(identifiant), "mot_de_passe": .string(motDePasse)])
    let jeton = session.body["jeton"]?.string ?? ""
    if session.body["actions_requises"]?.array?.contains("ACCEPTER_CGU") == true {
      try client.send("PUT", "/v1/moi/cgu", token: jeton, ["version": .string(cguVersion)])
    }
    return jeton
  }

  /// Signs in again everyone of a former run, whose tokens may have expired.
  mutating func renew(_ document: JSONValue) throws {
    for compte in document["comptes"]?.array ?? [] {
      guard let identifiant = compte["identifiant"]?.string, let motDePasse = compte["mot_de_passe"]?.string else { continue }
      entries.append(
        Entry(
          acte: compte["acte"]?.string ?? "", role: compte["role"]?.string ?? "", identifiant: identifiant, motDePasse: motDePasse,
          jeton: try signIn(identifiant, motDePasse), unite: compte["unite"]?.string))
    }
  }

  func document(baseURL: String) -> JSONValue {
    let comptes = entries.map { entry in
      var compte: JSONObject = [
        "acte": .string(entry.acte), "role": .string(entry.role), "identifiant": .string(entry.identifiant),
        "mot_de_passe": .string(entry.motDePasse), "jeton": .string(entry.jeton),
      ]
      if let unite = entry.unite { compte["unite"] = .string(unite) }
      return JSONValue.object(compte)
    }
    return ["base": .string(baseURL), "comptes": .array(comptes)]
  }
}
