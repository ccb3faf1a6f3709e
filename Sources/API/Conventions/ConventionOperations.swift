enum ConventionOperations {
  static let handlers: [String: Handler] = [
    "creerConvention": ConventionHandlers.creer,
    "listerConventions": ConventionHandlers.lister,
    "lireConvention": ConventionHandlers.lire,
    "signerConvention": SignatureHandlers.signer,
    "modifierFonctionnalite": SignatureHandlers.modifierFonctionnalite,
    "modifierConvention": BrouillonHandlers.modifier,
    "proposerConvention": BrouillonHandlers.proposer,
    "reprendreConvention": BrouillonHandlers.reprendre,
    "lireHistoriqueConvention": HistoriqueHandlers.lire,
  ]
}
