import Glibc
import HTTPServer

/// Where a program listens, as people write it in a browser: an IPv6 address stands in brackets, its zone escaped (RFC 3986, RFC 6874).
func adresse(_ host: String, _ port: Int) -> String {
  guard host.contains(":") else { return "http://\(host):\(port)" }
  let (avant, zone) = host.firstIndex(of: "%").map { (host[..<$0], "%25" + host[host.index(after: $0)...]) } ?? (host[...], "")
  return "http://[\(avant)\(zone)]:\(port)"
}

extension ListenError {
  /// What the person at the terminal may do about it.
  var phrase: String {
    switch self {
    case .unknownHost(let host): "HOST=\(host) : ce nom ne mène à aucune adresse. Donnez une adresse de cette machine, ou un nom qui y mène."
    case .portInUse(let port):
      "Le port \(port) est déjà servi par un autre processus : arrêtez-le, changez PORT, ou admettez le partage par EP_PORT_PARTAGE=oui."
    case .system(_, EADDRINUSE): "Ce port est déjà servi par un autre processus, qui n'admet pas le partage : arrêtez-le, ou changez PORT."
    case .system(_, EADDRNOTAVAIL): "HOST n'est pas une adresse de cette machine."
    case .system(_, EACCES), .system(_, EPERM): "Ce port est réservé : prenez PORT au-dessus de 1023, ou donnez ce droit au programme."
    case .system(_, EAFNOSUPPORT): "Cette machine ne parle pas la famille d'adresses de HOST (IPv4 ou IPv6)."
    case .system(let call, let code): "Le système refuse d'écouter à cette adresse (\(call), code \(code))."
    }
  }
}
