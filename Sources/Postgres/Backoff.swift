/// Waits between attempts to connect: doubling, capped, each drawn between half of it and the whole so that loops and replicas do
/// not come back in step.
struct Backoff {
  private let firstMilliseconds: Int
  private let maximumMilliseconds: Int
  private(set) var attempts = 0

  init(firstMilliseconds: Int, maximumMilliseconds: Int) {
    self.firstMilliseconds = max(1, firstMilliseconds)
    self.maximumMilliseconds = max(self.firstMilliseconds, maximumMilliseconds)
  }

  mutating func reset() { attempts = 0 }

  mutating func next(using random: inout some RandomNumberGenerator) -> Int {
    let whole = min(maximumMilliseconds, firstMilliseconds << min(attempts, 16))
    attempts += 1
    return Int.random(in: (whole + 1) / 2...whole, using: &random)
  }
}
