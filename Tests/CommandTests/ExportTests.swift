import Foundation
import KFPTestSupport
import Testing

/// `kfps export`: every sample and lesson in every form.
@Suite struct ExportTests {
  static let samples = SampleTests.names.map { "samples/\($0).kfps" }
  static let lessons: [String] = {
    let names = (try? Repository.text("samples/tutorial/lessons.txt")) ?? ""
    return names.split(separator: "\n").map { "samples/tutorial/\($0).kfps" }
  }()
  static let scripts = samples + lessons

  private func export(_ file: String, to form: String, in folder: TemporaryFolder) throws -> String
  {
    let name = URL(filePath: file).deletingPathExtension().lastPathComponent
    let output = folder.url.appending(path: "\(name).\(form)").path
    let result = try Tool.run(["export", Repository.url(file).path, "-o", output])
    #expect(result.status == 0, "\(result.error)")
    return output
  }

  private func document(_ file: String) throws -> String {
    let result = try Tool.run(["compile", file, "-o", "-"])
    #expect(result.status == 0, "\(file): \(result.error)")
    return result.output
  }

  @Test(arguments: scripts)
  func aModuleAndANotebookMeanTheSame(file: String) throws {
    let folder = try TemporaryFolder()
    let wanted = try document(Repository.url(file).path)
    #expect(try document(export(file, to: "py", in: folder)) == wanted)
    let notebook = try export(file, to: "ipynb", in: folder)
    let back = folder.url.appending(path: "back.kfps").path
    #expect(try Tool.run(["export", notebook, "-o", back]).status == 0)
    let original = try Repository.text(file)
    #expect(lines(try String(contentsOfFile: back, encoding: .utf8)) == lines(original))
  }

