// What a technicien may ask, and how the answer travels. JSON keys and rules in the comments; nil is « not written in the act ».

extension ParametresConvention {
  /// What the portal offers; nil where the act is silent (D-09: unknown is inactive, but see `estPrevue`).
  package struct Fonctionnalites: Sendable, Hashable {
    /// `fonctionnalites.CONTACT` (D-02).
    package var contact: Bool?
    /// `fonctionnalites.ETUDE_DOSSIER` (D-03).
    package var etudeDossier: Bool?
    /// `fonctionnalites.SIGNALEMENT` (D-04).
    package var signalement: Bool?
    /// `fonctionnalites.RENDEZ_VOUS` (D-05).
    package var rendezVous: Bool?
    /// `fonctionnalites.DOCUMENT` (D-06).
    package var document: Bool?
    /// `fonctionnalites.HISTORIQUE` (D-07).
    package var historique: Bool?
    /// `fonctionnalites.ACCUSE_RECEPTION` (D-20).
    package var accuseReception: Bool?
    /// `fonctionnalites.STATUT` (D-21).
    package var statut: Bool?
    /// `fonctionnalites.DIALOGUE` (D-22).
    package var dialogue: Bool?
    /// `fonctionnalites.activables_par_caisse` (D-08): the caisse may switch them on and off.
    package var activablesParCaisse: Bool?

    package init(
      contact: Bool? = nil,
      etudeDossier: Bool? = nil,
      signalement: Bool? = nil,
      rendezVous: Bool? = nil,
      document: Bool? = nil,
      historique: Bool? = nil,
      accuseReception: Bool? = nil,
      statut: Bool? = nil,
      dialogue: Bool? = nil,
      activablesParCaisse: Bool? = nil
    ) {
      self.contact = contact
      self.etudeDossier = etudeDossier
      self.signalement = signalement
      self.rendezVous = rendezVous
      self.document = document
      self.historique = historique
      self.accuseReception = accuseReception
      self.statut = statut
      self.dialogue = dialogue
      self.activablesParCaisse = activablesParCaisse
    }
  }

  /// Study of a file.
  package struct Etude: Sendable, Hashable {
    /// `etude.sous_types` (D-15).
    package var sousTypes: [SousTypeEtude]?
    /// `etude.motif_recours_obligatoire` (D-16).
    package var motifRecoursObligatoire: Bool?

    package init(sousTypes: [SousTypeEtude]? = nil, motifRecoursObligatoire: Bool? = nil) {
      self.sousTypes = sousTypes
      self.motifRecoursObligatoire = motifRecoursObligatoire
    }
  }

  /// Appointment.
  package struct RendezVous: Sendable, Hashable {
    /// `rendez_vous.autonomie_insuffisante_obligatoire` (D-17).
    package var autonomieInsuffisanteObligatoire: Bool?

    package init(autonomieInsuffisanteObligatoire: Bool? = nil) {
      self.autonomieInsuffisanteObligatoire = autonomieInsuffisanteObligatoire
    }
  }

  /// Document asked for.
  package struct Document: Sendable, Hashable {
    /// `document.types_demandables` (D-06).
    package var typesDemandables: [TypeDocument]?

    package init(typesDemandables: [TypeDocument]? = nil) {
      self.typesDemandables = typesDemandables
    }
  }

  /// Report of a difficulty.
  package struct Signalement: Sendable, Hashable {
    /// `signalement.motifs` (D-24).
    package var motifs: [MotifSignalement]?

    package init(motifs: [MotifSignalement]? = nil) {
      self.motifs = motifs
    }
  }

  /// Any demande.
  package struct Demandes: Sendable, Hashable {
    /// `demandes.priorite` (D-18, D-19).
    package var priorite: PrioriteDemandes?
    /// `demandes.accord_personne_avancement` (D-27): the person must agree before news are given.
    package var accordPersonneAvancement: Bool?
    /// `demandes.nir_interdit` (D-12).
    package var nirInterdit: Bool?

    package init(priorite: PrioriteDemandes? = nil, accordPersonneAvancement: Bool? = nil, nirInterdit: Bool? = nil) {
      self.priorite = priorite
      self.accordPersonneAvancement = accordPersonneAvancement
      self.nirInterdit = nirInterdit
    }
  }

  /// Documents the caisse sends.
  package struct DocumentsSortants: Sendable, Hashable {
    /// `documents_sortants.qualites_portail` (J-02, J-06): empty forbids the portal (J-05).
    package var qualitesPortail: [QualitePortail]?
    /// `documents_sortants.canal_defaut` (J-03).
    package var canalDefaut: CanalRemise?
    /// `documents_sortants.liste` (J-01).
    package var liste: [TypeDocument]?

    package init(
      qualitesPortail: [QualitePortail]? = nil,
      canalDefaut: CanalRemise? = nil,
      liste: [TypeDocument]? = nil
    ) {
      self.qualitesPortail = qualitesPortail
      self.canalDefaut = canalDefaut
      self.liste = liste
    }
  }

  /// Files the partner sends.
  package struct PiecesEntrantes: Sendable, Hashable {
    /// `pieces_entrantes.antivirus_document` (J-09).
    package var antivirusDocument: Bool?
    /// `pieces_entrantes.lisibles_et_necessaires` (J-08, J-10).
    package var lisiblesEtNecessaires: Bool?

    package init(antivirusDocument: Bool? = nil, lisiblesEtNecessaires: Bool? = nil) {
      self.antivirusDocument = antivirusDocument
      self.lisiblesEtNecessaires = lisiblesEtNecessaires
    }
  }
}
