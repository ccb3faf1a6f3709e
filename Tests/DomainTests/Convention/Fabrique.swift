import Domain
import Foundation

/// Short ways to state the facts of a convention in a test.
enum Fabrique {
  static let miseId = UUID()

  static func signatures(_ jour: Jour) -> [Signature] {
    Partie.allCases.map { Signature(partie: $0, date: jour) }
  }

  /// A core act of model 001 unless said otherwise, signed by both parties the same day.
  static func metier(_ parametres: ParametresConvention = ActesReels.acte001, signeLe jour: Jour) -> FaitsConvention {
    FaitsConvention(nature: .metier, parametresFiges: parametres, signatures: signatures(jour))
  }

  /// The single act of the Bas-Rhin.
  static func unique(signeLe jour: Jour) -> FaitsConvention {
    FaitsConvention(nature: .unique, parametresFiges: ActesReels.acte002, signatures: signatures(jour))
  }

  static func utilisation(
    _ parametres: ParametresConvention = ActesReels.acte001,
    signeLe jour: Jour,
    metier: FaitsConvention
  ) -> FaitsConvention {
    FaitsConvention(nature: .utilisation, parametresFiges: parametres, signatures: signatures(jour), metier: metier)
  }

  static func lettre(
    _ objet: ObjetCourrier,
    de expediteur: Partie = .caisse,
    forme: FormeCourrier = .lrar,
    envoyee: Jour,
    recue: Jour? = nil
  ) -> Courrier {
    Courrier(objet: objet, expediteur: expediteur, forme: forme, envoyeLe: envoyee, recuLe: recue)
  }

  static func mise(de expediteur: Partie = .caisse, envoyee: Jour, recue: Jour? = nil, reparee: Jour? = nil) -> MiseEnDemeure {
    MiseEnDemeure(
      id: miseId, courrier: lettre(.miseEnDemeure, de: expediteur, envoyee: envoyee, recue: recue), repareeLe: reparee)
  }

  static func denonciation(
    de expediteur: Partie = .partenaire,
    forme: FormeCourrier = .lrar,
    envoyee: Jour,
    recue: Jour? = nil
  ) -> Denonciation {
    Denonciation(courrier: lettre(.denonciation, de: expediteur, forme: forme, envoyee: envoyee, recue: recue))
  }
}

extension FaitsConvention {
  /// The same facts, changed.
  func avec(_ changer: (inout FaitsConvention) -> Void) -> FaitsConvention {
    var faits = self
    changer(&faits)
    return faits
  }

  func resilie(le jour: Jour) -> FaitsConvention {
    avec { $0.resiliation = Resiliation(cause: .amiable, effetLe: jour) }
  }

  func denonce(_ denonciation: Denonciation) -> FaitsConvention {
    avec { $0.denonciations.append(denonciation) }
  }
}

/// The refusal a decision throws, or nil.
func refus<T>(_ decision: () throws(RefusConvention) -> T) -> RefusConvention? {
  do {
    _ = try decision()
    return nil
  } catch {
    return error
  }
}

extension Refus {
  /// A fact of the refusal by its name.
  func fait(_ nom: String) -> FaitRefus? {
    faits.first { $0.nom == nom }?.valeur
  }
}
