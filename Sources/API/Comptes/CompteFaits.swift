import Bytes
import Domain
import FoundationEssentials
import JSON
import Postgres
import Storage

/// The facts of a write on accounts, loaded after the locks that make them hold: see `CompteStatements.verrouiller`.
struct FaitsComptes {
  private let caissesLues: Deferred<CompteStatements.CaisseHabilitante>
  private let unitesLues: Deferred<Unite>
  private let personnesLues: Deferred<CompteStatements.MemePersonne>
  private let nommeLu: Deferred<CompteStatements.CompteNomme>
  private let instant: Instant

  /// Locks the partner, brings its accounts up to date, then queues the facts. `personne`: the person asked for, nil for the one of the
  /// account that the write is about; `nommeId`: the account that the body names.
  init(
    _ writing: Writing, _ habilitation: CompteStatements.Habilitation, personne: CompteStatements.Personne? = nil, nommeId: UUID? = nil
  ) {
    let (cible, instant) = (habilitation.cible, habilitation.instant)
    self.instant = instant
    let due = CompteStatements.Echeance(cible, a: instant)
    _ = writing.enqueue(CompteStatements.verrouiller, cible)
    _ = writing.enqueue(CompteStatements.elargir, ())
    _ = writing.enqueue(CompteStatements.rattacherEchus, due)
    _ = writing.enqueue(CompteStatements.constater, due)
    caissesLues = writing.enqueue(CompteStatements.habilitation, habilitation)
    personnesLues = writing.enqueue(CompteStatements.memePersonne, personne ?? CompteStatements.Personne(cible, a: instant))
    _ = writing.enqueue(CompteStatements.resserrer, ())
    unitesLues = writing.enqueue(CompteStatements.unites, cible)
    nommeLu = writing.enqueue(CompteStatements.nomme, (nommeId, instant))
  }

  /// One caisse of the partner, with the parameters of its convention on the day.
  struct Caisse {
    let lue: CompteStatements.CaisseHabilitante
    let parametres: ParametresConvention

    var id: UUID { lue.caisseId }

    func jour(a instant: Instant) -> Jour { lue.fuseau.jour(a: instant) }

    /// C-25: the accounts counted where that profile is counted.
    func comptes(_ profil: Profil) -> Int { parametres.compteParUnite(profil) ? lue.comptesDeLUnite : lue.comptes }
  }

  func caisses(_ service: Service) async throws -> [Caisse] {
    var read: [Caisse] = []
    for lue in try caissesLues.rows() {
      read.append(Caisse(lue: lue, parametres: try await service.parametres(lue.modele, le: lue.fuseau.jour(a: instant))))
    }
    return read
  }

  func personnes() throws -> [CompteStatements.MemePersonne] { try personnesLues.rows() }

  func nomme() throws -> CompteStatements.CompteNomme? { try nommeLu.first() }

  /// The facts of a habilitation at one caisse.
  func habilitation(
    _ profil: Profil, _ caisse: Caisse, partenaireId: UUID, personnes: [CompteStatements.MemePersonne]
  ) throws -> FaitsHabilitation {
    FaitsHabilitation(
      partenaireId: partenaireId, effectif: caisse.lue.effectif, domaines: caisse.lue.domaines, unites: try unitesLues.rows(),
      parametres: caisse.parametres, titre: caisse.lue.titre, structureSuspendue: caisse.lue.structureSuspendue,
      createurHabilite: profil == .gestionnaire || caisse.lue.acteurHabilite, comptesDecomptes: caisse.comptes(profil),
      memePersonne: personnes.map { $0.faits([caisse.id]) },
      remplace: try nomme().map { FaitsRemplace(compte: $0.compte, dejaRemplace: $0.dejaRemplace, tientPlace: $0.tientPlace) })
  }
}

extension Service {
  /// The quota of a profile at that caisse, as the others fill it; `actifs`: those who are active only.
  func quota(
    _ place: CompteStatements.PlacesAutour, _ profil: Profil, actifs: Bool, a instant: Instant
  ) async throws -> Quota {
    let parametres = try await parametres(place.modele, le: place.fuseau.jour(a: instant))
    let tenues = actifs ? place.actifs : place.comptes
    return Quota(
      profil: profil, parametres: parametres, effectif: place.effectif,
      comptes: parametres.compteParUnite(profil) ? tenues.unite : tenues.partenaire)
  }
}

extension CompteStatements.CaisseHabilitante {
  /// The professional domains, as recorded.
  var domaines: DomainesCourriel { DomainesCourriel(enregistres: domainesEmail.compactMap { try? DomaineCourriel($0) }) }
}

extension CompteStatements.MemePersonne {
  /// As the rules see it from some caisses (C-47). `leveePar`: who lifts his own closings.
  func faits(_ caisses: [UUID], leveePar acteur: Acteur? = nil) -> FaitsMemePersonne {
    FaitsMemePersonne(
      profil: role == .gestionnaire ? .gestionnaire : .technicien, etat: etat, exclueParLaCaisse: !Set(excluePar).isDisjoint(with: caisses),
      fermePour: Set(fermetures.lazy.filter { acteur == nil || $0.par != acteur?.caisseId }.map(\.motif)),
      fermeParLePartenaire: acteur?.role == .gestionnaire ? nil : fermeParLePartenaire, memeAdresse: memeAdresse)
  }
}

