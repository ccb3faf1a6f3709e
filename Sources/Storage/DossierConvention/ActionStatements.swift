package import Domain
package import FoundationEssentials
package import Postgres

/// One action of a convention, as recorded; `caisse` and `fuseau` are those of the convention.
package struct ActionLue: Sendable {
  package var id = UUID.nul
  package var conventionId = UUID.nul
  package var caisseId = UUID.nul
  package var partenaireId = UUID.nul
  package var fuseau = FuseauHoraire.paris
  package var type = TypeAction.autre
  package var intitule = ""
  package var porteur = ""
  package var suivi = SuiviAction(etat: .prevue, faiteLe: nil)
  package var echeanceLe: Jour?
  package var note: String?
  package var version = 1
  package var creeLe = Instant(microsecondes: 0)
  package var modifieLe = Instant(microsecondes: 0)

  fileprivate init() {}

  /// A new action, which a body fills.
  package init(id: UUID, _ convention: ConventionLue, instant: Instant) {
    self.id = id
    conventionId = convention.id
    caisseId = convention.caisse.id
    partenaireId = convention.partenaire.id
    fuseau = convention.caisse.fuseau
    creeLe = instant
    modifieLe = instant
  }
}

extension FuseauHoraire: TypeDeChamp {}
extension TypeAction: TypeDeChamp {}
extension EtatAction: TypeDeChamp {}

package enum ActionStatements {
  package static let table = Table<ActionLue>(
    "action_convention", "a", vierge: ActionLue(),
    champs: [
      Champ("id", \.id, .creation, trace: true),
      Champ("version", \.version),
      Champ("convention_id", \.conventionId, .creation),
      Champ("caisse_id", \.caisseId, .jamais, colonne: "v.caisse_id", montre: false),
      Champ("partenaire_id", \.partenaireId, .jamais, colonne: "v.partenaire_id", montre: false),
      Champ("fuseau", \.fuseau, .jamais, colonne: "c.fuseau", montre: false),
      Champ("type", \.type, .creation, trace: true, saisie: .telle),
      Champ("intitule", \.intitule, saisie: .ligne(caracteresMax: 200)),
      Champ("porteur", \.porteur, saisie: .telle),
      Champ("etat", \.suivi.etat, trace: true),
      Champ("echeance_le", \.echeanceLe, saisie: .telle),
      Champ("faite_le", \.suivi.faiteLe),
      Champ("note", \.note, saisie: .libre(caracteresMax: 2_000)),
      Champ("cree_le", \.creeLe, .creation),
      Champ("modifie_le", \.modifieLe),
    ])

  private static let joins = "action_convention a join convention v on v.id = a.convention_id join caisse c on c.id = v.caisse_id"
  private static let une = "from \(joins) where a.id = $1::uuid and \(ConventionColumns.scope)"

  package static let lire = table.lecture("action_lire", une) { (id: UUID, p) in p.uuid(id) }
  /// Locked until the end of the transaction.
  package static let lirePourModifier = table.lecture("action_lire_pour_modifier", "\(une) for update of a") { (id: UUID, p) in p.uuid(id) }
  package static let inserer = table.inserer("action_inserer")
  package static let modifier = table.modifier("action_modifier")

  package struct Filtre: Sendable {
    package let conventionId: UUID
    package let type: String?
    package let etat: String?
    package let porteur: String?

    package init(conventionId: UUID, type: String?, etat: String?, porteur: String?) {
      self.conventionId = conventionId
      self.type = type
      self.etat = etat
      self.porteur = porteur
    }
  }

  private static let liste = table.liste(
    "action_lister", "action_compter", de: joins,
    [
      Critere<Filtre>("a.convention_id = ? and \(ConventionColumns.scope)", \.conventionId), .egal("a.type", \.type), .egal("a.etat", \.etat),
      .egal("a.porteur", \.porteur),
    ])

  package static let lister = liste.page
  package static let compter = liste.compte

  package static var all: [AnyStatement] {
    [lire.erased, lirePourModifier.erased, lister.erased, compter.erased, inserer.erased, modifier.erased]
  }
}
