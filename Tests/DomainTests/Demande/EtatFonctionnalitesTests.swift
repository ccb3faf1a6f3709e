import Domain
import Testing

@Suite struct EtatFonctionnalitesTests {
  @Test func `le modèle décide tant que la caisse n'a touché à rien (D-01, D-09)`() {
    let etat = EtatFonctionnalites(ActesReels.acte004, interrupteurs: [:])
    #expect(!etat.estActive(.contact))
    #expect(etat.raison(.contact) == .horsConvention)
    #expect(etat.origine(.contact) == .modele)
    #expect(etat.estActive(.document))
    #expect(etat.raison(.document) == nil)
    #expect(etat.estActive(.accuseReception))
  }

  @Test func `la caisse désactive et réactive (D-08, Q-42)`() {
    let etat = EtatFonctionnalites(ActesReels.acte004, interrupteurs: [.document: false, .contact: true])
    #expect(!etat.estActive(.document))
    #expect(etat.raison(.document) == .desactiveeParLaCaisse)
    #expect(etat.origine(.document) == .caisse)
    #expect(etat.estActive(.contact))
  }

  @Test func `un modèle peut refuser les interrupteurs (D-08)`() {
    var acte = ActesReels.acte000
    acte.fonctionnalites.activablesParCaisse = false
    let etat = EtatFonctionnalites(acte, interrupteurs: [.document: false])
    #expect(etat.estActive(.document))
    #expect(etat.origine(.document) == .modele)
  }
}
