import API
import Foundation
import Postgres
import Storage

/// Accounts that no request can create.
enum AgentFixture {
  static func create(_ server: TestServer, _ role: String, caisse: String? = "CPAM-57", email: String? = nil) throws -> String {
    try AgentCreation.creer(
      try server.admin(), role: role, caisseCode: role == "ADMIN_NATIONAL" ? nil : caisse, civilite: "MME", nom: "LORMIER", prenom: "Alix",
      email: email ?? "\(role.lowercased())-\(UUID().uuidString.prefix(8).lowercased())@caisse.example", a: server.horloge.maintenant)
  }
}
