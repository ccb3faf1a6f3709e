/// Everything that threatens or ends an act.
enum FinConventionOperations {
  static let handlers: [String: Handler] = [
    "listerCourriers": CourrierHandlers.lister,
    "enregistrerCourrier": CourrierHandlers.enregistrer,
    "lireCourrier": CourrierHandlers.lire,
    "modifierCourrier": CourrierHandlers.modifier,
    "listerMisesEnDemeure": MiseEnDemeureHandlers.lister,
    "mettreEnDemeure": MiseEnDemeureHandlers.creer,
    "lireMiseEnDemeure": MiseEnDemeureHandlers.lire,
    "reparerManquement": MiseEnDemeureHandlers.reparer,
    "classerMiseEnDemeure": MiseEnDemeureHandlers.classer,
    "listerDenonciations": DenonciationHandlers.lister,
    "denoncerConvention": DenonciationHandlers.denoncer,
    "lireResiliation": ResiliationHandlers.lire,
    "resilierConvention": ResiliationHandlers.resilier,
    "listerDifferends": DifferendHandlers.lister,
    "ouvrirDifferend": DifferendHandlers.ouvrir,
    "cloreDifferend": DifferendHandlers.clore,
  ]
}
