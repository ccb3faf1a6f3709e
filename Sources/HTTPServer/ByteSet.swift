/// A set of ASCII bytes as two words: a test is a shift, and the constants cost nothing at start.
struct ByteSet {
  private let low: UInt64
  private let high: UInt64

  @inline(__always) func contains(_ byte: UInt8) -> Bool {
    let word = byte < 64 ? low : high
    return byte < 128 && word >> UInt64(byte & 63) & 1 == 1
  }

  /// token characters (RFC 9110 §5.6.2): letters, digits and !#$%&'*+-.^_`|~
  static let token = ByteSet(low: 0x03ff_6cfa_0000_0000, high: 0x57ff_ffff_c7ff_fffe)
  /// Every character some form of request target may have (RFC 3986): pchar, '%', '/', '?', and '[' ']' of an IPv6 authority.
  static let target = ByteSet(low: 0xafff_fff2_0000_0000, high: 0x47ff_fffe_afff_ffff)
  /// reg-name of an authority (RFC 3986 §3.2.2), without the comma: two Host values merged by a proxy would pass for one.
  static let registeredName = ByteSet(low: 0x2bff_6ff2_0000_0000, high: 0x47ff_fffe_87ff_fffe)

  /// What a field value may hold (RFC 9110 §5.5): HTAB, SP, visible ASCII, and obs-text as opaque bytes.
  @inline(__always) static func isFieldValue(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x7f || byte == 0x09 }

  @inline(__always) static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
