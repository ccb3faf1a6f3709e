import Bytes
import Foundation
import Postgres
import TestSupport

/// Two tenants behind row-level security, in the exact shape that the service uses: statement A opens the context that a token
/// gives, statement B reads under it.
enum TenantFixture {
  static let rowsPerPartner = 20

  /// Connection information of a role that owns nothing, to a database made once per process.
  static var connectionInfo: String { get throws { try made.get() } }

  private static let made = Result {
    let owner = try TestCluster.shared.createDatabase()
    try TestCluster.shared.createRole("ep_test_lecteur")
    let admin = try AdminConnection(owner)
    try admin.run(schema)
    return "\(owner) user=ep_test_lecteur"
  }

  private static let schema = """
    create table session (
      jeton bytea primary key, compte_id uuid not null, partenaire_id uuid, caisse_id uuid, role text not null,
      expire_le timestamptz not null);
    create table demande (id uuid primary key, partenaire_id uuid not null, caisse_id uuid not null, objet text not null);
    create index on demande (partenaire_id, id);
    alter table demande enable row level security;
    alter table demande force row level security;
    create policy lecture on demande for select using (
      case current_setting('ep.role', true)
      when 'TECHNICIEN'   then partenaire_id = nullif(current_setting('ep.partenaire', true), '')::uuid
      when 'AGENT_CAISSE' then caisse_id     = nullif(current_setting('ep.caisse', true), '')::uuid
      else false end);
    grant select on session, demande to ep_test_lecteur;
    insert into session values
      ('\\x01', '\(partner(1))', '\(partner(1))', null, 'TECHNICIEN', now() + interval '1 day'),
      ('\\x02', '\(partner(2))', '\(partner(2))', null, 'TECHNICIEN', now() + interval '1 day'),
      ('\\x03', '\(partner(9))', null, '\(caisse)', 'AGENT_CAISSE', now() + interval '1 day'),
      ('\\x04', '\(partner(1))', '\(partner(1))', null, 'TECHNICIEN', now() - interval '1 second');
    alter table demande no force row level security;
    insert into demande select uuid_in(md5('1-' || n)::cstring), '\(partner(1))', '\(caisse)', '1-' || n
      from generate_series(1, \(rowsPerPartner)) n;
    insert into demande select uuid_in(md5('2-' || n)::cstring), '\(partner(2))', '\(caisse)', '2-' || n
      from generate_series(1, \(rowsPerPartner)) n;
    alter table demande force row level security;
    analyze;
    """

  static let caisse = "c0000000-0000-0000-0000-000000000001"
  static func partner(_ number: Int) -> String { "a0000000-0000-0000-0000-00000000000\(number)" }

  /// Who presents a token, and the partners whose rows it may read.
  enum Bearer: UInt8, CaseIterable {
    case firstPartner = 1, secondPartner, agent, expired, unknown

    var token: [UInt8] { [rawValue] }
    var partners: [Int] {
      switch self {
      case .firstPartner: [1]
      case .secondPartner: [2]
      case .agent: [1, 2]
      case .expired, .unknown: []
      }
    }
  }

  // MARK: statements

  private static let settings = """
     set_config('ep.compte',     coalesce(s.compte_id::text,''),     true),
     set_config('ep.partenaire', coalesce(s.partenaire_id::text,''), true),
     set_config('ep.caisse',     coalesce(s.caisse_id::text,''),     true),
     set_config('ep.role',       coalesce(s.role,''),                true)
    """

  /// A: opens the context, to nothing when the token is dead.
  static let open = context(
    "open",
    "select s.role, \(settings) from (values (1)) un left join session s on s.jeton = $1 and s.expire_le > now()")

  /// Wrong: a dead token gives no row, so that nothing is overwritten.
  static let openWithoutOverwriting = context(
    "open_without_overwriting", "select s.role, \(settings) from session s where s.jeton = $1 and s.expire_le > now()")

  /// Wrong: a data-reading WITH that nothing refers to does not run.
  static let openUnreferenced = context(
    "open_unreferenced",
    """
    with s as (select * from session where jeton = $1), contexte as (select \(settings) from s)
    select role from s
    """)

  /// Wrong: the settings outlive their transaction.
  static let openForSession = context(
    "open_for_session",
    "select s.role, \(settings.replacingOccurrences(of: " true)", with: " false)")) from session s where s.jeton = $1")

  private static func context(_ name: String, _ sql: String) -> Statement<[UInt8], String?> {
    Statement(name, sql) { token, p in
      p.bytea(token)
    } decode: { r in
      try r.textOrNull()
    }
  }

  /// B: every row that the context shows.
  static let list = Statement<Void, String>("list", "select objet from demande order by objet") { r in try r.text() }

  /// B: one row.
  static let find = Statement<String, String>("find", "select objet from demande where objet = $1") { objet, p in
    p.text(objet)
  } decode: { r in
    try r.text()
  }

  /// Fails with division_by_zero when given 0.
  static let divide = Statement<Int32, Int32>("divide", "select 1 / $1::int4") { number, p in
    p.int4(number)
  } decode: { r in
    try r.int4()
  }

  static let all: [AnyStatement] = [
    open.erased, openWithoutOverwriting.erased, openUnreferenced.erased, openForSession.erased, list.erased, find.erased,
    divide.erased,
  ]

  /// What B reads behind A; `["failed"]` when the batch fails.
  static func read<Input>(
    _ database: Database, open: Statement<[UInt8], String?> = open, _ token: [UInt8], _ statement: Statement<Input, String>,
    _ input: Input, called: () -> Void = {}
  ) async -> [String] {
    do throws(PostgresError) {
      let (_, rows) = try await database.read { batch in
        called()
        return (batch.enqueue(open, token), batch.enqueue(statement, input))
      }
      return try rows.rows()
    } catch { return ["failed"] }
  }
}
