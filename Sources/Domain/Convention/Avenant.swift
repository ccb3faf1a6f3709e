/// A numbered amendment (V-14): what changes, and who has signed it.
package struct Avenant: Sendable, Hashable {
  /// From 1 within the act.
  package let numero: Int
  package let modifications: [ModificationAvenant]
  package var signatures: [Signature]
  /// When the parties want it to take effect, if not at the last signature.
  package let effetSouhaiteLe: Jour?
  /// The parameters once changed; nil when it changes only texts.
  package let parametresResultants: ParametresConvention?

  package init(
    numero: Int,
    modifications: [ModificationAvenant],
    signatures: [Signature] = [],
    effetSouhaiteLe: Jour? = nil,
    parametresResultants: ParametresConvention? = nil
  ) {
    self.numero = numero
    self.modifications = modifications
    self.signatures = signatures
    self.effetSouhaiteLe = effetSouhaiteLe
    self.parametresResultants = parametresResultants
  }

  /// Nil until every party has signed: an amendment signed by one is without effect (V-14, T-031).
  package var dateEffet: Jour? {
    signatures.dateComplete.map { complet in effetSouhaiteLe.map { Swift.max($0, complet) } ?? complet }
  }
}

/// One line of an amendment: a field, before and after, as JSON texts.
package struct ModificationAvenant: Sendable, Hashable {
  /// A path of the matrix (`metier.duree_mois`), `objet` or `objectifs`.
  package let champ: String
  package let avant: String?
  package let apres: String?

  package init(champ: String, avant: String?, apres: String?) {
    self.champ = champ
    self.avant = avant
    self.apres = apres
  }
}

extension FaitsConvention {
  /// Decides the draft of an amendment (V-14, V-15): the act is in force, something changes, and every field may change.
  /// Every bad line is told at once, by pointer under `/modifications`. `attendus`: for the lines whose new value the field cannot
  /// take, what it takes, e.g. `un entier`.
  package func proposerAvenant(
    _ modifications: [ModificationAvenant],
    attendus: [Int: String] = [:],
    aujourdhui: Jour
  ) throws(RefusConvention) {
    try exigerEnVigueur(le: aujourdhui)
    try exigerPlace(.avenants, avenants.count)
    guard !modifications.isEmpty else { throw .avenantSansModification }
    let intangible = parametres(le: aujourdhui).avenantPreserveObjectifs
    var erreurs: [ErreurChamp] = []
    var vus: Set<String> = []
    for (rang, modification) in modifications.enumerated() {
      let unique = vus.insert(modification.champ).inserted
      if let motif = Self.motifDeRefus(modification, unique: unique, intangible: intangible) {
        erreurs.append(motif.erreur(rang: rang))
      } else if let attendu = attendus[rang] {
        erreurs.append(.valeurInadmise("/modifications/\(rang)/apres", attendu: attendu, regle: "V-14"))
      }
    }
    guard let premiere = erreurs.first else { return }
    throw premiere.code == MotifModification.objectif.rawValue ? .objectifsIntangibles(erreurs) : .avenantInvalide(erreurs)
  }

  /// Decides one party's signature of an amendment; gives the date of effect when it is the last one. `deliberation`: the day of
  /// the one that authorizes the partner (P-15).
  package func signerAvenant(
    _ avenant: Avenant,
    signature: Signature,
    deliberation: Jour? = nil,
    aujourdhui: Jour
  ) throws(RefusConvention) -> Jour? {
    try exigerEnVigueur(le: aujourdhui)
    if let date = avenant.signatures.date(de: signature.partie) {
      throw .partieDejaSignataire(partie: signature.partie, date: date)
    }
    guard signature.date <= aujourdhui else {
      throw .dateFuture(regle: "V-14", BornesDate(min: dateEffet, max: aujourdhui))
    }
    if let deliberation, signature.partie == .partenaire, signature.date < deliberation {
      throw .deliberationPosterieure(BornesDate(min: deliberation, max: aujourdhui))
    }
    try exigerEnVigueur(le: signature.date)
    var signe = avenant
    signe.signatures.append(signature)
    return signe.dateEffet
  }

  /// Refuses an amendment, already among these facts, that would take effect once the act has ended: one that comes too late, or
  /// shortens the act behind its own back.
  package func verifierEffet(_ effet: Jour) throws(RefusAvenant) {
    if let dernierJour, dernierJour < effet { throw .apresLaFin(effet: effet, dernierJour: dernierJour) }
  }

  private static func motifDeRefus(
    _ modification: ModificationAvenant,
    unique: Bool,
    intangible: Bool
  ) -> MotifModification? {
    if !unique { return .repete }
    if ["objet", "objectifs"].contains(modification.champ) {
      if intangible { return .objectif }
    } else if ["contacts", "referents", "gestionnaires", "dpo", "coordonnees"].contains(modification.champ) {
      return .coordonnees
    } else if !ParametresConvention.cles.contains(modification.champ) {
      return .inconnu
    }
    return modification.avant == modification.apres ? .identique : nil
  }
}

/// Why a line of an amendment is refused; raw values are the codes of the fields in error.
private enum MotifModification: String {
  case objectif = "OBJECTIFS_INTANGIBLES"
  case coordonnees = "COORDONNEES_SANS_AVENANT"
  case inconnu = "CHAMP_INCONNU"
  case identique = "MODIFICATION_SANS_EFFET"
  case repete = "CHAMP_REPETE"

  func erreur(rang: Int) -> ErreurChamp {
    let (regle, message) =
      switch self {
      case .objectif: ("V-15", "Un avenant ne remet pas en cause l'objet ni les objectifs : retirez cette ligne.")
      case .coordonnees:
        ("P-14", "Les personnes et leurs coordonnées se modifient sans avenant : mettez à jour les contacts de la convention.")
      case .inconnu: ("V-14", "Ce champ n'est ni un paramètre du modèle, ni l'objet, ni les objectifs : corrigez son nom.")
      case .identique: ("V-14", "La valeur avant et la valeur après sont les mêmes : retirez cette ligne ou changez la valeur.")
      case .repete: ("V-14", "Ce champ figure déjà dans l'avenant : gardez une seule ligne par champ.")
      }
    return ErreurChamp(pointeur: "/modifications/\(rang)/champ", code: rawValue, regle: regle, message: message)
  }
}
