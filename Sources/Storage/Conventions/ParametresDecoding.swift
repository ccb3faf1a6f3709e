package import Domain
package import JSON

/// A parameter that the rules cannot read: the model was written by another program. Never caused by a request.
package struct ParametreIllisible: Error, Sendable, Hashable, CustomStringConvertible {
  /// Dotted name, e.g. `metier.duree_mois`; empty for the map itself.
  package let cle: String
  package let attendu: String

  package var description: String { "paramètre de modèle « \(cle) » illisible : attendu \(attendu)" }
}

extension ParametresConvention {
  /// Decodes the flat map of a model (V-03). All 98 parameters must be there; a null `valeur` is « not written in the act », whatever
  /// default the map shows beside it: the domain applies its own.
  package init(_ json: JSONValue) throws(ParametreIllisible) {
    let lu = try ParametresReader(json)
    self.init(
      documents: try Documents(lu),
      partenaire: Partenaire(deliberation: try lu.texte("partenaire.deliberation")),
      calendrierJoursOuvres: try lu.choix("calendrier_jours_ouvres"),
      publicConcerne: try lu.choix("public"),
      metier: try Metier(lu),
      utilisation: try Utilisation(lu),
      avenant: Avenant(
        preserveObjectifs: try lu.booleen("avenant.preserve_objectifs"),
        dispenseCoordonneesEcrite: try lu.booleen("avenant.dispense_coordonnees_ecrite")),
      litiges: Litiges(
        amiableMinMois: try lu.entier("litiges.amiable_min_mois"), amiableMaxMois: try lu.entier("litiges.amiable_max_mois")),
      unites: Unites(nombre: try lu.entier("unites.nombre"), ouvertureEchelonnee: try lu.booleen("unites.ouverture_echelonnee")),
      gestionnaires: try Gestionnaires(lu),
      techniciens: try Techniciens(lu),
      comptes: try Comptes(lu),
      fonctionnalites: try Fonctionnalites(lu),
      etude: Etude(
        sousTypes: try lu.liste("etude.sous_types"), motifRecoursObligatoire: try lu.booleen("etude.motif_recours_obligatoire")),
      rendezVous: RendezVous(autonomieInsuffisanteObligatoire: try lu.booleen("rendez_vous.autonomie_insuffisante_obligatoire")),
      document: Document(typesDemandables: try lu.liste("document.types_demandables")),
      signalement: Signalement(motifs: try lu.liste("signalement.motifs")),
      demandes: Demandes(
        priorite: try lu.choix("demandes.priorite"),
        accordPersonneAvancement: try lu.booleen("demandes.accord_personne_avancement"),
        nirInterdit: try lu.booleen("demandes.nir_interdit")),
      documentsSortants: DocumentsSortants(
        qualitesPortail: try lu.liste("documents_sortants.qualites_portail"),
        canalDefaut: try lu.choix("documents_sortants.canal_defaut"),
        liste: try lu.liste("documents_sortants.liste")),
      piecesEntrantes: PiecesEntrantes(
        antivirusDocument: try lu.booleen("pieces_entrantes.antivirus_document"),
        lisiblesEtNecessaires: try lu.booleen("pieces_entrantes.lisibles_et_necessaires")),
      support: Support(canal: try lu.choix("support.canal"), escaladeNationale: try lu.booleen("support.escalade_nationale")),
      disponibilite: Disponibilite(
        septJoursSurSept: try lu.booleen("disponibilite.7j_24h"),
        evolutionSansGeneExcessive: try lu.booleen("disponibilite.evolution_sans_gene_excessive")),
      acces: Acces(
        gratuit: try lu.booleen("acces.gratuit"), facultatifSansConsequence: try lu.booleen("acces.facultatif_sans_consequence")),
      rgpd: try Rgpd(lu),
      instances: try Instances(lu),
      communication: Communication(droitRegardCaisse: try lu.booleen("communication.droit_regard_caisse")),
      confidentialite: Confidentialite(apresFin: try lu.choix("confidentialite.apres_fin")),
      travaux: Travaux(avisEcritAvantDiffusion: try lu.booleen("travaux.avis_ecrit_avant_diffusion")))
  }
}
