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
  /// What the index of names serves. Of a partner whose people are divided into units, the actor's alone (Q-15): by filter, names of other
  /// units being few among those sought.
  private static func porteeNoms(_ portee: PorteeDemandes) -> String {
    portee == .unite ? "d.partenaire_id = contexte('partenaire') and coalesce(d.unite_id = contexte('unite'), false)" : portee.sql
  }

  /// A row comparison where the page starts, and the end of the beginning's range: nothing that follows a beginning is above its text and the
  /// last code point.
  private static func suite(_ debut: String) -> String {
    """
    d.assure_replie < \(debut) || chr(1114111)
      and (d.assure_replie, d.depose_le, d.id) > (case when $11::text >= \(debut) collate "C" then $11::text else \(debut) end,
        case when $11::text >= \(debut) collate "C" then $12::timestamptz else '-infinity' end,
        case when $11::text >= \(debut) collate "C" then $13::uuid else \(Borne.premier) end)
    """
  }

  private static func ouverte(_ portee: PorteeDemandes, _ caisses: String) -> String {
    portee == .caisse ? "" : " and coalesce(d.caisse_id = any (\(caisses)::uuid[]), false)"
  }

  /// One page of one beginning.
  private static func page(_ portee: PorteeDemandes, _ debut: String, caisses: String) -> String {
    """
    select \(DemandeResumee.colonnes), d.assure_replie from demande d
    where \(porteeNoms(portee))\(ouverte(portee, caisses)) and \(suite("texte_replie(\(debut)::text)")) and \(filtre)
    order by d.assure_replie, d.depose_le, d.id limit $14::int8
    """
  }

  /// `deux`: the other beginning comes last, so that a single one has no parameter that its SQL does not name.
  private static func parNom(_ name: String, _ portee: PorteeDemandes, _ sql: String, deux: Bool) -> Statement<RechercheNom, DemandeResumee> {
    Statement(
      name, sql,
      bind: { query, p in
        bindPage(query, &p)
        if deux { p.text(query.autreDebut) }
        if portee != .caisse { p.uuids(query.filtre.caissesOuvertes) }
      },
      decode: { row in try DemandeResumee.readTrouvee(&row) })
  }

  /// Of one word, or of words whose order turned round says the same: a single beginning.
  package static let parNom = ParPortee("demande_par_nom") { parNom($0, $1, page($1, "$10", caisses: "$15"), deux: false) }

  /// Of both beginnings.
  package static let parNoms = ParPortee("demande_par_noms") { name, portee in
    parNom(
      name, portee,
      """
      select d.* from ((\(page(portee, "$10", caisses: "$16"))) union all (\(page(portee, "$15", caisses: "$16")))) d
      order by d.assure_replie, d.depose_le, d.id limit $14::int8
      """, deux: true)
  }

  package static let nombreParNom = ParPortee("demande_nombre_par_nom") { name, portee in
    let branches = ["$10", "$11"].map { debut in
      let debut = "texte_replie(\(debut)::text)"
      return """
        (select from demande d where \(porteeNoms(portee))\(ouverte(portee, "$12")) and d.assure_replie >= \(debut) and d.assure_replie < \(debut) || chr(1114111)
          and \(filtre))
        """
    }
    return Statement<RechercheNom, Int64>(
      name, "select count(*) from (\(branches.joined(separator: "\nunion all "))) d",
      bind: { query, p in
        bindFiltre(query.filtre, &p)
        p.text(query.debut)
        p.text(query.autreDebut)
        if portee != .caisse { p.uuids(query.filtre.caissesOuvertes) }
      }, decode: { row in try row.int8() })
  }

  private static func bindPage(_ query: RechercheNom, _ p: inout ParameterEncoder) {
    bindFiltre(query.filtre, &p)
    p.text(query.debut)
    p.text(query.apresNom)
    p.instant(query.apresDeposeLe)
    p.uuid(query.apresId)
    p.int8(query.limite)
  }

  /// The demande of that number at each caisse of the actor: one, unless the département is left out and several caisses are open.
  package static let parNumero = Statement<RechercheNumero, DemandeResumee>(
    "demande_par_numero",
    """
    select d.* from caisse c cross join lateral (
      select \(DemandeResumee.colonnes) from demande d
      where d.caisse_id = c.id
        and d.numero = case position('-' in $10::text) when 5 then c.departement || '-' else '' end || $10::text
        and \(DemandeColumns.scope) and \(filtre)
      limit 1) d
    where c.id = contexte('caisse') or c.id = any ($11::uuid[])
    order by d.numero
    """,
    bind: { query, p in
      bindFiltre(query.filtre, &p)
      p.text(query.numero)
      p.uuids(query.filtre.caissesOuvertes)
    },
    decode: { row in try DemandeResumee.read(&row) })
}
