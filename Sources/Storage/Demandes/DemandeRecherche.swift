package import Domain
import FoundationEssentials
package import Postgres

/// A search by name, and after which row its page starts.
package struct RechercheNom: Sendable {
  package var filtre: FiltreDemandes
  package let cherches: MotsCherches
  package let apres: MotSuivi?
  package let limite: Int

  package init(filtre: FiltreDemandes, cherches: MotsCherches, apres: MotSuivi? = nil, limite: Int) {
    self.filtre = filtre
    self.cherches = cherches
    self.apres = apres
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
  private static func mots(_ portee: PorteeDemandes) -> MotsSQL {
    MotsSQL("demande_mot", "demande_id", mots: "$10", suivi: "$11") { mot in
      switch portee {
      case .caisse: "\(mot).caisse_id = contexte('caisse')"
      case .partenaire: "contexte('unite') is null and \(mot).partenaire_id = contexte('partenaire')"
      case .unite: "\(mot).partenaire_id = contexte('partenaire')"
      }
    }
  }

  private static func ouverte(_ portee: PorteeDemandes, caisses: String) -> String {
    switch portee {
    case .caisse: ""
    case .partenaire: " and coalesce(m.caisse_id = any (\(caisses)::uuid[]), false)"
    case .unite: " and coalesce(m.caisse_id = any (\(caisses)::uuid[]) and m.unite_id = contexte('unite'), false)"
    }
  }

  /// Each demande is read as its word is walked along.
  private static let lues = """
    demande_mot m, lateral (select \(DemandeResumee.colonnes) from demande d where d.id = m.demande_id and \(filtre) offset 0) d
    """

  private static func bindMots(_ query: RechercheNom, _ p: inout ParameterEncoder) {
    bindFiltre(query.filtre, &p)
    p.texts(query.cherches.mots)
  }

  package static let parNom = ParPortee("demande_par_nom") { name, portee in
    let mots = mots(portee)
    return Statement<RechercheNom, DemandeResumee>(
      name,
      """
      \(mots.choix)
      select d.*, m.cle, \(MotsSQL.mot) from \(lues)
      where \(mots.suite(apresCle: "$12", apresId: "$13"))\(ouverte(portee, caisses: "$15"))
      order by m.cle, m.demande_id limit $14::int8
      """,
      bind: { query, p in
        bindMots(query, &p)
        p.text(query.apres?.mot)
        p.text(query.apres?.cle)
        p.uuid(query.apres?.id)
        p.int8(query.limite)
        if portee != .caisse { p.uuids(query.filtre.caissesOuvertes) }
      },
      decode: { row in try DemandeResumee.readTrouvee(&row) })
  }

  package static let nombreParNom = ParPortee("demande_nombre_par_nom") { name, portee in
    let mots = mots(portee)
    return Statement<RechercheNom, Int64>(
      name, "\(mots.choix) " + Decompte.sql("from \(lues) where \(mots.toutes)\(ouverte(portee, caisses: "$12"))"),
      bind: { query, p in
        bindMots(query, &p)
        p.null()
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
