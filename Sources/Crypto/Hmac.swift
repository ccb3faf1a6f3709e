import CCrypto

/// HMAC with SHA-256 (RFC 2104, RFC 4231): 32 bytes, for a key and a message of any length.
package func hmacSHA256(key: [UInt8], message: [UInt8]) -> [UInt8] {
  [UInt8](unsafeUninitializedCapacity: 32) { out, count in
    var length: UInt32 = 0
    // OpenSSL reads a null key of length 0 as the empty key.
    let written = HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, out.baseAddress, &length)
    precondition(written != nil && length == 32, "HMAC over memory cannot fail")
    count = 32
  }
}
