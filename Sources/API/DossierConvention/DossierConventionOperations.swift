/// The operations of `openapi/dossier-convention.json`.
enum DossierConventionOperations {
  static let handlers: [String: Handler] = [
    "ajouterDocumentConvention": DocumentHandlers.ajouter,
    "listerDocumentsConvention": DocumentHandlers.lister,
    "ajouterAction": ActionHandlers.ajouter,
    "listerActions": ActionHandlers.lister,
    "lireAction": ActionHandlers.lire,
    "modifierAction": ActionHandlers.modifier,
  ]
}
