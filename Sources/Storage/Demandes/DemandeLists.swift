package import Domain
package import FoundationEssentials
package import Postgres

/// What a list of demandes keeps; nil keeps all. Days are civil days of each row's caisse.
package struct FiltreDemandes: Sendable {
  package var etats: [String]?
  package var type: String?
  package var urgente: Bool?
  package var prioritaire: Bool?
  package var partenaireId: UUID?
  package var uniteId: UUID?
  package var agentId: UUID?
  /// When the first day begins, where it begins first (`FuseauHoraire.premierDebut`).
  package var deposeDu: Instant?
  /// When the day after the last one begins, where it begins last (`FuseauHoraire.dernierDebut`). Excluded.
  package var deposeAvant: Instant?
  /// The caisses whose access is open to the actor: the lists of a partner or a unit show theirs alone (D-29, R-34). Those of a caisse do not
  /// read it.
  package var caissesOuvertes: [UUID] = []

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

/// The lists of demandes.
extension DemandeStatements {
  /// One `coalesce` around all of them: the planner then takes them together for one half. One by one it would take each optional filter
  /// for a rare one, expect next to nothing, and sort the whole scope instead of walking its index to the end of the page.
  ///
  /// The days asked are read back from the bounds, which serve the indexes too; the zone of the caisse is looked for only then.
  static let filtre = """
    coalesce(($1::text[] is null or d.etat = any ($1::text[])) and ($2::text is null or d.type = $2::text)
      and ($3::bool is null or d.urgente = $3::bool) and ($4::bool is null or d.prioritaire = $4::bool)
      and ($5::uuid is null or d.partenaire_id = $5::uuid) and ($6::uuid is null or d.unite_id = $6::uuid)
      and ($7::uuid is null or d.agent_id = $7::uuid)
      and ($8::timestamptz is null or \(jourDepot) >= jour_civil('LA_REUNION', $8::timestamptz))
      and ($9::timestamptz is null or \(jourDepot) < jour_civil('GUADELOUPE', $9::timestamptz)), false)
    """

  private static let jourDepot = "jour_civil((select f.fuseau from caisse f where f.id = d.caisse_id), d.depose_le)"

  private enum Ordre {
    case recentes, anciennes

    var sql: String { self == .recentes ? "d.depose_le desc, d.id desc" : "d.depose_le, d.id" }

    /// Where the page begins and where the list ends, in the words of the indexes: written with `$10 is null or …`, a far page would
    /// walk over all those before it. `case`, because a `coalesce` is not known to be leakproof and would stay behind the policy, and each
    /// `(select coalesce …)` is a plan of its own to set up at every execution.
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

  /// A partner's page is made of one page per open caisse: however much lies behind a closed door, it is not walked over.
  private static func liste(_ name: String, _ portee: PorteeDemandes, _ ordre: Ordre) -> Statement<PageDemandes, DemandeResumee> {
    func page(_ caisse: String) -> String {
      """
      select \(DemandeResumee.colonnes) from demande d where \(portee.sql)\(caisse) and \(ordre.bornes) and \(filtre)
      order by \(ordre.sql) limit $12::int8
      """
    }
    return Statement(
      name, portee == .caisse ? page("") : parCaisseOuverte(page(" and d.caisse_id = o.caisse_id"), "$13", ordre: ordre.sql, limite: "$12"),
      bind: { query, p in
        bindPage(query, &p)
        if portee != .caisse { p.uuids(query.filtre.caissesOuvertes) }
      },
      decode: { row in try DemandeResumee.read(&row) })
  }

  /// The same page of each caisse of that parameter, together.
  static func parCaisseOuverte(_ page: String, _ caisses: String, ordre: String, limite: String) -> String {
    """
    select d.* from unnest(\(caisses)::uuid[]) o (caisse_id) cross join lateral (
      \(page)) d
    order by \(ordre) limit \(limite)::int8
    """
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

  /// Newest first.
  package static let recentes = ParPortee("demande_recentes") { liste($0, $1, .recentes) }
  /// Oldest first.
  package static let anciennes = ParPortee("demande_anciennes") { liste($0, $1, .anciennes) }

  /// The words of the partial index `demande_file`.
  private static let ouvertes = "d.etat in ('DEPOSEE', 'ACCUSEE', 'EN_COURS', 'EN_ATTENTE_PARTENAIRE', 'TRAITEE')"

  /// The queue of a caisse: what is still to be answered, priority first, then oldest (D-18, D-19); nothing for a partner.
  package static let file = Statement<PageDemandes, DemandeResumee>(
    "demande_file",
    """
    select \(DemandeResumee.colonnes) from demande d
    where \(PorteeDemandes.caisse.sql) and \(ouvertes) and \(filtre)
      and (not d.prioritaire, d.depose_le, d.id) > (\(Borne.premierDe("(not $13::bool)", "false")), \(Borne.premierDe("$10::timestamptz", "'-infinity'")),
        \(Borne.premierDe("$11::uuid", Borne.premier)))
    order by not d.prioritaire, d.depose_le, d.id limit $12::int8
    """,
    bind: { page, p in
      bindPage(page, &p)
      p.bool(page.apresPrioritaire)
    },
    decode: { row in try DemandeResumee.read(&row) })

  private static func nombre(_ name: String, _ portee: PorteeDemandes, _ condition: String) -> Statement<FiltreDemandes, Int64> {
    Statement(
      name, Decompte.sql("from demande d where \(portee.sql)\(condition) and \(filtre)"),
      bind: { filtre, p in
        bindFiltre(filtre, &p)
        if portee != .caisse { p.uuids(filtre.caissesOuvertes) }
      },
      decode: { row in try row.int8() })
  }

  package static let nombreDeToutes = ParPortee("demande_nombre") { nombre($0, $1, $1 == .caisse ? "" : " and d.caisse_id = any ($10::uuid[])") }
  package static let nombreEnFile = nombre("demande_nombre_en_file", .caisse, " and \(ouvertes)")
}
