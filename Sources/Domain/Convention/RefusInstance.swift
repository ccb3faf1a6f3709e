/// Every reason to say no about a meeting, a report or a task.
package enum RefusInstance: Refus, Hashable {
  /// The act does not promise it in that rank.
  case nonPrevue(GenreInstance, rang: Int?)
  case dejaOuverte(GenreInstance? = nil, rang: Int? = nil)
  case close(GenreInstance, EtatInstance)
  case sansDate
  case accordDejaDonne(Partie)
  case horsFenetre(GenreInstance, BornesDate)
  case partieNonRepresentee
  /// A refusal that the act itself gives.
  case acte(RefusConvention)

  package var code: String { fiche.code }
  package var regle: String { fiche.regle }
  package var nature: NatureRefus { fiche.nature }

  private var fiche: (code: String, regle: String, nature: NatureRefus) {
    switch self {
    case .nonPrevue(let genre, _): ("INSTANCE_NON_PREVUE", genre.regle, .etat)
    // Held by an index too, which knows none of the facts.
    case .dejaOuverte(let genre, _): ("INSTANCE_DEJA_OUVERTE", genre?.regle ?? "B-02", .etat)
    case .close(let genre, _): ("INSTANCE_CLOSE", genre.regle, .etat)
    case .sansDate: ("INSTANCE_SANS_DATE", "B-07", .etat)
    case .accordDejaDonne: ("ACCORD_DEJA_DONNE", "B-07", .etat)
    case .horsFenetre(let genre, _): ("INSTANCE_HORS_FENETRE", genre.regle, .invalide)
    case .partieNonRepresentee: ("PARTIE_NON_REPRESENTEE", "B-07", .interdit)
    case .acte(let refus): (refus.code, refus.regle, refus.nature)
    }
  }

  package var message: String {
    switch self {
    case .nonPrevue(let genre, let rang):
      "La convention ne prévoit pas \(genre.rawValue)\(Self.rang(rang)) : ouvrez plutôt un point, une formation ou une séance d'information."
    case .dejaOuverte(let genre, let rang):
      "\(genre?.rawValue ?? "Cette instance")\(Self.rang(rang)) est déjà à l'ordre du jour : retrouvez-la dans les instances de la convention."
    case .close(_, let etat): "Cette instance est à l'état \(etat.rawValue) et ne change plus."
    case .sansDate: "Aucune date n'est proposée pour cette instance : proposez-en une."
    case .accordDejaDonne(let partie): "L'accord de cette partie (\(partie.rawValue)) est déjà enregistré pour cette date."
    case .horsFenetre(_, let bornes): "Cette date n'est pas admise ici : indiquez une date\(Self.intervalle(bornes))."
    case .partieNonRepresentee: "Un gestionnaire agit pour le partenaire seulement : laissez la caisse agir pour elle-même."
    case .acte(let refus): refus.message
    }
  }

  package var faits: [(nom: String, valeur: FaitRefus)] {
    switch self {
    case .nonPrevue(let genre, let rang): Self.lesquelles(genre, rang)
    case .dejaOuverte(let genre, let rang): Self.lesquelles(genre, rang)
    case .close(_, let etat): [("etat", .texte(etat.rawValue))]
    case .accordDejaDonne(let partie): [("partie", .texte(partie.rawValue))]
    case .horsFenetre(_, let bornes): Self.jour("premiere_date", bornes.min) + Self.jour("derniere_date", bornes.max)
    case .sansDate, .partieNonRepresentee: []
    case .acte(let refus): refus.faits
    }
  }

  package var erreurs: [ErreurChamp] {
    if case .acte(let refus) = self { refus.erreurs } else { [] }
  }

  /// Runs a decision of the act, its refusals becoming this enum's.
  static func convertir<Valeur>(_ decision: () throws(RefusConvention) -> Valeur) throws(RefusInstance) -> Valeur {
    do { return try decision() } catch { throw .acte(error) }
  }

  private static func lesquelles(_ genre: GenreInstance?, _ rang: Int?) -> [(nom: String, valeur: FaitRefus)] {
    (genre.map { [("type_instance", .texte($0.rawValue))] } ?? []) + (rang.map { [("rang", .entier($0))] } ?? [])
  }

  private static func rang(_ rang: Int?) -> String { rang.map { " de rang \($0)" } ?? "" }

  private static func jour(_ nom: String, _ jour: Jour?) -> [(nom: String, valeur: FaitRefus)] { jour.map { [(nom, .jour($0))] } ?? [] }

  private static func intervalle(_ bornes: BornesDate) -> String {
    switch (bornes.min, bornes.max) {
    case (let min?, let max?): ", du \(min.enFrancais) au \(max.enFrancais)"
    case (let min?, nil): ", à partir du \(min.enFrancais)"
    case (nil, let max?): ", au plus tard le \(max.enFrancais)"
    case (nil, nil): " de la vie de la convention"
    }
  }
}

extension Acteur {
  /// For which party an actor speaks: a gestionnaire for the partner only; the caisse for itself, or, saying so, for the partner whose
  /// answer it records, as it does of signatures.
  package func represente(_ partie: Partie?) throws(RefusInstance) -> Partie {
    guard role == .gestionnaire else { return partie ?? .caisse }
    guard partie != .caisse else { throw .partieNonRepresentee }
    return .partenaire
  }
}
