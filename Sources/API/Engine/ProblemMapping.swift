import Domain
import EventLoop
import HTTPServer
import JSON
import Postgres

extension Problem {
  /// The only place where an error becomes an answer. What nobody foresaw is a 500 whose detail says nothing; the caller logs it.
  init(_ error: any Error) {
    switch error {
    case let problem as Problem: self = problem
    case let refus as any Refus: self.init(refus: refus)
    case let error as PostgresError: self.init(error)
    case is WorkerPoolFull: self = .unavailable("Le service est occupé : recommencez dans quelques secondes.")
    default: self.init(.erreurInterne)
    }
  }

  private init(_ error: PostgresError) {
    switch error {
    case .server(let server): self.init(server)
    case .decoding, .invalidConnectionInfo: self.init(.erreurInterne)
    case .outcomeUnknown: self = Problem(.issueInconnue)
    case .unavailable, .connectionLost, .deadline, .poolTimeout, .tooManyWaiting, .aborted:
      self = .unavailable("La base de données ne répond pas : recommencez dans quelques secondes.", nothingWritten: true)
    }
  }

  /// Constraints hold under concurrency what the rules checked on loaded facts; each maps by name to the rule's own problem.
  private init(_ error: ServerError) {
    switch error.constraint {
    case "partenaire_siret": self = Problem(refus: RefusPartenaire.siretDejaEnregistre)
    case "convention_deja_en_vigueur": self = Problem(refus: RefusConvention.conventionDejaEnVigueur())
    case "document_remplace": self = Problem(refus: RefusDossier.documentDejaRemplace)
    case "modele_convention_pkey": self = Problem(refus: RefusModele.versionPerimee(derniere: nil))
    case "signature_partie": self = Problem(refus: RefusConvention.partieDejaSignataire())
    case "resiliation_unique": self = Problem(refus: RefusFinConvention.dejaResiliee())
    case "instance_promise": self = Problem(refus: RefusInstance.dejaOuverte())
    case "compte_personne": self = Problem(refus: RefusCompte.personneDejaInscrite(.technicien))
    default:
      switch error.condition {
      case .passing: self = .unavailable("La base de données est occupée : recommencez dans quelques secondes.", nothingWritten: true)
      case .readOnly:
        self = .unavailable("La base de données n'accepte plus d'écriture : recommencez dans quelques secondes.", nothingWritten: true)
      case .damaged: self = .unavailable("La base de données est en panne : recommencez plus tard.", nothingWritten: true)
      case .outcomeUnknown: self = Problem(.issueInconnue)
      case .refused: self.init(.erreurInterne)
      }
    }
  }

  static func unavailable(_ detail: String, nothingWritten: Bool = false) -> Problem {
    var problem = Problem(.serviceIndisponible, detail)
    problem.saysNothingWritten = nothingWritten
    return problem
  }

  /// Whether somebody who runs the service must look: nobody foresaw it, or the database is ill.
  static func isToLog(_ error: any Error, as problem: Problem) -> Bool {
    if case PostgresError.server(let server) = error, server.condition == .damaged { return true }
    return problem.code == CodeProbleme.erreurInterne.rawValue
  }

  /// What the HTTP engine refused before any operation was known.
  init(_ refusal: HTTPRefusal) {
    let code: CodeProbleme =
      switch refusal.status {
      case 401: .jetonAbsent
      case 408: .requeteTropLente
      case 413: .corpsTropGrand
      case 414: .cibleTropLongue
      case 415: .typeDeContenuRefuse
      case 431: .entetesTropGrands
      case 501: .methodeInconnue
      case 503: .serviceIndisponible
      case 505: .versionHTTPRefusee
      default: .requeteMalFormee
      }
    self.init(code)
    status = refusal.status
    retryAfterSeconds = nil  // the HTTP engine adds its own
  }

  /// A body that is not JSON: where it stops being so.
  init(_ error: JSONError) {
    self.init(.jsonInvalide, error.message)
  }
}
