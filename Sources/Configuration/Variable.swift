/// Every variable of the environment that a program of the project reads. This table is its only home: what the programs read, the
/// `config` command and the README's table all come from it. To add one: a case, and its line in `fiche`.
package enum Variable: String, CaseIterable, Sendable {
  case base = "EP_BASE"
  case baseApp = "EP_BASE_APP"
  case baseEcheances = "EP_BASE_ECHEANCES"
  case baseMessager = "EP_BASE_MESSAGER"
  case cle = "EP_CLE"
  case host = "HOST"
  case port = "PORT"
  case boucles = "EP_BOUCLES"
  case portPartage = "EP_PORT_PARTAGE"
  case arretPreavis = "EP_ARRET_PREAVIS_S"
  case environnement = "EP_ENV"
  case urlAPI = "EP_URL_API"
  case urlPortail = "EP_URL_PORTAIL"
  case mandataires = "EP_MANDATAIRES"
  case cguVersion = "EP_CGU_VERSION"
  case echeances = "EP_ECHEANCES"
  case horloge = "EP_HORLOGE"
  case journal = "EP_JOURNAL"
  case expediteur = "EP_EXPEDITEUR"
  case courrielDossier = "EP_COURRIEL_DOSSIER"
  case sendmail = "EP_SENDMAIL"

  package var fiche: Fiche {
    switch self {
    case .base: Fiche("base du propriétaire du schéma", .connexion, .obligatoire, [.migrate, .demo, .agent, .volume], secrete: true)
    case .baseApp: Fiche("base sous le rôle `ep_app`", .connexion, .obligatoire, [.serve, .demo], secrete: true)
    case .baseEcheances: Fiche("base sous le rôle `ep_echeances`", .connexion, .obligatoire, [.serve, .echeances], secrete: true)
    case .baseMessager: Fiche("base sous le rôle `ep_messager`", .connexion, .obligatoire, [.messager], secrete: true)
    case .cle: Fiche("secret des liens d'activation et des curseurs, le même partout", .cle, .obligatoire, [.serve, .demo, .messager], secrete: true)
    case .host: Fiche("adresse d'écoute", .hote, .valeur("127.0.0.1"), [.serve, .demo])
    case .port: Fiche("port d'écoute ; 0 en prend un libre", .entier(0...65_535), .valeur("8080"), [.serve, .demo])
    case .boucles: Fiche("boucles d'événements, une par cœur au plus", .entier(1...64), .valeur("2"), [.serve, .demo])
    case .portPartage: Fiche("un autre processus peut servir le même port", .ouiNon, .valeur("non"), [.serve])
    case .arretPreavis:
      Fiche("à l'arrêt, secondes pendant lesquelles le service n'est plus prêt mais sert encore", .entier(0...300), .valeur("2"), [.serve])
    case .environnement:
      Fiche("rigueur des réglages", .mots(["developpement", "production"]), .valeur("developpement"), Programme.allCases)
    case .urlAPI: Fiche("adresse publique de l'API, dans les calendriers", .adresseWeb, .valeur("http://127.0.0.1:8080"), [.serve, .demo])
    case .urlPortail:
      Fiche("adresse publique du portail, dans les liens des courriels", .adresseWeb, .valeur("http://127.0.0.1:8080"), [.messager])
    case .mandataires: Fiche("mandataires dont `X-Forwarded-For` est cru", .adressesIP, .facultative, [.serve, .demo])
    case .cguVersion: Fiche("version des conditions générales à accepter (C-20)", .version, .valeur("2026-01"), [.serve, .demo])
    case .echeances:
      Fiche("constater chaque jour ce que les dates ont rendu vrai ; `non` si un ordonnanceur lance `echeances`", .ouiNon, .valeur("oui"), [.serve])
    case .horloge: Fiche("instant qui fige l'horloge", .instant, .facultative, [.serve, .migrate, .echeances, .demo])
    case .journal: Fiche("une ligne JSON par requête, ou aucune", .mots(["requetes", "silence"]), .valeur("requetes"), [.serve])
    case .expediteur:
      Fiche("expéditeur des courriels", .courriel, .valeur("ne-pas-repondre@espace-partenaires.example"), [.messager])
    case .courrielDossier: Fiche("dossier où écrire les courriels en `.eml`", .dossier, .valeur(".local/courriels"), [.messager])
    case .sendmail: Fiche("programme qui lit un courriel sur son entrée ; remplace le dossier", .programme, .facultative, [.messager])
    }
  }

  package var nom: String { rawValue }

  /// Whether that program makes use of it, as it is told to work here.
  func estUtile(a programme: Programme, _ brut: [String: String]) -> Bool {
    !(self == .baseEcheances && programme == .serve && brut[Variable.echeances.nom] == "non")
  }

  /// The variable that holds the path of a file with this secret's value; nil for what is no secret.
  package var nomFichier: String? { fiche.secrete ? nom + Self.suffixeFichier : nil }

  static let suffixeFichier = "_FICHIER"

  /// Every name that the programs admit, files of secrets included.
  static let nomsAdmis: [String] = allCases.flatMap { [$0.nom] + ($0.nomFichier.map { [$0] } ?? []) }

  /// What the project's own tests read; no program does, none is stopped by them.
  static func estDesTests(_ nom: String) -> Bool {
    nom.hasPrefix("EP_TEST_") || ["EP_ORACLES", "EP_OBSERVATIONS", "EP_OBSERVATIONS_A_VERIFIER"].contains(nom)
  }
}

/// What is known of one variable.
package struct Fiche: Sendable {
  /// What it is for, in French and in Markdown.
  package let sens: String
  package let forme: Forme
  package let defaut: Defaut
  /// Those that read it; where they find no value and no default, they do not start.
  package let lecteurs: [Programme]
  /// Never printed; may also come from a file.
  package let secrete: Bool

  init(_ sens: String, _ forme: Forme, _ defaut: Defaut, _ lecteurs: [Programme], secrete: Bool = false) {
    (self.sens, self.forme, self.defaut, self.lecteurs, self.secrete) = (sens, forme, defaut, lecteurs, secrete)
  }
}

/// What holds when a variable is absent or empty.
package enum Defaut: Sendable, Equatable {
  case obligatoire
  case facultative
  case valeur(String)
}

/// What reads the environment: a command of `espace-partenaires`, or the messager.
package enum Programme: String, CaseIterable, Sendable {
  case serve, migrate, echeances, demo, agent, volume, messager

  /// It fills a database with people who do not exist, and whose passwords or tokens are known.
  var inventeDesDonnees: Bool { self == .demo || self == .volume }

  /// The variables without which it does not start.
  package var obligatoires: [Variable] {
    Variable.allCases.filter { $0.fiche.defaut == .obligatoire && $0.fiche.lecteurs.contains(self) }
  }
}
