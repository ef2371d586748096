import ArgumentParser
import KFPChecker
import KFPSource

/// `kfps explain`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say what a code such as E0302 means, with a wrong and a right program.")

  @Argument(help: "The code; without one, the families are listed.")
  var code: String?

  func run() throws {
    guard let code else {
      print(explanationIndex())
      return
    }
    guard let page = explanation(of: DiagnosticCode(code.uppercased())) else {
      throw failure("there is no code `\(code)`; `kfps explain` lists the families")
    }
    print(page)
  }
}
