package import JSON

extension Contract {
  /// One operation of the document, compiled: what it is called, who may call it, what it takes and what it answers.
  package final class Operation: Sendable {
    /// Its position in `Contract.operations`, in the order of the document: a handler table is an array.
    package let index: Int
    /// `operationId`.
    package let id: String
    /// `GET`, `POST`, `PUT`, `PATCH` or `DELETE`.
    package let method: String
    /// As in the document: `/v1/comptes/{id}`.
    package let path: String
    /// `x-roles`; empty: anybody, without signing in.
    package let roles: Set<String>
    /// `x-sans-cgu`: open to an account that has not accepted the terms of use.
    package let isOpenWithoutTerms: Bool
    /// `x-idempotent`: takes an `Idempotency-Key`.
    package let isIdempotent: Bool
    /// `x-problemes`: the codes of the problems it may answer.
    package let problems: Set<String>
    /// `x-regles`: the rules it applies.
    package let rules: [String]
    package let tags: [String]
    /// In the order of the path template.
    package let pathParameters: [Parameter]
    package let queryParameters: [Parameter]
    package let headerParameters: [Parameter]
    /// Those whose `x-lecture` is `lente`.
    package let slowParameters: [Parameter]
    /// `x-lecture: lente`: it may read for long whatever it is given.
    package let isSlow: Bool
    /// Nil when the operation takes no body.
    package let body: RequestBody?
    package let responses: [Response]
    /// The whole operation object of the document, for `x-` members not known here.
    package let document: JSONValue

    package var isPublic: Bool { roles.isEmpty }

    /// The parameter `Idempotency-Key`, of the operations that take one.
    package let idempotencyKey: Parameter?

    /// A required `If-Match`: 428 without it.
    package let needsIfMatch: Bool

    /// The answer declared for a status: its own entry, else `4XX`, else `default`.
    package func response(status: Int) -> Response? {
      responses.first { $0.status == "\(status)" } ?? responses.first { $0.status == "\(status / 100)XX" }
        ?? responses.first { $0.status == "default" }
    }

    init(_ draft: OperationDraft, index: Int, pathParameters: [Parameter]) {
      self.index = index
      self.pathParameters = pathParameters
      id = draft.id
      method = draft.method
      path = draft.path
      roles = draft.roles
      isOpenWithoutTerms = draft.isOpenWithoutTerms
      isIdempotent = draft.isIdempotent
      problems = draft.problems
      rules = draft.rules
      tags = draft.tags
      queryParameters = draft.parameters.filter { $0.place == .query }
      slowParameters = queryParameters.filter(\.isSlow)
      isSlow = draft.isSlow
      headerParameters = draft.parameters.filter { $0.place == .header }
      idempotencyKey = isIdempotent ? headerParameters.first { $0.name.lowercased() == "idempotency-key" } : nil
      needsIfMatch = headerParameters.contains { $0.isRequired && $0.isIfMatch }
      body = draft.body
      responses = draft.responses
      document = draft.document
    }
  }

  /// `requestBody`.
  package struct RequestBody: Sendable {
    package let isRequired: Bool
    package let contents: [MediaType]

    /// The declared media type that a `Content-Type` designates: exact first, then `type/*`, then `*/*`.
    package func content(of contentType: String) -> MediaType? { MediaType.best(of: contents, for: contentType) }
  }

  /// One entry of `responses`.
  package struct Response: Sendable {
    /// `200`, `4XX` or `default`.
    package fileprivate(set) var status: String
    package let contents: [MediaType]
    package let headers: [ResponseHeader]

    package func content(of contentType: String) -> MediaType? { MediaType.best(of: contents, for: contentType) }

    /// The same answer under another status, as a shared component is used.
    func under(_ status: String) -> Response {
      var copy = self
      copy.status = status
      return copy
    }
  }

  package struct ResponseHeader: Sendable {
    package let name: String
    package let isRequired: Bool
    package let schema: Schema?
  }

  /// One entry of `content`.
  package struct MediaType: Sendable {
    /// Lower case, without parameters.
    package let name: String
    /// Nil when the content is free, as a file is.
    package let schema: Schema?

    static func best(of contents: [MediaType], for contentType: String) -> MediaType? {
      let name = essence(contentType)
      if let exact = contents.first(where: { $0.name == name }) { return exact }
      guard let slash = name.firstIndex(of: "/") else { return nil }
      let family = name[..<slash] + "/*"
      return contents.first { $0.name == family } ?? contents.first { $0.name == "*/*" }
    }

    /// `Application/JSON; charset=utf-8` is `application/json`.
    static func essence(_ contentType: String) -> String {
      var out: [UInt8] = []
      for byte in contentType.utf8 {
        if byte == 59 { break }
        if byte != 32, byte != 9 { out.append((65...90).contains(byte) ? byte | 0x20 : byte) }
      }
      return String(decoding: out, as: UTF8.self)
    }
  }
}
