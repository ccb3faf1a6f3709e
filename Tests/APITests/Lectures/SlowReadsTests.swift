import EventLoop
import Foundation
import Synchronization
import Testing

@testable import API

/// Whose turn it is among those who read for long.
@Suite struct SlowReadsTests {
  private static func digest(_ account: UInt8) -> [UInt8] { Array(repeating: account, count: 32) }

  @Test func `chacun à son tour, un à la fois, qu'il en ait demandé beaucoup ou un seul`() async throws {
    let loop = EventLoop(name: "lectures")
    let order = Mutex<[UInt8]>([])
    try loop.start { reactor in
      let reads = SlowReads(reactor, places: 1)
      for account: UInt8 in [1, 1, 1, 1, 2, 1, 3, 1] {
        reactor.spawn {
          guard let turn = await reads.enter(Self.digest(account)) else { return }
          order.withLock { $0.append(account) }
          await withUnsafeContinuation { continuation in
            reactor.schedule(afterMilliseconds: 5) { continuation.resume() }
          }
          reads.leave(turn)
        }
      }
    }
    #expect(try await jusqua { order.withLock { $0.count } == 8 })
    loop.stop(graceMilliseconds: 100)
    loop.join()
    #expect(order.withLock { $0 } == [1, 1, 2, 3, 1, 1, 1, 1])
  }

  @Test func `qui demande une chose après l'autre attend la fin d'une lecture des plus longues, la sienne ou celle d'un autre`() async throws {
    let loop = EventLoop(name: "lectures")
    let admitted = Mutex<[Bool]>([])
    try loop.start { reactor in
      let reads = SlowReads(reactor, places: 1)
      for account: UInt8 in [1, 1, 2] {
        reactor.spawn {
          let turn = await reads.enter(Self.digest(account))
          admitted.withLock { $0.append(turn != nil) }
          guard let turn else { return }
          // More than what such a read has.
          await withUnsafeContinuation { continuation in reactor.schedule(afterMilliseconds: 2_200) { continuation.resume() } }
          reads.leave(turn)
        }
      }
    }
    #expect(try await jusqua { admitted.withLock { $0.count } == 3 })
    loop.stop(graceMilliseconds: 100)
    loop.join()
    #expect(admitted.withLock { $0 } == [true, true, true])
  }

  @Test func `ce qu'un jeton a prouvé reste prouvé quand on apprend de qui il est`() async throws {
    let loop = EventLoop(name: "lectures")
    let found = Mutex<[Bool]>([])
    try loop.start { reactor in
      let reads = SlowReads(reactor, places: 1)
      reads.prove(4, Self.digest(1))
      reads.note(Self.digest(1), UUID())
      found.withLock { $0 = [reads.hasProved(4, Self.digest(1)), reads.hasProved(5, Self.digest(1)), reads.hasProved(4, Self.digest(2))] }
    }
    #expect(try await jusqua { found.withLock { !$0.isEmpty } })
    loop.stop(graceMilliseconds: 100)
    loop.join()
    #expect(found.withLock { $0 } == [true, false, false])
  }

  @Test func `avec deux places, un compte n'en prend qu'une, et ce qu'il demande de trop est refusé`() async throws {
    let loop = EventLoop(name: "lectures")
    let most = Mutex(0)
    let refused = Mutex(0)
    let done = Mutex(0)
    try loop.start { reactor in
      let reads = SlowReads(reactor, places: 2)
      // One knows that both tokens are the same account's.
      let compte = UUID()
      reads.note(Self.digest(1), compte)
      reads.note(Self.digest(2), compte)
      var running = 0
      for index in 0..<(SlowReads.maximumWaiting + 4) {
        reactor.spawn {
          let digest = Self.digest(index % 2 == 0 ? 1 : 2)
          guard let turn = await reads.enter(digest) else { return refused.withLock { $0 += 1 } }
          running += 1
          most.withLock { $0 = max($0, running) }
          await withUnsafeContinuation { continuation in reactor.schedule(afterMilliseconds: 5) { continuation.resume() } }
          running -= 1
          reads.leave(turn)
          done.withLock { $0 += 1 }
        }
      }
    }
    #expect(try await jusqua { done.withLock { $0 } + refused.withLock { $0 } == SlowReads.maximumWaiting + 4 })
    loop.stop(graceMilliseconds: 100)
    loop.join()
    #expect(most.withLock { $0 } == 1 && done.withLock { $0 } == SlowReads.maximumWaiting + 1 && refused.withLock { $0 } == 3)
  }
}
