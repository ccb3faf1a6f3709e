package import Domain
package import FoundationEssentials
package import Postgres

/// A search by name, and after which row its page starts.
package struct RechercheNom: Sendable {
  package var filtre: FiltreDemandes
  package var cherches: MotsCherches
  package var apresCle: String?
  package var apresId: UUID?
  package var limite: Int

  package init(filtre: FiltreDemandes, cherches: MotsCherches, apresCle: String? = nil, apresId: UUID? = nil, limite: Int) {
    self.filtre = filtre
    self.cherches = cherches
    self.apresCle = apresCle
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

/// Searches answer in the order of the words found, along an index, so that a page costs the same whatever the volume behind it.
extension DemandeStatements {
  /// The words of the scope. Those of a unit, and those of the caisses whose access is open, are picked among its partner's: few, beside the
  /// words that begin alike.
  private static func mots(_ portee: PorteeDemandes, caisses: String) -> (scope: String, filtre: String) {
    let ouvertes = "m.caisse_id = any (\(caisses)::uuid[])"
    return switch portee {
    case .caisse: ("m.caisse_id = contexte('caisse')", "true")
    case .partenaire: ("contexte('unite') is null and m.partenaire_id = contexte('partenaire')", ouvertes)
    case .unite: ("m.partenaire_id = contexte('partenaire')", "\(ouvertes) and m.unite_id = contexte('unite')")
    }
  }

  /// Each demande is read as its word is walked along.
  private static func trouvees(_ portee: PorteeDemandes, apres: String, _ debut: String, _ autres: String, caisses: String) -> String {
    let mots = mots(portee, caisses: caisses)
    return """
      from demande_mot m, lateral (select \(DemandeResumee.colonnes) from demande d where d.id = m.demande_id and \(filtre) offset 0) d
      where \(mots.scope) and m.cle < \(debut)::text || chr(1114111) and \(apres)
        and coalesce(\(mots.filtre) and \(MotsSQL.trouve("m", debut, autres)), false)
      """
  }

  package static let parNom = ParPortee("demande_par_nom") { name, portee in
    let apres = "(m.cle, m.demande_id) > (\(Borne.premierDe("$12::text", "$10::text")) collate \"C\", \(Borne.premierDe("$13::uuid", Borne.premier)))"
    return Statement<RechercheNom, DemandeResumee>(
      name,
      """
      select d.*, m.cle \(trouvees(portee, apres: apres, "$10", "$11", caisses: "$15"))
      order by m.cle, m.demande_id limit $14::int8
      """,
      bind: { query, p in
        bindFiltre(query.filtre, &p)
        p.text(query.cherches.debut)
        p.texts(query.cherches.autres)
        p.text(query.apresCle)
        p.uuid(query.apresId)
        p.int8(query.limite)
        if portee != .caisse { p.uuids(query.filtre.caissesOuvertes) }
      },
      decode: { row in try DemandeResumee.readTrouvee(&row) })
  }

  package static let nombreParNom = ParPortee("demande_nombre_par_nom") { name, portee in
    Statement<RechercheNom, Int64>(
      name, "select count(*) \(trouvees(portee, apres: "m.cle >= $10::text", "$10", "$11", caisses: "$12"))",
      bind: { query, p in
        bindFiltre(query.filtre, &p)
        p.text(query.cherches.debut)
        p.texts(query.cherches.autres)
        if portee != .caisse { p.uuids(query.filtre.caissesOuvertes) }
      }, decode: { row in try row.int8() })
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
