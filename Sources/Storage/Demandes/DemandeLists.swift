package import Domain
package import FoundationEssentials
package import Postgres

/// What a list of demandes keeps; nil keeps all. Days are the caisse's civil days, already turned into instants.
package struct FiltreDemandes: Sendable {
  package var etats: [String]?
  package var type: String?
  package var urgente: Bool?
  package var prioritaire: Bool?
  package var partenaireId: UUID?
  package var uniteId: UUID?
  package var agentId: UUID?
  package var deposeDu: Instant?
  /// Excluded.
  package var deposeAvant: Instant?

  package init() {}
}

/// One page of a list: after which row, and how many.
package struct PageDemandes: Sendable {
  package var filtre: FiltreDemandes
  package var apresPrioritaire: Bool?
  package var apresDeposeLe: Instant?
  package var apresId: UUID?
  package var limite: Int

  package init(filtre: FiltreDemandes, apresPrioritaire: Bool? = nil, apresDeposeLe: Instant?, apresId: UUID?, limite: Int) {
    self.filtre = filtre
    self.apresPrioritaire = apresPrioritaire
    self.apresDeposeLe = apresDeposeLe
    self.apresId = apresId
    self.limite = limite
  }
}

/// The lists of demandes. Whose they are is in the context that the token opens, so one statement serves every role: a branch per scope,
/// each in the words of its index (under row-level security the policy alone gives a sequential scan), merged in order. A branch whose
/// context is empty costs nothing.
extension DemandeStatements {
  /// One `coalesce` around all of them: the planner then takes them together for one half. One by one it would take each optional filter
  /// for a rare one, expect next to nothing, and sort the whole scope instead of walking its index to the end of the page.
  static let filtre = """
    coalesce(($1::text[] is null or d.etat = any ($1::text[])) and ($2::text is null or d.type = $2::text)
      and ($3::bool is null or d.urgente = $3::bool) and ($4::bool is null or d.prioritaire = $4::bool)
      and ($5::uuid is null or d.partenaire_id = $5::uuid) and ($6::uuid is null or d.unite_id = $6::uuid)
      and ($7::uuid is null or d.agent_id = $7::uuid)
      and ($8::timestamptz is null or d.depose_le >= $8::timestamptz) and ($9::timestamptz is null or d.depose_le < $9::timestamptz), false)
    """

  enum Portee: CaseIterable {
    case caisse, partenaire, unite

    var sql: String {
      switch self {
      /// All the demandes of a caisse.
      case .caisse: "d.caisse_id = contexte('caisse')"
      /// The history of a whole partner (D-29).
      case .partenaire: "contexte('unite') is null and d.partenaire_id = contexte('partenaire')"
      /// The history of a unit alone (Q-15).
      case .unite: "d.unite_id = contexte('unite') and d.partenaire_id = contexte('partenaire')"
      }
    }
  }

  private enum Ordre {
    case recentes, anciennes

    var sql: String { self == .recentes ? "d.depose_le desc, d.id desc" : "d.depose_le, d.id" }

    /// Where the page begins and where the list ends: see `Borne`.
    var bornes: String {
      switch self {
      case .recentes:
        """
        (d.depose_le, d.id) < (\(Borne.premierDe("$10::timestamptz", "$9::timestamptz", "'infinity'")), \(Borne.premierDe("$11::uuid", Borne.dernier)))
          and (d.depose_le, d.id) >= (\(Borne.premierDe("$8::timestamptz", "'-infinity'")), \(Borne.premier))
        """
      case .anciennes:
        """
        (d.depose_le, d.id) > (\(Borne.premierDe("$10::timestamptz", "$8::timestamptz", "'-infinity'")), \(Borne.premierDe("$11::uuid", Borne.premier)))
          and (d.depose_le, d.id) < (\(Borne.premierDe("$9::timestamptz", "'infinity'")), \(Borne.premier))
        """
      }
    }
  }

  private static func liste(_ name: String, _ portees: [Portee], _ ordre: Ordre) -> Statement<PageDemandes, DemandeResumee> {
    let branches = portees.map { portee in
      """
      (select \(DemandeResumee.colonnes) from demande d where \(portee.sql) and \(ordre.bornes) and \(filtre)
      order by \(ordre.sql) limit $12::int8)
      """
    }
    return Statement(
      name,
      "select d.* from (\(branches.joined(separator: "\nunion all "))) d order by \(ordre.sql) limit $12::int8",
      bind: { page, p in bindPage(page, &p) },
      decode: { row in try DemandeResumee.read(&row) })
  }

  static func bindFiltre(_ filtre: FiltreDemandes, _ p: inout ParameterEncoder) {
    p.texts(filtre.etats)
    p.text(filtre.type)
    p.bool(filtre.urgente)
    p.bool(filtre.prioritaire)
    p.uuid(filtre.partenaireId)
    p.uuid(filtre.uniteId)
    p.uuid(filtre.agentId)
    p.instant(filtre.deposeDu)
    p.instant(filtre.deposeAvant)
  }

  private static func bindPage(_ page: PageDemandes, _ p: inout ParameterEncoder) {
    bindFiltre(page.filtre, &p)
    p.instant(page.apresDeposeLe)
    p.uuid(page.apresId)
    p.int8(page.limite)
  }

  /// Newest first, for everybody.
  package static let recentes = liste("demande_recentes", Portee.allCases, .recentes)
  /// Oldest first, for everybody.
  package static let anciennes = liste("demande_anciennes", Portee.allCases, .anciennes)
  /// The history, newest first; nothing for the people of a caisse (D-07, D-29).
  package static let historique = liste("demande_historique", [.partenaire, .unite], .recentes)

  /// The words of the partial index `demande_file`.
  private static let ouvertes = "d.etat in ('DEPOSEE', 'ACCUSEE', 'EN_COURS', 'EN_ATTENTE_PARTENAIRE', 'TRAITEE')"

  /// The queue of a caisse: what is still to be answered, priority first, then oldest (D-18, D-19); nothing for a partner.
  package static let file = Statement<PageDemandes, DemandeResumee>(
    "demande_file",
    """
    select \(DemandeResumee.colonnes) from demande d
    where \(Portee.caisse.sql) and \(ouvertes) and \(filtre)
      and (not d.prioritaire, d.depose_le, d.id) > (\(Borne.premierDe("(not $13::bool)", "false")), \(Borne.premierDe("$10::timestamptz", "'-infinity'")),
        \(Borne.premierDe("$11::uuid", Borne.premier)))
    order by not d.prioritaire, d.depose_le, d.id limit $12::int8
    """,
    bind: { page, p in
      bindPage(page, &p)
      p.bool(page.apresPrioritaire)
    },
    decode: { row in try DemandeResumee.read(&row) })

  private static func nombre(_ name: String, _ conditions: [String]) -> Statement<FiltreDemandes, Int64> {
    let branches = conditions.map { "select from demande d where \($0) and \(filtre)" }
    return Statement(
      name, "select count(*) from (\(branches.joined(separator: "\nunion all "))) d", bind: { filtre, p in bindFiltre(filtre, &p) },
      decode: { row in try row.int8() })
  }

  package static let nombreDeToutes = nombre("demande_nombre_de_toutes", Portee.allCases.map(\.sql))
  package static let nombreEnFile = nombre("demande_nombre_en_file", ["\(Portee.caisse.sql) and \(ouvertes)"])
}
