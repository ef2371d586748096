import ArgumentParser
import Glibc
import KFPReport
import KFPRunner

/// `kfps report`.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the page of a run: one HTML file that needs nothing else.",
    discussion: """
      Without RUN it is the latest run. With a second run the page compares the two: parameters, \
      metrics, durations and what changed. With an output that ends with .svg it is a picture of \
      the graph with the states of the tasks.
      """)

  @Argument(help: "A run's name, the beginning of its name, or its folder.")
  var run: String?

  @Argument(help: "An earlier run to compare with.")
  var earlier: String?

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(
      "Where the page goes; by default into the run's folder; - is standard output.",
      valueName: "file"))
  var output: String?

  @OptionGroup var options: StoredRunOptions

  func run() async throws {
    let stored = try StoredRun.find(run, options)
    let path = output ?? stored.pagePath
    if path.hasSuffix(".svg") {
      let document = try stored.document().document
      try writeOutput(graphSVG(of: document, record: stored.record), to: path)
    } else {
      var material = try stored.material()
      material.earlier = try earlier.map { try StoredRun.find($0, options).record }
      try writeOutput(reportPage(material), to: path)
    }
    if path != "-" { print(path) }
  }
}

/// `kfps open`.
struct OpenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Show the page of a run in the browser.",
    discussion: "Without RUN it is the latest run.")

  @Argument(help: "A run's name, the beginning of its name, or its folder.")
  var run: String?

  @OptionGroup var options: StoredRunOptions

  func run() async throws {
    let stored = try StoredRun.find(run, options)
    try stored.openPage()
  }
}

extension StoredRun {
  /// Where the page of the run is.
  var pagePath: String { "\(folder.path)/page.html" }

  /// Writes the page and asks the browser to show it; says where it is.
  func openPage() throws {
    try writeOutput(reportPage(try material()), to: pagePath)
    print(pagePath)
    guard startBrowser(at: pagePath) else {
      return printError("no browser could be started; open the file above")
    }
  }
}

/// Asks the browser of the user to show a page; false where none could be started.
func startBrowser(at address: String) -> Bool {
  let program = getenv("BROWSER").map { String(cString: $0) } ?? "xdg-open"
  // A variable may name several programs with arguments; the first word of the first is enough.
  let words = program.split(separator: ":").first?.split(separator: " ").map(String.init) ?? []
  return start(words + [address])
}

/// Starts a program without waiting for its end.
private func start(_ words: [String]) -> Bool {
  var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
  defer { for argument in arguments { free(argument) } }
  arguments.append(nil)
  guard let name = words.first else { return false }
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
    posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
  }
  var process = pid_t()
  return posix_spawnp(&process, name, &actions, nil, arguments, environ) == 0
}
