/// Words that announce a health datum in free text (D-13, Q-14): an alert to confirm, never a block.
///
/// Data, so that a caisse may have its own. Compared word by word, without accents or case, singular and plural alike;
/// an entry may be several words in a row.
package struct LexiqueSante: Sendable, Hashable {
  /// As given, first of its kind kept; the order of the findings.
  package let termes: [String]
  /// Entries by their first word.
  private let suites: [String: [Entree]]

  private struct Entree: Hashable {
    let rang: Int
    let mots: [String]
  }

  package init(termes: [String]) {
    var suites: [String: [Entree]] = [:]
    for (rang, terme) in termes.enumerated() {
      let mots = terme.motsReplies.map(Self.singulier)
      guard let premier = mots.first else { continue }
      suites[premier, default: []].append(Entree(rang: rang, mots: mots))
    }
    self.termes = termes
    self.suites = suites
  }

  /// The entries the text holds, each once, in the order of the lexicon.
  package func termesTrouves(dans texte: String) -> [String] {
    let mots = texte.motsReplies.map(Self.singulier)
    var rangs: Set<Int> = []
    for (position, mot) in mots.enumerated() {
      for entree in suites[mot] ?? [] where mots[position...].starts(with: entree.mots) {
        rangs.insert(entree.rang)
      }
    }
    return rangs.sorted().map { termes[$0] }
  }

  /// A word without the mark of the plural, the same for both sides of the comparison; short acronyms stay whole.
  private static func singulier(_ mot: Substring) -> String {
    guard mot.utf8.count > 3, let fin = mot.utf8.last, fin == 115 || fin == 120 else { return String(mot) }
    return String(mot.dropLast())
  }
}

extension LexiqueSante {
  /// The French list of the project (choix projet). « dépistage », « maladie » and « traitement » are left out: they are the
  /// ordinary words of prevention, of the Assurance Maladie and of a file.
  package static let parDefaut = LexiqueSante(termes: [
    "diagnostic", "diagnostiqué", "diagnostiquée", "pathologie", "symptôme", "séquelle", "comorbidité",
    "affection de longue durée", "ALD", "maladie chronique", "maladie grave", "maladie rare", "maladie mentale",
    "cancer", "tumeur", "métastase", "leucémie", "lymphome", "chimiothérapie", "radiothérapie", "oncologie", "oncologue",
    "diabète", "diabétique", "insuline", "obésité", "hypertension", "cholestérol", "AVC", "infarctus",
    "insuffisance cardiaque", "insuffisance rénale", "insuffisance respiratoire", "dialyse", "dialysé", "dialysée", "greffe",
    "asthme", "BPCO", "épilepsie", "épileptique", "sclérose en plaques", "parkinson", "alzheimer", "démence",
    "dépression", "dépressif", "dépressive", "bipolaire", "schizophrénie", "schizophrène", "psychose", "psychotique",
    "psychiatrie", "psychiatrique", "psychiatre", "trouble psychique", "trouble mental", "handicap mental",
    "handicap psychique", "autisme", "autiste", "trisomie", "anorexie", "boulimie", "suicide", "suicidaire",
    "antidépresseur", "anxiolytique", "neuroleptique", "somnifère", "méthadone",
    "alcoolisme", "alcoolique", "toxicomanie", "toxicomane", "addiction", "cure de sevrage", "sevrage",
    "VIH", "sida", "séropositif", "séropositive", "hépatite", "tuberculose", "infection",
    "enceinte", "grossesse", "IVG", "avortement", "fausse couche", "contraception",
    "hospitalisation", "hospitalisé", "hospitalisée", "opération chirurgicale", "intervention chirurgicale", "amputation",
    "ordonnance médicale", "prescription médicale", "certificat médical", "dossier médical", "compte rendu médical",
    "bilan sanguin", "analyse de sang", "scanner", "IRM", "biopsie", "antécédent médical", "traitement médical",
    "soins palliatifs", "fin de vie",
  ])
}
