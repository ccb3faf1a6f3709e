package import Domain
import Glibc

/// The environment of a program, read once and whole: its values, and everything that is wrong with it.
package struct Environnement: Sendable {
  /// Where a value comes from.
  package enum Origine: Sendable, Equatable {
    case environnement, defaut
    /// Its path.
    case fichier(String)
  }

  struct Lue: Sendable {
    /// As written; never printed for a secret.
    let texte: String
    let valeur: Valeur
    let origine: Origine
  }

  /// Those that have a value.
  private(set) var lues: [Variable: Lue] = [:]
  /// A sentence each, in French; never a secret.
  package private(set) var fautes: [String] = []

  /// Reads for one program; nil for the person who asks what holds: then everything is judged, and nothing is missing.
  package init(pour programme: Programme?, _ brut: [String: String]) {
    let enProduction = brut[Variable.environnement.nom] == "production"
    for variable in Variable.allCases {
      let estLue = programme.map(variable.fiche.lecteurs.contains) ?? true
      // What another program reads is judged too: a wrong value is wrong for the whole installation. Not its files, nor HOST and PORT, which
      // are not ours alone, nor what must be there.
      if estLue {
        prendre(variable, brut, estExigee: programme.map { variable.estUtile(a: $0, brut) } ?? false, enProduction)
      } else if variable.nom.hasPrefix("EP_"), let texte = Self.texte(variable.nom, brut) {
        juger(variable, texte, .environnement, enProduction)
      }
    }
    if enProduction, let programme, programme.inventeDesDonnees {
      let nom = Variable.environnement.nom
      fautes.append("\(nom)=production : « \(programme.rawValue) » charge des comptes inventés, aux secrets connus : jamais en production.")
    }
    for nom in brut.keys.sorted() where Self.estInconnu(nom) { fautes.append(Self.inconnu(nom)) }
  }

  /// That of this process. Exits with 78 (EX_CONFIG) after having said everything that is wrong.
  package static func lire(pour programme: Programme) -> Environnement {
    let environnement = Environnement(pour: programme, duProcessus)
    if !environnement.fautes.isEmpty { Terminal.fail(environnement.phraseDesFautes, status: 78) }
    return environnement
  }

  /// A line a fault.
  package var phraseDesFautes: String { fautes.map { "Configuration : \($0)" }.joined(separator: "\n") }

  /// The variables of this process.
  package static var duProcessus: [String: String] {
    var brut: [String: String] = [:]
    var ligne = environ
    while let entree = ligne.pointee {
      let texte = String(cString: entree)
      if let egal = texte.firstIndex(of: "=") { brut[String(texte[..<egal])] = String(texte[texte.index(after: egal)...]) }
      ligne += 1
    }
    return brut
  }

  private mutating func prendre(_ variable: Variable, _ brut: [String: String], estExigee: Bool, _ enProduction: Bool) {
    let donnee = Self.texte(variable.nom, brut)
    if let nomFichier = variable.nomFichier, let chemin = Self.texte(nomFichier, brut) {
      guard donnee == nil else { return fautes.append("\(variable.nom) et \(nomFichier) sont donnés tous les deux : n'en gardez qu'un.") }
      switch Result(catching: { () throws(FichierSecret.Refus) in try FichierSecret.lire(chemin) }) {
      case .success(let texte): juger(variable, texte, .fichier(chemin), enProduction)
      // A secret given instead of its file is not repeated.
      case .failure(let refus): fautes.append("\(nomFichier)\(chemin.hasPrefix("/") ? "=\(chemin)" : "") : \(refus.phrase)")
      }
      return
    }
    if let donnee { return juger(variable, donnee, .environnement, enProduction, estIci: true) }
    switch variable.fiche.defaut {
    case .valeur(let defaut): juger(variable, defaut, .defaut, enProduction)
    case .obligatoire where estExigee:
      fautes.append("\(variable.nom) manque (\(variable.fiche.sens)) : attend \(variable.fiche.forme.admisEnClair).")
    default: break
    }
  }

  private mutating func juger(_ variable: Variable, _ texte: String, _ origine: Origine, _ enProduction: Bool, estIci: Bool = false) {
    let fiche = variable.fiche
    let nom = if case .fichier = origine { variable.nomFichier ?? variable.nom } else { variable.nom }
    let ecrit = fiche.secrete ? nom : "\(nom)=\(Masque.valeur(texte))"
    guard let valeur = fiche.forme.lire(texte) else { return fautes.append("\(ecrit) est refusé : attend \(fiche.forme.admisEnClair).") }
    if enProduction, !fiche.forme.estAdmiseEnProduction(valeur) {
      return fautes.append("\(ecrit)\(origine == .defaut ? " (par défaut)" : "") est refusé en production : attend \(fiche.forme.admisEnClair).")
    }
    if estIci, !fiche.forme.seTrouveIci(valeur) { return fautes.append("\(ecrit) est refusé : ce programme n'est pas exécutable ici.") }
    lues[variable] = Lue(texte: texte, valeur: valeur, origine: origine)
  }

  /// An empty value is an absent one, as in a file of variables with a line to fill.
  private static func texte(_ nom: String, _ brut: [String: String]) -> String? { brut[nom].flatMap { $0.isEmpty ? nil : $0 } }

  /// Whatever its case: `ep_cle` is nobody else's, and would be ignored without a word.
  private static func estInconnu(_ nom: String) -> Bool {
    nom.uppercased().hasPrefix("EP_") && !Variable.nomsAdmis.contains(nom) && !Variable.estDesTests(nom)
  }

  private static func inconnu(_ nom: String) -> String {
    let proches = Ressemblance.proches(de: nom, parmi: Variable.nomsAdmis)
    if !proches.isEmpty { return "\(nom) est inconnu : \(proches.joined(separator: " ou ")) ?" }
    return "\(nom) est inconnu ; sont admis : \(Variable.nomsAdmis.joined(separator: ", "))."
  }
}

extension Environnement {
  package func texte(_ variable: Variable) -> String {
    if case .texte(let texte)? = lues[variable]?.valeur { return texte }
    Self.horsTable(variable)
  }

  package func entier(_ variable: Variable) -> Int {
    if case .entier(let entier)? = lues[variable]?.valeur { return entier }
    Self.horsTable(variable)
  }

  package func oui(_ variable: Variable) -> Bool {
    if case .ouiNon(let oui)? = lues[variable]?.valeur { return oui }
    Self.horsTable(variable)
  }

  package func octets(_ variable: Variable) -> [UInt8] {
    if case .octets(let octets)? = lues[variable]?.valeur { return octets }
    Self.horsTable(variable)
  }

  /// Nil when it is absent.
  package func instant(_ variable: Variable) -> Instant? {
    if case .instant(let instant)? = lues[variable]?.valeur { instant } else { nil }
  }

  /// Empty when it is absent.
  package func liste(_ variable: Variable) -> [String] {
    if case .liste(let liste)? = lues[variable]?.valeur { liste } else { [] }
  }

  /// A fault of the program, not of its environment: it reads what its table does not say it reads.
  private static func horsTable(_ variable: Variable) -> Never {
    Terminal.fail("\(variable.nom) n'est pas, dans la table des variables, de celles que ce programme lit ainsi.", status: 70)
  }
}
