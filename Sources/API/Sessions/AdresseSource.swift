import Glibc
import HTTPServer
import JSON

/// Where a request comes from, as far as counting attempts goes.
struct AdresseSource: Equatable {
  /// An address that the client cannot choose; of an IPv6 one the network of 64 bits, because one client has them all.
  let adresse: String
  /// Where the person may be known from: the address, or behind a proxy that nobody declared what that proxy says beside it.
  let lieu: String
  /// False behind a proxy that nobody declared, or for who pretends to be one: the address is then that of a crowd.
  let estPropre: Bool

  /// The address of the connection, or what a declared proxy says of it: the last address of `X-Forwarded-For` that is not a proxy's own.
  /// What a client writes there itself stands before, and counts for nothing. `mandataires` are `canonique`.
  static func lire(_ exchange: Exchange, mandataires: Set<String>) -> AdresseSource {
    let pair = canonique(exchange.peerAddress) ?? exchange.peerAddress
    var passees: [String] = []
    exchange.forEachHeader("x-forwarded-for") { line in
      passees += String(decoding: line, as: UTF8.self).split(separator: ",").map(sansPort).map { canonique($0) ?? "" }
    }
    guard mandataires.contains(pair) else {
      let reseau = reseau(pair)
      guard let derniere = passees.last else { return AdresseSource(adresse: reseau, lieu: reseau, estPropre: true) }
      return AdresseSource(adresse: reseau, lieu: "\(reseau) \(derniere)", estPropre: false)
    }
    let derniere = passees.last { !mandataires.contains($0) }
    let reseau = reseau(derniere.flatMap { $0.isEmpty ? nil : $0 } ?? pair)
    return AdresseSource(adresse: reseau, lieu: reseau, estPropre: true)
  }

  /// The one way to write an address: `::ffff:a.b.c.d` is the IPv4 address a.b.c.d. Nil when it is none.
  static func canonique(_ texte: String) -> String? {
    var quatre = in_addr()
    if inet_pton(AF_INET, texte, &quatre) == 1 { return ecrire(AF_INET, &quatre) }
    var seize = in6_addr()
    guard inet_pton(AF_INET6, texte, &seize) == 1 else { return nil }
    return withUnsafeMutableBytes(of: &seize) { octets in
      let estIPv4 = octets.prefix(10).allSatisfy { $0 == 0 } && octets[10] == 0xff && octets[11] == 0xff
      guard let debut = octets.baseAddress else { return nil }
      return estIPv4 ? ecrire(AF_INET, debut + 12) : ecrire(AF_INET6, debut)
    }
  }

  private static func ecrire(_ famille: Int32, _ octets: UnsafeRawPointer) -> String? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { texte in
      guard let debut = texte.baseAddress, inet_ntop(famille, octets, debut, socklen_t(texte.count)) != nil else { return nil }
      return String(cString: debut)
    }
  }

  /// Some proxies add the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
  private static func sansPort(_ element: Substring) -> String {
    let texte = element.filter { $0 != " " && $0 != "\t" }
    if texte.hasPrefix("["), let fin = texte.firstIndex(of: "]") { return String(texte[texte.index(after: texte.startIndex)..<fin]) }
    guard texte.contains("."), let deuxPoints = texte.firstIndex(of: ":"), texte.lastIndex(of: ":") == deuxPoints else { return texte }
    return String(texte[..<deuxPoints])
  }

  private static func reseau(_ adresse: String) -> String {
    var octets = in6_addr()
    guard inet_pton(AF_INET6, adresse, &octets) == 1 else { return adresse }
    return withUnsafeBytes(of: &octets) { $0.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") }
  }
}

extension Service {
  /// Where a request comes from. A proxy that nobody declared is said once, in the log and at `/health/ready`.
  func source(_ request: RequestContext) -> AdresseSource {
    let source = AdresseSource.lire(request.exchange, mandataires: shared.mandataires)
    if !source.estPropre, shared.avertissements.signaler(.mandataireNonDeclare) {
      shared.log("mandataire_non_declare") { line in
        line.field("detail", "X-Forwarded-For vient d'une adresse absente de EP_MANDATAIRES : il n'est pas cru.")
      }
    }
    return source
  }
}
