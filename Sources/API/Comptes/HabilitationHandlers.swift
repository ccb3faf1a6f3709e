import Bytes
import Domain
import FoundationEssentials
import JSON
import Postgres
import Storage

/// The habilitation of gestionnaires by the caisse and of techniciens by a gestionnaire (C-02, C-05 to C-15, C-21 to C-25, C-56).
enum HabilitationHandlers {
  /// Draws another identifiant in the rare case where the first one is taken: the constraint tells.
  static func creer(_ service: Service, _ request: RequestContext) async throws -> Reply {
    for _ in 1..<essaisMax {
      do {
        return try await creerUneFois(service, request)
      } catch PostgresError.server(let error) where error.constraint == "compte_identifiant" {
        continue
      }
    }
    return try await creerUneFois(service, request)
  }

  private static let essaisMax = 3

  private static func creerUneFois(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let corps = CorpsCompte(request.body)
    guard let profil = Profil(rawValue: request.body["profil"]?.string ?? "") else { throw Problem(.corpsInvalide) }
    let partenaire = request.body["partenaire_id"]?.string.flatMap { UUID(text: $0) }
    let caisse = request.body["caisse_id"]?.string.flatMap { UUID(text: $0) }
    return try await service.write(request) { writing in
      let cible = CompteStatements.CiblePartenaire.partenaire(profil == .gestionnaire ? partenaire : nil)
      let facts = FaitsComptes(
        writing,
        CompteStatements.Habilitation(cible, caisseId: caisse, role: profil.role, uniteId: corps.uniteId, a: request.now),
        personne: CompteStatements.Personne(
          cible, email: corps.adresse?.texte ?? "", telephone: corps.telephone.flatMap { try? Telephone($0) }?.texte ?? "",
          nom: NomLu.texte(corps.nom ?? ""), prenom: NomLu.texte(corps.prenom ?? ""), a: request.now),
        nommeId: corps.remplaceId)
      let session = try await writing.load()
      let demande = Demande(
        profil: profil, corps: corps, partenaireId: partenaire ?? session.acteur.partenaireId, acteur: session.acteur, a: request.now)
      let decided = try demande.decider(facts, try await facts.caisses(service), caisseDemandee: caisse)
      if let existant = decided.existant { try await verifierEcart(existant, decided, writing) }
      let nouveau = try decided.existant == nil ? inserer(decided, writing) : nil
      let id = nouveau?.id ?? decided.existant ?? decided.partenaireId
      // Before the events: they concern the caisses that the account has a title to.
      _ = writing.enqueue(
        CompteStatements.ouvrirAcces,
        CompteStatements.Titres(compteId: id, partenaireId: decided.partenaireId, caisses: decided.caisses, a: request.now))
      if let nouveau { try annoncer(nouveau, decided, writing) } else { recordAcces(id, decided, writing) }
      let found = writing.enqueue(CompteStatements.lire, CompteStatements.Cle(id, a: request.now))
      try await writing.load()
      return try CompteHandlers.repondre(201, try found.rows(), service, request, location: true)
    }
  }

  private static func inserer(_ decided: Decision, _ writing: Writing) throws -> CompteAInserer {
    let request = writing.request
    let new = CompteAInserer(
      decided.compte, id: try request.nouvelId(), identifiant: Identifiant.tirer(decided.compte.profil.role),
      partenaireId: decided.partenaireId, creeLe: request.now)
    _ = writing.enqueue(CompteStatements.inserer, new)
    return new
  }

  /// C-47, Q-59: an account that receives one more access is that of whom it says, whatever name the body gives him.
  private static func verifierEcart(_ compte: UUID, _ decided: Decision, _ writing: Writing) async throws {
    _ = writing.enqueue(CompteStatements.elargir, ())
    let personnes = writing.enqueue(CompteStatements.memePersonne, CompteStatements.Personne(.duCompte(compte), a: writing.request.now))
    _ = writing.enqueue(CompteStatements.resserrer, ())
    try await writing.load()
    try NouveauCompte.verifierEcart(decided.compte.profil, try personnes.rows().map { $0.faits(decided.caisses) })
  }

  private static func annoncer(_ new: CompteAInserer, _ decided: Decision, _ writing: Writing) throws {
    try writing.envoyerActivation(new.id, new.identifiant, email: new.email)
    writing.record(
      "COMPTE_CREE", on: .compte, new.id, caisse: writing.session?.acteur.caisseId ?? decided.caisses.first,
      partenaire: decided.partenaireId, regle: new.role == .gestionnaire ? "C-02" : "C-15",
      apres: [
        "profil": .string(new.role.rawValue), "identifiant": .string(new.identifiant), "etat": .string(new.etat.rawValue),
        "unite_id": new.uniteId.map { .string($0.text) } ?? .null, "hors_quota": .bool(new.horsQuota),
        "remplace_id": new.remplaceId.map { .string($0.text) } ?? .null,
      ])
  }

