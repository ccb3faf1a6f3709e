/// The operations of `openapi/avenants.json`.
enum AvenantOperations {
  static let handlers: [String: Handler] = [
    "proposerAvenant": AvenantHandlers.proposer,
    "listerAvenants": AvenantHandlers.lister,
    "lireAvenant": AvenantHandlers.lire,
    "signerAvenant": AvenantSignatureHandlers.signer,
    "abandonnerAvenant": AvenantHandlers.abandonner,
  ]
}
