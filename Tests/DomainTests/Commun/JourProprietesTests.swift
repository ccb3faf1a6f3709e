import Domain
import Testing

/// A calendar that knows nothing of the one under test: it walks from one day to the next with the rules taught at school.
private struct CalendrierNaif {
  var annee: Int
  var mois: Int
  var jour: Int

  var texte: String {
    func zeros(_ valeur: Int, _ largeur: Int) -> String {
      let texte = String(valeur)
      return String(repeating: "0", count: largeur - texte.count) + texte
    }
    return zeros(annee, 4) + "-" + zeros(mois, 2) + "-" + zeros(jour, 2)
  }

  var rangDuMois: Int { annee * 12 + mois }

  mutating func avance() {
    var longueurs = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if annee.isMultiple(of: 400) || (annee.isMultiple(of: 4) && !annee.isMultiple(of: 100)) { longueurs[1] = 29 }
    jour += 1
    if jour > longueurs[mois - 1] { (jour, mois) = (1, mois + 1) }
    if mois > 12 { (mois, annee) = (1, annee + 1) }
  }

  /// Every day from the first of January of a year, with its rank.
  static func jours(depuis annee: Int, annees: Int) -> [CalendrierNaif] {
    var courant = CalendrierNaif(annee: annee, mois: 1, jour: 1)
    var jours: [CalendrierNaif] = []
    while courant.annee < annee + annees {
      jours.append(courant)
      courant.avance()
    }
    return jours
  }
}

@Suite struct JourProprietesTests {
  @Test func `chaque jour de 1800 à 2199 suit le précédent, porte son nom et son jour de semaine`() throws {
    let jours = CalendrierNaif.jours(depuis: 1800, annees: 400)
    var attendu = try #require(Jour(texte: "1800-01-01"))
    // 1 January 1800 was a Wednesday.
    var semaine = 2
    for naif in jours {
      let lu = Jour(texte: naif.texte)
      guard lu == attendu, attendu.description == naif.texte, attendu.composantes == (naif.annee, naif.mois, naif.jour),
        attendu.jourDeSemaine == JourDeSemaine.allCases[semaine]
      else {
        Issue.record("\(naif.texte) lu \(String(describing: lu)), attendu \(attendu)")
        return
      }
      attendu = attendu.lendemain
      semaine = (semaine + 1) % 7
    }
  }

  // The two readings of « n months later », each as a walk: the clamped day is the last one of the month aimed at that is
  // not past the day of origin; the anniversary is the first one that has reached both.
  @Test(arguments: [1, 2, 3, 4, 6, 11, 12, 13, 24, 36, 48])
  func `l'arithmétique des mois suit la marche jour à jour sur des décennies (Q-02, V-18)`(mois: Int) throws {
    let jours = CalendrierNaif.jours(depuis: 1995, annees: 40)
    let premier = try #require(Jour(texte: "1995-01-01"))
    var rang = 0
    for (depart, origine) in jours.enumerated() {
      let vise = origine.rangDuMois + mois
      rang = max(rang, depart)
      while rang < jours.count, (jours[rang].rangDuMois, jours[rang].jour) < (vise, origine.jour) { rang += 1 }
      guard rang < jours.count else { break }
      let anniversaire = premier.ajoutant(jours: rang)
      let exact = jours[rang].rangDuMois == vise
      let borne = exact ? anniversaire : anniversaire.veille
      let sujet = premier.ajoutant(jours: depart)
      guard sujet.anniversaire(mois: mois) == anniversaire, sujet.ajoutant(mois: mois) == borne else {
        Issue.record("\(origine.texte) + \(mois) mois : \(sujet.anniversaire(mois: mois)), \(sujet.ajoutant(mois: mois))")
        return
      }
    }
  }

  @Test func `retrancher des mois suit la même règle que les ajouter`() throws {
    let premier = try #require(Jour(texte: "1999-12-25"))
    for decalage in 0..<3000 {
      let jour = premier.ajoutant(jours: decalage)
      for mois in 1...14 {
        let avant = jour.ajoutant(mois: -mois)
        let (annee, moisLu, quantieme) = avant.composantes
        let attendu = (jour.annee * 12 + jour.mois - 1 - mois)
        let borne = min(jour.quantieme, Jour.joursDuMois(moisLu, annee: annee))
        guard annee * 12 + moisLu - 1 == attendu, quantieme == borne else {
          Issue.record("\(jour) − \(mois) mois : \(avant)")
          return
        }
      }
    }
  }

  @Test func `les périodes d'un an recalculées depuis l'origine se suivent sans trou sur un siècle (Q-02)`() {
    for depart in 0..<(366 * 4) {
      let origine = ("2023-01-01" as Jour).ajoutant(jours: depart)
      for annee in 0..<100 {
        let debut = origine.anniversaire(annees: annee)
        let suite = origine.anniversaire(annees: annee + 1)
        let longueur = suite.joursDepuis(debut)
        guard (365...367).contains(longueur), suite > debut else {
          Issue.record("\(origine), année \(annee) : \(debut) à \(suite)")
          return
        }
      }
    }
  }
}
