import Postgres
import Storage
import Testing

/// Each list other than those of demandes is held to its index, under row-level security and with plans made without values, whoever was the
/// first to ask: the plan is kept by the connection and serves the others.
@Suite struct PlansListesTests {
  /// A list that has no bound but the end of its page: the indexes that it goes along in their order, and what is compared there. A bound
  /// that slips behind the policy, or a scope, would be a filter, checked on every row before the page.
  struct Page: Sendable {
    let statement: AnyStatement
    let marches: [(index: String, conditions: [String])]

    init(_ statement: AnyStatement, _ marches: (String, [String])...) {
      self.statement = statement
      self.marches = marches.map { (index: $0.0, conditions: $0.1) }
    }
  }

  private static let conventionsDeLaCaisse = ("convention_caisse", ["caisse_id = ", "ROW(cree_le, id) "])
  private static let conventionsDuPartenaire = ("convention_partenaire", ["partenaire_id = ", "ROW(cree_le, id) "])

  static let pages = [
    Page(
      CompteStatements.parNom.erased, ("annuaire_nom", ["caisse_id = ", "ROW(nom_replie, compte_id) > "]),
      ("compte_nom", ["partenaire_id = ", "ROW(nom_replie, id) > "])),
    Page(
      CompteStatements.recents.erased, ("annuaire_recent", ["caisse_id = ", "ROW(cree_le, compte_id) < "]),
      ("compte_recent", ["partenaire_id = ", "ROW(cree_le, id) < "])),
    Page(
      PartenaireStatements.parDenomination.erased,
      ("partenaire_caisse_nom", ["caisse_id = ", "ROW(denomination_repliee, partenaire_id) > "])),
    Page(
      PartenaireStatements.plusRecents.erased,
      ("partenaire_caisse_recent", ["caisse_id = ", "ROW(partenaire_cree_le, partenaire_id) < "])),
    Page(CompteStatements.recherches.erased, ("compte_mot_pkey", ["portee_id = ", "cle < ", "ROW(cle, compte_id) > "])),
    Page(PartenaireStatements.recherches.erased, ("partenaire_mot_pkey", ["caisse_id = ", "cle < ", "ROW(cle, partenaire_id) > "])),
    Page(ConventionStatements.deLaCaisse.erased, conventionsDeLaCaisse),
    Page(ConventionStatements.deLaCaisseAnciennes.erased, conventionsDeLaCaisse),
    Page(ConventionStatements.duContexte.erased, conventionsDuPartenaire),
    Page(ConventionStatements.duContexteAnciennes.erased, conventionsDuPartenaire),
    Page(PortefeuilleStatements.deLaCaisse.erased, ("convention_en_cours", ["caisse_id = ", "id > "])),
    Page(PortefeuilleStatements.duPartenaire.erased, ("convention_en_cours_partenaire", ["partenaire_id = ", "id > "])),
    Page(PortefeuilleStatements.nombreDeLaCaisse.erased, ("convention_en_cours", ["caisse_id = "])),
    Page(PortefeuilleStatements.nombreDuPartenaire.erased, ("convention_en_cours_partenaire", ["partenaire_id = "])),
    Page(ConstatStatements.aConstater.erased, ("convention_pkey", ["id > "])),
    Page(TentativeStatements.oublier.erased, ("tentative_age", ["depuis < "])),
    Page(AnyStatement(name: "boite_a_prendre", sql: BoiteEnvoi.aPrendre), ("notification_a_envoyer", [])),
    Page(AvenantStatements.lister.erased, ("avenant_numero", ["convention_id = ", "numero > "])),
    Page(JournalStatements.historique.erased, ("evenement_objet", ["objet_id = ", "id > "])),
    Page(MessageStatements.lister.erased, ("message_demande", ["demande_id = ", "rang > "])),
  ]

