import Bytes
import Crypto
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// The activation of an account by its holder, who creates the password (C-17, C-18, C-55, C-56, V-38).
enum ActivationHandlers {
  /// Decided twice by the same rules: before the password is hashed, with no transaction left open meanwhile, and when it is written.
  static func activer(_ service: Service, _ request: RequestContext) async throws -> Reply {
    // A forged link is looked up like any other, under an id that nothing has.
    let id = ActivationLink.id(of: request.body["jeton"]?.string ?? "", key: service.shared.cle) ?? aucun
    let motDePasse = MotDePasse.normaliser(request.body["mot_de_passe"]?.string ?? "")
    let contexte = Contexte(service: service, request: request, id: id, motDePasse: motDePasse)
    _ = try await service.database.transaction { try await contexte.decider($0) }
    let empreinte = try await Empreintes.creer(motDePasse, service, Place(source: service.source(request).adresse, rang: 0))
    return try await service.database.transaction { transaction in
      let (compte, bascules) = try await contexte.decider(transaction)
      try await contexte.ecrire(compte, bascules, empreinte, transaction)
      request.exchange.body.beginObject()
      request.exchange.body.field("compte_id", compte.id)
      request.exchange.body.field("identifiant", compte.identifiant)
      request.exchange.body.field("role", compte.role.rawValue)
      request.exchange.body.endObject()
      return Reply(200)
    }
  }

  private static let aucun = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))

  private struct Contexte {
    let service: Service
    let request: RequestContext
    let id: UUID
    let motDePasse: String

    /// The account, and the accounts it replaces with how each ends. Never inlined, nor what it awaits: the optimizer of Swift 6.3.1 fails on it.
    @inline(never)
    func decider(_ transaction: Transaction) async throws -> (CompteLu, [Passation.Sortie]) {
      _ = transaction.enqueue(ActivationStatements.ouvrir, id)
      _ = transaction.enqueue(CompteStatements.verrouiller, .partenaire(nil))
      let link = transaction.enqueue(ActivationStatements.lire, id)
      let found = transaction.enqueue(CompteStatements.soiPourModifier, request.now)
      _ = transaction.enqueue(ActivationStatements.endosser)
      let replaced = transaction.enqueue(ActivationStatements.remplaces, request.now)
      let places = transaction.enqueue(ActivationStatements.places, request.now)
      try await transaction.flush()
      guard let lue = try link.first(), let compte = try found.rows().reunis.first else { throw RefusCompte.lienInconnu }
      request.notBefore(compte.modifieLe)
      let remplaces = try replaced.rows()
      var faits = Activation.Faits(
        etat: compte.etat, titulaire: compte.titulaire, acces: compte.constats(a: request.now),
        remplaces: remplaces.map {
          Activation.FaitsBascule(compteId: $0.id, horsQuota: $0.horsQuota, auPlusTot: $0.effetLe, autresAcces: $0.autresAcces)
        })
      for place in try places.rows() { faits.places.append(try await tenues(place, compte)) }
      let decided = try Activation.activer(
        lue.estRemplacee ? nil : lue.lien, motDePasse: motDePasse, faits: faits, courants: service.shared.references.motsDePasseCourants,
        a: request.now, le: compte.fuseau.jour(a: request.now))
      return (compte, zip(remplaces, decided.bascules).map { Passation.Sortie(remplace: $0, effet: $1.effet) })
    }

    @inline(never)
    private func tenues(_ place: CompteStatements.PlacesAutour, _ compte: CompteLu) async throws -> Activation.PlacesTenues {
      Activation.PlacesTenues(
        quota: try await service.quota(place, try compte.faits().profil, actifs: true, a: request.now), remplaces: Set(place.remplaces))
    }

    func ecrire(_ compte: CompteLu, _ sorties: [Passation.Sortie], _ empreinte: String, _ transaction: Transaction) async throws {
      let emploi = ActivationStatements.Emploi(id: id, compteId: compte.id, a: request.now)
      _ = transaction.enqueue(ActivationStatements.employer, emploi)
      _ = transaction.enqueue(ActivationStatements.activer, emploi)
      _ = transaction.enqueue(
        SecretStatements.creer,
        SecretStatements.Nouveau(compteId: compte.id, identifiant: compte.identifiant, empreinte: empreinte, a: request.now))
      // Activated again: a calendar that a thief may read dies with the password.
      if compte.activeLe != nil { _ = transaction.enqueue(AbonnementStatements.fermerDuCompte) }
      _ = transaction.enqueue(JournalStatements.ajouter, request.evenement("COMPTE_ACTIVE", de: compte, on: .compte, regle: "C-18"))
      guard !sorties.isEmpty else { return }
      let parametres = try await service.parametres(compte.acces.first?.acces.modele, le: compte.fuseau.jour(a: request.now))
      Passation(request: request, entrant: compte, parametres: parametres).accomplir(sorties, transaction)
    }
  }
}

extension CompteLu {
  /// The words that the holder's password may not be made of.
  var titulaire: MotDePasse.Titulaire { MotDePasse.Titulaire(identifiant: identifiant, email: email, nom: nom, prenom: prenom) }

  /// The accesses of the account at that moment, one per caisse; none for the people of a caisse, who need none.
  func constats(a instant: Instant) -> [ConstatAcces] { partenaireId == nil ? [] : acces.map { $0.acces.constat(a: instant) } }
}
