import Domain

/// One answer that says no: what RFC 9457 shows, before it is rendered. Its status and title come from the catalogue by its code.
struct Problem: Error, Sendable {
  /// Stable code of the catalogue, e.g. `QUOTA_TECHNICIENS`.
  let code: String
  /// Nil takes the status of the catalogue; a refusal of the domain brings its own.
  var status: Int?
  /// French: what is wrong here and what to do. Nil takes the catalogue's text.
  var detail: String?
  /// The rule that refuses, e.g. `C-11`.
  var regle: String?
  var faits: [(nom: String, valeur: FaitRefus)] = []
  /// Every invalid field at once.
  var erreurs: [ErreurChamp] = []
  /// Seconds after which trying again makes sense.
  var retryAfterSeconds: Int?
  /// Whether a write that gets this answer has certainly changed nothing, which is then said; of a read it would say something of another write.
  var saysNothingWritten = false
  /// The methods that the path admits, for a 405.
  var allow: [String] = []

  init(_ code: CodeProbleme, _ detail: String? = nil) {
    self.code = code.rawValue
    self.detail = detail
    retryAfterSeconds = code.retryAfterSeconds
  }

  /// One of the contract's own problems that no rule of the domain raises.
  init(code: String, regle: String?, _ detail: String? = nil, erreurs: [ErreurChamp] = []) {
    self.code = code
    self.detail = detail
    self.regle = regle
    self.erreurs = erreurs
  }

  init(_ code: CodeProbleme, _ erreurs: [ErreurChamp]) {
    self.code = code.rawValue
    self.erreurs = erreurs
  }
}

/// The problems that the machinery itself raises; those of the domain come with its refusals.
enum CodeProbleme: String, CaseIterable, Sendable {
  case requeteMalFormee = "REQUETE_MAL_FORMEE"
  case jsonInvalide = "JSON_INVALIDE"
  case parametreInvalide = "PARAMETRE_INVALIDE"
  case curseurInvalide = "CURSEUR_INVALIDE"
  case jetonAbsent = "JETON_ABSENT"
  case jetonInvalide = "JETON_INVALIDE"
  case identifiantsInvalides = "IDENTIFIANTS_INVALIDES"
  case roleInsuffisant = "ROLE_INSUFFISANT"
  case cguNonAcceptees = "CGU_NON_ACCEPTEES"
  case motDePasseExpire = "MOT_DE_PASSE_EXPIRE"
  case ressourceIntrouvable = "RESSOURCE_INTROUVABLE"
  case routeInconnue = "ROUTE_INCONNUE"
  case methodeNonAdmise = "METHODE_NON_ADMISE"
  case representationIndisponible = "REPRESENTATION_INDISPONIBLE"
  case requeteTropLente = "REQUETE_TROP_LENTE"
  case idempotenceEnCours = "IDEMPOTENCE_EN_COURS"
  case idempotenceAutreCorps = "IDEMPOTENCE_AUTRE_CORPS"
  case versionPerimee = "VERSION_PERIMEE"
  case corpsTropGrand = "CORPS_TROP_GRAND"
  case cibleTropLongue = "CIBLE_TROP_LONGUE"
  case typeDeContenuRefuse = "TYPE_DE_CONTENU_REFUSE"
  case corpsInvalide = "CORPS_INVALIDE"
  case versionRequise = "VERSION_REQUISE"
  case tropDeTentatives = "TROP_DE_TENTATIVES"
  case entetesTropGrands = "ENTETES_TROP_GRANDS"
  case erreurInterne = "ERREUR_INTERNE"
  case methodeInconnue = "METHODE_INCONNUE"
  case serviceIndisponible = "SERVICE_INDISPONIBLE"
  case issueInconnue = "ISSUE_INCONNUE"
  case lectureTropLongue = "LECTURE_TROP_LONGUE"
  case tropDeLectures = "TROP_DE_LECTURES"
  case versionHTTPRefusee = "VERSION_HTTP_REFUSEE"

  /// What invites to try the same again says when.
  fileprivate var retryAfterSeconds: Int? {
    switch self {
    case .idempotenceEnCours: 1
    case .serviceIndisponible, .issueInconnue, .tropDeTentatives, .lectureTropLongue, .tropDeLectures: 2
    default: nil
    }
  }
}

extension Problem {
  /// A rule said no (regles.md §1): the nature of the refusal gives the status, its code and facts go through unchanged.
  init(refus: some Refus) {
    code = refus.code
    status =
      switch refus.nature {
      case .etat: 409
      case .invalide: 422
      case .interdit: 403
      case .absent: 404
      }
    detail = refus.message
    regle = refus.regle
    faits = refus.faits
    erreurs = refus.erreurs
  }
}
