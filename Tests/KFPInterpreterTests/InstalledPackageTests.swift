import KFPInterpreter
import KFPSource
import KFPSyntax
import Testing

/// Packages of components are read where a Python of this environment would find them.
@Suite struct InstalledPackageTests {
  /// A package that needs the SDK, and one that has more to say about itself than what it needs.
  static func packages(in folder: String) -> [String: String] {
    [
      "\(folder)/shared_steps/__init__.py": """
      from kfp import dsl

      @dsl.component(base_image='python:3.11')
      def shared(text: str):
          pass
      """,
      "\(folder)/shared_steps-1.0.dist-info/METADATA": """
      Name: shared-steps
      Requires-Dist: requests
      Requires-Dist: kfp (>=2.0)

      Requires-Dist: nothing, this is the description
      """,
      "\(folder)/shared_steps-1.0.dist-info/RECORD": """
      shared_steps/__init__.py,sha256=0,100
      shared_steps-1.0.dist-info/METADATA,,
      """,
      "\(folder)/tables/__init__.py": "raise RuntimeError('only Python can read this')",
      "\(folder)/tables-2.0.dist-info/METADATA": """
      Name: tables
      Requires-Dist: kfp ; extra == 'pipelines'
      Requires-Dist: kfp-server-api

      Requires-Dist: kfp
      """,
      "\(folder)/tables-2.0.dist-info/RECORD": "tables/__init__.py,,",
    ]
  }

  static let script = """
    import tables
    from kfp import dsl
    from shared_steps import shared

    @dsl.component(base_image='python:3.11')
    def own():
        pass

    @dsl.pipeline
    def pipeline():
        own()
        shared(text='a')
    """

  @Test(arguments: [
    (["VIRTUAL_ENV": "/env"], "/env/lib/python3.11/site-packages"),
    (["PATH": "/bin:/env/bin"], "/env/lib/python3.11/site-packages"),
    (["PATH": "/nowhere/bin:/usr/local/bin"], "/usr/local/lib/python3.12/site-packages"),
    (["PATH": "/usr/bin"], "/usr/lib/python3/dist-packages"),
  ])
  func packagesOfComponentsAreRead(_ environment: [String: String], _ folder: String) {
    var files = Self.packages(in: folder)
    if folder.hasPrefix("/env/") { files["/env/pyvenv.cfg"] = "" }
    #expect(complaints(files, environment) == "")
  }

  @Test func theActiveEnvironmentHidesOthers() {
    let files = Self.packages(in: "/usr/lib/python3/dist-packages").merging(
      ["/env/pyvenv.cfg": "", "/env/lib/python3.11/site-packages/six.py": ""]
    ) { $1 }
    let complaints = complaints(files, ["VIRTUAL_ENV": "/env", "PATH": "/env/bin:/usr/bin"])
    #expect(complaints.hasPrefix("script.py:12:5: warning[W0202]"), "\(complaints)")
  }

  /// What is said about the script in a world with these files.
  private func complaints(_ files: [String: String], _ environment: [String: String]) -> String {
    let capabilities = Capabilities(
      readFile: { files[$0].map { Array($0.utf8) } },
      listFolder: { folder in
        let inside = files.keys.filter { $0.hasPrefix(folder + "/") }
        let names = Set(inside.map { $0.dropFirst(folder.count + 1).prefix { $0 != "/" } })
        return names.isEmpty ? nil : names.map(String.init).sorted()
      }, environment: environment, workingFolder: "/work")
    var sources = SourceMap()
    var bag = DiagnosticBag()
    let source = sources.add(name: "script.py", bytes: Array(Self.script.utf8))
    let tree = parse(source, reporting: &bag)
    _ = interpret(
      [tree], kind: .module, path: "/work/script.py", capabilities: capabilities,
      sources: &sources, reporting: &bag)
    return render(bag.sorted, sources: sources, style: .short)
  }
}
