import Bytes

/// `uri-host [ ":" port ]` of RFC 9110 §7.2, never empty, without userinfo.
func isValidAuthority(_ text: UnsafeRawBufferPointer) -> Bool {
  guard let first = text.first else { return false }
  var i = 0
  if first == UInt8(ascii: "[") {
    guard let close = text.firstIndex(of: UInt8(ascii: "]")), close > 1 else { return false }
    for k in 1..<close where hexValue(text[k]) == nil && text[k] != UInt8(ascii: ":") && text[k] != UInt8(ascii: ".") { return false }
    i = close + 1
  } else {
    while i < text.count, ByteSet.registeredName.contains(text[i]) { i += 1 }
    guard i > 0, hasOnlyWholePercentTriplets(UnsafeRawBufferPointer(rebasing: text[0..<i])) else { return false }
  }
  return i == text.count || isValidPort(UnsafeRawBufferPointer(rebasing: text[i...]))
}

/// ":" and a port of at most 65535, which RFC 3986 lets be empty.
private func isValidPort(_ text: UnsafeRawBufferPointer) -> Bool {
  guard text[0] == UInt8(ascii: ":"), text.count <= 6 else { return false }
  var port = 0
  for byte in text.dropFirst() {
    guard (48...57).contains(byte) else { return false }
    port = port * 10 + Int(byte - 48)
  }
  return port <= 65_535
}

/// True when every '%' is followed by two hexadecimal digits (RFC 3986 §2.1).
func hasOnlyWholePercentTriplets(_ text: UnsafeRawBufferPointer) -> Bool {
  var i = 0
  while i < text.count {
    if text[i] == UInt8(ascii: "%") {
      guard i + 2 < text.count, hexValue(text[i + 1]) != nil, hexValue(text[i + 2]) != nil else { return false }
      i += 2
    }
    i += 1
  }
  return true
}
