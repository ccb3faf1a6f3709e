/// The operations of `openapi/reference.json`.
enum ReferenceOperations {
  static let handlers: [String: Handler] = [
    "listerCaisses": ReferenceHandlers.listerCaisses,
    "lireCaisse": ReferenceHandlers.lireCaisse,
    "listerModeles": ReferenceHandlers.listerModeles,
    "lireModele": ReferenceHandlers.lireModele,
    "publierModele": ModeleHandlers.publier,
    "listerRegles": ReferenceHandlers.listerRegles,
    "lireRegle": ReferenceHandlers.lireRegle,
    "listerProblemes": ReferenceHandlers.listerProblemes,
    "lireProbleme": ReferenceHandlers.lireProbleme,
    "vivacite": ReferenceHandlers.vivacite,
    "disponibilite": ReferenceHandlers.disponibilite,
    "lireOpenAPI": ReferenceHandlers.lireOpenAPI,
    "lireMetriques": ReferenceHandlers.lireMetriques,
  ]
}
