import Postgres

/// The table of variables as people read it.
package enum Tableau {
  /// In Markdown: the README's own table.
  package static var markdown: String {
    let lignes = Variable.allCases.map { variable in
      let fiche = variable.fiche
      let nom = variable.nomFichier.map { "`\(variable.nom)` ou `\($0)`" } ?? "`\(variable.nom)`"
      let defaut =
        switch fiche.defaut {
        case .obligatoire: "obligatoire"
        case .facultative: "–"
        case .valeur(let valeur): "`\(valeur)`"
        }
      let lecteurs = fiche.lecteurs.count == Programme.allCases.count ? "tous" : fiche.lecteurs.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      return "| \(nom) | \(fiche.sens) | \(fiche.forme.admis) | \(defaut) | \(lecteurs) |"
    }
    return (["| Variable | Pour | Attend | Défaut | Lue par |", "|---|---|---|---|---|"] + lignes).joined(separator: "\n")
  }

  /// Those that a program reads, a line each.
  package static func liste(de programme: Programme) -> String {
    Variable.allCases.filter { $0.fiche.lecteurs.contains(programme) }.map { variable in
      "  \(variable.nom) : \(sansMarques(variable.fiche.sens)) ; attend \(variable.fiche.forme.admisEnClair)"
    }.joined(separator: "\n")
  }

  /// What holds here, a line a variable of that program (nil: of any): value, origin, meaning. A secret is never printed.
  package static func valeurs(_ environnement: Environnement, de programme: Programme?) -> String {
    Variable.allCases.filter { variable in programme.map(variable.fiche.lecteurs.contains) ?? true }.map { variable in
      let fiche = variable.fiche
      let lue = environnement.lues[variable]
      let valeur = lue.map { affichee($0, fiche) } ?? ""
      return "\(variable.nom)=\(valeur)  [\(origine(lue, fiche))]  \(sansMarques(fiche.sens)) ; \(lecteurs(fiche))"
    }.joined(separator: "\n")
  }

  private static func affichee(_ lue: Environnement.Lue, _ fiche: Fiche) -> String {
    switch fiche.forme {
    case .connexion: "\((try? ConnectionInfo(lue.texte)).map { Masque.cible($0.target) + " " } ?? "")********"
    case _ where fiche.secrete: "********"
    case .courriel: lue.texte
    default: Masque.valeur(lue.texte)
    }
  }

  private static func origine(_ lue: Environnement.Lue?, _ fiche: Fiche) -> String {
    switch lue?.origine {
    case .environnement?: "environnement"
    case .fichier(let chemin)?: "fichier \(chemin)"
    case .defaut?: "défaut"
    case nil: fiche.defaut == .obligatoire ? "absente ou refusée, obligatoire" : "absente ou refusée"
    }
  }

  private static func lecteurs(_ fiche: Fiche) -> String { "lue par \(fiche.lecteurs.map(\.rawValue).joined(separator: ", "))" }

  private static func sansMarques(_ texte: String) -> String { texte.filter { $0 != "`" } }
}
