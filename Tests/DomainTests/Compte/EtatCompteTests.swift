import Domain
import Testing

@Suite struct EtatCompteTests {
  @Test(arguments: [
    (EtatCompte.demande, true), (.enAttenteActivation, true), (.actif, true), (.inactif, false), (.exclu, false), (.supprime, false),
  ])
  func `comptent les comptes demandés, en attente et actifs (C-25)`(etat: EtatCompte, compte: Bool) {
    #expect(etat.estDecompte == compte)
  }

  @Test(arguments: EtatCompte.allCases)
  func `un compte supprimé ne devient rien d'autre (C-52)`(suivant: EtatCompte) {
    #expect(!EtatCompte.supprime.peutDevenir(suivant))
  }

  @Test(arguments: [
    (EtatCompte.demande, EtatCompte.enAttenteActivation), (.enAttenteActivation, .actif), (.actif, .inactif), (.actif, .exclu),
    (.inactif, .actif), (.inactif, .supprime), (.exclu, .actif),
  ])
  func `les transitions admises (C-52, Q-39)`(de: EtatCompte, vers: EtatCompte) {
    #expect(de.peutDevenir(vers))
  }

  @Test(arguments: [
    (EtatCompte.demande, EtatCompte.actif), (.actif, .supprime), (.actif, .demande), (.actif, .enAttenteActivation),
    (.enAttenteActivation, .demande), (.enAttenteActivation, .supprime),
  ])
  func `les transitions interdites (C-52)`(de: EtatCompte, vers: EtatCompte) {
    #expect(!de.peutDevenir(vers))
  }

  @Test func `chaque profil a son rôle (A-04, A-05)`() {
    #expect(Profil.gestionnaire.role == .gestionnaire)
    #expect(Profil.technicien.role == .technicien)
  }

  @Test(arguments: MotifInactivation.allCases)
  func `perte, vol, fraude et usage non conforme sont de sécurité, le départ immédiat seulement sans préavis (C-57, C-45, Q-05)`(
    motif: MotifInactivation
  ) {
    let securite: Set<MotifInactivation> = [.perte, .vol, .fraude, .usageNonConforme]
    #expect(motif.estDeSecurite == securite.contains(motif))
    #expect(motif.dispenseDePreavis == (securite.contains(motif) || motif == .departImmediat))
  }
}
