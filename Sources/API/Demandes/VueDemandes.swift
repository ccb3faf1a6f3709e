import Domain
import FoundationEssentials
import Storage

/// What the lists of demandes show an actor: its scope, and within a partner the caisses whose access is open now. The same dates and the same
/// rule as for one demande (`DemandeFacts.readable`): what could not be read alone is in no list either (D-29, R-34, Q-13).
struct VueDemandes: Equatable {
  let portee: PorteeDemandes
  /// In order; empty for a caisse's own people, whose scope is their caisse.
  let caissesOuvertes: [UUID]

  /// Of a partner, of which no access is known yet: shows nothing.
  static let inconnue = VueDemandes(portee: .partenaire, caissesOuvertes: [])

  private init(portee: PorteeDemandes, caissesOuvertes: [UUID]) {
    self.portee = portee
    self.caissesOuvertes = caissesOuvertes
  }

  /// `acces`: those of the account, nil when they were not read. Refused when none is open.
  init(_ acteur: Acteur, _ acces: [(caisseId: UUID, acces: AccesLu)]?, at now: Instant) throws(RefusDemande) {
    let portee = PorteeDemandes(acteur)
    guard portee != .caisse, let acces else {
      self.init(portee: portee, caissesOuvertes: [])
      return
    }
    let constats = acces.map { (caisseId: $0.caisseId, constat: $0.acces.constat(a: now)) }
    let ouvertes = constats.filter(\.constat.estOuvert).map(\.caisseId)
    guard !ouvertes.isEmpty else {
      throw .accesFerme(constats.first?.constat ?? .nonDonne)
    }
    self.init(portee: portee, caissesOuvertes: ouvertes)
  }
}
