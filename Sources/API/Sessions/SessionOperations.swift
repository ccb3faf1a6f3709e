/// The operations of `openapi/sessions.json`.
enum SessionOperations {
  static let handlers: [String: Handler] = [
    "creerSession": SessionHandlers.creer,
    "fermerSession": SessionHandlers.fermer,
    "activerCompte": ActivationHandlers.activer,
    "lireMoi": MoiHandlers.lire,
    "accepterCGU": MoiHandlers.accepterCGU,
    "changerMotDePasse": MotDePasseHandlers.changer,
  ]
}
