import CCrypto

/// AES-256 in Galois/Counter Mode (NIST SP 800-38D), tags of 16 bytes, nonces of 12, with contexts kept between calls: the key is scheduled
/// once. One owner at a time, as any class that is not Sendable. A nonce must never serve twice under one key: see `Sealer`.
package final class Aes256Gcm {
  package static let keyBytes = 32
  package static let nonceBytes = 12
  package static let tagBytes = 16

  private let sealing: OpaquePointer
  private let opening: OpaquePointer

  package init(key: [UInt8]) {
    precondition(key.count == Self.keyBytes)
    // Absent only from a libcrypto without AES-GCM or from a process without memory: nothing can run then.
    guard let sealing = EVP_CIPHER_CTX_new(), let opening = EVP_CIPHER_CTX_new(), let cipher = EVP_CIPHER_fetch(nil, "AES-256-GCM", nil),
      EVP_EncryptInit_ex(sealing, cipher, nil, key, nil) == 1, EVP_DecryptInit_ex(opening, cipher, nil, key, nil) == 1
    else { preconditionFailure("libcrypto offers no AES-256-GCM") }
    EVP_CIPHER_free(cipher)  // the contexts hold it
    self.sealing = sealing
    self.opening = opening
  }

  deinit {
    EVP_CIPHER_CTX_free(sealing)
    EVP_CIPHER_CTX_free(opening)
  }

  /// Appends the ciphertext, as long as `plain`, then the tag over it and over `associated`, which is not sent.
  package func seal(_ plain: UnsafeRawBufferPointer, nonce: [UInt8], associated: UnsafeRawBufferPointer, into sealed: inout [UInt8]) {
    precondition(nonce.count == Self.nonceBytes)
    let start = sealed.count
    sealed.append(contentsOf: repeatElement(0, count: plain.count + Self.tagBytes))
    sealed.withUnsafeMutableBufferPointer { sealed in
      let out = sealed.baseAddress.map { $0 + start }
      var written: Int32 = 0
      let done =
        EVP_EncryptInit_ex(sealing, nil, nil, nil, nonce) == 1
        && (associated.isEmpty || EVP_EncryptUpdate(sealing, nil, &written, associated.bytes, Int32(associated.count)) == 1)
        && (plain.isEmpty || EVP_EncryptUpdate(sealing, out, &written, plain.bytes, Int32(plain.count)) == 1)
        && EVP_EncryptFinal_ex(sealing, out, &written) == 1
        && EVP_CIPHER_CTX_ctrl(sealing, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagBytes), out.map { $0 + plain.count }) == 1
      precondition(done, "sealing memory under a scheduled key cannot fail")
    }
  }

  /// What `seal` was given; nil unless key, nonce, ciphertext, tag and `associated` are all those of one sealing.
  package func open(_ sealed: ArraySlice<UInt8>, nonce: [UInt8], associated: UnsafeRawBufferPointer) -> [UInt8]? {
    guard nonce.count == Self.nonceBytes, sealed.count >= Self.tagBytes else { return nil }
    let length = sealed.count - Self.tagBytes
    var isAuthentic = false
    let plain = [UInt8](unsafeUninitializedCapacity: length) { out, count in
      var written: Int32 = 0
      var tag = Array(sealed.suffix(Self.tagBytes))
      isAuthentic = sealed.withUnsafeBytes { sealed in
        EVP_DecryptInit_ex(opening, nil, nil, nil, nonce) == 1
          && (associated.isEmpty || EVP_DecryptUpdate(opening, nil, &written, associated.bytes, Int32(associated.count)) == 1)
          && (length == 0 || EVP_DecryptUpdate(opening, out.baseAddress, &written, sealed.bytes, Int32(length)) == 1)
          && EVP_CIPHER_CTX_ctrl(opening, EVP_CTRL_AEAD_SET_TAG, Int32(Self.tagBytes), &tag) == 1
          && EVP_DecryptFinal_ex(opening, out.baseAddress, &written) == 1
      }
      count = isAuthentic ? length : 0
    }
    return isAuthentic ? plain : nil
  }
}

extension UnsafeRawBufferPointer {
  fileprivate var bytes: UnsafePointer<UInt8>? { baseAddress?.assumingMemoryBound(to: UInt8.self) }
}
