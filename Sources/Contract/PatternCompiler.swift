/// Turns a parsed pattern into the program of its automaton; counted repetitions are unrolled.
struct PatternCompiler {
  private var program: [Pattern.Instruction] = []

  mutating func program(for node: PatternNode) throws(PatternError) -> [Pattern.Instruction] {
    try emit(node)
    try append(.match)
    return program
  }

  private mutating func emit(_ node: PatternNode) throws(PatternError) {
    switch node {
    case .scalar(let set): try append(.scalar(set))
    case .start: try append(.assertStart)
    case .end: try append(.assertEnd)
    case .sequence(let nodes): for node in nodes { try emit(node) }
    case .alternatives(let branches): try emit(branches)
    case .repetition(let node, let least, let most): try emit(node, least, most)
    }
  }

  private mutating func emit(_ branches: [PatternNode]) throws(PatternError) {
    var exits: [Int] = []
    for (index, branch) in branches.enumerated() {
      guard index < branches.count - 1 else {
        try emit(branch)
        break
      }
      let split = program.count
      try append(.split(split + 1, 0))
      try emit(branch)
      exits.append(program.count)
      try append(.jump(0))
      program[split] = .split(split + 1, program.count)
    }
    for exit in exits { program[exit] = .jump(program.count) }
  }

  private mutating func emit(_ node: PatternNode, _ least: Int, _ most: Int?) throws(PatternError) {
    for _ in 0..<least { try emit(node) }
    guard let most else {
      let split = program.count
      try append(.split(split + 1, 0))
      try emit(node)
      try append(.jump(split))
      program[split] = .split(split + 1, program.count)
      return
    }
    var splits: [Int] = []
    for _ in least..<most {
      splits.append(program.count)
      try append(.split(program.count + 1, 0))
      try emit(node)
    }
    for split in splits { program[split] = .split(split + 1, program.count) }
  }

  private mutating func append(_ instruction: Pattern.Instruction) throws(PatternError) {
    guard program.count < Pattern.maxInstructions else { throw PatternError(offset: 0, reason: "expression trop grande") }
    program.append(instruction)
  }
}
