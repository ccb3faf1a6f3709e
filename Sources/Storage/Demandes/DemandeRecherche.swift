package import Domain
package import FoundationEssentials
package import Postgres

/// A search by name: the beginnings sought, and after which row its page starts.
package struct RechercheNom: Sendable {
  package var filtre: FiltreDemandes
  /// Beginning of « nom prénom », case and accents ignored.
  package var debut: String
  /// Another one: « prénom nom » as the person typed it, turned round.
  package var autreDebut: String?
  package var apresNom: String?
  package var apresDeposeLe: Instant?
  package var apresId: UUID?
  package var limite: Int

  package init(
    filtre: FiltreDemandes, debut: String, autreDebut: String?, apresNom: String? = nil, apresDeposeLe: Instant? = nil, apresId: UUID? = nil,
    limite: Int
  ) {
    self.filtre = filtre
    self.debut = debut
    self.autreDebut = autreDebut
    self.apresNom = apresNom
    self.apresDeposeLe = apresDeposeLe
    self.apresId = apresId
    self.limite = limite
  }
}

/// A search by number: `AAAA-rang`, with or without the département of the caisse before it (D-32).
package struct RechercheNumero: Sendable {
  package var filtre: FiltreDemandes
  package var numero: String

  package init(filtre: FiltreDemandes, numero: String) {
    self.filtre = filtre
    self.numero = numero
  }
}

/// Searches answer in the order of names, along an index, so that a page costs the same whatever the volume behind it.
extension DemandeStatements {
  /// Of a partner whose people are divided into units, the actor's alone (Q-15): by filter, names of other units being few among those sought.
  private static let partenaireOuUnite = """
    d.partenaire_id = contexte('partenaire') and (contexte('unite') is null or d.unite_id = contexte('unite'))
    """

  /// A branch per scope and beginning. A row comparison where the page starts, and the end of the beginning's range: nothing that follows a
  /// beginning is above its text and the last code point.
  private static func branches(_ select: String, _ suite: (String) -> String, _ end: String) -> String {
    [Portee.caisse.sql, partenaireOuUnite].flatMap { portee in
      ["$10", "$11"].map { debut in
        "(select \(select) from demande d where \(portee) and \(suite("texte_replie(\(debut)::text)")) and \(filtre)\(end))"
      }
    }.joined(separator: "\nunion all ")
  }

  package static let parNom = Statement<RechercheNom, DemandeResumee>(
    "demande_par_nom",
    """
    select d.* from (\(branches(
      "\(DemandeResumee.colonnes), d.assure_replie",
      { debut in
        """
        d.assure_replie < \(debut) || chr(1114111)
          and (d.assure_replie, d.depose_le, d.id) > (case when $12::text >= \(debut) collate "C" then $12::text else \(debut) end,
            case when $12::text >= \(debut) collate "C" then $13::timestamptz else '-infinity' end,
            case when $12::text >= \(debut) collate "C" then $14::uuid else \(Borne.premier) end)
        """
      }, " order by d.assure_replie, d.depose_le, d.id limit $15::int8"))) d
    order by d.assure_replie, d.depose_le, d.id limit $15::int8
    """,
    bind: { query, p in
      bind(query, &p)
      p.text(query.apresNom)
      p.instant(query.apresDeposeLe)
      p.uuid(query.apresId)
      p.int8(query.limite)
    },
    decode: { row in try DemandeResumee.readTrouvee(&row) })

  package static let nombreParNom = Statement<RechercheNom, Int64>(
    "demande_nombre_par_nom",
    """
    select count(*) from (\(branches(
      "", { debut in "d.assure_replie >= \(debut) and d.assure_replie < \(debut) || chr(1114111)" }, ""))) d
    """,
    bind: { query, p in bind(query, &p) },
    decode: { row in try row.int8() })

  private static func bind(_ query: RechercheNom, _ p: inout ParameterEncoder) {
    bindFiltre(query.filtre, &p)
    p.text(query.debut)
    p.text(query.autreDebut)
  }

  /// The demande of that number at each caisse of the actor: one, unless the département is left out and several caisses are open.
  package static let parNumero = Statement<RechercheNumero, DemandeResumee>(
    "demande_par_numero",
    """
    select d.* from caisse c cross join lateral (
      select \(DemandeResumee.colonnes) from demande d
      where d.caisse_id = c.id
        and d.numero = case position('-' in $10::text) when 5 then regexp_replace(c.code, '^[A-Z]+-', '') || '-' else '' end || $10::text
        and \(DemandeColumns.scope) and \(filtre)
      limit 1) d
    where c.id = contexte('caisse') or c.id in (select r.caisse_id from partenaire_caisse r where r.partenaire_id = contexte('partenaire'))
    order by d.numero
    """,
    bind: { query, p in
      bindFiltre(query.filtre, &p)
      p.text(query.numero)
    },
    decode: { row in try DemandeResumee.read(&row) })
}
