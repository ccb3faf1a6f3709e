import Contract
import JSON
import Testing

@Suite struct RouterTests {
  private let contract: Contract

  init() throws {
    let id: JSONValue = ["name": "id", "in": "path", "required": true, "schema": ["type": "string"]]
    let autre: JSONValue = ["name": "autre", "in": "path", "required": true, "schema": ["type": "string"]]
    contract = try Contract(
      document: document(paths: [
        "/": ["get": operation("racine")],
        "/v1/comptes": ["get": operation("lister"), "post": operation("creer")],
        "/v1/comptes/{id}": ["parameters": [id], "get": operation("lire"), "delete": operation("supprimer")],
        "/v1/comptes/moi": ["get": operation("moi")],
        "/v1/comptes/{id}/cgu": ["parameters": [id], "put": operation("accepter")],
        "/v1/comptes/{id}/roles/{autre}": ["parameters": [id, autre], "patch": operation("role")],
        "/v1/comptes/{id}/roles/": ["parameters": [id], "get": operation("barre")],
      ]))
  }

  private func id(_ method: String, _ path: String) -> String {
    switch contract.match(method, path) {
    case .operation(let index, let values): ([contract.operations[index].id] + values).joined(separator: " ")
    case .methodNotAllowed(let allow): "405 " + allow.joined(separator: ",")
    case .notFound: "404"
    }
  }

  @Test(arguments: [
    ("GET", "/", "racine"),
    ("GET", "/v1/comptes", "lister"), ("POST", "/v1/comptes", "creer"), ("HEAD", "/v1/comptes", "lister"),
    ("GET", "/v1/comptes/abc", "lire abc"), ("DELETE", "/v1/comptes/abc", "supprimer abc"),
    ("GET", "/v1/comptes/moi", "moi"), ("PUT", "/v1/comptes/moi/cgu", "accepter moi"), ("PUT", "/v1/comptes/x/cgu", "accepter x"),
    ("PATCH", "/v1/comptes/a/roles/b", "role a b"), ("GET", "/v1/comptes/a/roles/", "barre a"),
    ("GET", "/v1/comptes/a%2Fb", "lire a/b"), ("GET", "/v1/comptes/%C3%A9+%20", "lire é+ "), ("GET", "/v1/comptes/mo%69", "lire moi"),
    ("GET", "/v1/comptes/..", "lire .."),
  ])
  func `a path leads to its operation and its parameters`(_ method: String, _ path: String, _ expected: String) {
    #expect(id(method, path) == expected)
  }

  @Test(arguments: [
    "", "v1/comptes", "/v1", "/v1/", "/v1/comptes/", "/v1/comptes//", "//v1/comptes", "/V1/comptes", "/v1/Comptes", "/v1/%63omptes",
    "/v1/comptes/a/", "/v1/comptes/a/cgu/", "/v1/comptes//cgu", "/v1/comptes/%zz", "/v1/comptes/%", "/v1/comptes/%4", "/v1/comptes/%ff",
    "/v1/comptes/%00", "/v1/comptes/%C3", "/v1/comptes/%ED%A0%80", "/v1/comptes/%C0%AF", "/v1/comptes/a/roles", "/v1/comptes/a/roles/b/c",
    "/v1/comptes?x=1", "*", "/v1/comptes/%2",
  ])
  func `anything else is not found`(_ path: String) {
    for method in ["GET", "POST", "TRACE"] { #expect(id(method, path) == "404") }
  }

  @Test(arguments: [
    ("DELETE", "/v1/comptes", "405 GET,HEAD,POST"), ("HEAD", "/v1/comptes/a/cgu", "405 PUT"), ("get", "/v1/comptes", "405 GET,HEAD,POST"),
    ("OPTIONS", "/", "405 GET,HEAD"), ("PROPFIND", "/v1/comptes/a", "405 DELETE,GET,HEAD"), ("DELETE", "/v1/comptes/moi", "405 GET,HEAD"),
    ("", "/", "405 GET,HEAD"),
  ])
  func `a known path says which methods it has`(_ method: String, _ path: String, _ expected: String) {
    #expect(id(method, path) == expected)
  }

  @Test func `a path of many segments costs no more than the tree is deep`() {
    #expect(id("GET", String(repeating: "/v1/comptes", count: 100_000)) == "404")
  }

  private func ambiguity(_ paths: [String]) -> ContractError? {
    let parameters: [JSONValue] = ["a", "b", "c"].map {
      ["name": .string($0), "in": "path", "required": true, "schema": ["type": "string"]]
    }
    var items = JSONObject()
    for path in paths {
      let used = parameters.filter { path.contains("{\($0["name"]?.string ?? "")}") }
      items[path] = ["parameters": .array(used), "get": operation(path)]
    }
    return fault(document(paths: .object(items)))
  }

  @Test(
    arguments: [
      ["/x/{a}", "/x/{b}"], ["/{a}/x", "/x/{b}"], ["/x/{c}/y", "/{a}/{b}/y", "/x/{a}/{b}"], ["/x/{a}/y/{b}", "/x/z/{a}/w"],
    ] as [[String]])
  func `two paths of which neither is the more precise are refused`(_ paths: [String]) {
    #expect(ambiguity(paths)?.reason.contains("ambigu") == true)
  }

  @Test(arguments: [["/x/{a}", "/x/y"], ["/x/{a}", "/y/{a}"], ["/x/{a}", "/x/{a}/y"], ["/x/{a}/{b}", "/x/y/{b}", "/x/y/z"], ["/x", "/x/"]])
  func `a literal beside a parameter is no ambiguity`(_ paths: [String]) {
    #expect(ambiguity(paths) == nil)
  }
}
