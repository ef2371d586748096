import ArgumentParser

/// `kfps check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find mistakes before anything runs.",
    discussion: """
      Folders are searched for .kfps, .py and .ipynb files that use kfp. Documents \
      (.yaml, .json), compiled ones and components of the first SDK, are checked too when they are named. Nothing is run and nothing is written, except by --fix.

      The exit status is 0 without errors, 1 with errors, 2 where a file cannot be used. Where a \
      script ends itself, as with sys.exit(4), it is that script's.
      """)

  @Argument(help: "Files and folders.", completion: .source)
  var files: [String]

  @Option(help: "How complaints are printed: human, short, json or sarif.")
  var format: Format = .human

  @Flag(help: "Apply the fixes that are certain, and tell what is left.")
  var fix = false

  @Flag(help: "With --fix: show what would change and write nothing.")
  var dryRun = false

  @Flag(
    help: "Also warn of what is only untidy: unused imports, images and packages without a version."
  )
  var pedantic = false

  @OptionGroup var source: SourceOptions

  /// How complaints are printed.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case human, short, json, sarif
  }

  func run() throws {
    let job = CheckJob(
      files: files, format: format, fixes: fix, isDryRun: dryRun, isPedantic: pedantic,
      modulePaths: source.modulePaths)
    try job.run()
  }
}
