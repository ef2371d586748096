/// A command of the prompt itself: `%emit out.yaml`.
protocol Magic: Sendable {
  /// Its name without `%`.
  var name: String { get }
  /// How it is written: `%emit [FILE]`.
  var usage: String { get }
  /// What it does, in a line.
  var summary: String { get }
  /// More about it, shown by `%help NAME`.
  var discussion: String { get }
  /// Whether the lines behind its own belong to it, as with `%time`.
  var takesLines: Bool { get }
  /// What Tab offers behind it.
  var takes: MagicWords { get }
  /// Does it. `words` is what stands behind the name.
  func run(_ words: String, in prompt: Prompt) async
}

extension Magic {
  var takesLines: Bool { false }
  var takes: MagicWords { .nothing }
}

/// What the words behind a magic are.
enum MagicWords: Hashable, Sendable {
  case nothing
  case file
  case cell
  case task
  case pipeline
  case expression
  case magic
  case backend
  /// One of these.
  case word([String])
}

/// All magics, in the order in which `%help` lists them.
let allMagics: [any Magic] = [
  HelpMagic(),
  // The cells.
  CellsMagic(), EditMagic(), MoveMagic(), DeleteMagic(), UndoMagic(), RedoMagic(), ResetMagic(),
  HistoryMagic(), CheckMagic(), TypeMagic(), ExplainMagic(),
  // What runs.
  RunMagic(), RerunMagic(), TasksMagic(), ShowMagic(), LogsMagic(), TimeMagic(), AutoMagic(),
  BackendMagic(), CacheMagic(),
  // What is written and read.
  EmitMagic(), GraphMagic(), ExportMagic(), SaveMagic(), LoadMagic(), DirectoryMagic(), QuitMagic(),
]

/// The magic of a name.
func knownMagic(_ name: some StringProtocol) -> (any Magic)? {
  allMagics.first { $0.name == name }
}
