/// The operations of `openapi/demandes.json`.
enum DemandeOperations {
  static let handlers: [String: Handler] = [
    "creerDemande": DemandeHandlers.creer,
    "listerDemandes": DemandeListHandlers.lister,
    "rechercherDemandes": DemandeListHandlers.lister,
    "lireDemande": DemandeHandlers.lire,
    "prendreEnCharge": DemandeTransitionHandlers.prendreEnCharge,
    "rendreDemande": DemandeTransitionHandlers.rendre,
    "ecrireMessage": MessageHandlers.ecrire,
    "listerMessages": MessageHandlers.lister,
    "cloturerDemande": DemandeTransitionHandlers.cloturer,
    "annulerDemande": DemandeTransitionHandlers.annuler,
    "lireHistorique": MessageHandlers.lireHistorique,
    "lireAccuseReception": DemandeHandlers.lireAccuseReception,
  ]
}
