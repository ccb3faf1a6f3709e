package import FoundationEssentials

/// The access of an account to one caisse (C-30 to C-32, C-47, C-48, D-33), computed from dates, never from a stored state:
/// a convention that ended last night refuses this morning.
package enum Acces {
  /// What the access rests on.
  package struct Faits: Sendable, Hashable {
    /// The convention that opens the caisse to the partner; nil when there is none.
    package var titre: TitreAcces?
    /// The unit of the account, nil where the partner has none (P-05).
    package var ouvertureUnite: OuvertureUnite?
    /// C-48: the caisse has cut the whole structure off.
    package var structureSuspendue: Bool
    /// The caisse has closed that access alone.
    package var fermeture: FermetureAcces?

    package init(
      titre: TitreAcces?, ouvertureUnite: OuvertureUnite? = nil, structureSuspendue: Bool = false, fermeture: FermetureAcces? = nil
    ) {
      self.titre = titre
      self.ouvertureUnite = ouvertureUnite
      self.structureSuspendue = structureSuspendue
      self.fermeture = fermeture
    }
  }

  /// The access that day, in the civil time of the caisse. What closes it comes before what suspends it.
  package static func etat(_ faits: Faits, le jour: Jour) -> ConstatAcces {
    func constat(_ etat: EtatAcces, _ motif: MotifAcces?) -> ConstatAcces {
      ConstatAcces(
        etat: etat, motif: motif, conventionId: faits.titre?.conventionId, premierJour: faits.titre?.dateEffet,
        dernierJour: faits.titre?.dernierJour, ouvreLe: faits.ouvertureUnite?.ouvreLe(signature: faits.titre?.dateEffet))
    }
    switch faits.fermeture {
    case .exclusion: return constat(.ferme, .personneExclue)
    case .usageNonConforme: return constat(.ferme, .usageNonConforme)
    case .retrait: return constat(.ferme, .accesRetire)
    case .nonDonne: return constat(.ferme, .accesNonDonne)
    case nil: break
    }
    guard let titre = faits.titre else { return constat(.ferme, .conventionAbsente) }
    // V-38, Q-48: a trial unit waits for no signature, but does not survive the convention.
    let essai = faits.ouvertureUnite == .avantSignature
    if let motif = titre.motifFermeture(le: jour, essai: essai) { return constat(.ferme, motif) }
    if let ouverture = faits.ouvertureUnite, !ouverture.estOuverte(le: jour, signature: titre.dateEffet) {
      return constat(.ferme, .uniteNonOuverte)
    }
    if faits.structureSuspendue { return constat(.suspendu, .structureSuspendue) }
    return constat(.ouvert, nil)
  }

  /// The access at that moment, in the zone of the caisse: the last day runs until its midnight (T-113).
  package static func etat(_ faits: Faits, a instant: Instant, fuseau: FuseauHoraire) -> ConstatAcces {
    etat(faits, le: fuseau.jour(a: instant))
  }
}

/// The convention that opens a caisse to a partner, reduced to its dates.
package struct TitreAcces: Sendable, Hashable {
  package let conventionId: UUID
  /// V-05: the day of the last signature, first day in force; nil while a party has not signed.
  package let dateEffet: Jour?
  /// Last day in force, included; nil while renewed tacitly or not signed.
  package let dernierJour: Jour?

  package init(conventionId: UUID, dateEffet: Jour?, dernierJour: Jour?) {
    self.conventionId = conventionId
    self.dateEffet = dateEffet
    self.dernierJour = dernierJour
  }

  /// Of an act that opens the portal (`nature.ouvreLePortail`), past its draft.
  package init(conventionId: UUID, _ faits: FaitsConvention) {
    self.init(conventionId: conventionId, dateEffet: faits.dateEffet, dernierJour: faits.dernierJour)
  }

  package func estEnVigueur(le jour: Jour) -> Bool {
    motifFermeture(le: jour, essai: false) == nil
  }

  /// Why the convention gives no access that day; `essai` waives the start, not the end.
  func motifFermeture(le jour: Jour, essai: Bool) -> MotifAcces? {
    if let dernierJour, jour > dernierJour { return .conventionTerminee }
    if essai { return nil }
    guard let dateEffet else { return .conventionNonSignee }
    return jour < dateEffet ? .conventionAVenir : nil
  }
}

