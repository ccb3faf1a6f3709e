import Foundation

/// Runs blocking work on a thread of its own, so that it never holds one of the few threads of the concurrency pool.
package func onPlainThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
  }
}
