import Contract
import JSON
import Testing

@Suite struct QueryTests {
  private let operation: Contract.Operation

  init() throws {
    let contract = try Contract(
      document: try json(
        #"""
        {"openapi":"3.1.0","info":{"title":"Essai"},"paths":{"/x":{"get":{"operationId":"x",\#
        "responses":{"200":{"description":"Fait"}},"parameters":[\#
        {"name":"limite","in":"query","schema":{"type":"integer","minimum":1,"maximum":200,"default":50}},\#
        {"name":"total","in":"query","schema":{"type":"boolean","default":false}},\#
        {"name":"recherche","in":"query","schema":{"type":"string","maxLength":10}},\#
        {"name":"etat","in":"query","explode":false,"schema":{"type":"array","uniqueItems":true,\#
        "items":{"enum":["ACTIF","CLOS"],"type":"string"}}},\#
        {"name":"ids","in":"query","explode":false,"schema":{"type":"array","items":{"type":"integer"},"maxItems":3}},\#
        {"name":"taux","in":"query","schema":{"type":"number"}},\#
        {"name":"depuis","in":"query","schema":{"type":"string","format":"date"}},\#
        {"name":"Idempotency-Key","in":"header","schema":{"type":"string","minLength":8}},\#
        {"name":"If-Match","in":"header","required":true,"schema":{"type":"string"}},\#
        {"name":"X-Compte","in":"header","required":true,"schema":{"type":"integer"}}]}},\#
        "/y/{id}":{"get":{"operationId":"y","responses":{"200":{"description":"Fait"}},"parameters":[\#
        {"name":"id","in":"path","required":true,"schema":{"type":"string","format":"uuid"}},\#
        {"name":"caisse","in":"query","required":true,"schema":{"type":"string"}}]}}}}
        """#))
    operation = contract.operations[0]
    other = contract.operations[1]
  }

  private let other: Contract.Operation

  private func parse(_ text: String, bytes: [UInt8]? = nil) -> (values: Contract.ParameterValues, errors: [FieldError]) {
    var errors: [FieldError] = []
    let values = (bytes ?? Array(text.utf8)).withUnsafeBytes { operation.parseQuery($0, into: &errors) }
    return (values, errors)
  }

  @Test(
    arguments: [
      ("", "limite", 50), ("", "total", false), ("limite=1", "limite", 1), ("limite=200&total=true", "total", true),
      ("recherche=a+b%2Bc", "recherche", "a b+c"), ("recherche=%C3%A9", "recherche", "é"), ("recherche=", "recherche", ""),
      ("recherche", "recherche", ""), ("recherche=a=b", "recherche", "a=b"), ("&&recherche=a&", "recherche", "a"),
      ("etat=ACTIF", "etat", ["ACTIF"]), ("etat=ACTIF,CLOS", "etat", ["ACTIF", "CLOS"]), ("ids=1,2,-3", "ids", [1, 2, -3]),
      ("taux=1.5e2", "taux", 150), ("depuis=2025-10-20", "depuis", "2025-10-20"), ("%6Cimite=7", "limite", 7),
      ("recherche=a%2Cb", "recherche", "a,b"),
    ] as [(String, String, JSONValue)])
  func `a parameter is read by its schema`(_ text: String, _ name: String, _ expected: JSONValue) {
    let (values, errors) = parse(text)
    #expect(errors == [])
    #expect(values[name] == expected)
  }

  @Test(
    arguments: [
      ("page=2", ["/query/page PARAMETRE_INCONNU"]), ("limite=1&limite=2", ["/query/limite PARAMETRE_EN_DOUBLE"]),
      ("limite=1&%6cimite=1", ["/query/limite PARAMETRE_EN_DOUBLE"]), ("limite=abc", ["/query/limite FORMAT_INVALIDE"]),
      ("limite=", ["/query/limite FORMAT_INVALIDE"]), ("limite=+5", ["/query/limite FORMAT_INVALIDE"]),
      ("limite=05", ["/query/limite FORMAT_INVALIDE"]), ("limite=5.0", ["/query/limite FORMAT_INVALIDE"]),
      ("limite=1e1", ["/query/limite FORMAT_INVALIDE"]), ("limite=0", ["/query/limite TROP_PETIT"]),
      ("limite=201", ["/query/limite TROP_GRAND"]),
      ("limite=99999999999999999999", ["/query/limite TROP_GRAND"]), ("total=1", ["/query/total FORMAT_INVALIDE"]),
      ("total=TRUE", ["/query/total FORMAT_INVALIDE"]), ("total", ["/query/total FORMAT_INVALIDE"]),
      ("recherche=%zz", ["/query/recherche FORMAT_INVALIDE"]), ("recherche=%4", ["/query/recherche FORMAT_INVALIDE"]),
      ("recherche=%ff", ["/query/recherche FORMAT_INVALIDE"]), ("recherche=%00", ["/query/recherche FORMAT_INVALIDE"]),
      ("recherche=12345678901", ["/query/recherche TROP_LONG"]), ("%zz=1", ["/query FORMAT_INVALIDE"]),
      ("etat=OUVERT", ["/query/etat/0 VALEUR_HORS_LISTE"]), ("etat=ACTIF,ACTIF", ["/query/etat/1 DOUBLON"]),
      ("etat=", ["/query/etat/0 VALEUR_HORS_LISTE"]), ("etat=ACTIF%2CCLOS", ["/query/etat/0 VALEUR_HORS_LISTE"]),
      ("ids=1,a", ["/query/ids FORMAT_INVALIDE"]), ("ids=1,2,3,4", ["/query/ids TROP_D_ELEMENTS"]),
      ("ids=1,%zz", ["/query/ids FORMAT_INVALIDE"]),
      ("taux=NaN", ["/query/taux FORMAT_INVALIDE"]), ("depuis=2025-02-30", ["/query/depuis FORMAT_INVALIDE"]),
      ("a/b=1&limite=0&total=x", ["/query/a~1b PARAMETRE_INCONNU", "/query/limite TROP_PETIT", "/query/total FORMAT_INVALIDE"]),
      ("LIMITE=1", ["/query/LIMITE PARAMETRE_INCONNU"]),
    ] as [(String, [String])])
  func `every fault of a query is said, at its parameter`(_ text: String, _ expected: [String]) {
    #expect(parse(text).errors.map(\.short) == expected)
  }

  @Test func `bytes that are not UTF-8 are refused`() {
    #expect(parse("", bytes: Array("recherche=".utf8) + [0xff]).errors.map(\.short) == ["/query/recherche FORMAT_INVALIDE"])
    #expect(parse("", bytes: [0xff, 61, 49]).errors.map(\.short) == ["/query FORMAT_INVALIDE"])
  }

  @Test func `an empty buffer is an empty query, and what is required is asked for`() {
    var errors: [FieldError] = []
    _ = other.parseQuery(UnsafeRawBufferPointer(start: nil, count: 0), into: &errors)
    #expect(errors.map(\.short) == ["/query/caisse CHAMP_OBLIGATOIRE"])
  }

  @Test func `a flood of unknown parameters is not answered at length`() {
    let flood = (0..<5_000).map { "p\($0)=1" }.joined(separator: "&")
    #expect(parse(flood).errors.count == Schema.maxErrors)
  }

  @Test func `messages say what is expected`() {
    #expect(parse("page=2").errors.first?.message.hasPrefix("Ce paramètre est inconnu. Paramètres acceptés : limite, total") == true)
    #expect(parse("limite=abc").errors.first?.message == "Un nombre entier est attendu.")
    #expect(parse("ids=a").errors.first?.message == "Une liste séparée par des virgules est attendue. Un nombre entier est attendu.")
  }

  @Test func `headers are read by their schemas, If-Match left to its own status`() {
    var errors: [FieldError] = []
    var headers = ["Idempotency-Key": "12345678", "X-Compte": "12"]
    let values = operation.parseHeaders({ headers[$0] }, into: &errors)
    #expect(errors == [])
    #expect(values["Idempotency-Key"] == "12345678")
    #expect(values["X-Compte"] == 12)
    #expect(values["If-Match"] == nil)
    headers = ["Idempotency-Key": "court"]
    _ = operation.parseHeaders({ headers[$0] }, into: &errors)
    #expect(errors.map(\.short) == ["/header/Idempotency-Key TROP_COURT", "/header/X-Compte CHAMP_OBLIGATOIRE"])
  }

  @Test func `path parameters are judged by their schemas`() {
    var errors: [FieldError] = []
    let values = other.parsePath(["0190c5d3-7a1b-7def-8123-456789abcdef"], into: &errors)
    #expect(errors == [])
    #expect(values["id"] == "0190c5d3-7a1b-7def-8123-456789abcdef")
    _ = other.parsePath(["moi"], into: &errors)
    #expect(errors.map(\.short) == ["/path/id FORMAT_INVALIDE"])
  }
}
