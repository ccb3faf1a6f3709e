enum PartenaireOperations {
  static let handlers: [String: Handler] = [
    "creerPartenaire": PartenaireHandlers.creer,
    "listerPartenaires": PartenaireHandlers.lister,
    "rechercherPartenaires": PartenaireHandlers.lister,
    "lirePartenaire": PartenaireHandlers.lire,
    "modifierPartenaire": PartenaireHandlers.modifier,
    "listerUnites": UniteHandlers.lister,
    "creerUnite": UniteHandlers.creer,
    "listerContacts": ContactHandlers.lister,
    "creerContact": ContactHandlers.creer,
    "modifierContact": ContactHandlers.modifier,
    "supprimerContact": ContactHandlers.supprimer,
    "lireQuotas": QuotaHandlers.lire,
  ]
}