  private static func recordAcces(_ id: UUID, _ decided: Decision, _ writing: Writing) {
    writing.record(
      "COMPTE_ACCES_OUVERT", on: .compte, id, caisse: writing.session?.acteur.caisseId ?? decided.caisses.first,
      partenaire: decided.partenaireId, regle: "P-07", apres: ["caisses": .array(decided.caisses.map { .string($0.text) })])
  }

  /// What is to be written.
  private struct Decision {
    let compte: NouveauCompte
    let partenaireId: UUID
    let caisses: [UUID]
    /// P-07: the person has that profile already, at other caisses of the partner: the account receives an access, no second one is made.
    let existant: UUID?
  }

  /// What is asked, and by whom.
  private struct Demande {
    let profil: Profil
    let corps: CorpsCompte
    let partenaireId: UUID?
    let acteur: Acteur
    let maintenant: Instant

    init(profil: Profil, corps: CorpsCompte, partenaireId: UUID?, acteur: Acteur, a maintenant: Instant) {
      self.profil = profil
      self.corps = corps
      self.partenaireId = partenaireId
      self.acteur = acteur
      self.maintenant = maintenant
    }

    func decider(_ facts: FaitsComptes, _ caisses: [FaitsComptes.Caisse], caisseDemandee: UUID?) throws -> Decision {
      guard let partenaireId, !caisses.isEmpty else { throw try sansCaisse(caisseDemandee) }
      let visees = visees(caisses)
      let personnes = try facts.personnes()
      let existant = personnes.first { personne in
        personne.memeAdresse && personne.role == profil.role && personne.etat.estDecompte && !visees.contains { personne.caisses.contains($0.id) }
      }
      let autres = personnes.filter { $0.id != existant?.id }
      // Every caisse must agree: its convention, its quota. Their answers differ in nothing else.
      var decided: NouveauCompte?
      for caisse in visees {
        let faits = try facts.habilitation(profil, caisse, partenaireId: partenaireId, personnes: autres)
        let nouveau = try NouveauCompte.habiliter(profil, corps, par: acteur, faits: faits, le: caisse.jour(a: maintenant))
        decided = decided ?? nouveau
      }
      guard let decided else { throw Problem(.erreurInterne) }
      return Decision(compte: decided, partenaireId: partenaireId, caisses: visees.map(\.id), existant: existant?.id)
    }

    /// P-07, C-15: a technicien works with every caisse that has habilitated the gestionnaire who opens the account, as far as its convention
    /// lets it today; when none does, the first one says why.
    private func visees(_ caisses: [FaitsComptes.Caisse]) -> [FaitsComptes.Caisse] {
      let siennes = caisses.filter { profil == .gestionnaire || $0.lue.acteurHabilite }
      guard !siennes.isEmpty else { return Array(caisses.prefix(1)) }
      let ouvertes = siennes.filter { caisse in
        switch Acces.etat(Acces.Faits(titre: caisse.lue.titre), le: caisse.jour(a: maintenant)).motif {
        case nil: true
        // V-38: a trial unit waits for no signature.
        case .conventionNonSignee, .conventionAVenir: caisse.parametres.estDecoupeEnUnites
        default: false
        }
      }
      return ouvertes.isEmpty ? Array(siennes.prefix(1)) : ouvertes
    }

    /// No caisse of that partner is within the actor's scope: the right first, then the reference that leads nowhere.
    private func sansCaisse(_ caisseDemandee: UUID?) throws -> any Error {
      guard (profil == .gestionnaire) == (acteur.role == .agentCaisse) else {
        let vides = FaitsHabilitation(
          partenaireId: partenaireId ?? acteur.compteId, effectif: nil, domaines: DomainesCourriel(enregistres: []),
          parametres: ParametresConvention(), titre: nil, comptesDecomptes: 0)
        _ = try NouveauCompte.habiliter(profil, corps, par: acteur, faits: vides, le: FuseauHoraire.jours(a: maintenant).upperBound)
        return Problem(.erreurInterne)
      }
      return Problem.referenceInconnue(caisseDemandee == nil ? "/partenaire_id" : "/caisse_id")
    }
  }
}

extension Problem {
  /// An id of the body that names nothing within the actor's scope.
  static func referenceInconnue(_ pointeur: String, regle: String? = nil) -> Problem {
    Problem(
      code: "REFERENCE_INCONNUE", regle: regle,
      erreurs: [
        ErreurChamp(
          pointeur: pointeur, code: "REFERENCE_INCONNUE", regle: regle, message: "Cet identifiant ne désigne rien que vous puissiez voir.")
      ])
  }
}
