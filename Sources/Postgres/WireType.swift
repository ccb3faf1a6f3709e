/// PostgreSQL counts dates and instants from 2000-01-01.
enum Epoch {
  /// Days from 1970-01-01 to 2000-01-01.
  static let days: Int32 = 10_957
  /// Microseconds from 1970-01-01 to 2000-01-01.
  static let microseconds: Int64 = 946_684_800_000_000
}

/// Type OIDs of pg_type.dat, which never change.
enum OID {
  static let bool: UInt32 = 16
  static let bytea: UInt32 = 17
  static let name: UInt32 = 19
  static let int8: UInt32 = 20
  static let int2: UInt32 = 21
  static let int4: UInt32 = 23
  static let text: UInt32 = 25
  static let json: UInt32 = 114
  static let float8: UInt32 = 701
  static let unknown: UInt32 = 705
  static let textArray: UInt32 = 1009
  static let varcharArray: UInt32 = 1015
  static let int8Array: UInt32 = 1016
  static let bpchar: UInt32 = 1042
  static let varchar: UInt32 = 1043
  static let date: UInt32 = 1082
  static let timestamptz: UInt32 = 1184
  static let record: UInt32 = 2249
  static let void: UInt32 = 2278
  static let uuid: UInt32 = 2950
  static let uuidArray: UInt32 = 2951
  static let jsonb: UInt32 = 3802
  /// The first OID of types that a database defines: enumerations, domains' bases excepted, arrays of enumerations.
  static let firstUserDefined: UInt32 = 16384
}

/// What a column must be to be read as something.
enum WireType: String {
  case any, uuid, text, bool, int2, int4, int8, integer, float8, date, timestamptz, bytea, jsonb
  case texts = "text[]"
  case uuids = "uuid[]"
  case int8s = "int8[]"

  func accepts(_ type: UInt32) -> Bool {
    switch self {
    case .any: true
    case .uuid: type == OID.uuid
    case .text:
      type == OID.text || type == OID.varchar || type == OID.bpchar || type == OID.name || type == OID.json || type == OID.unknown
        || type == OID.void || type >= OID.firstUserDefined
    case .bool: type == OID.bool
    case .int2: type == OID.int2
    case .int4: type == OID.int4
    case .int8: type == OID.int8
    case .integer: type == OID.int2 || type == OID.int4 || type == OID.int8
    case .float8: type == OID.float8
    case .date: type == OID.date
    case .timestamptz: type == OID.timestamptz
    case .bytea: type == OID.bytea
    case .jsonb: type == OID.jsonb
    case .texts: type == OID.textArray || type == OID.varcharArray || type >= OID.firstUserDefined
    case .uuids: type == OID.uuidArray
    case .int8s: type == OID.int8Array
    }
  }
}
