import Configuration
import Postgres
import Synchronization

/// That `serve` and the scheduled work are told of one and the same database: on another one the work would be done, well and for nobody.
final class MemeBase: Sendable {
  struct Autre: Error, CustomStringConvertible {
    let description =
      "\(Variable.baseEcheances.nom) mène à une autre base que \(Variable.baseApp.nom) : le travail quotidien se fait dans celle du service."
  }

  private let identite = Mutex<[[String?]]?>(nil)

  /// Throws when a connection accepted before led elsewhere.
  func accepter(_ connexion: AdminConnection) throws {
    // What no other installation has had at the same instants; roles of every place may read it.
    let lue = try connexion.query(
      "select current_database(), nom, extract(epoch from appliquee_le)::text from migration order by nom")
    try identite.withLock { connue in
      guard connue == nil || connue == lue else { throw Autre() }
      connue = lue
    }
  }
}
