import Bytes
import Crypto
import Domain
import EventLoop
import HTTPServer
import JSON
import Postgres
import Storage

/// Signing in and out (C-01, C-19, C-20, X-12).
enum SessionHandlers {
  static let dureeSecondes = 12 * 3600

  /// Two transactions, none open while the password is hashed: one reads the secret and counts the attempt, the other opens the session.
  /// An unknown identifiant, a wrong password and a closed account get the same answer after the same work.
  static func creer(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let identifiant = Identifiant.lire(request.body["identifiant"]?.string ?? "")
    let tentatives = Tentatives(
      identifiant: identifiant, source: service.source(request), cle: service.shared.cle, a: request.now)
    let (secret, admission) = try await essayer(service, identifiant, tentatives)
    let motDePasse = MotDePasse.normaliser(request.body["mot_de_passe"]?.string ?? "")
    let verdict: Empreintes.Verdict
    do {
      verdict = try await Empreintes.verifier(motDePasse, secret?.empreinte, service, admission.place)
    } catch let full as WorkerPoolFull {
      // An attempt for which there was no worker says nothing against its account or its source.
      try await service.database.transaction { transaction in
        _ = transaction.enqueue(SecretStatements.ouvrir, identifiant)
        tentatives.annuler(admission, transaction)
      }
      throw full
    }
    guard let secret, case .juste(let nouvelle) = verdict else { throw Problem(.identifiantsInvalides) }
    return try await service.database.transaction { transaction in
      _ = transaction.enqueue(SecretStatements.ouvrir, identifiant)
      let found = transaction.enqueue(CompteStatements.soiPourModifier, request.now)
      let current = transaction.enqueue(SecretStatements.lire)
      try await transaction.flush()
      guard let compte = try found.rows().reunis.first, compte.etat == .actif, try current.first()?.empreinte == secret.empreinte else {
        throw Problem(.identifiantsInvalides)
      }
      request.notBefore(compte.modifieLe)
      if let nouvelle {
        _ = transaction.enqueue(
          SecretStatements.changer, SecretStatements.Changement(ancienne: secret.empreinte, nouvelle: nouvelle, changeLe: nil))
      }
      tentatives.reussir(admission, transaction)
      return try await ouvrir(service, request, compte, secret, transaction)
    }
  }

  private static func essayer(
    _ service: Service, _ identifiant: String, _ tentatives: Tentatives
  ) async throws -> (
    SecretLu?, Tentatives.Admission
  ) {
    try await service.database.transaction { transaction in
      _ = transaction.enqueue(SecretStatements.ouvrir, identifiant)
      let secret = transaction.enqueue(SecretStatements.lire)
      let lecture = tentatives.verrouiller(transaction)
      try await transaction.flush()
      let admission = try tentatives.admettre(lecture, transaction)
      return (try secret.first(), admission)
    }
  }

  private static func ouvrir(
    _ service: Service, _ request: RequestContext, _ compte: CompteLu, _ secret: SecretLu, _ transaction: Transaction
  ) async throws -> Reply {
    let faits = try await compte.faitsSession(service, motDePasseChangeLe: secret.changeLe, a: request.now)
    let jeton = try OpaqueToken()
    let opened = transaction.enqueue(
      SessionStatements.creer,
      SessionAInserer(
        empreinte: jeton.digest, acteur: compte.acteur, libelle: compte.libelle, cguVersion: compte.cguVersion,
        motDePasseExpireLe: faits.motDePasseExpireLe(compte.fuseau), expireLe: request.now.ajoutant(secondes: dureeSecondes),
        creeLe: request.now))
    _ = transaction.enqueue(JournalStatements.ajouter, request.evenement("SESSION_OUVERTE", de: compte, on: .session))
    try await transaction.flush()
    guard let expireLe = try opened.first() else { throw Problem(.erreurInterne) }
    request.exchange.body.beginObject()
    request.exchange.body.field("jeton", jeton.text)
    request.exchange.body.field("expire_le", expireLe)
    request.exchange.body.append(connecte: compte.connecte)
    request.exchange.body.field(
      "actions_requises", faits.actionsRequises(le: compte.fuseau.jour(a: request.now)).map(\.rawValue))
    request.exchange.body.endObject()
    return Reply(201, location: "/v1/moi")
  }

  /// The token is dead at once, everywhere.
  static func fermer(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let digest = try request.tokenDigest()
    return try await service.write(request) { writing in
      _ = writing.enqueue(SessionStatements.fermer, digest)
      let session = try await writing.load()
      writing.record(
        "SESSION_FERMEE", on: .session, session.acteur.compteId, caisse: session.acteur.caisseId, partenaire: session.acteur.partenaireId)
      return .noContent
    }
  }
}
