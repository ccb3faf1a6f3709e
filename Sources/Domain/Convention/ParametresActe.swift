// What the act itself says: its papers, its length, its ends. JSON keys and rules in the comments; nil is « not written in the act ».

extension ParametresConvention {
  /// The papers of the act.
  package struct Documents: Sendable, Hashable {
    /// `documents.structure` (V-01): what the bundle holds.
    package var structure: StructureActe?
    /// `documents.metier_fourni` (V-01): whether the core act was supplied.
    package var metierFourni: Bool?
    /// `documents.annexe_rgpd_fournie`: whether the GDPR annex was supplied.
    package var annexeRgpdFournie: Bool?
    /// `documents.exemplaires_metier` (V-04): originals of the core act.
    package var exemplairesMetier: Int?
    /// `documents.exemplaires_utilisation` (V-04): originals of the usage act.
    package var exemplairesUtilisation: Int?
    /// `documents.date_signature` (V-06): as written in the act.
    package var dateSignature: Jour?
    /// `documents.lieu_signature` (V-06): as written in the act.
    package var lieuSignature: String?

    package init(
      structure: StructureActe? = nil,
      metierFourni: Bool? = nil,
      annexeRgpdFournie: Bool? = nil,
      exemplairesMetier: Int? = nil,
      exemplairesUtilisation: Int? = nil,
      dateSignature: Jour? = nil,
      lieuSignature: String? = nil
    ) {
      self.structure = structure
      self.metierFourni = metierFourni
      self.annexeRgpdFournie = annexeRgpdFournie
      self.exemplairesMetier = exemplairesMetier
      self.exemplairesUtilisation = exemplairesUtilisation
      self.dateSignature = dateSignature
      self.lieuSignature = lieuSignature
    }
  }

  /// What the act says of the partner.
  package struct Partenaire: Sendable, Hashable {
    /// `partenaire.deliberation` (P-15): as written; the dated record stands with the partner.
    package var deliberation: String?

    package init(deliberation: String? = nil) {
      self.deliberation = deliberation
    }
  }

  /// The core act: length, renewal, ends.
  package struct Metier: Sendable, Hashable {
    /// `metier.duree_mois` (V-07): months.
    package var dureeMois: Int?
    /// `metier.renouvellement`.
    package var renouvellement: Renouvellement
    /// `metier.denonciation`.
    package var denonciation: Denonciation
    /// `metier.resiliation_amiable_ecrite` (V-21): whether the act writes the amicable termination.
    package var resiliationAmiableEcrite: Bool?
    /// `metier.mise_en_demeure`.
    package var miseEnDemeure: DelaiMiseEnDemeure

    package init(
      dureeMois: Int? = nil,
      renouvellement: Renouvellement = .init(),
      denonciation: Denonciation = .init(),
      resiliationAmiableEcrite: Bool? = nil,
      miseEnDemeure: DelaiMiseEnDemeure = .init()
    ) {
      self.dureeMois = dureeMois
      self.renouvellement = renouvellement
      self.denonciation = denonciation
      self.resiliationAmiableEcrite = resiliationAmiableEcrite
      self.miseEnDemeure = miseEnDemeure
    }
  }

  /// How a period follows another.
  package struct Renouvellement: Sendable, Hashable {
    /// `metier.renouvellement.mode` (V-09, V-10).
    package var mode: ModeRenouvellement?
    /// `metier.renouvellement.duree_mois` (V-09, V-10): months of each later period.
    package var dureeMois: Int?
    /// `metier.renouvellement.evaluation_premiere_annee` (B-05): shared evaluation after the first period.
    package var evaluationPremiereAnnee: Bool?

    package init(mode: ModeRenouvellement? = nil, dureeMois: Int? = nil, evaluationPremiereAnnee: Bool? = nil) {
      self.mode = mode
      self.dureeMois = dureeMois
      self.evaluationPremiereAnnee = evaluationPremiereAnnee
    }
  }

  /// How a party refuses the renewal.
  package struct Denonciation: Sendable, Hashable {
    /// `metier.denonciation.preavis_mois` (V-12, V-13): months before the anniversary.
    package var preavisMois: Int?
    /// `metier.denonciation.forme` (V-12): nil admits any written form.
    package var forme: FormeCourrier?

    package init(preavisMois: Int? = nil, forme: FormeCourrier? = nil) {
      self.preavisMois = preavisMois
      self.forme = forme
    }
  }

  /// The usage act.
  package struct Utilisation: Sendable, Hashable {
    /// `utilisation.duree` (V-08): never its own figure.
    package var duree: DureeUtilisation?
    /// `utilisation.mise_en_demeure`.
    package var miseEnDemeure: DelaiMiseEnDemeure
    /// `utilisation.resiliation_auto_avec_metier` (V-22).
    package var resiliationAutoAvecMetier: Bool?

    package init(
      duree: DureeUtilisation? = nil,
      miseEnDemeure: DelaiMiseEnDemeure = .init(),
      resiliationAutoAvecMetier: Bool? = nil
    ) {
      self.duree = duree
      self.miseEnDemeure = miseEnDemeure
      self.resiliationAutoAvecMetier = resiliationAutoAvecMetier
    }
  }

  /// The delay a formal notice opens (V-16, V-17, V-18); nil where the act is silent.
  package struct DelaiMiseEnDemeure: Sendable, Hashable {
    /// `delai`: in `unite`.
    package var delai: Int?
    /// `unite`.
    package var unite: UniteDelai?
    /// `depart`: the event that starts the delay.
    package var depart: DepartDelai?

    package init(delai: Int? = nil, unite: UniteDelai? = nil, depart: DepartDelai? = nil) {
      self.delai = delai
      self.unite = unite
      self.depart = depart
    }
  }

  /// What an amendment may change.
  package struct Avenant: Sendable, Hashable {
    /// `avenant.preserve_objectifs` (V-15): objectives out of reach of amendments.
    package var preserveObjectifs: Bool?
    /// `avenant.dispense_coordonnees_ecrite` (P-14): contact details change without one; Q-19 extends it to all.
    package var dispenseCoordonneesEcrite: Bool?

    package init(preserveObjectifs: Bool? = nil, dispenseCoordonneesEcrite: Bool? = nil) {
      self.preserveObjectifs = preserveObjectifs
      self.dispenseCoordonneesEcrite = dispenseCoordonneesEcrite
    }
  }

  /// The amicable attempt before any court.
  package struct Litiges: Sendable, Hashable {
    /// `litiges.amiable_min_mois` (V-30): months before a court may be seized.
    package var amiableMinMois: Int?
    /// `litiges.amiable_max_mois` (V-30): months at which the attempt ends.
    package var amiableMaxMois: Int?

    package init(amiableMinMois: Int? = nil, amiableMaxMois: Int? = nil) {
      self.amiableMinMois = amiableMinMois
      self.amiableMaxMois = amiableMaxMois
    }
  }

  /// The units of the partner.
  package struct Unites: Sendable, Hashable {
    /// `unites.nombre` (P-05).
    package var nombre: Int?
    /// `unites.ouverture_echelonnee` (P-06): units open one after the other.
    package var ouvertureEchelonnee: Bool?

    package init(nombre: Int? = nil, ouvertureEchelonnee: Bool? = nil) {
      self.nombre = nombre
      self.ouvertureEchelonnee = ouvertureEchelonnee
    }
  }
}
