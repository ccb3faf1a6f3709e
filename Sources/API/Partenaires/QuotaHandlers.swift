import Bytes
import Contract
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// Places of accounts, by caisse, profile and unit (C-06 to C-14, Q-07, Q-43).
enum QuotaHandlers {
  static func lire(_ service: Service, _ request: RequestContext) async throws -> Reply {
    let id = try request.pathID()
    let (_, found) = try await service.read(request) { batch in
      (
        partenaire: batch.enqueue(PartenaireStatements.lire, id), unites: batch.enqueue(UniteStatements.lister, id),
        quotas: FaitsQuotas(batch, id, service, at: request.now)
      )
    }
    guard let partenaire = try found.partenaire.first() else { throw Problem(.ressourceIntrouvable) }
    let unites = try found.unites.rows().map(\.id)
    let decompte = try found.quotas.decompte.rows()
    var lignes: [LigneQuota] = []
    for titre in try found.quotas.titres.rows().sorted(by: { $0.caisse.code < $1.caisse.code }) {
      let parametres = try titre.faits(service.shared.parametres).parametres(le: titre.jour(a: request.now))
      lignes += LigneQuota.lignes(titre.caisse.id, parametres, effectif: partenaire.effectif, unites: unites, decompte)
    }
    request.exchange.body.beginObject()
    request.exchange.body.list("elements", lignes) { ligne, out in out.append(quota: ligne) }
    request.exchange.body.field("suivant", nil as String?)
    request.exchange.body.endObject()
    return Reply()
  }
}

/// What the quotas of a partner are computed from, as queued.
struct FaitsQuotas {
  /// The agreements that open the portal: one at most for each caisse in sight.
  let titres: Deferred<ConventionLue>
  let decompte: Deferred<ComptesDecomptes>

  init(_ queue: some StatementQueue, _ partenaire: UUID, _ service: Service, at now: Instant) {
    titres = queue.enqueue(ConventionStatements.titres, ConventionStatements.Cle(partenaire, service.shared.parametres))
    decompte = queue.enqueue(QuotaStatements.decompter, QuotaStatements.Question(partenaireId: partenaire, instant: now))
  }
}

/// One line of the quotas.
struct LigneQuota {
  let caisseId: UUID
  let uniteId: UUID?
  let quota: Quota

  /// Gestionnaires first, unit by unit where the model counts them so; then techniciens.
  static func lignes(
    _ caisse: UUID, _ parametres: ParametresConvention, effectif: Int?, unites: [UUID], _ decompte: [ComptesDecomptes]
  ) -> [LigneQuota] {
    Profil.allCases.flatMap { profil in
      let deLaCaisse = decompte.filter { $0.caisseId == caisse && $0.profil == profil.rawValue }
      func ligne(_ unite: UUID?, _ comptes: [ComptesDecomptes]) -> LigneQuota {
        LigneQuota(
          caisseId: caisse, uniteId: unite,
          quota: Quota(profil: profil, parametres: parametres, effectif: effectif, comptes: comptes.reduce(0) { $0 + $1.nombre }))
      }
      guard parametres.compteParUnite(profil) else { return [ligne(nil, deLaCaisse)] }
      return unites.map { unite in ligne(unite, deLaCaisse.filter { $0.uniteId == unite }) }
    }
  }
}

/// The gestionnaires of each unit of a partner, at one caisse: that whose model counts them by unit, else the first.
struct GestionnairesParUnite {
  /// Nil when no limit holds for a unit (C-09).
  let plafond: Int?
  private let decompte: [ComptesDecomptes]

  init(_ partenaire: PartenaireLu, _ quotas: FaitsQuotas, _ service: Service, at now: Instant) throws {
    let titres = try quotas.titres.rows().sorted { $0.caisse.code < $1.caisse.code }.map { titre in
      (caisse: titre.caisse.id, parametres: try titre.faits(service.shared.parametres).parametres(le: titre.jour(a: now)))
    }
    let compteur = titres.first { $0.parametres.compteParUnite(.gestionnaire) }
    plafond = compteur.flatMap { Plafond(.gestionnaire, $0.parametres, effectif: partenaire.effectif).maximum }
    let caisse = (compteur ?? titres.first)?.caisse
    decompte = try quotas.decompte.rows().filter { $0.caisseId == caisse && $0.profil == Profil.gestionnaire.rawValue }
  }

  func nombre(dans unite: UUID) -> Int { decompte.first { $0.uniteId == unite }?.nombre ?? 0 }
}
