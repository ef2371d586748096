import KFPGraph
import Testing

@Suite("Docstrings")
struct ComponentDocstringTests {
  struct Example: Decodable {
    var doc: String
    var description: String?
    var inputs: [String: String]
    var outputs: [String: String]
  }

  @Test("Each docstring says what the SDK reads in it")
  func matchesSDK() throws {
    let examples = try ComponentFixtures.load("docstrings.json", as: [Example].self)
    #expect(examples.count > 100)
    for example in examples {
      let found = DocstringDescriptions(docstring: example.doc)
      #expect(found.description == example.description, "\(example.doc.debugDescription)")
      #expect(found.inputs == example.inputs, "\(example.doc.debugDescription)")
      #expect(found.outputs == example.outputs, "\(example.doc.debugDescription)")
    }
  }

  @Test("No docstring says nothing")
  func absent() {
    let none = DocstringDescriptions(docstring: nil)
    #expect(none.description == nil)
    #expect(none.inputs.isEmpty && none.outputs.isEmpty)
  }
}
