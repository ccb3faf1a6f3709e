import Glibc
import HTTPServer

/// Where a request comes from, as far as counting attempts goes.
enum AdresseSource {
  /// The address of the connection, or what a believed proxy says of it: the last address of `X-Forwarded-For` that is not a proxy's own.
  /// What a client writes there itself stands before, and counts for nothing.
  static func lire(_ exchange: Exchange, mandataires: Set<String>) -> String {
    let pair = exchange.peerAddress
    guard mandataires.contains(pair) else { return reseau(pair) }
    var passees: [String] = []
    exchange.forEachHeader("x-forwarded-for") { line in
      passees += String(decoding: line, as: UTF8.self).split(separator: ",").map { $0.filter { $0 != " " && $0 != "\t" } }
    }
    return reseau(passees.last { !mandataires.contains($0) } ?? pair)
  }

  /// An IPv4 address as it is; of an IPv6 one the network of 64 bits, because one client has them all.
  static func reseau(_ adresse: String) -> String {
    var octets = in6_addr()
    guard inet_pton(AF_INET6, adresse, &octets) == 1 else { return adresse }
    return withUnsafeBytes(of: &octets) { $0.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") }
  }
}
