import CLinux
import Glibc

/// Why the server cannot listen.
package enum ListenError: Error, Equatable, CustomStringConvertible {
  /// The host is neither an address nor a name that resolves.
  case unknownHost(String)
  /// Another socket listens there, and sharing was not asked for.
  case portInUse(UInt16)
  /// A system call failed with this errno.
  case system(call: String, code: Int32)

  package var description: String {
    switch self {
    case .unknownHost(let host): "cannot resolve \(host)"
    case .portInUse(let port): "port \(port) is already served"
    case .system(let call, let code): "\(call): \(String(cString: strerror(code)))"
    }
  }
}

/// A listening socket that others may share by SO_REUSEPORT: those of the process's other loops, and another process's when it asks for it.
struct Listener {
  let descriptor: Int32
  /// The real one, when 0 was asked for.
  let port: UInt16

  /// `isShared`: there may be others on the port already.
  init(host: String, port: UInt16, backlog: Int32, isShared: Bool) throws(ListenError) {
    var hints = addrinfo()
    hints.ai_flags = Int32(AI_PASSIVE | AI_NUMERICSERV)
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, String(port), &hints, &found) == 0, let address = found else { throw .unknownHost(host) }
    defer { freeaddrinfo(found) }
    let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = socket(address.pointee.ai_family, type, 0)
    guard descriptor >= 0 else { throw .system(call: "socket", code: errno) }
    do throws(ListenError) {
      try Self.listen(descriptor, address.pointee, backlog, isShared ? nil : port)
      self.port = try Self.port(of: descriptor)
      self.descriptor = descriptor
    } catch {
      close(descriptor)
      throw error
    }
  }

  /// `ownPort`: the one that nobody else may have.
  private static func listen(_ descriptor: Int32, _ address: addrinfo, _ backlog: Int32, _ ownPort: UInt16?) throws(ListenError) {
    var (on, off): (Int32, Int32) = (1, 0)
    let size = socklen_t(MemoryLayout<Int32>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, size)
    if ownPort == nil { try share(descriptor) }
    // "::" then serves IPv4 clients as well.
    if address.ai_family == AF_INET6 { setsockopt(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &off, size) }
    guard bind(descriptor, address.ai_addr, address.ai_addrlen) == 0 else {
      if errno == EADDRINUSE, let ownPort { throw .portInUse(ownPort) }
      throw .system(call: "bind", code: errno)
    }
    // Bound alone, so that two processes cannot both have it; from here on the other loops may join.
    if ownPort != nil { try share(descriptor) }
    guard Glibc.listen(descriptor, backlog) == 0 else { throw .system(call: "listen", code: errno) }
  }

  private static func share(_ descriptor: Int32) throws(ListenError) {
    var on: Int32 = 1
    let result = setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &on, socklen_t(MemoryLayout<Int32>.size))
    guard result == 0 else { throw .system(call: "SO_REUSEPORT", code: errno) }
  }

  private static func port(of descriptor: Int32) throws(ListenError) -> UInt16 {
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let result = withUnsafeMutablePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
    }
    guard result == 0 else { throw .system(call: "getsockname", code: errno) }
    // The port stands at the same place in both families, in network order.
    return withUnsafeBytes(of: &storage) { UInt16(bigEndian: $0.loadUnaligned(fromByteOffset: 2, as: UInt16.self)) }
  }

  /// The next waiting connection; nil with errno when there is none or it cannot be taken.
  func accept() -> Accepted? {
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let flags = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = withUnsafeMutablePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { accept4(self.descriptor, $0, &size, flags) }
    }
    return descriptor >= 0 ? Accepted(descriptor: descriptor, peer: PeerAddress(storage)) : nil
  }
}

/// A connection that no loop serves yet.
struct Accepted: Sendable {
  let descriptor: Int32
  let peer: PeerAddress
}
