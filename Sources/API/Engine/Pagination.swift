import Bytes
import Contract
import Domain
import FoundationEssentials
import HTTPServer
import JSON
import Postgres
import Storage

/// A page of a keyset list: how many, and after which row.
///
/// A list asked by GET has its filters, `limite` and `curseur` in the query, and its `suivant` is the address of the next page. One asked by POST
/// has them in its body, and its `suivant` is the cursor to send again in that same body: nothing searched stands in an address. Handlers need
/// do nothing for either. A cursor is sealed (`CursorSeal`): one that this list, with these filters and this order, did not give to this account
/// is a 400.
struct Pagination {
  /// 1 to 200 (the contract's bounds), 50 by default.
  let limite: Int
  /// The sort keys of the last row already given; nil on the first page.
  let apres: [JSONValue]?

  init(_ request: RequestContext) throws(Problem) {
    limite = request.queryInt("limite") ?? 50
    guard let cursor = request.queryText("curseur") else {
      apres = nil
      return
    }
    guard let keys = request.curseurs.open(cursor, for: request) else { throw Self.foreignCursor }
    apres = keys
  }

  static let foreignCursor = Problem(.curseurInvalide, "Le curseur n'est pas celui d'une page de cette liste : repartez de la première page.")

  /// One key of the cursor; 400 when it is not of its list's form.
  func key<Value>(_ index: Int, _ read: (JSONValue) -> Value?) throws(Problem) -> Value? {
    guard let apres else { return nil }
    guard index < apres.count, let value = read(apres[index]) else { throw Self.foreignCursor }
    return value
  }

  func id(_ index: Int) throws(Problem) -> UUID? { try key(index) { $0.string.flatMap { UUID(text: $0) } } }
  func instant(_ index: Int) throws(Problem) -> Instant? {
    try key(index) { $0.string.flatMap { Int64($0) }.map { Instant(microsecondes: $0) } }
  }
  func text(_ index: Int) throws(Problem) -> String? { try key(index) { $0.string } }
  func flag(_ index: Int) throws(Problem) -> Bool? { try key(index) { $0.bool } }

  /// Where a page of a search starts: see `JSONValue.keys`.
  func found() throws(Problem) -> MotSuivi? {
    guard let cle = try text(0), let id = try id(1), let mot = try text(2) else { return nil }
    return MotSuivi(mot: mot, cle: cle, id: id)
  }
}

extension JSONValue {
  /// A cursor key: microseconds do not fit a JSON reader's double everywhere, so they travel as text.
  static func key(_ instant: Instant) -> JSONValue { .string(String(instant.microsecondes)) }
  static func key(_ id: UUID) -> JSONValue { .string(id.text) }

  /// The keys of a row that a search found.
  static func keys(found cle: String?, _ id: UUID, by mot: String?) -> [JSONValue] { [.string(cle ?? ""), .key(id), .string(mot ?? "")] }
}

extension RequestContext {
  /// Writes `{"elements": […], "suivant": …}`, and the members that `also` adds, from at most `limite + 1` rows, the last of which only says that there is more.
  func respondList<Row>(
    _ rows: [Row], _ page: Pagination, total: Int64? = nil, keys: (Row) -> [JSONValue], render: (Row, inout Bytes) -> Void,
    also: (inout Bytes) -> Void = { _ in }
  ) -> Reply {
    let shown = rows.prefix(page.limite)
    var next: String?
    if rows.count > page.limite, let last = shown.last { next = nextPage(keys(last)) }
    exchange.body.beginObject()
    exchange.body.name("elements")
    exchange.body.beginArray()
    for row in shown { render(row, &exchange.body) }
    exchange.body.endArray()
    exchange.body.field("suivant", next)
    append(total: total)
    also(&exchange.body)
    exchange.body.endObject()
    return Reply(next: isPagedByBody ? nil : next)
  }

  /// The same from rows as they came, rendered without being decoded; only the last one shown is, for the cursor.
  func respondList<Row>(
    _ found: Deferred<Row>?, _ page: Pagination, total: Int64? = nil, keys: (Row) -> [JSONValue],
    render: (inout RowReader, inout Bytes) throws -> Void
  ) throws -> Reply {
    exchange.body.beginObject()
    exchange.body.name("elements")
    exchange.body.beginArray()
    try found?.withResult { result in
      for index in 0..<min(result.count, page.limite) {
        var row = result.row(index)
        try render(&row, &exchange.body)
      }
    }
    exchange.body.endArray()
    var next: String?
    if let found, try found.count > page.limite, let last = try found.row(page.limite - 1) { next = nextPage(keys(last)) }
    exchange.body.field("suivant", next)
    append(total: total)
    exchange.body.endObject()
    return Reply(next: isPagedByBody ? nil : next)
  }

  private func append(total: Int64?) {
    guard let total else { return }
    exchange.body.field("total", min(total, Decompte.maximum))
    if total > Decompte.maximum { exchange.body.field("total_minimal", true) }
  }

  /// Where the page after these keys is: this request's address with another cursor, or the cursor alone.
  private func nextPage(_ keys: [JSONValue]) -> String {
    let cursor = curseurs.seal(keys, for: self)
    if isPagedByBody { return cursor }
    let kept = String(decoding: exchange.query ?? UnsafeRawBufferPointer(start: nil, count: 0), as: UTF8.self).split(separator: "&").filter {
      !$0.hasPrefix("curseur=")
    }
    return "\(String(decoding: exchange.path, as: UTF8.self))?\((kept + ["curseur=\(cursor)"]).joined(separator: "&"))"
  }

  /// A list that is asked by POST.
  var isPagedByBody: Bool { operation.body != nil }
}