  @Test(arguments: Lecteur.allCases)
  func `une page se lit le long de son index, de son premier rang à son dernier (C-51, V-27, V-28)`(_ lecteur: Lecteur) async throws {
    for (page, plan) in zip(Self.pages, try await VolumePlans.arbres(Self.pages.map(\.statement), lecteur)) {
      for (index, conditions) in page.marches {
        let scan = plan.marche(index, conditions)
        #expect(scan != nil, "\(page.statement.name) \(index)\n\(plan)")
        for condition in conditions { #expect(scan?.condition.contains(condition) == true, "\(page.statement.name) \(condition)\n\(plan)") }
      }
    }
  }

  /// What one object has, or what is due: a handful of rows that may be sorted, that the index of their parent or of their day gives. Where
  /// two indexes lead by the same column, either.
  static let enfants: [(AnyStatement, String, String)] = [
    (CourrierStatements.lister.erased, "courrier_convention", "convention_id = "),
    (MiseEnDemeureStatements.lister.erased, "mise_en_demeure_convention", "convention_id = "),
    (DenonciationStatements.lister.erased, "denonciation_convention", "convention_id = "),
    (DifferendStatements.lister.erased, "differend_convention", "convention_id = "),
    (DocumentConventionStatements.lister.erased, "document_convention_liste", "convention_id = "),
    (DocumentConventionStatements.compter.erased, "document_convention_liste", "convention_id = "),
    (ActionStatements.lister.erased, "action_convention_liste", "convention_id = "),
    (ActionStatements.compter.erased, "action_convention_liste", "convention_id = "),
    (ResiliationStatements.plan.erased, "action_convention_liste", "convention_id = "),
    (InstanceStatements.lister.erased, "instance_liste", "convention_id = "),
    (InstanceStatements.connues.erased, "instance_liste", "convention_id = "),
    (AvenantStatements.compter.erased, "avenant_numero", "convention_id = "),
    (DesignationStatements.faites.erased, "contact_partenaire", "partenaire_id = "),
    (DesignationStatements.faites.erased, "acces_caisse acces_partenaire", "partenaire_id = "),
    (ConventionStatements.duPartenaire.erased, "convention_partenaire", "partenaire_id = "),
    (ConventionStatements.titres.erased, "convention_partenaire", "partenaire_id = "),
    (ConventionStatements.voisines.erased, "convention_partenaire", "partenaire_id = "),
    (ConventionStatements.dependantes.erased, "convention_metier", "convention_metier_id = "),
    (ContactStatements.conventions.erased, "convention_partenaire", "partenaire_id = "),
    (ContactStatements.lister.erased, "contact_partenaire", "caisse_id = "),
    (ContactStatements.lister.erased, "contact_par_partenaire", "partenaire_id = "),
    (ContactStatements.compter.erased, "contact_partenaire", "caisse_id = "),
    (UniteStatements.lister.erased, "unite_code", "partenaire_id = "),
    (AbonnementStatements.lister.erased, "abonnement_compte", "compte_id = "),
    (EcritureStatements.lire.erased, "evenement_requete", "requete = "),
    (CompteStatements.lire.erased, "acces_pkey", "compte_id = "),
    (CompteStatements.lirePourModifier.erased, "acces_pkey", "compte_id = "),
    (CompteStatements.soi.erased, "acces_pkey", "compte_id = "),
    (CompteStatements.soiPourModifier.erased, "acces_pkey", "compte_id = "),
    (CompteStatements.verrouiller.erased, "partenaire_caisse_partenaire", "partenaire_id = "),
    (CompteStatements.habilitation.erased, "partenaire_caisse_partenaire", "partenaire_id = "),
    (CompteStatements.unites.erased, "unite_code", "partenaire_id = "),
    (CompteStatements.memePersonne.erased, "compte_nom compte_recent", "partenaire_id = "),
    (CompteStatements.constater.erased, "compte_personne", "partenaire_id = "),
    (CompteStatements.rattacherEchus.erased, "compte_gestionnaire", "gestionnaire_id = "),
    (CompteStatements.autresGestionnaires.erased, "compte_nom compte_recent", "partenaire_id = "),
    (CompteStatements.nombre.erased, "compte_nom compte_recent", "partenaire_id = "),
    (CompteStatements.nombre.erased, "annuaire_nom annuaire_recent", "caisse_id = "),
    (ActivationStatements.remplaces.erased, "compte_attend", "inactivation_attend_id = "),
    (MoiStatements.lire.erased, "acces_pkey", "compte_id = "),
    (DemandeStatements.faitsDepot.erased, "acces_pkey", "compte_id = "),
    (DemandeStatements.accesDuCompte.erased, "acces_pkey", "compte_id = "),
    (PartenaireStatements.compter.erased, "partenaire_pkey", "id = "),
    (ConstatStatements.partenairesEchus.erased, "compte_inactivation", "inactivation_effet_le <= "),
    (ConstatStatements.partenairesEchus.erased, "partenaire_caisse_fin", "dernier_jour < "),
    (ConstatStatements.partenairesEchus.erased, "acces_caisse acces_partenaire", "partenaire_id = "),
    (CompteStatements.effacer.erased, "compte_suppression", "suppression_le <= "),
  ]

  @Test(arguments: Lecteur.allCases)
  func `ce qu'a un seul objet vient de l'index de cet objet`(_ lecteur: Lecteur) async throws {
    for ((statement, indexes, condition), plan) in zip(Self.enfants, try await VolumePlans.arbres(Self.enfants.map(\.0), lecteur)) {
      let lectures = indexes.split(separator: " ").flatMap { plan.lectures(String($0)) }
      #expect(lectures.contains { $0.condition.contains(condition) }, "\(statement.name) \(indexes)\n\(plan)")
    }
  }

  /// Without the index, the plan is another one, and the two tests above say so.
  private static let retires: [(AnyStatement, String)] = [
    (CompteStatements.parNom.erased, "annuaire_nom"), (CompteStatements.recents.erased, "compte_recent"),
    (PartenaireStatements.parDenomination.erased, "partenaire_caisse_nom"), (ConventionStatements.deLaCaisse.erased, "convention_caisse"),
    (PortefeuilleStatements.duPartenaire.erased, "convention_en_cours_partenaire"), (AvenantStatements.lister.erased, "avenant_numero"),
    (JournalStatements.historique.erased, "evenement_objet"),
  ]

  @Test func `sans son index, une page trie ou parcourt`() async throws {
    for (statement, index) in Self.retires {
      let sans = try await VolumePlans.arbre(statement, .agent, sans: index)
      #expect(sans.marche(index) == nil)
      let trie = sans.noeuds().contains { $0.noeud.type.hasSuffix("Sort") && $0.dessus.contains { $0.type == "Limit" } }
      #expect(trie || !sans.lecturesEntieres.isEmpty, "\(index)\n\(sans)")
    }
  }
}