/// Why one access is closed by itself: a decision of its caisse, which that caisse alone lifts, or that nobody has given it.
package enum FermetureAcces: Sendable, Hashable {
  /// C-47, Q-40: the person is excluded.
  case exclusion
  /// C-45, Q-59: a closing of security by this caisse.
  case usageNonConforme
  /// C-32, C-34, C-56: a departure or a handover that is this caisse's only.
  case retrait
  /// C-15, P-07: the account was never given the access.
  case nonDonne
}

/// C-52.
package enum EtatAcces: String, Sendable, Hashable, CaseIterable {
  case ouvert = "OUVERT"
  case suspendu = "SUSPENDU"
  case ferme = "FERME"
}

/// Why an access is not open.
package enum MotifAcces: String, Sendable, Hashable, CaseIterable {
  case conventionAbsente = "CONVENTION_ABSENTE"
  case conventionNonSignee = "CONVENTION_NON_SIGNEE"
  case conventionAVenir = "CONVENTION_A_VENIR"
  case conventionTerminee = "CONVENTION_TERMINEE"
  case uniteNonOuverte = "UNITE_NON_OUVERTE"
  case structureSuspendue = "STRUCTURE_SUSPENDUE"
  case personneExclue = "PERSONNE_EXCLUE"
  case usageNonConforme = "USAGE_NON_CONFORME"
  case accesRetire = "ACCES_RETIRE"
  case accesNonDonne = "ACCES_NON_DONNE"

  package var regle: String {
    switch self {
    case .conventionAbsente, .conventionNonSignee, .conventionAVenir, .accesNonDonne: "D-33"
    case .conventionTerminee: "C-32"
    case .uniteNonOuverte: "C-55"
    case .structureSuspendue: "C-48"
    case .personneExclue: "C-47"
    case .usageNonConforme: "Q-59"
    case .accesRetire: "C-32"
    }
  }

  /// French, for people: what is wrong and what to do.
  package var message: String {
    switch self {
    case .conventionAbsente:
      "Aucune convention n'ouvre l'accès à cette caisse : adressez-vous à elle pour conventionner."
    case .conventionNonSignee:
      "La convention n'est pas encore signée par toutes les parties : l'accès s'ouvrira à la dernière signature."
    case .conventionAVenir:
      "La convention n'est pas encore en vigueur : attendez son premier jour."
    case .conventionTerminee:
      "La convention avec cette caisse est terminée : passez par le canal de secours de la caisse."
    case .uniteNonOuverte:
      "L'unité n'est pas encore ouverte : attendez sa date d'ouverture."
    case .structureSuspendue:
      "La caisse a suspendu l'accès de toute la structure : adressez-vous à elle."
    case .personneExclue:
      "La caisse a exclu cette personne du portail : elle seule peut lever l'exclusion."
    case .usageNonConforme:
      "La caisse a fermé cet accès pour un usage non conforme : elle seule peut le rouvrir."
    case .accesRetire:
      "La caisse a retiré cet accès après un départ ou un remplacement : elle seule peut le rouvrir."
    case .accesNonDonne:
      "Votre compte n'a pas d'accès à cette caisse : si votre structure a une convention avec elle, demandez-le à un gestionnaire qu'elle a "
        + "habilité."
    }
  }
}

/// The finding, with what to show and why.
package struct ConstatAcces: Sendable, Hashable {
  package let etat: EtatAcces
  /// Nil when open.
  package let motif: MotifAcces?
  package let conventionId: UUID?
  package let premierJour: Jour?
  package let dernierJour: Jour?
  /// P-06: the day the unit opens, nil when unknown or without object.
  package let ouvreLe: Jour?

  package var estOuvert: Bool { etat == .ouvert }

  /// Of a caisse that the account has no title to, whatever the structure has with it.
  package static let nonDonne = ConstatAcces(
    etat: .ferme, motif: .accesNonDonne, conventionId: nil, premierJour: nil, dernierJour: nil, ouvreLe: nil)

  /// The dates that explain the motive, as facts of a refusal.
  var faits: [(nom: String, valeur: FaitRefus)] {
    var faits: [(nom: String, valeur: FaitRefus)] = [("etat_acces", .texte(etat.rawValue))]
    if let motif { faits.append(("motif", .texte(motif.rawValue))) }
    switch motif {
    case .conventionAVenir: if let premierJour { faits.append(("premier_jour", .jour(premierJour))) }
    case .conventionTerminee: if let dernierJour { faits.append(("dernier_jour", .jour(dernierJour))) }
    case .uniteNonOuverte: if let ouvreLe { faits.append(("ouvre_le", .jour(ouvreLe))) }
    default: break
    }
    return faits
  }
}
