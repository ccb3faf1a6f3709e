enum EcheanceOperations {
  static let handlers: [String: Handler] = [
    "listerEcheances": EcheanceHandlers.lister,
    "listerEcheancesDuPortefeuille": PortefeuilleHandlers.lister,
    "listerAbonnementsCalendrier": AbonnementHandlers.lister,
    "creerAbonnementCalendrier": AbonnementHandlers.creer,
    "supprimerAbonnementCalendrier": AbonnementHandlers.supprimer,
    "lireCalendrier": CalendrierHandlers.lire,
  ]
}
