import Bytes
import Domain
import FoundationEssentials
import JSON
import Postgres
import Storage

/// What the activation of a gestionnaire brings to those it replaces (C-34, C-36, C-56), in the same transaction.
struct Passation {
  let request: RequestContext
  /// The gestionnaire being activated.
  let entrant: CompteLu
  let parametres: ParametresConvention

  /// One gestionnaire that leaves, and when.
  struct Sortie {
    let remplace: ActivationStatements.CompteRemplace
    let effet: Inactivation.Effet
  }

  /// Ends each account, now or on its day; now, its sessions end and its techniciens follow (C-36). One that another caisse has habilitated
  /// as well gives up the caisses of the one that comes, and nothing else.
  func accomplir(_ sorties: [Sortie], _ transaction: Transaction) {
    for sortie in sorties {
      if sortie.effet == .accesSeul {
        ceder(sortie.remplace, transaction)
        continue
      }
      let fin = fin(sortie)
      let immediate = fin.etat == .inactif
      _ = transaction.enqueue(CompteStatements.inactiver, fin)
      if immediate {
        _ = transaction.enqueue(SessionStatements.fermerDuCompte, fin.compteId)
        _ = transaction.enqueue(
          CompteStatements.rattacher, CompteStatements.Rattachement(de: fin.compteId, vers: entrant.id, a: request.now))
      } else {
        _ = transaction.enqueue(SessionStatements.borner, CompteStatements.Cle(fin.compteId, a: request.now))
      }
      var event = request.evenement(
        immediate ? "COMPTE_INACTIVE" : "COMPTE_INACTIVATION_PREVUE", de: entrant, on: .compte, regle: "C-56")
      event.objetId = fin.compteId
      event.apres = [
        "etat": .string(fin.etat.rawValue), "effet_le": .string(fin.effetLe.description), "remplacant_id": .string(entrant.id.text),
      ]
      _ = transaction.enqueue(JournalStatements.ajouter, event)
    }
  }

  private func ceder(_ remplace: ActivationStatements.CompteRemplace, _ transaction: Transaction) {
    let motif = remplace.motif ?? .autre
    _ = transaction.enqueue(ActivationStatements.ceder, ActivationStatements.Cession(de: remplace.id, motif: motif, a: request.now))
    _ = transaction.enqueue(CompteStatements.annulerInactivation, CompteStatements.Cle(remplace.id, a: request.now))
    _ = transaction.enqueue(
      CompteStatements.rattacherOu, CompteStatements.Rattachement(de: remplace.id, vers: entrant.id, a: request.now))
    var event = request.evenement("COMPTE_ACCES_FERME", de: entrant, on: .compte, regle: "C-56")
    event.objetId = remplace.id
    event.apres = [
      "motif": .string(motif.rawValue), "caisses": .array(entrant.acces.map { .string($0.caisseId.text) }),
      "remplacant_id": .string(entrant.id.text),
    ]
    _ = transaction.enqueue(JournalStatements.ajouter, event)
  }

  /// of the caisse where the other one takes over; of each, when there are several.
  private var caisse: UUID? { entrant.acces.count == 1 ? entrant.acces.first?.caisseId : nil }

  /// The inactivation asked for, which no longer waits; without any, the caisse's decision at the creation of the replacement.
  private func fin(_ sortie: Sortie) -> InactivationAEcrire {
    let jour = entrant.fuseau.jour(a: request.now)
    var (etat, effetLe) = (EtatCompte.inactif, jour)
    if case .le(let prevu) = sortie.effet { (etat, effetLe) = (.actif, prevu) }
    return InactivationAEcrire(
      compteId: sortie.remplace.id, etat: etat, motif: sortie.remplace.motif ?? .autre,
      demandeeLe: sortie.remplace.demandeeLe ?? request.now, dateSouhaitee: sortie.remplace.dateSouhaitee, effetLe: effetLe,
      remplacantId: entrant.id, rattachementId: entrant.id, horsPreavis: sortie.remplace.horsPreavis,
      par: sortie.remplace.par ?? .agentCaisse, caisseId: sortie.remplace.caisseId ?? caisse, commentaire: sortie.remplace.commentaire,
      suppressionLe: EcheancesCompte.suppression(inactiveLe: effetLe, parametres), a: request.now)
  }
}
