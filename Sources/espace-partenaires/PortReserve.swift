import CLinux
import Configuration
import Glibc

/// The mark of a service that shares its port with nobody. The kernel lets any process of the same user join the loops of one that listens
/// already (SO_REUSEPORT, which its loops need among themselves): that the holder wants nobody else is said beside, by a socket with a name of
/// the network's own namespace (unix(7), abstract sockets), which ends with whoever holds it. Nothing is ever said through it.
enum PortReserve {
  /// To be called before listening. `estPartage`: ends the program when the holder of that address shares with nobody; otherwise leaves the mark.
  static func juger(_ host: String, _ port: Int, estPartage: Bool) {
    // A free port is known to nobody yet.
    guard port != 0 else { return }
    let descripteur = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    guard descripteur >= 0 else { return }
    let nom = "espace-partenaires \(adresse(host, port))"
    guard estPartage else {
      // Where somebody has it already, listening will be refused as well.
      if avec(nom, { bind(descripteur, $0, $1) }) == 0 { listen(descripteur, 1) }
      return
    }
    // Its queue is short, and nobody empties it: a full one is a mark too.
    let estReserve = avec(nom, { connect(descripteur, $0, $1) }) == 0 || errno == EAGAIN
    close(descripteur)
    guard estReserve else { return }
    Terminal.fail("espace-partenaires : Le port \(port) est servi par un processus qui n'admet pas le partage : arrêtez-le, ou changez PORT.")
  }

  private static func avec(_ nom: String, _ appel: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var adresse = sockaddr_un()
    adresse.sun_family = sa_family_t(AF_UNIX)
    // From the second byte on: the first, zero, makes the name abstract.
    let octets = Array(nom.utf8.prefix(MemoryLayout.size(ofValue: adresse.sun_path) - 1))
    withUnsafeMutableBytes(of: &adresse.sun_path) { chemin in for (rang, octet) in octets.enumerated() { chemin[rang + 1] = octet } }
    let taille = socklen_t(MemoryLayout<sa_family_t>.size + 1 + octets.count)
    return withUnsafePointer(to: &adresse) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { appel($0, taille) } }
  }
}
