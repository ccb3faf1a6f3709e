package import Domain
package import FoundationEssentials
package import Postgres

/// What a list of accounts keeps; nil keeps all.
package struct FiltreComptes: Sendable {
  package var partenaireId: UUID?
  package var uniteId: UUID?
  package var role: String?
  package var etat: String?
  /// The moment that states are judged at.
  package var instant: Instant

  package init(a instant: Instant) { self.instant = instant }
}

/// One page of a list: after which row, and how many.
package struct PageComptes: Sendable {
  package var filtre: FiltreComptes
  package var apresNom: String?
  package var apresCreeLe: Instant?
  package var apresId: UUID?
  package var limite: Int

  package init(filtre: FiltreComptes, apresNom: String? = nil, apresCreeLe: Instant? = nil, apresId: UUID?, limite: Int) {
    self.filtre = filtre
    self.apresNom = apresNom
    self.apresCreeLe = apresCreeLe
    self.apresId = apresId
    self.limite = limite
  }
}

/// The table of habilitations (C-51). Whose it is is in the context that the token opens: a branch per scope, each along an index of its
/// own, as the lists of demandes. The state of an account takes its titles and their conventions: it is judged as rows are walked, until the
/// page is full, never on the whole scope.
extension CompteStatements {
  enum Portee: CaseIterable {
    case caisse, partenaire

    /// The accounts with a title to the caisse, along `annuaire`.
    var lignes: String {
      switch self {
      case .caisse: "annuaire l join compte k on k.id = l.compte_id"
      case .partenaire: "compte k"
      }
    }

    /// Whose order and bounds are compared in an index, and what its identifier is called there.
    var cles: (ligne: String, id: String) { self == .caisse ? ("l", "l.compte_id") : ("k", "k.id") }

    /// The first wall (A-02, C-51, R-34): a caisse those with a title to it, a gestionnaire those of its partner and unit, a technicien
    /// its own. The second are the policies `annuaire_visible` and `compte_visible`.
    var mur: String {
      switch self {
      case .caisse: "l.caisse_id = (select contexte('caisse'))"
      case .partenaire:
        """
        k.partenaire_id = (select contexte('partenaire')) and case current_setting('ep.role', true)
          when 'GESTIONNAIRE' then contexte('unite') is null or k.unite_id = contexte('unite')
          when 'TECHNICIEN' then k.id = contexte('compte')
          else false end
        """
      }
    }
  }

  /// One `coalesce`, for the planner: see `DemandeStatements.filtre`. What is written of the state narrows what is computed of it: an account
  /// is in the state asked for only if that is the one written, unless it has become inactive by itself. Suppressed ones are nobody's (C-40).
  static let filtre = """
    coalesce(k.etat <> 'SUPPRIME' and ($4::text is null or $4::text = 'INACTIF' or k.etat = $4::text)
      and ($1::uuid is null or k.partenaire_id = $1::uuid) and ($2::uuid is null or k.unite_id = $2::uuid)
      and ($3::text is null or k.role = $3::text)
      and etat_compte(k, $5::timestamptz) <> 'SUPPRIME' and ($4::text is null or etat_compte(k, $5::timestamptz) = $4::text), false)
    """

  static func bindFiltre(_ filtre: FiltreComptes, _ p: inout ParameterEncoder) {
    p.uuid(filtre.partenaireId)
    p.uuid(filtre.uniteId)
    p.text(filtre.role)
    p.text(filtre.etat)
    p.instant(filtre.instant)
  }

  private enum Ordre {
    case nom, recents

    var cle: String { self == .nom ? "nom_replie" : "cree_le" }
    var sens: String { self == .nom ? "" : " desc" }

    func bornes(_ portee: Portee) -> String {
      let cles = "(\(portee.cles.ligne).\(cle), \(portee.cles.id))"
      return switch self {
      case .nom: "\(cles) > (case when $7::text is null then '' else texte_replie($7::text) end, \(Borne.premierDe("$6::uuid", Borne.premier)))"
      case .recents: "\(cles) < (\(Borne.premierDe("$7::timestamptz", "'infinity'")), \(Borne.premierDe("$6::uuid", Borne.dernier)))"
      }
    }
  }

  /// The page is cut on accounts, before each gives one row per access.
  private static func liste(_ name: String, _ ordre: Ordre) -> Statement<PageComptes, CompteLu> {
    let branches = Portee.allCases.map { portee in
      let (ligne, id) = portee.cles
      return """
        (select \(id) as id, \(ligne).\(ordre.cle) as cle from \(portee.lignes)
        where \(portee.mur) and \(ordre.bornes(portee)) and \(filtre)
        order by \(ligne).\(ordre.cle)\(ordre.sens), \(id)\(ordre.sens) limit $8::int8)
        """
    }
    return Statement(
      name,
      """
      select \(CompteColumns.sql(instant: "$5")) from (
        select p.* from (\(branches.joined(separator: "\nunion all "))) p order by p.cle\(ordre.sens), p.id\(ordre.sens) limit $8::int8) page
        join compte k on k.id = page.id \(CompteColumns.joins)
      order by page.cle\(ordre.sens), page.id\(ordre.sens), a.caisse_id
      """,
      bind: { page, p in
        bindFiltre(page.filtre, &p)
        p.uuid(page.apresId)
        if ordre == .recents { p.instant(page.apresCreeLe) } else { p.text(page.apresNom) }
        p.int8(page.limite)
      },
      decode: { row in try CompteColumns.read(&row) })
  }

  /// By name, accents and case aside.
  package static let parNom = liste("compte_par_nom", .nom)

  /// Newest first.
  package static let recents = liste("compte_recents", .recents)

  package static let nombre = Statement<FiltreComptes, Int64>(
    "compte_nombre",
    Decompte.sql(
      "from (\(Portee.allCases.map { "select from \($0.lignes) where \($0.mur) and \(filtre)" }.joined(separator: "\nunion all "))) k"),
    bind: { filtre, p in bindFiltre(filtre, &p) }, decode: { row in try row.int8() })

  package static var all: [AnyStatement] {
    [
      lire.erased, lirePourModifier.erased, soi.erased, soiPourModifier.erased, verrouiller.erased, elargir.erased, resserrer.erased,
      rattacherEchus.erased, constater.erased, habilitation.erased, unites.erased, memePersonne.erased, nomme.erased, inserer.erased,
      ouvrirAcces.erased, modifier.erased, renommerSessions.erased, autresGestionnaires.erased, inactiver.erased, fermerAcces.erased,
      aggraver.erased, laisserFerme.erased, rattacherOu.erased, annulerInactivation.erased, rattacher.erased, reactiver.erased,
      placesAutour.erased, admettreRenvoi.erased, admettreCorrection.erased, parNom.erased, recents.erased, nombre.erased, recherches.erased,
      nombreDesRecherches.erased,
    ]
  }
}
