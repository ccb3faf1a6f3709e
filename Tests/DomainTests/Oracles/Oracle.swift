import Foundation
import Testing

/// The answers of `oracles.py`, which stands beside this file, as lines cut into fields.
///
/// It runs under the Python whose path is in EP_ORACLES; `deploy/test` installs its libraries and always sets it.
enum Oracle {
  static let python = ProcessInfo.processInfo.environment["EP_ORACLES"].flatMap { $0.isEmpty ? nil : $0 }
  static let raison: Comment = "EP_ORACLES n'est pas donné : deploy/test installe les oracles (holidays, python-dateutil) et les appelle."

  /// What the script answers on a subject. It is waited for on a thread of its own, not on one of the concurrency pool.
  static func interroge(_ arguments: String...) async throws -> Reponse {
    try await withCheckedThrowingContinuation { suite in
      Thread.detachNewThread { suite.resume(with: Result { try execute(arguments) }) }
    }
  }

  private static func execute(_ arguments: [String]) throws -> Reponse {
    guard let python else { throw Muet(arguments: arguments, code: -1) }
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "oracles.py").path
    let processus = Process()
    processus.executableURL = URL(filePath: python)
    processus.arguments = ["-I", script] + arguments
    let sortie = Pipe()
    processus.standardOutput = sortie
    processus.standardInput = FileHandle.nullDevice
    try processus.run()
    let donnees = sortie.fileHandleForReading.readDataToEndOfFile()
    processus.waitUntilExit()
    guard processus.terminationStatus == 0 else { throw Muet(arguments: arguments, code: processus.terminationStatus) }
    return Reponse(octets: [UInt8](donnees))
  }

  /// The script failed; it said why on the standard error.
  struct Muet: Error, CustomStringConvertible {
    let arguments: [String]
    let code: Int32
    var description: String { "oracles.py \(arguments.joined(separator: " ")) a échoué (code \(code))" }
  }

  struct Reponse: Sendable {
    fileprivate let octets: [UInt8]

    /// Calls back with the fields of each line.
    func pourChaqueLigne(_ corps: ([String]) throws -> Void) rethrows {
      for ligne in octets.split(separator: 0x0a) {
        try corps(ligne.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) })
      }
    }

    /// The same for lines of a date and whole numbers, read at once: a million of them takes a second.
    func pourChaqueLigneDeNombres(_ corps: (_ date: String, _ nombres: [Int]) throws -> Void) rethrows {
      for ligne in octets.split(separator: 0x0a) {
        try corps(String(decoding: ligne.prefix(10), as: UTF8.self), ligne.dropFirst(11).withUnsafeBufferPointer(Self.nombres))
      }
    }

    private static func nombres(_ octets: UnsafeBufferPointer<UInt8>) -> [Int] {
      var nombres: [Int] = []
      var courant = 0
      var signe = 1
      for octet in octets {
        switch octet {
        case 0x20:
          nombres.append(signe * courant)
          (courant, signe) = (0, 1)
        case 0x2d: signe = -1
        default: courant = courant * 10 + Int(octet) - 0x30
        }
      }
      nombres.append(signe * courant)
      return nombres
    }
  }
}
