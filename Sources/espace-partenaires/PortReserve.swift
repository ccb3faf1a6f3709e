import Configuration
import Glibc

/// The mark of a service that shares its port with nobody. The kernel lets any process of the same user join the loops of one that listens
/// already (SO_REUSEPORT, which its loops need among themselves): that the holder wants nobody else is said beside, by a name of the network's
/// own namespace (unix(7), abstract sockets), which dies with whoever holds it.
enum PortReserve {
  /// To be called before listening. `estPartage`: ends the program when the holder of that address shares with nobody; otherwise takes the mark.
  static func juger(_ host: String, _ port: Int, estPartage: Bool) {
    // A free port is known to nobody yet.
    guard port != 0 else { return }
    let descripteur = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descripteur >= 0 else { return }
    // Whoever has the mark beside a service that does not share holds the port as well, or listens elsewhere: listening will tell.
    let estPris = !prendre(descripteur, "espace-partenaires \(adresse(host, port))")
    guard estPartage else { return }
    close(descripteur)
    if estPris {
      Terminal.fail("espace-partenaires : Le port \(port) est servi par un processus qui n'admet pas le partage : arrêtez-le, ou changez PORT.")
    }
  }

  private static func prendre(_ descripteur: Int32, _ nom: String) -> Bool {
    var adresse = sockaddr_un()
    adresse.sun_family = sa_family_t(AF_UNIX)
    // From the second byte on: the first, zero, makes the name abstract.
    let octets = Array(nom.utf8.prefix(MemoryLayout.size(ofValue: adresse.sun_path) - 1))
    withUnsafeMutableBytes(of: &adresse.sun_path) { chemin in for (rang, octet) in octets.enumerated() { chemin[rang + 1] = octet } }
    let taille = socklen_t(MemoryLayout<sa_family_t>.size + 1 + octets.count)
    let lie = withUnsafePointer(to: &adresse) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descripteur, $0, taille) } }
    return lie == 0 || errno != EADDRINUSE
  }
}
