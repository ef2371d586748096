import KFPSpec
import KFPTypes
import OrderedCollections
import Testing

@Suite struct YAMLWriterTests {
  /// PyYAML's text of each value in a list, as a JSON list of texts.
  private static let dump = """
    import json, sys, yaml
    values = json.load(sys.stdin)
    json.dump([yaml.dump_all(v, sort_keys=True) for v in values], sys.stdout)
    """

  private func expectSameText(_ documents: [[JSONValue]]) throws {
    let input = JSONValue.array(documents.map { .array($0) }).jsonText(.python)
    let output = try PythonOracle.run(Self.dump, input: input)
    let texts = try #require(try parseJSON(output).arrayValue)
    try #require(texts.count == documents.count)
    for (document, expected) in zip(documents, texts) {
      let text = yamlText(document)
      if text != expected.stringValue {
        Issue.record(
          "\(JSONValue.array(document).jsonText())\nPyYAML:\n\(expected.stringValue ?? "")\nours:\n\(text)"
        )
        return
      }
    }
  }

  @Test(.enabled(if: PythonOracle.hasYAML)) func scalarsAreWrittenAsByPyYAML() throws {
    var values = RandomValues(seed: 1)
    try expectSameText(
      (0..<4000).map { _ in [.object(["k": values.scalar(), values.text(): .null])] })
  }

  @Test(.enabled(if: PythonOracle.hasYAML)) func documentsAreWrittenAsByPyYAML() throws {
    var values = RandomValues(seed: 2)
    try expectSameText((0..<400).map { _ in [values.object(depth: 4)] })
  }

  @Test(.enabled(if: PythonOracle.hasYAML)) func streamsAreWrittenAsByPyYAML() throws {
    var values = RandomValues(seed: 3)
    try expectSameText(
      (0..<500).map { _ in (0..<values.pick([1, 2, 3])).map { _ in values.value(depth: 2) } })
  }
}
