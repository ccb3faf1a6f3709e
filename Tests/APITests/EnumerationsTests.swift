import API
import Domain
import JSON
import Testing

/// Sets of values have one home, a Swift type: each `enum` of the document is that type's, or says here why it is not.
@Suite struct EnumerationsTests {
  private static func noms<Valeur: RawRepresentable & CaseIterable>(_: Valeur.Type) -> [String] where Valeur.RawValue == String {
    Valeur.allCases.map(\.rawValue)
  }

  /// By the name of the schema or of the member, unless `Schema.member` is there. Null, which an optional member admits, is left out.
  private static let types: [String: [String]] = [
    "AccesCompte.etat": noms(EtatAcces.self), "Acces.etat": noms(EtatAcces.self), "ActionRequise": noms(ActionRequise.self),
    "ActionBonneFin.etat": noms(EtatAction.self), "CodeEcheance": noms(CodeEcheance.self), "Civilite": noms(Civilite.self),
    "Caisse.calendrier_jours_ouvres": noms(CalendrierJoursOuvres.self), "ConventionEcheance.nature": noms(NatureConvention.self),
    "Disponibilite.avertissements": noms(Avertissements.Avertissement.self), "Contact.partie": noms(PartieContact.self),
    "Contact.role": noms(RoleContact.self), "ContactNouveau.partie": noms(PartieContact.self),
    "ContactNouveau.role": noms(RoleContact.self), "Demande.canal": noms(CanalRemise.self), "Demande.origine": noms(OrigineDemande.self),
    "EtatAction": noms(EtatAction.self), "EtatCompte": noms(EtatCompte.self), "EtatDemande": noms(EtatDemande.self),
    "EtatMiseEnDemeure": noms(EtatMiseEnDemeure.self), "FinConvention.cause": noms(FinConvention.Cause.self),
    "Fonctionnalite": noms(Fonctionnalite.self), "FonctionnaliteConvention.origine": noms(EtatFonctionnalites.Origine.self),
    "FormeCourrier": noms(FormeCourrier.self), "Instance.etat": noms(EtatInstance.self),
    "listerInstances.etat": noms(EtatInstance.self), "IssueDifferend": noms(IssueDifferend.self), "MotifInactivation": noms(MotifInactivation.self),
    "MotifRecours": noms(MotifRecours.self), "MotifSignalement": noms(MotifSignalement.self), "MotifSocial": noms(MotifSocial.self),
    "NatureConvention": noms(NatureConvention.self), "ObjetCourrier": noms(ObjetCourrier.self), "Priorite": noms(PrioriteDemandes.self),
    "ProfilCompte": noms(Profil.self), "ServiceDestinataire": noms(ServiceDestinataire.self), "SousTypeEtude": noms(SousTypeEtude.self),
    "StatutPersonne": noms(StatutPersonne.self), "TypeAction": noms(TypeAction.self), "TypeDemande": noms(TypeDemande.self),
    "TypeDocument": noms(TypeDocument.self), "TypeDocumentConvention": noms(TypeDocumentConvention.self),
    "TypeInstance": noms(TypeInstance.self) + noms(TypeInstanceLibre.self), "TypePartenaire": noms(TypePartenaire.self),
    "accords": noms(Partie.self), "auteur": noms(Partie.self), "civilite": noms(Civilite.self),
    "expediteur": noms(Partie.self), "moment": noms(MomentJournee.self), "ouvert_par": noms(Partie.self),
    "partie": noms(Partie.self), "partie_lesee": noms(Partie.self), "qualite_representation": noms(QualiteRepresentation.self),
    "remis_par": noms(Partie.self), "resultat": noms(ResultatCloture.self), "statut_personne": noms(StatutPersonne.self),
  ]

  /// A part of a type, or one with more, and why.
  private static let ecarts: [String: (valeurs: [String], pourquoi: String)] = [
    "Role": (noms(Role.self).filter { $0 != "CLIENT" }, "machines sign in with the OAuth clients to come"),
    "role": (noms(Role.self).filter { $0 != "CLIENT" } + ["SYSTEME"], "what no person asked for is the system's"),
    "Designation.role": (["REFERENT", "DPO", "GESTIONNAIRE"], "those that an act designates (A-11, A-12, P-13)"),
    "EtatConvention": (
      noms(EtatConvention.self).filter { !["EN_DEMEURE", "DENONCEE"].contains($0) }, "in force still, the menace beside it"
    ),
    "InstanceNouvelle.type": (
      (noms(TypeInstance.self) + noms(TypeInstanceLibre.self)).filter { !["REVUE", "DESTRUCTION"].contains($0) }, "these two come by themselves"
    ),
    "PorteurAction": (noms(Partie.self) + ["COMMUN"], "who carries an action: a party, or both"),
    "porteur": (noms(Partie.self) + ["COMMUN"], "as PorteurAction"),
    "GestionnaireNouveau.profil": (["GESTIONNAIRE"], "tells a body from another"), "TechnicienNouveau.profil": (["TECHNICIEN"], "the same"),
  ]

