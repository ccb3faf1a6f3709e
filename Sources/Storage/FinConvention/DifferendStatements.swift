package import Domain
package import FoundationEssentials
package import Postgres

/// One dispute as recorded (V-29 to V-31).
package struct DifferendLu: Sendable {
  package var id = UUID.nul
  package var conventionId = UUID.nul
  package var objet = ""
  package var ouvertPar = Partie.caisse
  package var differend = Differend(ouvertLe: Jour(numero: 0))
  package var note: String?
  package var version = 1
  package var creeLe = Instant(microsecondes: 0)
  package var modifieLe = Instant(microsecondes: 0)
  /// What the act says of it: no column, given before it is shown.
  package var tentative: TentativeAmiable?

  fileprivate init() {}

  package init(id: UUID, conventionId: UUID, objet: String, ouvertPar: Partie, ouvertLe: Jour, instant: Instant) {
    self.id = id
    self.conventionId = conventionId
    self.objet = objet
    self.ouvertPar = ouvertPar
    differend = Differend(ouvertLe: ouvertLe)
    creeLe = instant
    modifieLe = instant
  }
}

extension IssueDifferend: TypeDeChamp {}

package enum DifferendStatements {
  /// The journal keeps its dates, never its texts.
  package static let table = Table<DifferendLu>(
    "differend", "d", vierge: DifferendLu(),
    champs: [
      Champ("id", \.id, .creation, trace: true),
      Champ("version", \.version),
      Champ("convention_id", \.conventionId, .creation),
      Champ("objet", \.objet, .creation),
      Champ("ouvert_par", \.ouvertPar, .creation, trace: true),
      Champ("ouvert_le", \.differend.ouvertLe, .creation, trace: true),
      Champ("juridiction_des", calcule: { $0.tentative?.juridictionDes }),
      Champ("terme_amiable", calcule: { $0.tentative?.terme }),
      Champ("issue", \.differend.issue, trace: true),
      Champ("clos_le", \.differend.closLe, trace: true),
      Champ("note", \.note),
      Champ("cree_le", \.creeLe, .creation),
      Champ("modifie_le", \.modifieLe),
    ])

  package static let inserer = table.inserer("differend_inserer")
  package static let clore = table.modifier("differend_clore")

  /// Of an act in sight.
  package static let lire = table.lecture(
    "differend_lire", "from differend d join convention v on v.id = d.convention_id where d.id = $1::uuid and \(ConventionColumns.scope)"
  ) { (id: UUID, p) in p.uuid(id) }

  package static let lister = table.lecture("differend_lister", "from differend d \(PageActes.fin("d"))") { (page: PageActes, p) in page.bind(&p) }
}