extension CompteLu {
  /// As the rules see it; the statements that read accounts give those of partners only.
  func faits() throws(Problem) -> FaitsCompte {
    guard let profil = Profil(rawValue: role.rawValue), let partenaireId else { throw Problem(.ressourceIntrouvable) }
    return FaitsCompte(id: id, profil: profil, etat: etat, partenaireId: partenaireId, uniteId: uniteId, activeLe: activeLe)
  }

  var motifInactivation: MotifInactivation? { inactivation.flatMap { MotifInactivation(rawValue: $0.motif) } }

  /// C-47, Q-59: an exclusion or a closing of security stands on the account or on one of its accesses; a fraud that the partner has recorded
  /// is the person's as well.
  var ecarte: Bool {
    if acces.contains(where: { $0.acces.excluLe != nil && $0.acces.excluMotif?.estDeSecurite != false }) { return true }
    guard etat == .inactif, let motif = motifInactivation else { return false }
    return motif == .fraude || motif.estDeSecurite && inactiveParCaisse != nil
  }

  /// Why that actor has closed it already, when his closing stands (C-45, Q-59).
  func dejaFermePour(_ acteur: Acteur) -> MotifInactivation? {
    if let sien = acces.first(where: { $0.caisseId == acteur.caisseId })?.acces, sien.excluLe != nil { return sien.excluMotif ?? .fraude }
    let estSienne = acteur.caisseId == nil ? inactivePar == Role.gestionnaire.rawValue : inactiveParCaisse == acteur.caisseId
    return etat == .inactif && estSienne ? motifInactivation : nil
  }
}

extension Writing {
  /// An event on an account (C-58).
  func record(
    _ code: String, on compte: CompteLu, regle: String?, avant: JSONValue? = nil, apres: JSONValue? = nil
  ) {
    record(
      code, on: .compte, compte.id, caisse: session?.acteur.caisseId, partenaire: compte.partenaireId, regle: regle, avant: avant,
      apres: apres)
  }

  /// A message to one person, in this transaction.
  func notifier(_ modele: ModeleNotification, compte: UUID, a destinataire: String, _ donnees: JSONValue) throws {
    _ = enqueue(
      NotificationStatements.ajouter,
      NotificationStatements.Nouvelle(
        id: try request.nouvelId(), modele: modele, compteId: compte, destinataire: destinataire, donnees: donnees, a: request.now))
  }

  /// C-17: one more message to that person, or 429: a letter box is nobody's toy.
  func admettreEnvoi(_ compte: UUID, pour envoi: CompteStatements.Envoi = .renvoi) async throws {
    let refuse = enqueue(CompteStatements.admettre(envoi), CompteStatements.Cle(compte, a: request.now))
    try await load()
    guard let libre = try refuse.first() else { return }
    var problem = Problem(
      code: "TROP_D_ENVOIS", regle: "C-17",
      envoi == .correction
        ? "L'adresse de ce compte a déjà changé \(LienActivation.envoisMax) fois en \(LienActivation.envoisHeures) heures : attendez."
        : "Ce compte a déjà reçu \(LienActivation.envoisMax) messages en \(LienActivation.envoisHeures) heures : attendez, "
          + "ou corrigez l'adresse avec la personne.")
    problem.retryAfterSeconds = Int((libre.microsecondes - request.now.microsecondes + 999_999) / 1_000_000)
    throw problem
  }

  /// A new single-use link and the message that carries it; any former link dies (C-17, C-18). The link itself is made when the message
  /// is sent: nothing stored opens anything.
  func envoyerActivation(_ compte: UUID, _ identifiant: String, email: String) throws {
    let activation = try request.nouvelId()
    _ = enqueue(ActivationStatements.inserer, ActivationStatements.Nouvelle(id: activation, compteId: compte, creeLe: request.now))
    try notifier(
      .compteCree, compte: compte, a: email, ["activation_id": .string(activation.text), "identifiant": .string(identifiant)])
  }
}

/// The accesses of whoever acts, read with the facts.
struct Portes {
  private let acces: Deferred<(caisseId: UUID, acces: AccesLu)>

  init(_ writing: Writing) { acces = writing.enqueue(DemandeStatements.accesDuCompte, ()) }

  /// C-15: see `PorteCommune`.
  func exiger(_ acteur: Acteur, _ compte: CompteLu, a instant: Instant) throws {
    let ouvertes = try acces.rows().filter { $0.acces.constat(a: instant).estOuvert }.map(\.caisseId)
    try PorteCommune.exiger(acteur, ouvertes: Set(ouvertes), titres: Set(compte.acces.map(\.caisseId)))
  }
}
