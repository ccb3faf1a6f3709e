import Postgres
import Storage

/// Whatever any program sends, and the role that sends it.
extension AllStatements {
  static let toutes: [AnyStatement] = list + echeances.filter { !list.contains($0) }

  private static let noms = Set(list.map(\.name))

  static func role(de statement: AnyStatement) -> String {
    if statement.name == "boite_a_prendre" { return "ep_messager" }
    return noms.contains(statement.name) || !echeances.contains(statement) ? "ep_app" : "ep_echeances"
  }
}
