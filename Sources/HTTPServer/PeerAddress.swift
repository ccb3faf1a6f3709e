import CLinux
import Glibc

/// Where a connection comes from: the bytes of an IPv4 or IPv6 address, made into text only when asked.
struct PeerAddress: Sendable {
  private var family: Int32 = 0
  private var high: UInt64 = 0
  private var low: UInt64 = 0

  init() {}

  init(_ storage: sockaddr_storage) {
    family = Int32(storage.ss_family)
    withUnsafeBytes(of: storage) { bytes in
      switch family {
      case AF_INET: high = UInt64(bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
      case AF_INET6:
        high = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        low = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        unwrapMappedIPv4()
      default: break
      }
    }
  }

  /// An IPv6 listener sees IPv4 clients as ::ffff:a.b.c.d.
  private mutating func unwrapMappedIPv4() {
    let isMapped = high == 0 && withUnsafeBytes(of: low) { $0[0] == 0 && $0[1] == 0 && $0[2] == 0xff && $0[3] == 0xff }
    guard isMapped else { return }
    family = AF_INET
    high = withUnsafeBytes(of: low) { UInt64($0.loadUnaligned(fromByteOffset: 4, as: UInt32.self)) }
  }

  /// Without the port; empty when unknown.
  var text: String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { out in
      var address = (high, low)
      guard let start = out.baseAddress, inet_ntop(family, &address, start, socklen_t(out.count)) != nil else { return "" }
      return String(cString: start)
    }
  }
}
