import Domain
import HTTPServer
import JSON
import Postgres
import Storage

/// The change of a password by its holder (C-18, C-19).
enum MotDePasseHandlers {
  /// As a sign-in: one transaction to read, hashing with none open, one to write, refused when the secret changed in between.
  static func changer(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let ancien = MotDePasse.normaliser(request.body["ancien"]?.string ?? "")
    let nouveau = MotDePasse.normaliser(request.body["nouveau"]?.string ?? "")
    let (secret, compte, tentatives, admission) = try await lire(service, request)
    guard case .juste = try await Empreintes.verifier(ancien, secret.empreinte, service, admission.place) else { throw actuelFaux }
    try MotDePasse.changer(
      nouveau: nouveau, identique: ancien == nouveau, compte.titulaire,
      courants: service.shared.references.motsDePasseCourants)
    let empreinte = try await Empreintes.creer(nouveau, service, admission.place)
    let digest = try request.tokenDigest()
    request.notBefore(compte.modifieLe)
    let faits = try await compte.faitsSession(service, motDePasseChangeLe: request.now, a: request.now)
    return try await service.write(request) { writing in
      let changed = writing.enqueue(
        SecretStatements.changer,
        SecretStatements.Changement(ancienne: secret.empreinte, nouvelle: empreinte, changeLe: request.now))
      _ = writing.enqueue(
        SessionStatements.garderSeule,
        SessionStatements.Renouvellement(empreinte: digest, motDePasseExpireLe: faits.motDePasseExpireLe(compte.fuseau)))
      _ = writing.enqueue(ActivationStatements.tuer, CompteStatements.Cle(compte.id, a: request.now))
      try await writing.load()
      guard try changed.first() != nil else { throw actuelFaux }
      tentatives.reussir(admission, writing.transaction)
      writing.record("MOT_DE_PASSE_CHANGE", on: .compte, compte.id, caisse: compte.caisseId, partenaire: compte.partenaireId, regle: "C-19")
      try writing.notifier(.motDePasseChange, compte: compte.id, a: compte.email, ["identifiant": .string(compte.identifiant)])
      return .noContent
    }
  }

  /// The secret of the person signed in; the attempt counts as failed until it succeeds.
  private static func lire(
    _ service: Service, _ request: RequestContext
  ) async throws -> (
    SecretLu, CompteLu, Tentatives, Tentatives.Admission
  ) {
    let digest = try request.tokenDigest()
    let key = CleDeSession(empreinte: digest, instant: request.now)
    return try await service.database.transaction { transaction in
      let opened = transaction.enqueue(SessionStatements.ouvrir, key)
      let found = transaction.enqueue(CompteStatements.soi, request.now)
      let secret = transaction.enqueue(SecretStatements.lire)
      try await transaction.flush()
      _ = try Authentication.authorize(
        opened.first()?.session, for: request.operation, at: request.now, cguVersion: service.shared.cguVersion)
      guard let compte = try found.rows().reunis.first, let secret = try secret.first() else { throw Problem(.jetonInvalide) }
      let tentatives = Tentatives(
        identifiant: compte.identifiant, source: service.source(request), cle: service.shared.cle, a: request.now)
      let lecture = tentatives.verrouiller(transaction)
      try await transaction.flush()
      return (secret, compte, tentatives, try tentatives.admettre(lecture, transaction))
    }
  }

  private static let actuelFaux = Problem(
    code: "MOT_DE_PASSE_ACTUEL_FAUX", regle: "C-19", nil,
    erreurs: [
      ErreurChamp(
        pointeur: "/ancien", code: "MOT_DE_PASSE_ACTUEL_FAUX", regle: "C-19", message: "Ce n'est pas le mot de passe actuel du compte.")
    ])
}
