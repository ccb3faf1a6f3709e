/// A queue over an array whose capacity is a power of two and never shrinks.
struct Ring<Element> {
  private var slots: [Element?] = Array(repeating: nil, count: 16)
  private var head = 0
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  var first: Element? {
    get { count == 0 ? nil : slots[head] }
    set { if count > 0 { slots[head] = newValue } }
  }

  var last: Element? {
    get { count == 0 ? nil : slots[index(count - 1)] }
    set { if count > 0 { slots[index(count - 1)] = newValue } }
  }

  mutating func append(_ element: Element) {
    if count == slots.count { grow() }
    slots[index(count)] = element
    count += 1
  }

  @discardableResult
  mutating func popFirst() -> Element? {
    guard count > 0 else { return nil }
    let element = slots[head]
    slots[head] = nil
    head = index(1)
    count -= 1
    return element
  }

  @discardableResult
  mutating func popLast() -> Element? {
    guard count > 0 else { return nil }
    count -= 1
    let element = slots[index(count)]
    slots[index(count)] = nil
    return element
  }

  private func index(_ offset: Int) -> Int { (head + offset) & (slots.count - 1) }

  private mutating func grow() {
    var bigger = [Element?](repeating: nil, count: slots.count * 2)
    for offset in 0..<count { bigger[offset] = slots[index(offset)] }
    slots = bigger
    head = 0
  }
}
