enum InstanceOperations {
  static let handlers: [String: Handler] = [
    "listerInstances": InstanceHandlers.lister,
    "ouvrirInstance": InstanceHandlers.ouvrir,
    "lireInstance": InstanceHandlers.lire,
    "proposerDateInstance": SeanceHandlers.proposer,
    "accepterDateInstance": SeanceHandlers.accepter,
    "tenirInstance": SeanceHandlers.tenir,
    "annulerInstance": SeanceHandlers.annuler,
  ]
}
