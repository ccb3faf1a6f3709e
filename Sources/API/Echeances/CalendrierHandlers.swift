import Bytes
import Contract
import Crypto
import Domain
import FoundationEssentials
import HTTPServer
import Postgres
import Storage

/// The feed of a subscription, for calendar programs: its address is its only key.
enum CalendrierHandlers {
  /// Events written before the loop looks at other requests.
  private static let lignesParTour = 500

  /// What the holder sees at this moment; 404 for a token that opens nothing, without saying why.
  static func lire(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let cle = AbonnementStatements.Cle(empreinte: OpaqueToken.digest(of: try request.pathText("jeton")), instant: request.now)
    guard let abonnement = try await ouvrir(service, cle, { _ in }).abonnement else { throw Problem(.ressourceIntrouvable) }
    let fenetre = Fenetre(calendrierMois: abonnement.horizonMois)
    let portefeuille = Portefeuille(
      fenetre: fenetre, codes: Set(abonnement.codes.compactMap(CodeEcheance.init(rawValue:))), instant: request.now)
    let lignes = try await portefeuille.lignes(service.shared.parametres) { enqueue in
      let (abonnement, lecture) = try await ouvrir(service, cle, enqueue)
      guard abonnement != nil else { throw Problem(.ressourceIntrouvable) }
      return lecture
    }
    if abonnement.luLe.map({ $0.ajoutant(secondes: 3600) <= request.now }) ?? true { try await marquer(service, cle) }
    request.exchange.body.append(debutCalendrier: abonnement.libelle)
    for (index, ligne) in lignes.enumerated() {
      let sources = service.shared.catalogue.sources(ofRule: ligne.echeance.regle)
      request.exchange.body.append(evenement: ligne, sources: sources, url: service.shared.url, a: request.now)
      if index % lignesParTour == lignesParTour - 1 { await Task.yield() }
    }
    request.exchange.body.append(finCalendrier: lignes.isEmpty)
    var reply = Reply()
    reply.contentType = "text/calendar; charset=utf-8"
    return reply
  }

  /// Opens what the subscription shows, and reads under it in the same flush.
  private static func ouvrir<Result>(
    _ service: Service, _ cle: AbonnementStatements.Cle, _ enqueue: (Batch) -> Result
  ) async throws -> (abonnement: AbonnementLu?, result: Result) {
    let (found, _) = try await service.readSlowly(cle.empreinte) { batch in
      _ = batch.enqueue(AbonnementStatements.approcher, cle)
      return (
        abonnement: batch.enqueue(AbonnementStatements.designer, cle), ouvert: batch.enqueue(AbonnementStatements.ouvrir, cle),
        result: enqueue(batch)
      )
    }
    let estOuvert = try found.ouvert.first() == true
    return (estOuvert ? try found.abonnement.first() ?? nil : nil, found.result)
  }

  /// At most once an hour: what shows its holder that an address is in use.
  private static func marquer(_ service: Service, _ cle: AbonnementStatements.Cle) async throws {
    try await service.database.transaction { transaction in
      _ = transaction.enqueue(AbonnementStatements.approcher, cle)
      _ = transaction.enqueue(AbonnementStatements.marquer, cle)
    }
  }
}

extension Bytes {
  fileprivate mutating func append(debutCalendrier nom: String) {
    append(ligne: "BEGIN", brut: "VCALENDAR")
    append(ligne: "VERSION", brut: "2.0")
    append(ligne: "PRODID", brut: "-//Espace Partenaires//Échéances//FR")
    append(ligne: "CALSCALE", brut: "GREGORIAN")
    append(ligne: "METHOD", brut: "PUBLISH")
    append(ligne: "X-WR-CALNAME", texte: nom)
    append(ligne: "REFRESH-INTERVAL;VALUE=DURATION", brut: "PT12H")
    append(ligne: "X-PUBLISHED-TTL", brut: "PT12H")
  }

  /// A calendar holds one component at least (§3.6): a time zone when there is nothing to tell.
  fileprivate mutating func append(finCalendrier estVide: Bool) {
    if estVide {
      append(ligne: "BEGIN", brut: "VTIMEZONE")
      append(ligne: "TZID", brut: "Etc/UTC")
      append(ligne: "BEGIN", brut: "STANDARD")
      append(ligne: "DTSTART", brut: "19700101T000000")
      append(ligne: "TZOFFSETFROM", brut: "+0000")
      append(ligne: "TZOFFSETTO", brut: "+0000")
      append(ligne: "END", brut: "STANDARD")
      append(ligne: "END", brut: "VTIMEZONE")
    }
    append(ligne: "END", brut: "VCALENDAR")
  }

  /// An event of one day, that leaves the day free. Its UID says act, date and place among equals: the same at each reading.
  fileprivate mutating func append(evenement ligne: LigneEcheance, sources: [String], url: String, a instant: Instant) {
    let (acte, echeance) = (ligne.acte, ligne.echeance)
    var details = ["\(echeance.libelle).", "Règle \(echeance.regle)\(sources.isEmpty ? "" : " : \(sources.joined(separator: " ; "))")."]
    if echeance.estDefautProjet { details.append("L'acte est muet : ce délai est celui du projet.") }
    details.append("Convention \(acte.nature.rawValue) entre \(acte.caisse.denomination) et \(acte.partenaire.denomination).")
    append(ligne: "BEGIN", brut: "VEVENT")
    append(ligne: "UID", brut: "\(acte.id.text)-\(echeance.code.rawValue)-\(ligne.date.iCalendar)-\(ligne.rang)@espace-partenaires")
    append(ligne: "DTSTAMP", brut: instant.iCalendar)
    append(ligne: "DTSTART;VALUE=DATE", brut: ligne.date.iCalendar)
    append(ligne: "DTEND;VALUE=DATE", brut: ligne.date.lendemain.iCalendar)
    append(ligne: "SUMMARY", texte: "\(echeance.libelle) (\(acte.partenaire.denomination))")
    append(ligne: "DESCRIPTION", texte: details.joined(separator: "\n"))
    append(ligne: "CATEGORIES", texte: echeance.code.rawValue)
    append(ligne: "URL", brut: "\(url)/v1/conventions/\(acte.id.text)")
    append(ligne: "TRANSP", brut: "TRANSPARENT")
    append(ligne: "END", brut: "VEVENT")
  }
}
