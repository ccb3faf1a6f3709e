/// A regular expression matched in time proportional to text × pattern, whatever the text: all the states it can be
/// in advance together (Thompson 1968), nothing backtracks. The ECMA 262 subset that contracts use, searched anywhere
/// in the text unless anchored, on Unicode scalars.
package struct Pattern: Sendable {
  enum Instruction: Sendable {
    /// Consumes one scalar of the set.
    case scalar(ScalarSet)
    case split(Int, Int)
    case jump(Int)
    case assertStart
    case assertEnd
    case match
  }

  package let source: String
  private let program: [Instruction]
  /// `^` comes first: once every state is dead none comes back.
  private let isAnchored: Bool

  /// At most this many instructions once counted repetitions are unrolled.
  static let maxInstructions = 4096

  package init(_ source: String) throws(PatternError) {
    self.source = source
    var compiler = PatternCompiler()
    program = try compiler.program(for: try PatternParser.parse(source))
    if case .assertStart = program[0] { isAnchored = true } else { isAnchored = false }
  }

  package func matches(_ text: String) -> Bool {
    var current = StateSet(count: program.count)
    var next = StateSet(count: program.count)
    var scalars = text.unicodeScalars.makeIterator()
    var scalar = scalars.next()
    var isAtStart = true
    while true {
      // A match may begin at every position; behind `^` this state dies at once.
      current.enter(0, program, isAtStart: isAtStart, isAtEnd: scalar == nil)
      if current.isMatching { return true }
      guard let consumed = scalar, !current.states.isEmpty || !isAnchored else { return false }
      scalar = scalars.next()
      isAtStart = false
      next.removeAll()
      for state in current.states {
        if case .scalar(let set) = program[state], set.contains(consumed) {
          next.enter(state + 1, program, isAtStart: false, isAtEnd: scalar == nil)
        }
      }
      swap(&current, &next)
    }
  }
}

/// The states reached without consuming anything more; each is entered once a round.
private struct StateSet {
  private(set) var states: [Int] = []
  private(set) var isMatching = false
  /// The round in which each state was last entered.
  private var rounds: [Int]
  private var round = 1
  private var pending: [Int] = []

  init(count: Int) { rounds = Array(repeating: 0, count: count) }

  mutating func removeAll() {
    round += 1
    states.removeAll(keepingCapacity: true)
    isMatching = false
  }

  mutating func enter(_ state: Int, _ program: [Pattern.Instruction], isAtStart: Bool, isAtEnd: Bool) {
    var next: Int? = state
    while let state = next {
      next = nil
      if rounds[state] != round {
        rounds[state] = round
        switch program[state] {
        case .scalar: states.append(state)
        case .split(let first, let second):
          pending.append(second)
          next = first
        case .jump(let target): next = target
        case .assertStart: if isAtStart { next = state + 1 }
        case .assertEnd: if isAtEnd { next = state + 1 }
        case .match: isMatching = true
        }
      }
      if next == nil { next = pending.popLast() }
    }
  }
}
