import Bytes
import Contract
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// The contacts of the parties, kept up to date without any amendment (A-11, A-12, A-19, A-20, P-13, P-14).
enum ContactHandlers {
  static func lister(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let page = try Pagination(request)
    let query = ContactStatements.Page(
      partenaireId: id, apresPartie: try page.text(0), apresRole: try page.text(1), apresNom: try page.text(2), apresId: try page.id(3),
      limite: page.limite + 1)
    let wantsTotal = request.queryFlag("total") == true
    let (_, found) = try await service.read(request) { batch in
      (
        partenaire: batch.enqueue(PartenaireStatements.lire, id), rows: batch.enqueue(ContactStatements.lister, query),
        total: wantsTotal ? batch.enqueue(ContactStatements.compter, id) : nil
      )
    }
    guard try found.partenaire.first() != nil else { throw Problem(.ressourceIntrouvable) }
    return request.respondList(
      try found.rows.rows(), page, total: try found.total?.first(),
      keys: { [.string($0.partie), .string($0.role), .string($0.nom ?? ""), .key($0.id)] }, render: { ContactStatements.table.rendre($0, dans: &$1) })
  }

  static func creer(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let partenaireId = try request.pathID()
    return try await service.write(request) { writing in
      let partenaire = writing.enqueue(PartenaireStatements.lire, partenaireId)
      let facts = FaitsLus(writing, partenaireId)
      let session = try await writing.load()
      guard try partenaire.first() != nil, let caisse = session.acteur.caisseId else { throw Problem(.ressourceIntrouvable) }
      let decided = try NouveauContact.creer(CorpsContact(request.body), par: session.acteur, faits: try facts.faits())
      var contact = ContactLu(
        id: try request.nouvelId(), partenaireId: partenaireId, caisseId: caisse,
        role: decided.role.rawValue, partie: decided.partie.rawValue, instant: request.now)
      contact.apply(decided.donnees)
      _ = writing.enqueue(ContactStatements.inserer, contact)
      record("CONTACT_CREE", contact, regle: "P-13", writing)
      ContactStatements.table.rendre(contact, dans: &request.exchange.body)
      return Reply(201, version: contact.version, location: "/v1/contacts/\(contact.id.text)")
    }
  }

  static func modifier(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    return try await service.write(request) { writing in
      let found = writing.enqueue(ContactStatements.lirePourModifier, id)
      let session = try await writing.load()
      guard var contact = try found.first() else { throw Problem(.ressourceIntrouvable) }
      try request.checkVersion(contact.version, modifieLe: contact.modifieLe)
      let facts = FaitsLus(writing, contact.partenaireId)
      try await writing.load()
      var faits = try facts.faits()
      faits.partie = PartieContact(rawValue: contact.partie)
      let decided = try DonneesContact.modifier(CorpsContact(request.body), par: session.acteur, faits: faits)
      contact.apply(decided)
      contact.version += 1
      contact.modifieLe = request.now
      _ = writing.enqueue(ContactStatements.modifier, contact)
      record("CONTACT_MODIFIE", contact, regle: "P-14", champs: request.body.object?.members.map(\.name), writing)
      ContactStatements.table.rendre(contact, dans: &request.exchange.body)
      return Reply(version: contact.version)
    }
  }

  static func supprimer(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    return try await service.write(request) { writing in
      let found = writing.enqueue(ContactStatements.lirePourModifier, id)
      try await writing.load()
      guard let contact = try found.first() else { throw Problem(.ressourceIntrouvable) }
      try request.checkVersion(contact.version, modifieLe: contact.modifieLe)
      // Before it goes: an event is of something that is there.
      record("CONTACT_SUPPRIME", contact, regle: "P-14", writing)
      _ = writing.enqueue(ContactStatements.supprimer, id)
      return .noContent
    }
  }

  /// Which fields changed, never what they say: the journal keeps no person's particulars.
  private static func record(_ code: String, _ contact: ContactLu, regle: String, champs: [String]? = nil, _ writing: Writing) {
    var trace = ContactStatements.table.trace(contact)
    if let champs { trace["champs"] = .array(champs.map(JSONValue.string)) }
    writing.record(
      code, on: .contact, contact.id, caisse: contact.caisseId, partenaire: contact.partenaireId, regle: regle, apres: .object(trace))
  }
}

/// What a contact must agree with, as queued.
private struct FaitsLus {
  private let unites: Deferred<UniteLue>
  private let conventions: Deferred<UUID>

  init(_ writing: Writing, _ partenaire: UUID) {
    unites = writing.enqueue(UniteStatements.lister, partenaire)
    conventions = writing.enqueue(ContactStatements.conventions, partenaire)
  }

  func faits() throws -> FaitsContact {
    FaitsContact(unites: Set(try unites.rows().map(\.id)), conventions: Set(try conventions.rows()))
  }
}

extension ContactLu {
  fileprivate mutating func apply(_ donnees: DonneesContact) {
    fonction = donnees.fonction.texte(fonction) { $0.texte }
    civilite = donnees.civilite.texte(civilite) { $0.rawValue }
    nom = donnees.nom.texte(nom) { $0.texte }
    prenom = donnees.prenom.texte(prenom) { $0.texte }
    email = donnees.email.texte(email) { $0.texte }
    telephone = donnees.telephone.texte(telephone) { $0.texte }
    uniteId = donnees.uniteId.applique(a: uniteId)
    organisme = donnees.organisme.texte(organisme) { $0.texte }
    adresse = donnees.adresse.texte(adresse) { $0.texte }
    conventionId = donnees.conventionId.applique(a: conventionId)
    usage = donnees.usage.texte(usage) { $0.texte }
  }
}

extension CorpsContact {
  init(_ body: JSONValue) {
    self.init()
    role = body["role"]?.string
    partie = body["partie"]?.string
    fonction = body.changementTexte("fonction")
    civilite = body.changementTexte("civilite")
    nom = body.changementTexte("nom")
    prenom = body.changementTexte("prenom")
    email = body.changementTexte("email")
    telephone = body.changementTexte("telephone")
    uniteId = body.changement("unite_id") { $0.string.flatMap { UUID(text: $0) } }
    organisme = body.changementTexte("organisme")
    adresse = body.changementTexte("adresse")
    conventionId = body.changement("convention_id") { $0.string.flatMap { UUID(text: $0) } }
    usage = body.changementTexte("usage")
  }
}
