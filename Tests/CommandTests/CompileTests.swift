import Foundation
import KFPTestSupport
import Testing

/// Where `kfps compile` writes, and what.
@Suite struct CompileTests {
  static let pipeline = """
    from kfp import compiler, components, dsl

    @dsl.component(base_image='python:3.11')
    def echo(text: str) -> str:
        return text

    @dsl.component(base_image='python:3.11')
    def cry(text: str) -> str:
        return text.upper()

    """

  @Test func aFolderThatTheScriptMakesIsMade() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(
      Self.pipeline + """
        import os

        os.makedirs('made/deep', exist_ok=True)
        compiler.Compiler().compile(echo, 'made/deep/echo.yaml')
        """, to: "script.py")
    let result = try Tool.run(["compile", "script.py"], in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    let text = try String(
      contentsOf: folder.url.appending(path: "made/deep/echo.yaml"), encoding: .utf8)
    #expect(text.contains("comp-echo"))
  }

  @Test func theFileBehindALinkIsWritten() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(Self.pipeline, to: "script.py")
    _ = try folder.write("old", to: "real.yaml")
    let link = folder.url.appending(path: "link.yaml")
    try FileManager.default.createSymbolicLink(
      atPath: link.path, withDestinationPath: "real.yaml")
    let result = try Tool.run(
      ["compile", "script.py", "--pipeline", "echo", "-o", "link.yaml"], in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == "real.yaml")
    let text = try String(contentsOf: folder.url.appending(path: "real.yaml"), encoding: .utf8)
    #expect(text.contains("comp-echo"))
  }

  @Test func componentsAreCalledComponentsWhereOneMustBeChosen() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(Self.pipeline, to: "script.py")
    let result = try Tool.run(["compile", "script.py", "-o", "x.yaml"], in: folder.url)
    #expect(result.status == 2)
    #expect(result.error.contains("has several components: `echo`, `cry`"), "\(result.error)")
  }

  @Test func aBrokenDocumentIsNotCompiledIntoAnother() throws {
    let folder = try TemporaryFolder()
    let whole = try Tool.run(
      ["compile", folder.write(Self.pipeline, to: "script.py"), "--pipeline", "echo", "-o", "-"],
      in: folder.url
    ).output
    let broken = whole.replacing("name: comp-echo", with: "name: comp-sing")
      .replacing("  name: echo\nroot:", with: "  name: other\nroot:")
    #expect(broken != whole)
    _ = try folder.write(broken, to: "broken.yaml")
    _ = try folder.write(
      "from kfp import components\nother = components.load_component_from_file('broken.yaml')\n",
      to: "loading.py")
    let result = try Tool.run(["compile", "loading.py", "-o", "x.yaml"], in: folder.url)
    #expect(result.status == 1)
    let told = result.output + result.error
    #expect(told.contains("E0603"), "\(told)")
    #expect(told.contains("the component `comp-sing` does not exist"), "\(told)")
  }

  @Test func aDocumentIsWrittenAgain() throws {
    let folder = try TemporaryFolder()
    let once = try Tool.run(
      ["compile", folder.write(Self.pipeline, to: "script.py"), "--pipeline", "echo", "-o", "-"],
      in: folder.url
    ).output
    _ = try folder.write(once, to: "once.yaml")
    let twice = try Tool.run(["compile", "once.yaml", "-o", "-"], in: folder.url)
    #expect(twice.output == once, "\(twice.error)")
    let valued = try Tool.run(["compile", "once.yaml", "-p", "text=hi", "-o", "-"], in: folder.url)
    #expect(valued.output.contains("defaultValue: hi"), "\(valued.error)")
    let json = try Tool.run(["compile", "once.yaml", "-o", "once.json"], in: folder.url)
    #expect(json.status == 0, "\(json.error)")
    let back = try Tool.run(["compile", "once.json", "-o", "-"], in: folder.url)
    #expect(back.output == once, "\(back.error)")
    let unnamed = try Tool.run(["compile", "once.yaml"], in: folder.url)
    #expect(unnamed.status == 2)
    #expect(unnamed.error.contains("is a compiled document already"), "\(unnamed.error)")
  }

  @Test(arguments: ["compile", "run"]) func nothingIsDoneWithABrokenDocument(
    _ command: String
  ) throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(
      Repository.text("Tests/Cases/documents/unknown-component/document.yaml"), to: "x.yaml")
    let result = try Tool.run(
      [command, "x.yaml"] + (command == "compile" ? ["-o", "y.yaml"] : []), in: folder.url)
    #expect(result.status == 1)
    let told = result.output + result.error
    #expect(told.hasPrefix("error[E0604]: "), "\(told)")
    let found = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(found == ["x.yaml"])
  }

  @Test func aDocumentInAnotherEncodingIsNotLoaded() throws {
    let folder = try TemporaryFolder()
    let text = "name: x\nimplementation: {container: {image: caf\u{e9}}}\n"
    try #require(text.data(using: .isoLatin1)).write(
      to: folder.url.appending(path: "latin.yaml"))
    _ = try folder.write(
      "from kfp import components\nx = components.load_component_from_file('latin.yaml')\n",
      to: "loading.py")
    let result = try Tool.run(["compile", "loading.py", "-o", "x.yaml"], in: folder.url)
    #expect(result.status == 1)
    let told = result.output + result.error
    #expect(told.contains("the text is not UTF-8"), "\(told)")
    #expect(told.contains("latin.yaml:2:"), "\(told)")
  }
}
