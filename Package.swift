// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours is held to the same rules: Swift 6, no silent imports, warnings are errors.
let rules: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let collections: Target.Dependency = .product(
  name: "OrderedCollections", package: "swift-collections")

/// One room of the house. The arrows between rooms are exactly the dependencies named here;
/// `Sources/README.md` says what each room must never know.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: rules)
}

/// The tests of one room.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["KFPTestSupport"], swiftSettings: rules)
}

/// How a program is linked. A released one carries its libraries (`Sources/Linking`), stands at a fixed
/// address and has no names of functions: finding, loading and relocating all that would be nearly half of
/// the time in which a small pipeline is compiled.
let linking: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-L\(Context.packageDirectory)/Sources/Linking",
      "-Xclang-linker", "-no-pie", "-Xclang-linker", "-static-libgcc", "-Xlinker", "-s",
    ], .when(configuration: .release))
]

let package = Package(
  name: "kfps",
  products: [
    .executable(name: "kfps", targets: ["kfps"]),
    .executable(name: "kfps-ui", targets: ["kfps-ui"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    // C, by which Swift reaches what it cannot call itself.
    .systemLibrary(
      name: "CLibEdit", path: "Sources/CLibEdit",
      providers: [.apt(["libedit-dev"])]),
    .systemLibrary(
      name: "CLibYAML", path: "Sources/CLibYAML",
      providers: [.apt(["libyaml-dev"])]),
    .target(
      name: "CEditLine", dependencies: ["CLibEdit"], linkerSettings: [.linkedLibrary("edit")]),
    .target(name: "CPOSIX", linkerSettings: [.linkedLibrary("md")]),
    .target(name: "CHTTP"),

    // The compiler.
    room("KFPSource"),
    room("KFPTypes", [collections]),
    room("KFPSpec", ["KFPTypes", collections, "CLibYAML"]),
    room("KFPSyntax", ["KFPSource"]),
    room("KFPChecker", ["KFPSource", "KFPTypes", "KFPSyntax", collections]),
    room("KFPGraph", ["KFPSource", "KFPTypes", "KFPSpec", collections]),
    room(
      "KFPInterpreter",
      ["KFPSource", "KFPTypes", "KFPSyntax", "KFPChecker", "KFPGraph", "CPOSIX", collections]),

    room(
      "KFPMigration",
      [
        "KFPSource", "KFPTypes", "KFPSyntax", "KFPChecker", "KFPSpec", "KFPGraph", collections,
      ]),

    // The runner.
    room("KFPRecord", ["KFPTypes", "KFPSpec", "CPOSIX", collections]),
    .target(
      name: "KFPRunner",
      dependencies: ["KFPTypes", "KFPSpec", "KFPRecord", "CPOSIX", collections],
      exclude: ["Python/kfps_executor", "Python/embed.py"], swiftSettings: rules),

    // Services that run documents elsewhere.
    room("KFPRemote", ["KFPTypes", "KFPSpec", "KFPRecord", "CPOSIX", "CHTTP", collections]),

    // Where compiler and runner meet, and what people see.
    room(
      "KFPSession",
      [
        "KFPSource", "KFPTypes", "KFPSyntax", "KFPChecker", "KFPGraph", "KFPInterpreter",
        "KFPSpec", "KFPRecord", "KFPRunner", "KFPNotebook", collections,
      ]),
    .target(
      name: "KFPReport", dependencies: ["KFPTypes", "KFPSpec", "KFPRecord", collections],
      exclude: ["Page/assets"], swiftSettings: rules),
    room("KFPNotebook", ["KFPSource", "KFPTypes", "KFPSyntax", "KFPReport", collections]),
    room(
      "KFPExport",
      [
        "KFPSource", "KFPSyntax", "KFPSpec", "KFPChecker", "KFPGraph", "KFPInterpreter",
        "KFPSession", "KFPNotebook", "KFPReport",
      ]),
    room(
      "KFPServer",
      [
        "KFPTypes", "KFPSpec", "KFPRecord", "KFPReport", collections,
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ]),
    room(
      "KFPShell",
      [
        "KFPSource", "KFPTypes", "KFPSyntax", "KFPSpec", "KFPRecord", "KFPInterpreter",
        "KFPSession", "KFPNotebook", "KFPExport", "KFPReport", "CEditLine", collections,
      ]),
    room(
      "KFPCommands",
      [
        "KFPSource", "KFPTypes", "KFPSpec", "KFPSyntax", "KFPRecord", "KFPRunner", "KFPSession",
        "KFPReport", "KFPNotebook", "KFPExport", "KFPShell", "KFPChecker", "KFPGraph",
        "KFPInterpreter", "KFPMigration", "KFPRemote", "CEditLine",
        "CPOSIX", collections,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "kfps", dependencies: ["KFPCommands"], swiftSettings: rules, linkerSettings: linking),
    // The same with a server of pages; what `kfps ui` turns into.
    .executableTarget(
      name: "kfps-ui",
      dependencies: [
        "KFPCommands", "KFPServer", "KFPRecord", "KFPReport", "KFPRunner", collections,
      ], swiftSettings: rules, linkerSettings: linking),
    // Not shipped: prints trees, to compare them with Python's own.
    .executableTarget(
      name: "kfps-ast", dependencies: ["KFPSource", "KFPSyntax"], swiftSettings: rules),
    // Not shipped: runs documents without processes, to measure the runner alone.
    .executableTarget(
      name: "kfps-schedule", dependencies: ["KFPTypes", "KFPSpec", "KFPRecord", "KFPRunner"],
      swiftSettings: rules),

    // Tests.
    .target(
      name: "KFPTestSupport", path: "Tests/KFPTestSupport", swiftSettings: rules),
    tests("KFPSourceTests", ["KFPSource"]),
    tests("KFPSyntaxTests", ["KFPSource", "KFPSyntax"]),
    tests("KFPSpecTests", ["KFPTypes", "KFPSpec", collections]),
    tests("KFPCheckerTests", ["KFPSource", "KFPSyntax", "KFPChecker"]),
    tests("KFPGraphTests", ["KFPSource", "KFPTypes", "KFPSpec", "KFPGraph"]),
    tests(
      "KFPInterpreterTests", ["KFPSource", "KFPSyntax", "KFPChecker", "KFPGraph", "KFPInterpreter"]),
    tests("KFPRunnerTests", ["KFPTypes", "KFPSpec", "KFPRecord", "KFPRunner", collections]),
    tests(
      "KFPSessionTests",
      [
        "KFPSource", "KFPChecker", "KFPGraph", "KFPInterpreter", "KFPSession", "KFPSpec",
        "KFPRecord", "KFPRunner",
      ]),
    tests("KFPReportTests", ["KFPTypes", "KFPSpec", "KFPRecord", "KFPReport", collections]),
    tests(
      "KFPMigrationTests",
      ["KFPSource", "KFPMigration", "KFPInterpreter", "KFPSession", "KFPSpec"]),
    tests(
      "KFPServerTests",
      ["KFPTypes", "KFPSpec", "KFPRecord", "KFPReport", "KFPServer", collections]),
    tests("KFPRemoteTests", ["KFPTypes", "KFPSpec", "KFPRecord", "KFPRemote", collections]),
    tests("KFPNotebookTests", ["KFPTypes", "KFPNotebook", "KFPReport", collections]),
    tests("CommandTests", []),
    .testTarget(
      name: "GrammarTests",
      dependencies: [
        "KFPSource", "KFPSyntax", "KFPChecker", "KFPInterpreter", "KFPSession", "KFPTestSupport",
      ], path: "Tests/Grammar", swiftSettings: rules),
    .testTarget(
      name: "DifferentialTests", dependencies: ["KFPTestSupport"], path: "Tests/Differential",
      exclude: [
        "fuzz.py", "google_components.py", "invariants.py", "known-differences.txt",
        "public-suite.txt", "rules.py",
      ], swiftSettings: rules),
  ],
  swiftLanguageModes: [.v6]
)
