import Domain
import Storage

extension CompteLu {
  /// Who the person is for the rules.
  var acteur: Acteur { Acteur(compteId: id, role: role, partenaireId: partenaireId, uniteId: uniteId, caisseId: caisseId) }

  /// C-19, C-20: what is required before anything else is computed from this. The shortest validity of the password counts among the
  /// conventions of the account; without any, the project's own.
  func faitsSession(_ service: Service, motDePasseChangeLe: Instant, a instant: Instant) async throws -> FaitsSession {
    var validite: Int?
    for titre in acces {
      let jours = try await service.parametres(titre.acces, a: instant).mdpValiditeJours
      validite = min(validite ?? jours, jours)
    }
    return FaitsSession(
      cguEnCours: service.shared.cguVersion, cguAcceptee: cguVersion, motDePasseChangeLe: fuseau.jour(a: motDePasseChangeLe),
      mdpValiditeJours: validite ?? ParametresConvention().mdpValiditeJours)
  }
}

extension FaitsSession {
  /// The moment from which the password must be changed.
  func motDePasseExpireLe(_ fuseau: FuseauHoraire) -> Instant {
    fuseau.debut(de: MotDePasse.aRenouvelerLe(changeLe: motDePasseChangeLe, validiteJours: mdpValiditeJours))
  }
}

extension RequestContext {
  /// An event of somebody who has no session yet: the person of that account.
  func evenement(_ code: String, de compte: CompteLu, on objet: ObjetJournal, regle: String? = nil) -> Evenement {
    Evenement(
      instant: now, acteurId: compte.id, acteurRole: compte.role.rawValue, acteurLibelle: compte.libelle, caisseId: compte.caisseId,
      partenaireId: compte.partenaireId, objet: objet, objetId: compte.id, code: code, regle: regle, requete: id)
  }
}
