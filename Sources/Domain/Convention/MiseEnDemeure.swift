package import FoundationEssentials

/// A formal notice: one party asks the other to repair a failing, or the act may end (V-16 to V-20, Q-51).
package struct MiseEnDemeure: Sendable, Hashable {
  package let id: UUID
  /// Its sender is the party wronged.
  package var courrier: Courrier
  package var repareeLe: Jour?
  /// The party wronged gave up (project choice).
  package var classeeLe: Jour?

  package init(id: UUID, courrier: Courrier, repareeLe: Jour? = nil, classeeLe: Jour? = nil) {
    self.id = id
    self.courrier = courrier
    self.repareeLe = repareeLe
    self.classeeLe = classeeLe
  }

  package var partieLesee: Partie { courrier.expediteur }
}

/// Where a formal notice stands on one day.
package enum EtatMiseEnDemeure: String, Sendable, Hashable, CaseIterable {
  /// The delay runs from a reception still unknown (T-020).
  case attenteReception = "ATTENTE_RECEPTION"
  case enCours = "EN_COURS"
  /// Repaired in time: no right to terminate is left (V-20).
  case reparee = "REPAREE"
  /// The delay has run out, repaired too late or not at all: termination is a right, never automatic.
  case resiliable = "RESILIABLE"
  case classee = "CLASSEE"
  /// The act has ended.
  case close = "CLOSE"

  /// Whether the act is EN_DEMEURE because of it (V-28).
  package var pese: Bool {
    switch self {
    case .attenteReception, .enCours, .resiliable: true
    case .reparee, .classee, .close: false
    }
  }
}

/// The delay a formal notice opens.
package struct DelaiOuvert: Sendable, Hashable {
  /// The rule it comes from: V-16, V-17 or V-18.
  package let regle: String
  /// Last day to repair, included; nil while the reception is unknown. Never moved by a holiday (V-16, Q-27).
  package let dernierJour: Jour?

  package init(regle: String, dernierJour: Jour?) {
    self.regle = regle
    self.dernierJour = dernierJour
  }

  /// The day after: first day one may terminate.
  package var resiliableLe: Jour? { dernierJour?.lendemain }
}

extension FaitsConvention {
  /// The delay of a formal notice; nil where the act has none written (000 and 003, core act not supplied).
  package func delai(de mise: MiseEnDemeure) -> DelaiOuvert? {
    let parametres = parametres(le: mise.courrier.envoyeLe)
    let ecrit = nature == .utilisation ? parametres.utilisation.miseEnDemeure : parametres.metier.miseEnDemeure
    guard let delai = ecrit.delai, let unite = ecrit.unite, let depart = ecrit.depart else { return nil }
    let debut = depart == .envoi ? mise.courrier.envoyeLe : mise.courrier.receptionRetenue
    return switch unite {
    case .jours, .joursCalendaires:
      DelaiOuvert(regle: depart == .reception ? "V-16" : "V-17", dernierJour: debut?.ajoutant(jours: delai))
    case .mois:
      DelaiOuvert(regle: "V-18", dernierJour: debut?.ajoutant(mois: delai))
    }
  }

  /// Where a formal notice stands that day, read in the facts known up to that day.
  package func etat(de mise: MiseEnDemeure, le jour: Jour) -> EtatMiseEnDemeure {
    if let classeeLe = mise.classeeLe, classeeLe <= jour { return .classee }
    let dernierJourDuDelai = delai(de: mise)?.dernierJour
    if let repareeLe = mise.repareeLe, repareeLe <= jour, dernierJourDuDelai.map({ repareeLe <= $0 }) ?? true { return .reparee }
    if let dernierJour, jour > dernierJour { return .close }
    guard let dernierJourDuDelai else { return .attenteReception }
    return jour > dernierJourDuDelai ? .resiliable : .enCours
  }

  /// Decides a formal notice (V-16, V-17, V-18): registered, dated, while the act is in force and allows one.
  package func mettreEnDemeure(_ mise: MiseEnDemeure, aujourdhui: Jour) throws(RefusConvention) -> DelaiOuvert {
    guard let delai = delai(de: mise) else { throw .miseEnDemeureNonPrevue }
    guard mise.courrier.forme == .lrar else { throw .formeLRARExigee(regle: delai.regle) }
    try mise.courrier.verifier(aujourdhui: aujourdhui)
    try exigerEnVigueur(le: mise.courrier.envoyeLe)
    try exigerEnVigueur(le: aujourdhui)
    try exigerPlace(.misesEnDemeure, misesEnDemeure.count)
    return delai
  }

  /// Records a repair (V-20): in time it ends the right to terminate, on the next day it no longer does (T-027).
  /// True when in time.
  package func reparer(_ mise: MiseEnDemeure, le date: Jour, aujourdhui: Jour) throws(RefusConvention) -> Bool {
    try exigerOuverte(mise, aujourdhui: aujourdhui)
    if let repareeLe = mise.repareeLe { throw .manquementRepare(le: repareeLe) }
    guard date <= aujourdhui else {
      throw .dateFuture(regle: "V-20", BornesDate(min: mise.courrier.envoyeLe, max: aujourdhui))
    }
    guard date >= mise.courrier.envoyeLe else {
      throw .dateAvantEnvoi(BornesDate(min: mise.courrier.envoyeLe, max: aujourdhui))
    }
    return delai(de: mise)?.dernierJour.map { date <= $0 } ?? true
  }

  /// The party wronged gives up its formal notice (project choice); it no longer weighs from that day.
  package func classer(_ mise: MiseEnDemeure, par auteur: Partie, aujourdhui: Jour) throws(RefusConvention) {
    try exigerOuverte(mise, aujourdhui: aujourdhui)
    guard auteur == mise.partieLesee else { throw .partieNonLesee(lesee: mise.partieLesee) }
  }

  private func exigerOuverte(_ mise: MiseEnDemeure, aujourdhui: Jour) throws(RefusConvention) {
    switch etat(de: mise, le: aujourdhui) {
    case .close: throw .miseEnDemeureClose(etat: .close)
    case .classee: throw .miseEnDemeureClose(etat: .classee)
    case .reparee: throw .manquementRepare(le: mise.repareeLe ?? aujourdhui)
    case .attenteReception, .enCours, .resiliable: return
    }
  }
}
