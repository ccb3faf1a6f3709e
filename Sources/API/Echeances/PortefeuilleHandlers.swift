import Bytes
import Contract
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// The dates of every convention in sight, as pages or as a spreadsheet (V-35).
enum PortefeuilleHandlers {
  static func lister(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let type = try request.negotiatedType()
    let portefeuille = Portefeuille(
      fenetre: try Fenetre(request), codes: Set(request.queryText("code").flatMap(CodeEcheance.init(rawValue:)).map { [$0] } ?? []),
      regle: request.queryText("regle"), partenaireId: request.queryID("partenaire_id"),
      conventionId: request.queryID("convention_id"), instant: request.now)
    request.exchange.addHeader("Vary", "Accept")
    return type == "text/csv"
      ? try await exporter(portefeuille, service, request) : try await paginer(portefeuille, service, request)
  }

  private static func paginer(_ portefeuille: Portefeuille, _ service: Service, _ request: RequestContext) async throws -> Reply {
    let page = try Pagination(request)
    var curseur: LigneEcheance.Cle?
    if let date = try page.key(0, { $0.string.flatMap { Jour(texte: $0) } }), let convention = try page.id(1), let code = try page.text(2),
      let rang = try page.key(3, \.int)
    {
      curseur = LigneEcheance.Cle(date: date, convention: convention, code: code, rang: rang)
    }
    let lignes = try await portefeuille.lignes(service.shared.parametres, apres: curseur, plafond: page.limite + 1) { enqueue in
      try await service.read(request, enqueue).result
    }
    return request.respondList(
      lignes, page,
      keys: { [.string($0.date.description), .key($0.acte.id), .string($0.echeance.code.rawValue), .number(JSONNumber($0.rang))] },
      render: { ligne, out in
        out.append(ligne: ligne, sources: service.shared.catalogue.sources(ofRule: ligne.echeance.regle))
      })
  }

  /// The whole list, whatever the page asked for: bounded by the acts read and the days between which they are.
  private static func exporter(_ portefeuille: Portefeuille, _ service: Service, _ request: RequestContext) async throws -> Reply {
    let lignes = try await portefeuille.lignes(service.shared.parametres) { enqueue in try await service.read(request, enqueue).result }
    request.exchange.body.append(csv: entete)
    for (index, ligne) in lignes.enumerated() {
      let sources = service.shared.catalogue.sources(ofRule: ligne.echeance.regle)
      request.exchange.body.append(csv: cellules(ligne, sources))
      if index % lignesParTour == lignesParTour - 1 { await Task.yield() }
    }
    let jour = try await jourDuFichier(lignes, service, request)
    request.exchange.addHeader("Content-Disposition", "attachment; filename=\"echeances-\(jour).csv\"")
    var reply = Reply()
    reply.contentType = "text/csv; charset=utf-8; header=present"
    return reply
  }

  /// Today where the acts listed are, the latest when it is two days; where the caller's caisse is, when none is listed.
  private static func jourDuFichier(_ lignes: [LigneEcheance], _ service: Service, _ request: RequestContext) async throws -> Jour {
    if let jour = lignes.map(\.acte.aujourdhui).max() { return jour }
    let (_, fuseau) = try await service.read(request) { $0.enqueue(PartenaireStatements.fuseau, ()) }
    return try fuseau.first()?.jour(a: request.now) ?? FuseauHoraire.jours(a: request.now).upperBound
  }

  /// Lines written before the loop looks at other requests.
  private static let lignesParTour = 1_000

  private static let entete = [
    "date", "code", "libelle", "regle", "sources", "atteinte", "est_defaut_projet", "mise_en_demeure_id", "convention_id", "nature",
    "partenaire_id", "partenaire", "caisse_code", "caisse",
  ]

  private static func cellules(_ ligne: LigneEcheance, _ sources: [String]) -> [String] {
    let (acte, echeance) = (ligne.acte, ligne.echeance)
    return [
      ligne.date.description, echeance.code.rawValue, echeance.libelle, echeance.regle, sources.joined(separator: " ; "),
      String(echeance.estAtteinte(le: acte.aujourdhui)), String(echeance.estDefautProjet), echeance.miseEnDemeureId?.text ?? "",
      acte.id.text, acte.nature.rawValue, acte.partenaire.id.text, acte.partenaire.denomination, acte.caisse.code, acte.caisse.denomination,
    ]
  }
}

extension Bytes {
  /// `EcheancePortefeuille` of the contract.
  fileprivate mutating func append(ligne: LigneEcheance, sources: [String]) {
    let acte = ligne.acte
    beginObject()
    append(membres: ligne.echeance, sources: sources, le: acte.aujourdhui)
    object("convention") { out in
      out.field("id", acte.id)
      out.field("nature", acte.nature.rawValue)
      out.object("partenaire") { out in
        out.field("id", acte.partenaire.id)
        out.field("denomination", acte.partenaire.denomination)
      }
      out.object("caisse") { out in
        out.field("id", acte.caisse.id)
        out.field("code", acte.caisse.code)
        out.field("denomination", acte.caisse.denomination)
      }
    }
    endObject()
  }
}
