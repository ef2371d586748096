import Foundation
import KFPGraph
import KFPInterpreter
import KFPSource
import KFPSyntax
import KFPTestSupport
import Testing

/// The folders of cases that hold `pipeline.py` and one expectation.
func caseNames(_ stage: String) -> [String] { Repository.cases(of: stage) }

/// What a script of a case means.
private struct Read {
  let interpretation: Interpretation
  let diagnostics: [Diagnostic]
  let source: SourceText
  let sources: SourceMap
}

private func read(_ bytes: [UInt8], name: String) -> Read {
  var sources = SourceMap()
  var bag = DiagnosticBag()
  let source = sources.add(name: name, bytes: bytes)
  let tree = parse(source, reporting: &bag)
  let interpretation = interpret(
    [tree], kind: name.hasSuffix(".kfps") ? .script : .module, path: name,
    capabilities: Capabilities(workingFolder: "/work"), sources: &sources, reporting: &bag)
  return Read(
    interpretation: interpretation, diagnostics: bag.sorted, source: source, sources: sources)
}

private func expect(_ text: String, equalsFile path: String) throws {
  if ProcessInfo.processInfo.environment["BLESS"] != nil {
    try Data(text.utf8).write(to: Repository.url(path))
    return
  }
  #expect(text == (try Repository.text(path)))
}

/// Scripts that end with a call of the compiler give, letter for letter, the file that the official
/// SDK wrote for them (`expected.yaml`, written by running `pipeline.py` with SDK 2.17.0).
@Suite struct DSLLoweringCases {
  /// Cases that need nothing but their source and compile themselves; `Tests/Differential` runs all.
  static let names = caseNames("lowering").filter { name in
    let source = try? Repository.text("Tests/Cases/lowering/\(name)/pipeline.py")
    return source?.contains("'expected.yaml'") ?? false
  }

  @Test func thereAreCases() { #expect(Self.names.count >= 9) }

  @Test(arguments: names) func theDocumentIsThatOfTheSDK(name: String) throws {
    let folder = "Tests/Cases/lowering/\(name)"
    let read = read(Array(try Repository.text("\(folder)/pipeline.py").utf8), name: "pipeline.py")
    // The SDK says nothing of what kfps warns of.
    let errors = read.diagnostics.filter { $0.severity == .error }
    #expect(render(errors, sources: read.sources, style: .short) == "")
    let call = try #require(read.interpretation.compileCalls.last)
    #expect(
      call.pipeline.text(description: call.description)
        == (try Repository.text("\(folder)/expected.yaml")))
  }
}

/// Scripts with mistakes, and the complaints about them (`expected.txt`).
@Suite struct DSLErrorCases {
  @Test func thereAreCases() { #expect(caseNames("errors").count >= 8) }

  @Test(arguments: caseNames("errors")) func theComplaintsAreThese(name: String) throws {
    let folder = "Tests/Cases/errors/\(name)"
    let read = read(Array(try Repository.text("\(folder)/pipeline.py").utf8), name: "pipeline.py")
    try expect(
      render(read.diagnostics, sources: read.sources, style: .human(colour: false, width: 100)),
      equalsFile: "\(folder)/expected.txt")
  }

  /// A fix that is said to be certain takes its complaint away.
  @Test(arguments: caseNames("errors")) func certainFixesHelp(name: String) throws {
    let text = try Repository.text("Tests/Cases/errors/\(name)/pipeline.py")
    let before = read(Array(text.utf8), name: "pipeline.py")
    let fixable = before.diagnostics.filter { $0.helps.contains { !$0.edits.isEmpty } }
    for diagnostic in fixable {
      let fixed = applyEdits([diagnostic], to: before.source)
      let after = read(Array(fixed.text.utf8), name: "pipeline.py")
      let isSame = { (other: Diagnostic) in
        other.code == diagnostic.code && other.message == diagnostic.message
      }
      #expect(
        after.diagnostics.count(where: isSame) < before.diagnostics.count(where: isSame),
        "\(diagnostic.message)")
    }
  }
}

/// The session pipeline: tasks at top level.
@Suite struct DSLSessionCases {
  private static let component = """
    @component
    def greet(name: str) -> str:
        return name

    """

  @Test func tasksAtTopLevelBelongToTheSession() throws {
    let script =
      Self.component + """
        first = greet(name='a')
        with If(first.output == 'a'):
            greet(name=first.output)
        print(first.output, 'and', f'<{first.output}>')
        show(first)
        assert first.output == 'a'
        first.output
        """
    let read = read(Array(script.utf8), name: "hello world.kfps")
    #expect(render(read.diagnostics, sources: read.sources, style: .short) == "")
    let pipeline = try #require(read.interpretation.sessionPipeline)
    #expect(pipeline.text(description: nil).contains("# Name: hello-world\n"))
    #expect(read.interpretation.sessionTaskNames == ["greet", "greet-2"])
    #expect(read.interpretation.components.map(\.variable) == ["greet"])
    let kinds = read.interpretation.observations.map(\.kind)
    #expect(kinds.contains(.print) && kinds.contains(.show))
  }

  @Test func aPipelineThatTopLevelCallsIsUsed() throws {
    let script =
      Self.component + """
        @pipeline
        def inner(name: str) -> str:
            return greet(name=name).output

        @pipeline
        def other():
            greet(name='x')

        task = inner(name='a')
        greet(name=task.output)
        """
    let read = read(Array(script.utf8), name: "a.kfps")
    #expect(render(read.diagnostics, sources: read.sources, style: .short) == "")
    #expect(read.interpretation.pipelines.map(\.variable) == ["inner", "other"])
    #expect(read.interpretation.pipelines.map(\.isUsedByAnother) == [true, false])
    #expect(read.interpretation.sessionTaskNames == ["inner", "greet"])
  }

  @Test func aScriptWithoutTasksHasNoSession() {
    let read = read(Array(Self.component.utf8), name: "a.kfps")
    #expect(read.interpretation.sessionPipeline == nil)
    #expect(read.interpretation.components.count == 1)
  }
}
