/// What kind of legal entity the partner is (P-03); the caisse decides, `DEPOSITAIRE` included.
package enum TypePartenaire: String, Sendable, Hashable, CaseIterable {
  case ccas = "CCAS"
  case cias = "CIAS"
  case udccas = "UDCCAS"
  case collectivite = "COLLECTIVITE"
  case departement = "DEPARTEMENT"
  case tutelle = "TUTELLE"
  case ase = "ASE"
  case depositaire = "DEPOSITAIRE"
  case autre = "AUTRE"
}
