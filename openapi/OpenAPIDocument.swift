import COpenAPI

/// The OpenAPI 3.1 contract as committed, embedded in the binary: one JSON fragment a resource.
/// A fragment is a valid document only once merged with the others by plain union of `paths` and `components`.
package enum OpenAPIDocument {
  /// Every fragment: the file's name without extension, and its UTF-8 bytes, which live as long as the process.
  /// `commun` comes first and alone holds members other than `paths` and `components`.
  /// Computed: a raw pointer is not Sendable, so it cannot be a stored constant.
  package static var fragments: [(name: String, bytes: UnsafeRawBufferPointer)] {
    (0..<ep_openapi_fragment_count()).map { index in
      let fragment = ep_openapi_fragment_at(index)
      return (String(cString: fragment.name), UnsafeRawBufferPointer(start: fragment.bytes, count: fragment.size))
    }
  }
}
