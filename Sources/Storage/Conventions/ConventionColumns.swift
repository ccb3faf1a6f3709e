import Domain
import FoundationEssentials
import JSON
import Postgres

/// The columns of a convention in the order `ConventionLue` reads them, for every statement that shows one.
enum ConventionColumns {
  /// Needs the joins below. `$1` carries `ParametresCache.connus` in every statement that uses them.
  static let sql = """
    v.id, v.version, c.id, c.code, c.denomination, c.fuseau, p.id, p.denomination, v.nature, \(ModeleFige.columns(connus: "$1")),
      v.convention_metier_id, v.objet, v.objectifs, v.public, v.cadre_national, v.proposee_le, \(signatures(de: "v.id")),
      coalesce((select jsonb_object_agg(f.code, f.active) from fonctionnalite f where f.convention_id = v.id), '{}'::jsonb),
      mm.code, mm.version, case when mm.code || ' ' || mm.version = any ($1::text[]) then null else mm.parametres end,
      vm.proposee_le is not null, \(signatures(de: "vm.id")), coalesce(vie_convention(vm.id), '{}'::jsonb), vie_convention(v.id),
      v.cree_le, v.modifie_le
    """

  static let joins = joins(on: nil)

  /// The same after another table, `v` joined on that condition.
  static func joins(on condition: String?) -> String {
    """
    convention v \(condition.map { "on \($0)" } ?? "")
      join caisse c on c.id = v.caisse_id
      join partenaire p on p.id = v.partenaire_id
      \(modele("m", de: "v"))
      left join convention vm on vm.id = v.convention_metier_id
      left \(modele("mm", de: "vm"))
    """
  }

  /// The first wall: the acts of the caisse of the open context, or of its partner once they are offered (A-02, R-34, V-28).
  static let scope = """
    (v.caisse_id = (select contexte('caisse')) or v.partenaire_id = (select contexte('partenaire')) and v.proposee_le is not null)
    """

  /// At most two elements, in the order they were given.
  private static func signatures(de convention: String) -> String {
    """
    coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'partie', s.partie, 'qualite', s.qualite, 'date', s.date, 'lieu', s.lieu,
        'exemplaires', s.exemplaires, 'pour_ordre_de', s.pour_ordre_de, 'deliberation', s.deliberation) order by s.date, s.partie)
      from signature s where s.convention_id = \(convention)), '[]'::jsonb)
    """
  }

  /// The version that the first signature froze, the latest before it (V-03).
  private static func modele(_ alias: String, de convention: String) -> String {
    """
    join lateral (select n.code, n.version, n.parametres from modele_convention n where n.code = \(convention).modele_code
        and (n.version = \(convention).modele_version
          or not exists (select from signature s where s.convention_id = \(convention).id))
        order by n.version desc limit 1) \(alias) on true
    """
  }

  static func read(_ row: inout RowReader) throws(DecodingFailure) -> ConventionLue {
    ConventionLue(
      id: try row.uuid(), version: try row.int(),
      caisse: (try row.uuid(), try row.text(), try row.text(), try row.text(FuseauHoraire.init(rawValue:))),
      partenaire: (try row.uuid(), try row.text()), nature: try row.text(NatureConvention.init(rawValue:)),
      modele: try ModeleFige.read(&row), metierId: try row.uuidOrNull(), objetSigne: try row.textOrNull(),
      objectifsSignes: try row.textOrNull(), publicConcerne: try row.textOrNull(), cadreNational: try row.textOrNull(),
      proposeeLe: try row.instantOrNull(), signatures: try readSignatures(&row), interrupteurs: try row.interrupteurs(),
      metier: try metier(&row), actes: try readActes(&row), creeLe: try row.instant(), modifieLe: try row.instant())
  }

  private static func readSignatures(_ row: inout RowReader) throws(DecodingFailure) -> [SignatureLue] {
    let column = row.column
    let elements = try row.json().array ?? []
    let signatures = elements.compactMap(SignatureLue.init)
    guard signatures.count == elements.count else { throw DecodingFailure(column: column, expected: "signatures") }
    return signatures
  }

  private static func readActes(_ row: inout RowReader) throws(DecodingFailure) -> ActesLus {
    let column = row.column
    guard let actes = ActesLus(try row.json()) else { throw DecodingFailure(column: column, expected: "vie_convention") }
    return actes
  }

  private static func metier(_ row: inout RowReader) throws(DecodingFailure) -> ConventionLue.ActeMetier? {
    let modele = row.isNull ? nil : try ModeleFige.read(&row)
    if modele == nil { row.column += 3 }
    let estProposee = try row.bool()
    let signatures = try readSignatures(&row)
    let actes = try readActes(&row)
    return modele.map { ConventionLue.ActeMetier(modele: $0, estProposee: estProposee, signatures: signatures, actes: actes) }
  }
}
