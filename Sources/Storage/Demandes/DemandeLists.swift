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
  /// Part of the number or of the insured person's name, case folded.
  package var recherche: String?

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

/// The lists of demandes. Each begins by the scope that its index leads with, in the words of the index: under row-level security the
/// policy alone gives a sequential scan.
extension DemandeStatements {
  private static let filtre = """
    ($1::text[] is null or d.etat = any ($1::text[])) and ($2::text is null or d.type = $2::text)
      and ($3::bool is null or d.urgente = $3::bool) and ($4::bool is null or d.prioritaire = $4::bool)
      and ($5::uuid is null or d.partenaire_id = $5::uuid) and ($6::uuid is null or d.unite_id = $6::uuid)
      and ($7::uuid is null or d.agent_id = $7::uuid)
      and ($8::timestamptz is null or d.depose_le >= $8::timestamptz) and ($9::timestamptz is null or d.depose_le < $9::timestamptz)
      and ($10::text is null or position(lower($10::text) in lower(d.numero || ' ' || d.assure_prenom || ' ' || d.assure_nom || ' ' || d.assure_prenom)) > 0)
    """
  private static let dansLePartenaire = "d.partenaire_id = (select contexte('partenaire'))"
  private static let dansLUnite = "d.unite_id = (select contexte('unite')) and \(dansLePartenaire)"
  private static let dansLaCaisse = "d.caisse_id = (select contexte('caisse'))"
  /// The words of the partial index `demande_file`.
  private static let enFile = "d.etat in ('DEPOSEE', 'ACCUSEE', 'EN_COURS', 'EN_ATTENTE_PARTENAIRE', 'TRAITEE')"
  private static let recentes = "($11::timestamptz is null or (d.depose_le, d.id) < ($11::timestamptz, $12::uuid)) order by d.depose_le desc, d.id desc"
  private static let anciennes = "($11::timestamptz is null or (d.depose_le, d.id) > ($11::timestamptz, $12::uuid)) order by d.depose_le, d.id"

  private static func liste(_ name: String, _ scope: String, _ order: String) -> Statement<PageDemandes, DemandeLue> {
    Statement(
      name,
      "select \(DemandeColumns.sql) from demande d where \(scope) and \(filtre) and \(order) limit $13::int8",
      bind: { page, p in bindPage(page, &p) },
      decode: { row throws(DecodingFailure) in try DemandeColumns.read(&row) })
  }

  private static func bindFiltre(_ filtre: FiltreDemandes, _ p: inout ParameterEncoder) {
    p.texts(filtre.etats)
    p.text(filtre.type)
    p.bool(filtre.urgente)
    p.bool(filtre.prioritaire)
    p.uuid(filtre.partenaireId)
    p.uuid(filtre.uniteId)
    p.uuid(filtre.agentId)
    p.instant(filtre.deposeDu)
    p.instant(filtre.deposeAvant)
    p.text(filtre.recherche)
  }

  private static func bindPage(_ page: PageDemandes, _ p: inout ParameterEncoder) {
    bindFiltre(page.filtre, &p)
    p.instant(page.apresDeposeLe)
    p.uuid(page.apresId)
    p.int8(page.limite)
  }

  /// The history of a partner, newest first (D-07, D-29).
  package static let historique = liste("demande_historique", dansLePartenaire, recentes)
  package static let historiqueAncien = liste("demande_historique_ancien", dansLePartenaire, anciennes)
  /// The history of a unit alone.
  package static let historiqueUnite = liste("demande_historique_unite", dansLUnite, recentes)
  package static let historiqueUniteAncien = liste("demande_historique_unite_ancien", dansLUnite, anciennes)
  /// All the demandes of a caisse.
  package static let deLaCaisse = liste("demande_de_la_caisse", dansLaCaisse, recentes)
  package static let deLaCaisseAncien = liste("demande_de_la_caisse_ancien", dansLaCaisse, anciennes)

  /// The queue: what is still to be answered, priority first, then oldest (D-18, D-19).
  package static let file = Statement<PageDemandes, DemandeLue>(
    "demande_file",
    """
    select \(DemandeColumns.sql) from demande d
    where \(dansLaCaisse) and \(enFile) and \(filtre)
      and ($14::bool is null or d.prioritaire < $14::bool or (d.prioritaire = $14::bool and (d.depose_le, d.id) > ($11::timestamptz, $12::uuid)))
    order by d.prioritaire desc, d.depose_le, d.id limit $13::int8
    """,
    bind: { page, p in
      bindPage(page, &p)
      p.bool(page.apresPrioritaire)
    },
    decode: { row throws(DecodingFailure) in try DemandeColumns.read(&row) })

  private static func compte(_ name: String, _ scope: String) -> Statement<FiltreDemandes, Int64> {
    Statement(
      name, "select count(*) from demande d where \(scope) and \(filtre)", bind: { filtre, p in bindFiltre(filtre, &p) },
      decode: { row throws(DecodingFailure) in try row.int8() })
  }

  package static let nombreHistorique = compte("demande_nombre_historique", dansLePartenaire)
  package static let nombreHistoriqueUnite = compte("demande_nombre_historique_unite", dansLUnite)
  package static let nombreDeLaCaisse = compte("demande_nombre_de_la_caisse", dansLaCaisse)
  package static let nombreEnFile = compte("demande_nombre_en_file", "\(dansLaCaisse) and \(enFile)")
}
