import Domain
import Testing

@Suite struct EtatConventionTests {
  private static let permis: Set<String> = [
    "BROUILLON>A_SIGNER", "A_SIGNER>EN_VIGUEUR", "A_SIGNER>BROUILLON", "EN_VIGUEUR>EN_DEMEURE", "EN_VIGUEUR>DENONCEE", "EN_VIGUEUR>ECHUE",
    "EN_VIGUEUR>RESILIEE", "EN_DEMEURE>EN_VIGUEUR", "EN_DEMEURE>DENONCEE", "EN_DEMEURE>ECHUE", "EN_DEMEURE>RESILIEE",
    "DENONCEE>EN_DEMEURE", "DENONCEE>ECHUE", "DENONCEE>RESILIEE",
  ]

  @Test(arguments: EtatConvention.allCases, EtatConvention.allCases)
  func `seules les transitions de V-28 sont permises, RESILIEE ne revient jamais`(de: EtatConvention, vers: EtatConvention) {
    let attendu = Self.permis.contains("\(de.rawValue)>\(vers.rawValue)")
    let refuse = refus { () throws(RefusConvention) in try de.passer(a: vers) }
    #expect((refuse == nil) == attendu)
    if let refuse {
      #expect(refuse == .transitionInterdite(de: de, vers: vers))
      #expect(refuse.nature == .etat)
    }
  }

  @Test func `un brouillon, une convention à signer, en vigueur, échue : l'état suit les dates (V-28)`() {
    let brouillon = FaitsConvention(nature: .metier, parametresFiges: ActesReels.acte001, estProposee: false)
    #expect(brouillon.etat(le: "2024-10-21") == .brouillon)
    let faits = Fabrique.metier(signeLe: "2024-10-21")
    #expect(faits.etat(le: "2024-10-20") == .aSigner)
    #expect(faits.etat(le: "2024-10-21") == .enVigueur)
    #expect(faits.situation(le: "2024-10-21").periode?.numero == 1)
    #expect(faits.situation(le: "2024-10-20").periode == nil)
  }

  @Test func `seul un brouillon se met à la signature (V-28)`() {
    let brouillon = FaitsConvention(nature: .metier, parametresFiges: ActesReels.acte001, estProposee: false)
    #expect(refus { () throws(RefusConvention) in try brouillon.proposer(aujourdhui: "2024-10-21") } == nil)
    let enVigueur = Fabrique.metier(signeLe: "2024-10-21")
    let refuse = refus { () throws(RefusConvention) in try enVigueur.proposer(aujourdhui: "2024-10-21") }
    #expect(refuse == .transitionInterdite(de: .enVigueur, vers: .aSigner))
  }

  @Test func `chaque jour, l'état et les périodes d'une convention finie s'accordent`() {
    let faits = Fabrique.unique(signeLe: "2024-02-29").denonce(Fabrique.denonciation(envoyee: "2026-01-02"))
    for decalage in 0..<2000 {
      let jour = ("2024-01-01" as Jour).ajoutant(jours: decalage)
      let situation = faits.situation(le: jour)
      let enVigueur = jour >= "2024-02-29" && jour <= "2027-02-28"
      guard situation.estEnVigueur == enVigueur, (situation.periode != nil) == enVigueur, faits.estEnVigueur(le: jour) == enVigueur else {
        Issue.record("\(jour) : \(situation)")
        return
      }
      if let periode = situation.periode, !periode.contient(jour) { Issue.record("\(jour) hors de \(periode)") }
    }
  }

  @Test func `les natures qui s'excluent sont les mêmes, et l'acte unique avec toutes (V-37)`() {
    #expect(NatureConvention.metier.exclut(.metier) && !NatureConvention.metier.exclut(.utilisation))
    for nature in NatureConvention.allCases { #expect(NatureConvention.unique.exclut(nature) && nature.exclut(.unique)) }
    #expect(!NatureConvention.metier.ouvreLePortail && NatureConvention.unique.ouvreLePortail)
  }
}
