import Testing

@testable import KFPGraph

@Suite("Commands of container components")
struct ComponentElementTests {
  @Test("Elements are written as the SDK writes them")
  func texts() {
    let x = CommandElement.placeholder(.inputParameter("x"))
    #expect(x.documentText == "{{$.inputs.parameters['x']}}")
    #expect(
      CommandElement.placeholder(.outputArtifact("m", .metadataItem(key: "k"))).documentText
        == "{{$.outputs.artifacts['m'].metadata['k']}}")
    #expect(
      CommandElement.placeholder(.outputParameter("p")).documentText
        == "{{$.outputs.parameters['p'].output_file}}")
    #expect(
      CommandElement.concat([.text("é\n"), x]).documentText
        == #"{"Concat": ["\u00e9\n", "{{$.inputs.parameters['x']}}"]}"#)
    #expect(
      CommandElement.ifPresent(
        input: "x", then: .many([.text("a"), x]), otherwise: .one(.text(""))
      )
      .documentText
        == #"{"IfPresent": {"InputName": "x", "Then": ["a", "{{$.inputs.parameters['x']}}"]}}"#)
    #expect(
      CommandElement.concat([
        .ifPresent(input: "x", then: .one(.text("a")), otherwise: .one(.concat([.text("b")])))
      ]).documentText
        == #"{"Concat": [{"IfPresent": {"InputName": "x", "Then": "a", "Else": {"Concat": ["b"]}}}]}"#
    )
  }

  @Test("Archives are the same each time, and gzip's checksum is right")
  func archive() {
    #expect(EmbeddedArchive.crc32(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(EmbeddedArchive.base64(Array("any carnal pleas".utf8)) == "YW55IGNhcm5hbCBwbGVhcw==")
    #expect(EmbeddedArchive.base64(Array("abc".utf8)) == "YWJj")
    let files = [
      EmbeddedArchive.File(path: "b.txt", bytes: [1]), .init(path: "a/é.py", bytes: []),
    ]
    let archive = EmbeddedArchive(files: files)
    #expect(archive.files.map(\.path) == ["a/é.py", "b.txt"])
    #expect(archive == EmbeddedArchive(files: files.reversed()))
    // Header, record and header for the name beyond ASCII; header and content; the end.
    #expect(archive.gzip.count == 10 + 5 + 512 * 5 + 1024 + 8)
    let helper = EmbeddedHelper.file(archive, name: "it's.txt")
    #expect(helper.contains("__KFP_EMBEDDED_ASSET_FILE"))
    #expect(helper.contains("\"it's.txt\""))
  }

  @Test("A notebook component has exactly one notebook")
  func notebooks() {
    #expect(NotebookChoice(file: "a/Run.IPYNB") == .notebook(path: "Run.IPYNB"))
    #expect(NotebookChoice(file: "run.py") == .notNotebook)
    #expect(NotebookChoice(folder: ["x.py"]) == .missing)
    #expect(
      NotebookChoice(folder: ["sub/a.ipynb", ".ipynb_checkpoints/a-checkpoint.ipynb"])
        == .notebook(path: "sub/a.ipynb"))
    #expect(NotebookChoice(folder: ["b.ipynb", "a.ipynb"]) == .several(["a.ipynb", "b.ipynb"]))
  }
}
