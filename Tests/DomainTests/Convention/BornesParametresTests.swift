import Domain
import Testing

/// What a new value of a parameter may be, beyond its type (V-03, V-14).
@Suite struct BornesParametresTests {
  @Test(arguments: [
    ("metier.duree_mois", 1, 1_200), ("metier.denonciation.preavis_mois", 0, 1_200), ("documents.exemplaires_metier", 1, 100),
    ("instances.copil_par_an", 0, 12), ("comptes.mdp_validite_jours", 1, 3_650), ("techniciens.quota.max", 0, 1_000_000),
    ("rgpd.violation.delai_heures", 0, 3_650), ("comptes.revue_periodicite_mois", 1, 1_200),
  ])
  func `chaque entier a ses bornes`(cle: String, min: Int, max: Int) {
    #expect(ParametresConvention.cles.contains(cle))
    #expect(ParametresConvention.bornes(cle) == min...max)
  }

  @Test func `les tranches se suivent sans se recouvrir, la dernière seule sans maximum (C-06, C-11)`() {
    func suivent(_ tranches: [(Int, Int?)]) -> Bool { ParametresConvention.seSuivent(tranches.map { .init(min: $0.0, max: $0.1, quota: 1) }) }
    #expect(suivent([]) && suivent([(1, nil)]) && suivent([(1, 10), (11, 25), (26, nil)]) && suivent([(5, 5)]))
    #expect(!suivent([(1, 10), (10, nil)]) && !suivent([(1, nil), (11, 25)]) && !suivent([(5, 4)]) && !suivent([(11, 25), (1, 10)]))
  }

  @Test func `un minimum n'excède pas son maximum, un acte intégré est unique (V-01, V-29)`() {
    #expect(ActesReels.acte002.incoherences(natures: [.unique]).isEmpty)
    #expect(ActesReels.acte001.incoherences(natures: [.metier, .utilisation]).isEmpty)
    #expect(ActesReels.acte002.incoherences(natures: [.metier]).map(\.cles) == [["utilisation.duree"]])
    #expect(ActesReels.acte001.incoherences(natures: [.unique]).map(\.cles) == [["utilisation.duree"]])
    var parametres = ActesReels.acte001
    (parametres.litiges.amiableMinMois, parametres.litiges.amiableMaxMois) = (3, 3)
    #expect(parametres.incoherences(natures: [.metier]).isEmpty)
    parametres.litiges.amiableMinMois = 4
    #expect(parametres.incoherences(natures: [.metier]).map { $0.cles.first } == ["litiges.amiable_max_mois"])
  }
}
