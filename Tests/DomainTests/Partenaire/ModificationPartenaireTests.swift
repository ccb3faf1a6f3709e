import Domain
import Testing

@Suite struct ModificationPartenaireTests {
  private func decider(
    _ faits: ModificationPartenaire.Faits = .init(), par acteur: Acteur = Acteurs.agent,
    _ changer: (inout CorpsModificationPartenaire) -> Void
  ) throws(RefusPartenaire) -> ModificationPartenaire {
    var corps = CorpsModificationPartenaire()
    changer(&corps)
    return try ModificationPartenaire.decider(corps, par: acteur, faits: faits, le: "2025-01-10")
  }

  @Test func `une modification vide ne change rien`() throws {
    let modification = try decider { _ in }
    #expect(modification.denomination == nil)
    #expect(modification.siret == .aucun)
    #expect(modification.domainesEmail == nil)
  }

  @Test func `l'effectif se redéclare, la baisse ne coupe rien (P-04, C-54)`() throws {
    let modification = try decider { $0.effectif = .vers(20) }
    #expect(modification.effectif.valeur?.membres == 20)
    #expect(modification.effectif.valeur?.declareLe == "2025-01-10")
    #expect(modification.effectif.applique(a: nil)?.membres == 20)
  }

  @Test func `l'effectif ne s'efface pas et sa date ne va pas seule (P-04)`() {
    let efface = refus { () throws(RefusPartenaire) in try decider { $0.effectif = .efface } }
    #expect(efface?.champs == ["/effectif CHAMP_OBLIGATOIRE"])
    let date = refus { () throws(RefusPartenaire) in try decider { $0.effectifDeclareLe = .vers("2025-01-09") } }
    #expect(date?.champs == ["/effectif CHAMP_OBLIGATOIRE"])
  }

  @Test func `ce qui est facultatif s'efface, ce qui est obligatoire non (P-01, P-08, P-18)`() throws {
    let modification = try decider {
      $0.commune = .efface
      $0.siret = .efface
      $0.attestationEuropeLe = .efface
    }
    #expect(modification.commune == .efface)
    #expect(modification.attestationEuropeLe == .efface)
    let refus = refus { () throws(RefusPartenaire) in
      try decider {
        $0.denomination = .efface
        $0.adresse = .vers("  ")
        $0.domainesEmail = .efface
        $0.habiliteDocumentsSortants = .efface
      }
    }
    #expect(
      refus?.champs == [
        "/denomination CHAMP_OBLIGATOIRE", "/adresse CHAMP_OBLIGATOIRE", "/domaines_email CHAMP_OBLIGATOIRE",
        "/habilite_documents_sortants CHAMP_OBLIGATOIRE",
      ])
    #expect(refus?.code == "CORPS_INVALIDE")
  }

  @Test func `la caisse habilite le partenaire aux documents sortants (P-18)`() throws {
    #expect(try decider { $0.habiliteDocumentsSortants = .vers(true) }.habiliteDocumentsSortants == true)
  }

  @Test func `le SIREN enregistré et le nouveau SIRET doivent s'accorder (P-02)`() throws {
    let faits = ModificationPartenaire.Faits(siren: try Siren("261301519"))
    let refus = refus { () throws(RefusPartenaire) in try decider(faits) { $0.siret = .vers("26600175900098") } }
    #expect(refus?.champs == ["/siret SIREN_DISCORDANT"])
    let accord = try decider(faits) {
      $0.siret = .vers("26600175900098")
      $0.siren = .vers("266001759")
    }
    #expect(accord.siret.valeur?.siren == accord.siren.valeur)
  }

  @Test(arguments: [Role.adminNational, .directionCaisse, .gestionnaire, .technicien])
  func `seul un agent de la caisse modifie un partenaire (A-02)`(role: Role) {
    #expect(refus { () throws(RefusPartenaire) in try decider(par: Acteurs.de(role)) { _ in } } == .reserveALaCaisse)
  }
}
