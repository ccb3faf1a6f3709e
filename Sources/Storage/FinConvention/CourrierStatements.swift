package import Domain
package import FoundationEssentials
package import Postgres

/// One letter of the register, as recorded (V-27).
package struct CourrierLu: Sendable {
  package var id = UUID.nul
  package var conventionId = UUID.nul
  package var courrier = Courrier(objet: .autre, expediteur: .caisse, envoyeLe: Jour(numero: 0))
  package var note: String?
  package var version = 1
  package var creeLe = Instant(microsecondes: 0)
  package var modifieLe = Instant(microsecondes: 0)

  fileprivate init() {}

  /// A new letter.
  package init(id: UUID, conventionId: UUID, courrier: Courrier, note: String?, instant: Instant) {
    self.id = id
    self.conventionId = conventionId
    self.courrier = courrier
    self.note = note
    creeLe = instant
    modifieLe = instant
  }
}

extension ObjetCourrier: TypeDeChamp {}
extension FormeCourrier: TypeDeChamp {}

package enum CourrierStatements {
  /// `k` is the letter. The journal keeps its dates, never its note.
  package static let table = Table<CourrierLu>(
    "courrier", "k", vierge: CourrierLu(),
    champs: [
      Champ("id", \.id, .creation, trace: true),
      Champ("version", \.version),
      Champ("convention_id", \.conventionId, .creation),
      Champ("objet", \.courrier.objet, .creation, trace: true),
      Champ("expediteur", \.courrier.expediteur, .creation, trace: true),
      Champ("forme", \.courrier.forme, .creation, trace: true),
      Champ("numero", \.courrier.numero, .creation),
      Champ("envoye_le", \.courrier.envoyeLe, .creation, trace: true),
      Champ("presente_le", \.courrier.presenteLe, trace: true),
      Champ("recu_le", \.courrier.recuLe, trace: true),
      Champ("non_reclame", \.courrier.nonReclame, trace: true),
      Champ("reception_retenue", calcule: { $0.courrier.receptionRetenue }),
      Champ("note", \.note),
      Champ("cree_le", \.creeLe, .creation),
      Champ("modifie_le", \.modifieLe),
    ])

  package static let inserer = table.inserer("courrier_inserer")
  package static let modifier = table.modifier("courrier_modifier")

  /// Of an act in sight.
  package static let lire = table.lecture(
    "courrier_lire", "from courrier k join convention v on v.id = k.convention_id where k.id = $1::uuid and \(ConventionColumns.scope)"
  ) { (id: UUID, p) in p.uuid(id) }

  package struct Page: Sendable {
    package let conventionId: UUID
    package let objet: String?
    package let apresEnvoyeLe: Jour?
    package let apresId: UUID?
    package let limite: Int

    package init(conventionId: UUID, objet: String?, apresEnvoyeLe: Jour?, apresId: UUID?, limite: Int) {
      self.conventionId = conventionId
      self.objet = objet
      self.apresEnvoyeLe = apresEnvoyeLe
      self.apresId = apresId
      self.limite = limite
    }
  }

  /// The register of an act in sight, the last sent first.
  package static let lister = table.lecture(
    "courrier_lister",
    """
    from courrier k join convention v on v.id = k.convention_id
    where k.convention_id = $1::uuid and \(ConventionColumns.scope) and ($2::text is null or k.objet = $2::text)
      and ($3::date is null or (k.envoye_le, k.id) < ($3::date, $4::uuid))
    order by k.envoye_le desc, k.id desc limit $5::int8
    """
  ) { (page: Page, p) in
    p.uuid(page.conventionId)
    p.text(page.objet)
    p.jour(page.apresEnvoyeLe)
    p.uuid(page.apresId)
    p.int8(page.limite)
  }
}
