import Bytes
import Foundation
import JSON
import Testing

private func written(_ body: (inout Bytes) -> Void) -> String {
  var out = Bytes(capacity: 16)
  body(&out)
  return out.text
}

@Suite struct JSONWriterTests {
  @Test func `an object of every type of field`() throws {
    let id = try #require(UUID(text: "0190c5d3-7a1b-7def-8123-456789abcdef"))
    let text = written {
      $0.beginObject()
      $0.field("texte", "été")
      $0.field("absent", nil as String?)
      $0.field("present", "x" as String?)
      $0.field("entier", 42)
      $0.field("long", Int64.min)
      $0.field("rien", nil as Int?)
      $0.field("rien64", nil as Int64?)
      $0.field("vrai", true)
      $0.field("ni", nil as Bool?)
      $0.field("id", id)
      $0.field("sans_id", nil as UUID?)
      $0.field("valeur", JSONValue.array([1, "a", nil]))
      $0.field("textes", ["a", "b\""])
      $0.field("aucun", [String]())
      $0.name("reel")
      $0.value(0.5)
      $0.name("clé \"")
      $0.value(1)
      $0.endObject()
    }
    #expect(
      text == #"""
        {"texte":"été","absent":null,"present":"x","entier":42,"long":-9223372036854775808,"rien":null,"rien64":null,\#
        "vrai":true,"ni":null,\#
        "id":"0190c5d3-7a1b-7def-8123-456789abcdef","sans_id":null,"valeur":[1,"a",null],"textes":["a","b\""],"aucun":[],"reel":0.5,\#
        "clé \"":1}
        """#)
  }

  @Test func `a comma stands between two values and nowhere else`() {
    let text = written {
      $0.beginArray()
      $0.beginArray()
      $0.endArray()
      $0.beginObject()
      $0.endObject()
      $0.value(true)
      $0.value(false)
      $0.null()
      $0.value(9)
      $0.value("")
      $0.value("[")
      $0.value("{")
      $0.value(":")
      $0.value(1.5)
      $0.beginArray()
      $0.value(1)
      $0.endArray()
      $0.beginObject()
      $0.name("a")
      $0.beginArray()
      $0.endArray()
      $0.name("b")
      $0.beginObject()
      $0.endObject()
      $0.endObject()
      $0.endArray()
    }
    #expect(text == #"[[],{},true,false,null,9,"","[","{",":",1.5,[1],{"a":[],"b":{}}]"#)
  }

  @Test func `a document after HTTP headers starts without a comma`() {
    let text = written {
      $0.append("Content-Length: 12\r\n\r\n")
      $0.beginObject()
      $0.endObject()
    }
    #expect(text == "Content-Length: 12\r\n\r\n{}")
  }

  @Test(arguments: [
    ("\"", #"\""#), ("\\", #"\\"#), ("/", "/"), ("\u{8}", #"\b"#), ("\t", #"\t"#), ("\n", #"\n"#), ("\u{c}", #"\f"#), ("\r", #"\r"#),
    ("\u{1}", #"\u0001"#), ("\u{1f}", #"\u001f"#), ("\u{0}", #"\u0000"#), ("\u{7f}", "\u{7f}"), ("é€𝄞\u{2028}", "é€𝄞\u{2028}"),
    ("<script>&'", "<script>&'"),
  ])
  func `a string is escaped where it must be`(_ text: String, _ expected: String) {
    #expect(written { $0.value(text) } == "\"\(expected)\"")
    for padding in 0..<17 {
      let around = String(repeating: "a", count: padding)
      #expect(written { $0.value(around + text + around) } == "\"\(around)\(expected)\(around)\"")
    }
  }

  @Test func `raw UTF-8 is written as a string`() {
    let bytes = Array("a\"é".utf8)
    #expect(written { out in bytes.withUnsafeBytes { out.value(rawString: $0) } } == #""a\"é""#)
    #expect(written { $0.value(rawString: UnsafeRawBufferPointer(start: nil, count: 0)) } == #""""#)
  }

  @Test(
    arguments: [
      (0.0, "0.0"), (-0.0, "-0.0"), (0.1, "0.1"), (1e21, "1e+21"), (.leastNonzeroMagnitude, "5e-324"),
      (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
      (.infinity, "null"), (-.infinity, "null"), (.nan, "null"),
    ] as [(Double, String)])
  func `a double is written so that it reads back, null when JSON cannot hold it`(_ value: Double, _ expected: String) throws {
    #expect(written { $0.value(value) } == expected)
    if value.isFinite { #expect(try JSONReader.parse(expected).double == value) }
  }

  @Test func `literals make values`() {
    let value: JSONValue = ["a": [1, 2.5, "x", true, nil], "b": [:]]
    #expect(value.text == #"{"a":[1,2.5,"x",true,null],"b":{}}"#)
    #expect(value["a"]?.array?.count == 5)
    #expect(value["a"]?.array?[0].int == 1)
    #expect(value["a"]?.array?[3].bool == true)
    #expect(value["a"]?.array?[4].isNull == true)
    #expect(value["b"]?.object?.isEmpty == true)
  }

  @Test func `a member is set, replaced and removed in place`() {
    var object = JSONObject([("a", 1), ("b", 2)])
    object["a"] = 3
    object["c"] = 4
    object["b"] = nil
    object["absent"] = nil
    #expect(JSONValue.object(object).text == #"{"a":3,"c":4}"#)
  }
}
