import Domain
import Testing

@Suite struct EtatDemandeTests {
  private static let admises: Set<[EtatDemande]> = [
    [.deposee, .accusee], [.deposee, .annulee], [.accusee, .enCours], [.accusee, .annulee], [.enCours, .accusee],
    [.enCours, .enAttentePartenaire], [.enCours, .traitee], [.enCours, .rejetee], [.enCours, .annulee],
    [.enAttentePartenaire, .accusee], [.enAttentePartenaire, .enCours], [.enAttentePartenaire, .traitee],
    [.enAttentePartenaire, .rejetee], [.enAttentePartenaire, .annulee], [.traitee, .cloturee],
  ]

  @Test(arguments: EtatDemande.allCases, EtatDemande.allCases)
  func `la table des transitions, une à une (D-28)`(de: EtatDemande, vers: EtatDemande) throws {
    if Self.admises.contains([de, vers]) {
      #expect(try de.vers(vers) == vers)
    } else {
      let refus = refus { () throws(RefusDemande) in try de.vers(vers) }
      #expect(refus?.code == "TRANSITION_INTERDITE")
      #expect(refus?.nature == .etat)
      #expect(refus?.regle == "D-28")
      #expect(refus?.texte("etat") == de.rawValue)
    }
  }

  @Test(arguments: [EtatDemande.cloturee, .rejetee, .annulee])
  func `une demande close le reste (D-28)`(etat: EtatDemande) {
    #expect(etat.estFinal)
    #expect(!etat.estPriseEnCharge)
  }
}
