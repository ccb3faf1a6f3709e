/// The parameters of one model of convention (V-03): the lines of the matrix, nested as in the JSON of a model.
///
/// Nil is « not written in the act », never a contractual default; the project's own defaults stand apart, in
/// `ParametresEffectifs.swift`, and say so. Rules take parameters: no rule names a caisse.
package struct ParametresConvention: Sendable, Hashable {
  package var documents: Documents
  package var partenaire: Partenaire
  /// `calendrier_jours_ouvres`.
  package var calendrierJoursOuvres: CalendrierJoursOuvres?
  /// `public` (P-11).
  package var publicConcerne: PublicConcerne?
  package var metier: Metier
  package var utilisation: Utilisation
  package var avenant: Avenant
  package var litiges: Litiges
  package var unites: Unites
  package var gestionnaires: Gestionnaires
  package var techniciens: Techniciens
  package var comptes: Comptes
  package var fonctionnalites: Fonctionnalites
  package var etude: Etude
  package var rendezVous: RendezVous
  package var document: Document
  package var signalement: Signalement
  package var demandes: Demandes
  package var documentsSortants: DocumentsSortants
  package var piecesEntrantes: PiecesEntrantes
  package var support: Support
  package var disponibilite: Disponibilite
  package var acces: Acces
  package var rgpd: Rgpd
  package var instances: Instances
  package var communication: Communication
  package var confidentialite: Confidentialite
  package var travaux: Travaux

  package init(
    documents: Documents = .init(),
    partenaire: Partenaire = .init(),
    calendrierJoursOuvres: CalendrierJoursOuvres? = nil,
    publicConcerne: PublicConcerne? = nil,
    metier: Metier = .init(),
    utilisation: Utilisation = .init(),
    avenant: Avenant = .init(),
    litiges: Litiges = .init(),
    unites: Unites = .init(),
    gestionnaires: Gestionnaires = .init(),
    techniciens: Techniciens = .init(),
    comptes: Comptes = .init(),
    fonctionnalites: Fonctionnalites = .init(),
    etude: Etude = .init(),
    rendezVous: RendezVous = .init(),
    document: Document = .init(),
    signalement: Signalement = .init(),
    demandes: Demandes = .init(),
    documentsSortants: DocumentsSortants = .init(),
    piecesEntrantes: PiecesEntrantes = .init(),
    support: Support = .init(),
    disponibilite: Disponibilite = .init(),
    acces: Acces = .init(),
    rgpd: Rgpd = .init(),
    instances: Instances = .init(),
    communication: Communication = .init(),
    confidentialite: Confidentialite = .init(),
    travaux: Travaux = .init()
  ) {
    self.documents = documents
    self.partenaire = partenaire
    self.calendrierJoursOuvres = calendrierJoursOuvres
    self.publicConcerne = publicConcerne
    self.metier = metier
    self.utilisation = utilisation
    self.avenant = avenant
    self.litiges = litiges
    self.unites = unites
    self.gestionnaires = gestionnaires
    self.techniciens = techniciens
    self.comptes = comptes
    self.fonctionnalites = fonctionnalites
    self.etude = etude
    self.rendezVous = rendezVous
    self.document = document
    self.signalement = signalement
    self.demandes = demandes
    self.documentsSortants = documentsSortants
    self.piecesEntrantes = piecesEntrantes
    self.support = support
    self.disponibilite = disponibilite
    self.acces = acces
    self.rgpd = rgpd
    self.instances = instances
    self.communication = communication
    self.confidentialite = confidentialite
    self.travaux = travaux
  }
}