  @Test func aNotebookOfAScriptIsStillOne() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      # %%
      @component(base_image="python:3.11")
      def add(a: int, b: int) -> int:
          return a + b
      # %%
      text = \"""
      # %% no cell
      # %pip no command
      \"""
      three = add(a=1, b=len(text))
      """, to: "adding.kfps")
    func content(of name: String) throws -> String {
      try String(contentsOf: folder.url.appending(path: name), encoding: .utf8)
    }
    let path = folder.url.path
    let wanted = try document(path + "/adding.kfps")
    #expect(wanted.contains("constant: 32.0"), "\(wanted)")
    for step in [["adding.kfps", "adding.ipynb"], ["adding.ipynb", "adding.py"]] {
      let result = try Tool.run(["export", step[0], "-o", step[1]], in: folder.url)
      #expect(result.status == 0, "\(result.error)")
      #expect(try document(path + "/" + step[1]) == wanted)
    }
    let notebook = try content(of: "adding.ipynb")
    #expect(notebook.contains("local.init(runner=local.SubprocessRunner(use_venv=False))"))
    let result = try Tool.run(["export", "adding.ipynb", "-o", "again.kfps"], in: folder.url)
    #expect(result.status == 0)
    #expect(try lines(content(of: "again.kfps")) == lines(content(of: "adding.kfps")))
  }

  /// The lines that are not blank: how many stand between cells is up to their author.
  private func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
  }

  @Test func pagesNeedNothingElse() throws {
    let folder = try TemporaryFolder()
    for file in Self.scripts {
      let page = try String(
        contentsOfFile: try export(file, to: "html", in: folder), encoding: .utf8)
      #expect(page.hasPrefix("<!DOCTYPE html>"))
      #expect(page.contains("default-src &#39;none&#39;"))
      #expect(page.contains("prefers-color-scheme: dark"))
      for loading in ["<script", "src=", "@import", "<link", "url("] {
        #expect(!page.contains(loading), "\(loading) in the page of \(file)")
      }
      let markdown = try String(
        contentsOfFile: try export(file, to: "md", in: folder), encoding: .utf8)
      #expect(markdown.contains("```python") && markdown.hasPrefix("# "))
    }
  }

  @Test func executedCellsHaveTheirResults() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write(
      """
      # %% [markdown]
      # # Adding
      # %%
      @component(base_image="python:3.11")
      def add(a: int, b: int) -> int:
          print("adding")
          return a + b
      # %%
      three = add(a=1, b=2)
      three.output
      # %%
      print("twice is", add(a=three.output, b=three.output).output)
      """, to: "adding.kfps")
    for form in ["ipynb", "html", "md"] {
      let output = folder.url.appending(path: "out.\(form)").path
      let result = try Tool.run(
        ["export", script, "-o", output, "--execute", "--backend", "subprocess", "--no-cache"],
        in: folder.url)
      #expect(result.status == 0, "\(result.error)")
      let text = try String(contentsOfFile: output, encoding: .utf8)
      #expect(text.contains("twice is 6"), "\(text)")
      #expect(text.contains("adding"))
    }
    let json = try JSONSerialization.jsonObject(
      with: Data(contentsOf: folder.url.appending(path: "out.ipynb")))
    let cells = (json as? [String: Any])?["cells"] as? [[String: Any]]
    let outputs = cells?.compactMap { $0["outputs"] as? [[String: Any]] } ?? []
    #expect(outputs.contains { $0.contains { $0["output_type"] as? String == "execute_result" } })
  }

  @Test func whatCannotBeWrittenIsSaid() throws {
    let folder = try TemporaryFolder()
    let wrong = try folder.write("x = missing\n", to: "wrong.kfps")
    let module = try Tool.run(["export", wrong, "-o", "-", "--format", "py"])
    #expect(module.status == 1 && module.error.contains("E0201"))
    #expect(try Tool.run(["export", wrong, "-o", "-", "--format", "md"]).status == 0)
    #expect(try Tool.run(["export", wrong, "-o", "out.pdf"], in: folder.url).status == 2)
    #expect(try Tool.run(["export", "none.kfps", "-o", "x.md"], in: folder.url).status == 2)
    let twice = try folder.write(
      """
      @component
      def f() -> int:
          return 1
      @pipeline
      def p() -> int:
          return f().output
      p()
      @pipeline
      def p() -> int:
          return f().output
      p()
      """, to: "twice.kfps")
    let refused = try Tool.run(["export", twice, "-o", "-", "--format", "py"])
    #expect(refused.status == 1 && refused.error.contains("`p` is defined again"))
  }

  /// What a module has to look like beside the samples: names bound again, helpers, constants.
  @Test func scriptsOfAllKindsBecomeModules() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write(
      #"""
      """A script with a docstring."""
      from __future__ import division
      image = "python:3.11"
      # %%
      @component(base_image=image)
      def add(a: int, b: int) -> int:
          # %% not a cell
          text = """
      unindented
      """
          return a + b + len(text)
      def twice(value):
          return add(a=value, b=value)
      # %%
      n = 1
      t = twice(n)
      n = 2
      t = twice(n)
      tasks = []
      for i in range(2):
          tasks.append(add(a=i, b=t.output))
      count = len(tasks)
      note = """
      not indented
      """
      show(t.output)
      # %%
      @component(base_image=image)
      def say(text: str):
          print(text)
      say(text=note); n = 3
      with If(tasks[count - 1].output > 1):
          say(text=f"got {t.output}")
      """#, to: "kinds.kfps")
    let output = folder.url.appending(path: "kinds.py").path
    let result = try Tool.run(["export", script, "-o", output])
    #expect(result.status == 0, "\(result.error)")
    #expect(try document(output) == document(script))
  }
}

/// Exported notebooks and modules, in the hands of others.
@Suite(.enabled(if: OfficialSDK.python != nil || OfficialSDK.isRequired, "the SDK is missing"))
struct OfficialExportTests {
  /// Documents for which the SDK itself gives now this, now that: it merges the names of a pipeline that
  /// is used three times or more in the order of an unordered map.
  static let unstable: Set<String> = ["conditions", "nesting"]

  @Test func theSDKCompilesModulesToTheSameDocuments() throws {
    let python = try #require(OfficialSDK.python)
    let folder = try TemporaryFolder()
    var jobs: [[String: String]] = []
    for file in ExportTests.scripts {
      let name = URL(filePath: file).deletingPathExtension().lastPathComponent
      let module = folder.url.appending(path: "\(name)/\(name).py")
      try FileManager.default.createDirectory(
        at: module.deletingLastPathComponent(), withIntermediateDirectories: true)
      let exported = try Tool.run(["export", Repository.url(file).path, "-o", module.path])
      #expect(exported.status == 0, "\(exported.error)")
      jobs.append([
        "source": module.path, "output": folder.url.appending(path: "\(name).yaml").path,
      ])
    }
    let list = try folder.write(
      String(decoding: try JSONEncoder().encode(jobs), as: UTF8.self), to: "jobs.json")
    let result = try Shell.run([python, Repository.url("Tests/Tools/sdk_compile.py").path, list])
    #expect(result.output == String(repeating: "ok\n", count: jobs.count), "\(result.output)")
    for (file, job) in zip(ExportTests.scripts, jobs) {
      let name = URL(filePath: file).deletingPathExtension().lastPathComponent
      let official = try String(contentsOfFile: try #require(job["output"]), encoding: .utf8)
      let ours = try Tool.run(["compile", Repository.url(file).path, "-o", "-"]).output
      if !Self.unstable.contains(name) { #expect(official == ours, "\(file)") }
    }
  }

  @Test func nbformatAcceptsOurNotebooks() throws {
    let python = try #require(OfficialSDK.python)
    let hasFormat = try Shell.run([python, "-c", "import nbformat"]).status == 0
    guard hasFormat || OfficialSDK.isRequired else { return }
    let folder = try TemporaryFolder()
    for (index, file) in ExportTests.scripts.enumerated() {
      let output = folder.url.appending(path: "\(index).ipynb").path
      #expect(try Tool.run(["export", Repository.url(file).path, "-o", output]).status == 0)
    }
    let check = """
      import glob, nbformat, sys
      files = glob.glob(sys.argv[1] + "/*.ipynb")
      for file in files:
          nbformat.validate(nbformat.read(file, as_version=4))
      print(len(files))
      """
    let result = try Shell.run([python, "-c", check, folder.url.path])
    #expect(result.output == "\(ExportTests.scripts.count)\n", "\(result.error)")
  }
}
