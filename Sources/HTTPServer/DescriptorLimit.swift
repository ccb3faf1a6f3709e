import Glibc

/// The number of descriptors this process may open.
package enum DescriptorLimit {
  /// Raises the soft limit to the hard one and returns it: the usual soft limit of 1024 is below a loop's connections.
  @discardableResult
  package static func raise() -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 0 }
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return Int(clamping: limit.rlim_cur)
  }

  /// Descriptors of a loop for other things than its clients: the database, the log, those that are being refused.
  private static let keptPerLoop = 128

  /// The clients that each of so many loops may have, as many as `wanted` when the process may open that many descriptors: one more would be
  /// neither accepted nor told.
  package static func connections(perLoop wanted: Int, loops: Int) -> Int { max(1, min(wanted, raise() / loops - keptPerLoop)) }
}
