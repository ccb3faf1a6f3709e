import Postgres
import Testing

private struct Ligne { let id: Int64; let nom: String? }
private enum Mode: String { case on, off }

private let one = Statement<(id: Int64, nom: String?), Ligne>("one", "select $1::int8, $2::text") { input, p in
  p.int8(input.id)
  p.text(input.nom)
} decode: { r in
  Ligne(id: try r.int8(), nom: try r.textOrNull())
}
private let mode = Statement<Void, Mode>("mode", "select 'on'") { r in try r.text(Mode.init(rawValue:)) }
private enum Echec: PostgresErrorCarrier { case postgres(PostgresError), refus; init(postgres: PostgresError) { self = .postgres(postgres) } }

private func useRead(_ d: Database) async throws(PostgresError) -> Ligne? {
  let (a, b) = try await d.read { q in (q.enqueue(mode), q.enqueue(one, (1, nil))) }
  _ = try a.first()
  return try b.first()
}
private func useTx(_ d: Database) async throws(Echec) -> Int {
  try await d.transaction { tx throws(Echec) in
    _ = tx.enqueue(one, (1, "x"))
    do throws(PostgresError) { try await tx.flush() } catch { throw .postgres(error) }
    return 1
  }
}
private func useTx2(_ d: Database) async throws -> Int {
  try await d.transaction { tx in
    let l = tx.enqueue(one, (1, "x"))
    try await tx.flush()
    _ = try l.first()
    if try l.affected == 0 { throw Echec.refus }
    return 1
  }
}