  /// Sets that no Swift type holds: said by the code that writes them, and why there is no type.
  private static let sansType: [String: String] = [
    "tri": "the orders of a list belong to it", "Regle.domaine": "the catalogue's, held by its own tests",
    "listerRegles.domaine": "the same", "Regle.natures": "the same", "listerRegles.nature": "the same",
    "ParametreModele.origine": "computed when shown", "EtatAvenant": "computed from dates when shown",
    "Resiliation.cause": "with or without a formal notice", "Acces.motif": "MotifAcces names cases that people need not tell apart",
    "FonctionnaliteAcces.raison": "EtatFonctionnalites.Raison, or the access itself", "type_caisse": "of the catalogue",
    "ouverture": "OuvertureUnite carries months with it", "Disponibilite.etat": "one value", "Vivacite.etat": "one value",
    "Ecriture.etat": "computed when asked", "Compte.actions_requises": "one value",
    "Inactivation.motif": "MotifInactivation, and the end of the agreements, which nobody decides", "type": "tells a body from another: one value",
  ]

  private struct Ensemble {
    /// From the nearest to the widest: `Schema.member`, `member`.
    let noms: [String]
    let valeurs: [String]
  }

  /// Every `enum` under that value; `noms` name where it stands.
  private static func ensembles(_ valeur: JSONValue, _ titulaire: String, _ membre: String?) -> [Ensemble] {
    guard let objet = valeur.object else {
      return (valeur.array ?? []).flatMap { ensembles($0, titulaire, membre) }
    }
    var trouves: [Ensemble] = []
    if let valeurs = valeur["enum"]?.array {
      trouves = [Ensemble(noms: membre.map { ["\(titulaire).\($0)", $0] } ?? [titulaire], valeurs: valeurs.compactMap(\.string))]
    }
    for (nom, contenu) in objet.members.map({ ($0.name, $0.value) }) where nom != "enum" && nom != "examples" && nom != "example" {
      if nom == "properties" {
        for propriete in contenu.object?.members ?? [] { trouves += ensembles(propriete.value, titulaire, propriete.name) }
      } else if nom == "parameters" {
        for parametre in contenu.array ?? [] { trouves += ensembles(parametre, titulaire, parametre["name"]?.string) }
      } else {
        trouves += ensembles(contenu, titulaire, membre)
      }
    }
    return trouves
  }

  private static func tous() throws -> [Ensemble] {
    let document = try ContractDocument.merged()
    let schemas = document["components"]?["schemas"]?.object?.members ?? []
    let operations = (document["paths"]?.object?.members ?? []).flatMap { $0.value.object?.members ?? [] }
    let parametres = document["components"]?["parameters"]?.object?.members ?? []
    return schemas.flatMap { ensembles($0.value, $0.name, nil) }
      + operations.flatMap { ensembles($0.value, $0.value["operationId"]?.string ?? $0.name, nil) }
      + parametres.flatMap { ensembles($0.value, $0.name, $0.value["name"]?.string) }
  }

  @Test func `chaque liste fermée du contrat est celle d'un type, ou dit pourquoi elle ne l'est pas`() throws {
    let tous = try Self.tous()
    #expect(tous.count > 60)
    for ensemble in tous {
      let admises = ensemble.noms.lazy.compactMap { Self.types[$0] ?? Self.ecarts[$0]?.valeurs }.first
      if let admises {
        #expect(Set(ensemble.valeurs) == Set(admises), "\(ensemble.noms[0])")
      } else {
        #expect(ensemble.noms.contains { Self.sansType[$0] != nil }, "\(ensemble.noms[0]): \(ensemble.valeurs)")
      }
    }
  }

  @Test func `aucune ligne de cette table ne parle de ce que le contrat n'a plus`() throws {
    let noms = try Set(Self.tous().flatMap(\.noms))
    #expect(Set(Self.types.keys).union(Self.ecarts.keys).union(Self.sansType.keys).subtracting(noms) == [])
  }
}
