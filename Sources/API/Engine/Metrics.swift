import Bytes
import Postgres
import Synchronization

/// Counts answers per operation and status, for `/metrics`.
final class Metrics: Sendable {
  private let counts: Mutex<[Key: Int]> = Mutex([:])

  /// What happened to the connections to PostgreSQL, by kind.
  private let observations: Mutex<[String: Int]> = Mutex([:])

  private struct Key: Hashable {
    /// -1 when no operation was matched.
    let operation: Int
    let status: Int
  }

  init() {}

  func count(_ operation: Int?, status: Int) {
    let key = Key(operation: operation ?? -1, status: status)
    counts.withLock { $0[key, default: 0] += 1 }
  }

  func count(_ observation: Observation) {
    observations.withLock { $0[observation.kind, default: 0] += observation.count }
  }

  /// Prometheus text exposition format, names in the order of the contract.
  func render(_ names: [String], lostLogLines: Int, into out: inout Bytes) {
    out.append("# HELP ep_journal_lignes_perdues_total Lignes du journal que personne n'a lues à temps.\n")
    out.append("# TYPE ep_journal_lignes_perdues_total counter\nep_journal_lignes_perdues_total \(lostLogLines)\n")
    out.append("# HELP ep_base_observations_total Ce qui est arrivé aux connexions à PostgreSQL, par nature.\n")
    out.append("# TYPE ep_base_observations_total counter\n")
    for (kind, count) in observations.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
      out.append("ep_base_observations_total{nature=\"\(kind)\"} \(count)\n")
    }
    out.append("# HELP ep_reponses_total Réponses par opération et statut.\n# TYPE ep_reponses_total counter\n")
    let sorted = counts.withLock { $0 }.sorted { ($0.key.operation, $0.key.status) < ($1.key.operation, $1.key.status) }
    for (key, count) in sorted {
      out.append("ep_reponses_total{operation=\"\(key.operation < 0 ? "aucune" : names[key.operation])\",statut=\"\(key.status)\"} \(count)\n")
    }
  }
}
