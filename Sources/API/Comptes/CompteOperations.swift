/// The operations of `openapi/comptes.json`.
enum CompteOperations {
  static let handlers: [String: Handler] = [
    "creerCompte": HabilitationHandlers.creer,
    "listerComptes": CompteHandlers.lister,
    "rechercherComptes": CompteHandlers.lister,
    "lireCompte": CompteHandlers.lire,
    "modifierCompte": CompteHandlers.modifier,
    "renvoyerActivation": CompteHandlers.renvoyerActivation,
    "inactiverCompte": InactivationHandlers.inactiver,
    "reactiverCompte": ReactivationHandlers.reactiver,
  ]
}
