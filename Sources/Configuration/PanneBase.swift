package import Postgres

/// A failure of the database as the person at the terminal reads it: which variable, where it leads, what to do. Never a password.
package struct PanneBase: Error, CustomStringConvertible {
  package let description: String

  package init(_ panne: PostgresError, _ variable: Variable, connexion: String) {
    let cible = Masque.cible((try? ConnectionInfo(connexion).target) ?? "")
    let ou = "\(variable.nom) : \(cible.isEmpty ? "réglages de libpq" : cible)"
    description =
      switch panne {
      case .server(let refus) where refus.sqlState == "08001":
        "La base de données est injoignable (\(ou)). Vérifiez qu'elle est démarrée, et cette adresse. "
          + Self.phrase("libpq dit : ", refus.message)
      case .unavailable, .poolTimeout, .tooManyWaiting:
        "La base de données est injoignable (\(ou)). Vérifiez qu'elle est démarrée, et cette adresse."
      case .connectionLost: "La connexion à la base de données s'est rompue (\(ou)). Rien n'a été enregistré de ce qui était en cours."
      case .deadline: "La base de données n'a pas répondu à temps (\(ou)). Rien n'a été enregistré de ce qui était en cours."
      case .outcomeUnknown: "La base de données n'a pas confirmé (\(ou)) : ce qui était en cours a pu être enregistré, ou non."
      case .invalidConnectionInfo: "\(variable.nom) attend \(variable.fiche.forme.admisEnClair)."
      case .server(let refus):
        "PostgreSQL a refusé une instruction (\(ou)), SQLSTATE \(refus.sqlState)"
          + (refus.message.isEmpty ? "." : Self.phrase(" : ", refus.message))
      case .aborted, .decoding: "La base de données n'est pas celle que ce programme attend (\(ou)) : \(String(reflecting: panne))"
      }
  }

  /// What another program said, closed by a full stop: more may follow.
  private static func phrase(_ debut: String, _ dite: String) -> String {
    let texte = debut + Masque.phrase(dite)
    return texte.last.map(".?!".contains) == true ? texte : texte + "."
  }
}

extension Environnement {
  /// Runs work on the database that a variable names; its failures are thrown as `PanneBase`, others as they are.
  package func surBase<Resultat>(_ variable: Variable, _ travail: (String) throws -> Resultat) throws -> Resultat {
    let connexion = texte(variable)
    do {
      return try travail(connexion)
    } catch let panne as PostgresError {
      throw PanneBase(panne, variable, connexion: connexion)
    }
  }
}
