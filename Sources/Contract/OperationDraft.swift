import JSON

/// An operation as read from the document, before it has its index.
struct OperationDraft {
  let id: String
  let method: String
  let path: String
  let roles: Set<String>
  let isOpenWithoutTerms: Bool
  let isIdempotent: Bool
  let problems: Set<String>
  let rules: [String]
  let tags: [String]
  let parameters: [Contract.Parameter]
  let isSlow: Bool
  let body: Contract.RequestBody?
  let responses: [Contract.Response]
  let document: JSONValue
}
