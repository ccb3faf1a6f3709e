import Bytes
import Domain
import FoundationEssentials
import JSON
import Postgres
import Storage

/// What the activation of a gestionnaire brings to those it replaces (C-34, C-36, C-56), in the same transaction: the one it was created
/// to replace, and those whose inactivation waited for it.
struct Passation {
  let service: Service
  let request: RequestContext
  /// The gestionnaire being activated.
  let entrant: CompteLu

  func accomplir(remplaceId: UUID?, _ transaction: Transaction) async throws {
    let waiting = transaction.enqueue(ActivationStatements.enAttente, CompteStatements.Cle(entrant.id, a: request.now))
    let named = transaction.enqueue(
      CompteStatements.lirePourModifier, CompteStatements.Cle(remplaceId ?? entrant.id, a: request.now))
    try await transaction.flush()
    let jour = entrant.fuseau.jour(a: request.now)
    let parametres = try await service.parametres(entrant.acces.first?.acces.modele)
    var sortants = Set<UUID>()
    for attendant in try waiting.rows() {
      var fin = attendant.inactivation(des: jour, remplacant: entrant.id, a: request.now)
      fin.suppressionLe = EcheancesCompte.suppression(inactiveLe: fin.effetLe, parametres)
      partir(fin, des: jour, transaction)
      if fin.effetLe <= jour { sortants.insert(attendant.id) }
    }
    // C-56: the one named at the creation leaves now, whatever else was planned for it.
    guard let remplaceId, !sortants.contains(remplaceId), let remplace = try named.rows().reunis.first, remplace.id == remplaceId,
      remplace.etat == .actif
    else { return }
    partir(
      InactivationAEcrire(
        compteId: remplaceId, etat: .inactif,
        motif: remplace.inactivation.flatMap { MotifInactivation(rawValue: $0.motif) } ?? .autre,
        demandeeLe: remplace.inactivation?.demandeeLe ?? request.now, dateSouhaitee: remplace.inactivation?.dateSouhaitee, effetLe: jour,
        remplacantId: entrant.id, rattachementId: entrant.id, par: .agentCaisse,
        suppressionLe: EcheancesCompte.suppression(inactiveLe: jour, parametres), a: request.now),
      des: jour, transaction)
  }

  /// Writes the inactivation; if it is due, the sessions end and the techniciens follow (C-36). Otherwise it no longer waits.
  private func partir(_ fin: InactivationAEcrire, des jour: Jour, _ transaction: Transaction) {
    var fin = fin
    let due = fin.effetLe <= jour
    fin.etat = due ? .inactif : fin.etat
    _ = transaction.enqueue(CompteStatements.inactiver, fin)
    if due {
      _ = transaction.enqueue(SessionStatements.fermerDuCompte, fin.compteId)
      _ = transaction.enqueue(
        CompteStatements.rattacher, CompteStatements.Rattachement(de: fin.compteId, vers: entrant.id, a: request.now))
    } else {
      _ = transaction.enqueue(SessionStatements.borner, CompteStatements.Cle(fin.compteId, a: request.now))
    }
    var event = request.evenement(due ? "COMPTE_INACTIVE" : "COMPTE_INACTIVATION_PREVUE", de: entrant, on: .compte, regle: "C-56")
    event.objetId = fin.compteId
    event.apres = ["etat": .string(fin.etat.rawValue), "effet_le": .string(fin.effetLe.description), "remplacant_id": .string(entrant.id.text)]
    _ = transaction.enqueue(JournalStatements.ajouter, event)
  }
}

extension ActivationStatements.CompteAttendant {
  /// The inactivation as it was decided, no longer waiting, due at the latest of its day and today.
  fileprivate func inactivation(des jour: Jour, remplacant: UUID, a instant: Instant) -> InactivationAEcrire {
    InactivationAEcrire(
      compteId: id, etat: etat, motif: motif, demandeeLe: demandeeLe, dateSouhaitee: dateSouhaitee, effetLe: max(effetLe, jour),
      remplacantId: remplacant, rattachementId: remplacant, horsPreavis: horsPreavis, par: par, commentaire: commentaire,
      suppressionLe: jour, a: instant)
  }
}
