import API
import Configuration
import Storage

/// Creates the first accounts: nobody can ask the API for them.
enum AgentCommand {
  static func run(_ arguments: [String]) throws {
    guard arguments.count == 6, ["AGENT_CAISSE", "DIRECTION_CAISSE", "ADMIN_NATIONAL", "DPO"].contains(arguments[0]) else {
      Terminal.fail("usage : espace-partenaires agent ROLE CODE_CAISSE|- CIVILITE NOM PRENOM EMAIL", status: 64)
    }
    let compte = try Environnement.lire(pour: .agent).surPlace(.base) { base in
      try AgentCreation.creer(
        base, role: arguments[0], caisseCode: arguments[1] == "-" ? nil : arguments[1], civilite: arguments[2],
        nom: arguments[3], prenom: arguments[4], email: arguments[5])
    }
    Terminal.say("Compte \(compte) créé ; le messager lui envoie son lien d'activation.")
  }
}
