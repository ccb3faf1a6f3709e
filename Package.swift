// swift-tools-version: 6.2
import PackageDescription

// One set of settings for every Swift target: Swift 6 mode, handlers that stay on their caller's executor,
// imports internal unless said otherwise, warnings as errors.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
  // The law of exclusivity is enforced where the tests run, in debug.
  .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

// #embed is C23: clang accepts it in every mode and warns, which `treatAllWarnings` would turn into an error.
let embedding: [CSetting] = [.treatAllWarnings(as: .error), .disableWarning("c23-extensions")]

func target(_ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil, exclude: [String] = []) -> Target {
  .target(name: name, dependencies: dependencies, path: path, exclude: exclude, swiftSettings: settings)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let package = Package(
  name: "espace-partenaires",
  targets: [
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CLinux"),

    // Machinery: knows no business.
    target("Bytes"),
    target("JSON", ["Bytes"]),
    target("Crypto", ["CCrypto", "Bytes"]),
    target("EventLoop", ["CLinux"]),
    target("HTTPServer", ["EventLoop", "Bytes", "CLinux"]),
    target("Postgres", ["EventLoop", "CLibPQ", "Bytes"]),
    target("Contract", ["JSON", "Bytes"]),

    // The reference data of the conventions, as bytes.
    .target(name: "CCatalogue", path: "Sources/Catalogue/c", cSettings: embedding),
    target("Catalogue", ["CCatalogue"], exclude: ["c", "donnees"]),

    // The business: pure rules, their storage, their API.
    target("Domain"),
    .target(name: "CMigrations", path: "Sources/Storage/Migrations", cSettings: embedding),
    target("Storage", ["Domain", "Postgres", "Catalogue", "JSON", "Crypto", "Bytes", "CMigrations"], exclude: ["Migrations"]),
    .target(name: "COpenAPI", path: "openapi/c", cSettings: embedding),
    .target(
      name: "OpenAPI", dependencies: ["COpenAPI", "JSON", "Bytes"], path: "openapi",
      exclude: [
        "c", "CHANGELOG.md", "commun.json", "sessions.json", "reference.json", "partenaires.json", "conventions.json",
        "dossier-convention.json", "avenants.json", "fin-convention.json", "echeances.json", "instances.json", "comptes.json",
        "demandes.json", "ecritures.json",
      ],
      sources: ["OpenAPIDocument.swift"], swiftSettings: settings),
    target("API", ["Domain", "Storage", "Postgres", "HTTPServer", "EventLoop", "Contract", "OpenAPI", "Catalogue", "JSON", "Crypto", "Bytes"]),

    // What the programs are told by their environment.
    target("Configuration", ["Domain", "Postgres", "Bytes"]),

    program("http-probe", ["HTTPServer", "EventLoop", "JSON", "Bytes"]),
    program("messager", ["Configuration", "Storage", "Postgres", "EventLoop", "Crypto", "Domain", "JSON", "Bytes", "CLinux"]),
    program("espace-partenaires", ["API", "Configuration", "Storage", "Postgres", "Domain", "HTTPServer", "EventLoop", "OpenAPI", "Contract", "Catalogue", "Crypto", "JSON", "Bytes", "CLinux"]),

    target("TestSupport", ["CLinux", "JSON", "Bytes", "Postgres"], path: "Tests/TestSupport"),
    tests("ArchitectureTests", ["Storage"]),
    tests("BytesTests", ["Bytes"]),
    tests("JSONTests", ["JSON", "Bytes"]),
    tests("CatalogueTests", ["Catalogue"]),
    tests("CryptoTests", ["Crypto", "Bytes"]),
    tests("EventLoopTests", ["EventLoop", "CLinux"]),
    tests("HTTPServerTests", ["API", "Storage", "Postgres", "HTTPServer", "EventLoop", "Bytes", "JSON", "TestSupport"], exclude: ["http-cases.json"]),
    tests("PostgresTests", ["Postgres", "EventLoop", "Bytes", "TestSupport"]),
    tests("ContractTests", ["Contract", "JSON", "Bytes"]),
    tests("ConfigurationTests", ["Configuration", "Domain"]),
    tests("DomainTests", ["Domain"], exclude: ["Oracles/oracles.py"]),
    tests("StorageTests", ["Storage", "Crypto", "Catalogue", "Domain", "Postgres", "EventLoop", "JSON", "Bytes", "TestSupport"]),
    tests("APITests", ["API", "OpenAPI", "Catalogue", "Storage", "Domain", "Postgres", "HTTPServer", "EventLoop", "Contract", "Crypto", "JSON", "Bytes", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c17
)
