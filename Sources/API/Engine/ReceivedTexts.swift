import Bytes
import Contract
import Domain
import JSON

extension JSONValue {
  /// The same body with every text as it is kept (`String.recu`), nil when nothing changes; each text refused is noted,
  /// `Schema.maxErrors` at most. Secrets are nobody's to
  /// rewrite.
  func received(at pointer: String = "", into problems: inout [ErreurChamp]) -> JSONValue? {
    guard problems.count < Schema.maxErrors else { return nil }
    switch self {
    case .string(let text):
      do throws(TexteInvalide) {
        let received = try text.recu()
        // Bytes: for Swift, é composed or not is the same text.
        return isSameText(received, text) ? nil : .string(received)
      } catch {
        problems.append(error.sur(pointer))
        return nil
      }
    case .array(var elements):
      var changed = false
      for index in elements.indices where elements[index].mayChange {
        guard let element = elements[index].received(at: "\(pointer)/\(index)", into: &problems) else { continue }
        elements[index] = element
        changed = true
      }
      return changed ? .array(elements) : nil
    case .object(var object):
      var changed = false
      for (index, member) in object.members.enumerated() where member.value.mayChange && !Self.secrets.contains(member.name) {
        guard let value = member.value.received(at: "\(pointer)/\(member.name)", into: &problems) else { continue }
        object.members[index].value = value
        changed = true
      }
      return changed ? .object(object) : nil
    default: return nil
    }
  }

  /// False for what is surely kept as it came, which nearly everything is: its pointer is not even written.
  private var mayChange: Bool {
    switch self {
    case .string(let text): !text.estNormal
    case .array, .object: true
    case .null, .bool, .number: false
    }
  }

  private static let secrets: Set<String> = ["mot_de_passe", "ancien", "nouveau", "jeton"]
}
