import Configuration
import Storage

/// Fills a new database with invented data, to measure or try out.
enum VolumeCommand {
  static func run(_ arguments: [String]) throws {
    let sizes = arguments.compactMap { Int($0) }
    guard arguments.count == 3, sizes.count == 3 else {
      Terminal.fail("usage : espace-partenaires volume DEMANDES PARTENAIRES COMPTES", status: 64)
    }
    let volume = try Volume(demandes: sizes[0], partenaires: sizes[1], comptes: sizes[2])
    try Environnement.lire(pour: .volume).surPlace(.base) { try volume.charger($0) }
    Terminal.say("\(sizes[0]) demandes, \(sizes[1]) partenaires, \(sizes[2]) comptes inventés. Leurs jetons se devinent : n'exposez pas cette base.")
  }
}
