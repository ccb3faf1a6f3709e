import Domain
import Testing

@Suite struct AccesTests {
  @Test(
    arguments: [
      ("2024-10-20", EtatAcces.ferme, MotifAcces.conventionAVenir), ("2024-10-21", .ouvert, nil), ("2025-10-20", .ouvert, nil),
      ("2025-10-21", .ferme, .conventionTerminee),
    ] as [(Jour, EtatAcces, MotifAcces?)])
  func `l'accès suit les jours de la convention, bornes comprises (C-32, D-33)`(jour: Jour, etat: EtatAcces, motif: MotifAcces?) {
    let constat = Comptes.acces(le: jour)
    #expect(constat.etat == etat)
    #expect(constat.motif == motif)
    #expect(constat.estOuvert == (etat == .ouvert))
  }

  @Test(
    arguments: [
      ("2025-10-20T21:59:59Z", EtatAcces.ouvert), ("2025-10-20T22:00:00Z", .ferme),
    ] as [(Instant, EtatAcces)])
  func `le dernier jour court jusqu'à minuit à Paris (C-30, D-33, T-113)`(instant: Instant, etat: EtatAcces) {
    #expect(Acces.etat(Acces.Faits(titre: Comptes.titre), a: instant, fuseau: .paris).etat == etat)
  }

  @Test func `le dernier jour se lit dans le fuseau de la caisse`() {
    let faits = Acces.Faits(titre: Comptes.titre)
    #expect(Acces.etat(faits, a: "2025-10-21T03:59:59Z", fuseau: .guadeloupe).estOuvert)
    #expect(!Acces.etat(faits, a: "2025-10-20T20:00:00Z", fuseau: .laReunion).estOuvert)
  }

  @Test func `sans convention ou sans signature, l'accès est fermé (D-33)`() {
    #expect(Comptes.acces(nil).motif == .conventionAbsente)
    #expect(Comptes.acces(Comptes.nonSigne).motif == .conventionNonSignee)
    #expect(Comptes.acces(Comptes.nonSigne).etat == .ferme)
  }

  @Test func `une convention reconduite tacitement n'a pas de dernier jour (Q-03)`() {
    let titre = TitreAcces(conventionId: Comptes.conventionId, dateEffet: "2024-10-21", dernierJour: nil)
    #expect(Comptes.acces(titre, le: "2099-01-01").estOuvert)
    #expect(titre.estEnVigueur(le: "2024-10-21"))
    #expect(!titre.estEnVigueur(le: "2024-10-20"))
  }

  @Test func `une unité d'essai est ouverte avant la signature, pas après la fin (V-38, Q-48)`() {
    #expect(Comptes.acces(Comptes.nonSigne, unite: .avantSignature).estOuvert)
    #expect(Comptes.acces(unite: .avantSignature, le: "2024-10-20").estOuvert)
    #expect(Comptes.acces(unite: .avantSignature, le: "2025-10-21").motif == .conventionTerminee)
    #expect(Comptes.acces(nil, unite: .avantSignature).motif == .conventionAbsente)
  }

  @Test(arguments: [("2024-12-20", false), ("2024-12-21", true)] as [(Jour, Bool)])
  func `une unité échelonnée ouvre deux mois après la signature (C-55, P-06)`(jour: Jour, ouvert: Bool) {
    let constat = Comptes.acces(unite: .apresSignature(mois: 2), le: jour)
    #expect(constat.estOuvert == ouvert)
    #expect(constat.ouvreLe == "2024-12-21")
    if !ouvert { #expect(constat.motif == .uniteNonOuverte) }
  }

  @Test func `une structure coupée est suspendue, unités d'essai comprises, convention inchangée (C-48, T-092)`() {
    #expect(Comptes.acces(suspendue: true).etat == .suspendu)
    #expect(Comptes.acces(suspendue: true).motif == .structureSuspendue)
    #expect(Comptes.acces(Comptes.nonSigne, unite: .avantSignature, suspendue: true).etat == .suspendu)
    #expect(Comptes.acces(suspendue: true, le: "2025-10-21").etat == .ferme)
    #expect(Comptes.titre.estEnVigueur(le: Comptes.jour))
  }

  @Test func `une personne exclue n'a plus d'accès à cette caisse (C-47, Q-40)`() {
    #expect(Comptes.acces(suspendue: true, exclue: true).motif == .personneExclue)
    #expect(Comptes.acces(exclue: true).etat == .ferme)
  }

  @Test func `la fin d'une convention ne ferme que son accès (C-32, T-084)`() {
    let moselle = TitreAcces(conventionId: Acteurs.id(1), dateEffet: "2024-01-01", dernierJour: "2025-01-09")
    #expect(Comptes.acces(moselle).etat == .ferme)
    #expect(Comptes.acces().etat == .ouvert)
    #expect(EcheancesCompte.inactivation(titres: [moselle, Comptes.titre], le: Comptes.jour) == nil)
  }

  @Test func `chaque motif a sa règle et son message`() {
    for motif in MotifAcces.allCases {
      #expect(motif.regle.count == 4)
      #expect(!motif.message.isEmpty)
    }
  }

  @Test func `un titre se lit des faits d'une convention`() {
    let faits = FaitsConvention(nature: .unique, parametresFiges: ActesReels.acte002)
    let titre = TitreAcces(conventionId: Comptes.conventionId, faits)
    #expect(titre.dateEffet == nil)
    #expect(titre.dernierJour == nil)
  }
}
