/// One letter of the register (V-27): sent, presented, received, each on its day.
package struct Courrier: Sendable, Hashable {
  package var objet: ObjetCourrier
  package var expediteur: Partie
  package var forme: FormeCourrier
  /// Number of the registered letter, if any.
  package var numero: String?
  package var envoyeLe: Jour
  package var presenteLe: Jour?
  package var recuLe: Jour?
  /// The addressee never fetched it.
  package var nonReclame: Bool

  package init(
    objet: ObjetCourrier,
    expediteur: Partie,
    forme: FormeCourrier = .lrar,
    numero: String? = nil,
    envoyeLe: Jour,
    presenteLe: Jour? = nil,
    recuLe: Jour? = nil,
    nonReclame: Bool = false
  ) {
    self.objet = objet
    self.expediteur = expediteur
    self.forme = forme
    self.numero = numero
    self.envoyeLe = envoyeLe
    self.presenteLe = presenteLe
    self.recuLe = recuLe
    self.nonReclame = nonReclame
  }

  /// The day that counts as reception: the real one, or the first presentation of a letter never fetched, so
  /// that the addressee cannot hold the delay back. Nil while unknown.
  package var receptionRetenue: Jour? {
    recuLe ?? (nonReclame ? presenteLe : nil)
  }
}

/// Why a letter was sent (V-27).
package enum ObjetCourrier: String, Sendable, Hashable, CaseIterable {
  case miseEnDemeure = "MISE_EN_DEMEURE"
  case notificationResiliation = "NOTIFICATION_RESILIATION"
  case denonciation = "DENONCIATION"
  case autre = "AUTRE"
}

extension Courrier {
  /// Refuses dates in the wrong order or still to come (V-27, T-021).
  package func verifier(aujourdhui: Jour) throws(RefusConvention) {
    let dernier = [envoyeLe, presenteLe, recuLe].compactMap { $0 }.max() ?? envoyeLe
    guard dernier <= aujourdhui else { throw .dateFuture(regle: "V-27", BornesDate(max: aujourdhui)) }
    if let presenteLe, presenteLe < envoyeLe { throw .presentationAvantEnvoi(envoyeLe: envoyeLe) }
    if let recuLe, recuLe < envoyeLe { throw .receptionAvantEnvoi(envoyeLe: envoyeLe) }
    if let recuLe, let presenteLe, recuLe < presenteLe { throw .receptionAvantPresentation(presenteLe: presenteLe) }
    guard nonReclame else { return }
    if let recuLe { throw .courrierDejaRecu(recuLe: recuLe) }
    guard presenteLe != nil else { throw .presentationInconnue }
  }

  /// The same letter with what the post has told since: presentation, reception, or that nobody fetched it. The day
  /// that starts a delay, once known, does not move (V-16).
  package func complete(
    presenteLe presentation: Jour? = nil,
    recuLe reception: Jour? = nil,
    nonReclame jamaisRetire: Bool = false,
    aujourdhui: Jour
  ) throws(RefusConvention) -> Courrier {
    if let connue = receptionRetenue { throw .courrierDejaRecu(recuLe: connue) }
    var courrier = self
    courrier.presenteLe = presentation ?? presenteLe
    courrier.recuLe = reception
    courrier.nonReclame = jamaisRetire
    try courrier.verifier(aujourdhui: aujourdhui)
    return courrier
  }
}
