@testable import Domain
import Foundation
import Testing

/// A generator that gives the same facts at every run.
private struct Hasard: RandomNumberGenerator {
  var etat: UInt64
  mutating func next() -> UInt64 {
    etat &+= 0x9e37_79b9_7f4a_7c15
    var z = etat
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  mutating func parmi<T>(_ valeurs: [T]) -> T { valeurs[Int.random(in: 0..<valeurs.count, using: &self)] }
  mutating func jour(_ annees: ClosedRange<Int>) -> Jour {
    // One day in four is where months differ.
    if Int.random(in: 0..<4, using: &self) == 0 {
      return Jour(annee: parmi([2000, 2004, 2020, 2024]), mois: 2, jour: 29) ?? Jour(numero: 0)
    }
    return Jour(numero: Int.random(in: Jour.du(1, 1, annees.lowerBound).numero...Jour.du(31, 12, annees.upperBound).numero, using: &self))
  }
}

@Suite struct VieLineaireTests {
  private static func parametres(_ hasard: inout Hasard) -> ParametresConvention {
    var parametres = ActesReels.acte001
    parametres.metier.dureeMois = hasard.parmi([nil, 1, 2, 7, 12, 36])
    parametres.metier.renouvellement.dureeMois = hasard.parmi([nil, 0, 1, 1, 3, 12, 25])
    parametres.metier.renouvellement.mode = hasard.parmi([nil, .tacite, .tacite, .tacite, .aucun])
    parametres.metier.denonciation.preavisMois = hasard.parmi([nil, 0, 2, 3, 14])
    parametres.comptes.revuePeriodiciteMois = hasard.parmi([nil, 1, 5, 12])
    parametres.utilisation.resiliationAutoAvecMetier = hasard.parmi([nil, true, false])
    return parametres
  }

  private static func faits(_ nature: NatureConvention, _ hasard: inout Hasard, metier: FaitsConvention? = nil) -> FaitsConvention {
    let signature = hasard.jour(1995...2025)
    var faits = FaitsConvention(
      nature: nature, parametresFiges: parametres(&hasard), estProposee: Int.random(in: 0..<20, using: &hasard) > 0,
      signatures: Fabrique.signatures(signature), metier: metier)
    for numero in 0..<hasard.parmi([0, 0, 1, 3, 9]) {
      faits.avenants.append(
        Avenant(
          numero: numero + 1, modifications: [], signatures: Fabrique.signatures(hasard.jour(1995...2030)),
          effetSouhaiteLe: hasard.parmi([nil, hasard.jour(1995...2040)]), parametresResultants: hasard.parmi([nil, parametres(&hasard)])))
    }
    for _ in 0..<hasard.parmi([0, 0, 0, 1, 2]) {
      let envoi = hasard.jour(1995...2030)
      faits.denonciations.append(Fabrique.denonciation(envoyee: envoi, recue: hasard.parmi([nil, envoi, envoi.ajoutant(jours: 9)])))
    }
    if Int.random(in: 0..<5, using: &hasard) == 0 {
      faits.resiliation = Resiliation(cause: .amiable, effetLe: signature.ajoutant(jours: Int.random(in: 0..<9000, using: &hasard)))
    }
    return faits
  }

  @Test(arguments: 0..<8) func `la vie calculée d'un trait est celle de la version naïve, sur des faits au hasard (V-05 à V-14)`(graine: Int) {
    var hasard = Hasard(etat: UInt64(graine))
    for tour in 0..<25 {
      let metier = Self.faits(.metier, &hasard)
      let acte = hasard.parmi([metier, Self.faits(.unique, &hasard), Self.faits(.utilisation, &hasard, metier: metier)])
      let naive = VieNaive(faits: acte)
      #expect(acte.dateEffet == naive.dateEffet && acte.fin == naive.fin, "\(graine)/\(tour)")
      for _ in 0..<6 {
        let jour = hasard.jour(1994...2045)
        let periodes = acte.periodes(jusquau: jour)
        #expect(periodes == naive.periodes(jusquau: jour), "\(graine)/\(tour) au \(jour)")
        #expect(acte.periode(le: jour) == naive.periode(le: jour) && acte.parametres(le: jour) == naive.parametres(le: jour))
        let fin = jour.ajoutant(mois: 24)
        #expect(Array(acte.revues(depuis: jour).prefix { $0 <= fin }) == naive.revues(depuis: jour, jusquau: fin), "\(graine)/\(tour) au \(jour)")
        let dites = acte.echeances(du: jour, au: fin, aujourdhui: jour).filter { $0.code == .finPeriode }
        let attendues = naive.periodes(jusquau: fin).filter { jour <= $0.dernierJour && $0.dernierJour <= fin }
        #expect(dites.map(\.date) == attendues.map(\.dernierJour) && dites.map(\.estDefautProjet) == attendues.map(naive.dureeEstDefaut))
      }
    }
  }

  /// The worst act that the limits admit: a hundred amendments since the first signature admitted, a renewal a month, a usage act behind it.
  static let pire: FaitsConvention = {
    var parametres = ActesReels.acte001
    parametres.metier.dureeMois = 1
    parametres.metier.renouvellement.dureeMois = 1
    parametres.comptes.revuePeriodiciteMois = 1
    var metier = Fabrique.metier(parametres, signeLe: FaitsConvention.premiereSignature)
    metier.avenants = (0..<LimiteActe.avenants.maximum).map { rang in
      Avenant(
        numero: rang + 1, modifications: [], signatures: Fabrique.signatures(FaitsConvention.premiereSignature.ajoutant(mois: 9 * rang)),
        parametresResultants: parametres)
    }
    return Fabrique.utilisation(parametres, signeLe: FaitsConvention.premiereSignature, metier: metier).avec { $0.avenants = metier.avenants }
  }()

  /// Milliseconds of this thread's processor, the least of some runs: what others do on the machine does not count.
  private func millisecondes(_ travail: () -> Int) -> Double {
    (0..<5).map { _ in
      var (avant, apres) = (timespec(), timespec())
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &avant)
      #expect(travail() > 0)
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &apres)
      return Double(apres.tv_sec - avant.tv_sec) * 1e3 + Double(apres.tv_nsec - avant.tv_nsec) / 1e6
    }.min() ?? .infinity
  }

  // In debug, some thirty times slower than what serves: what passes here passes there with room to spare.
  @Test func `dix des pires actes admis ne tiennent pas une boucle 50 ms chacun, même sans optimisation (V-35)`() {
    let (jour, loin) = (Jour.du(29, 11, 2026), Jour.du(1, 11, 2126))
    for acte in [Self.pire, Self.pire.metier ?? Self.pire] {
      let fenetre = millisecondes { acte.echeances(du: jour, au: jour.ajoutant(jours: 731), aujourdhui: jour).count }
      let siecle = millisecondes { acte.echeancier(le: loin).count }
      let situation = millisecondes { acte.situation(le: loin).periode?.numero ?? 0 }
      #expect(fenetre < 50 && siecle < 50 && situation < 50, "\(acte.nature) : \(fenetre), \(siecle), \(situation) ms")
    }
    let constats = millisecondes { Self.pire.metier?.constats(jusquau: jour).count ?? 0 }
    let moitie = millisecondes { Self.pire.metier?.constats(jusquau: Jour.du(1, 1, 1986)).count ?? 0 }
    #expect(constats < 3 * moitie, "twice the days, \(constats) ms for \(moitie): not linear")
  }
}
