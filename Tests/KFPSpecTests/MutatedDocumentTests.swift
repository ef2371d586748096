import Foundation
import KFPSpec
import KFPTypes
import Testing

/// Documents that the official SDK compiled, each with one thing wrong: it is refused with the place
/// in the text, or it still makes sense.
@Suite struct MutatedDocumentTests {
  /// Small documents with loops, conditions, nested pipelines, one-of, artifacts and settings.
  static let documents = [
    "collected-nested", "control-flow", "exit-handler-pipeline", "importer-metadata",
    "kubernetes-volumes", "loop-artifacts", "one-of-artifacts", "pipeline-config",
    "sub-pipeline-deep", "task-resources-dynamic",
  ]

  /// The members whose texts are names of something else in the document.
  private static let references: Set<String> = [
    "componentInputParameter", "componentInputArtifact", "producerTask", "producerSubtask",
    "outputParameterKey", "outputArtifactKey", "executorLabel", "inputParameter", "inputArtifact",
    "itemInput", "dependentTasks", "componentRef",
  ]

  private static func values(_ name: String) throws -> [LocatedJSON] {
    let file = DocumentCases.folder.deletingLastPathComponent()
      .appending(path: "lowering/\(name)/expected.yaml")
    return try readYAML(String(contentsOf: file, encoding: .utf8))
  }

  @Test(arguments: documents) func eachReferenceRenamedIsFound(_ name: String) throws {
    let values = try Self.values(name)
    var count = 0
    for (index, value) in values.enumerated() {
      for (path, changed, _) in Mutation.renamed(value, members: Self.references) {
        var all = values
        all[index] = changed
        let problems = Self.problems(in: all)
        #expect(!problems.isEmpty, "\(path) is not missed")
        #expect(problems.allSatisfy { $0.mark != nil }, "\(path): \(problems)")
        count += 1
      }
    }
    #expect(count > 1)
  }

  @Test(arguments: documents) func eachMemberRemovedIsReadOrRefusedWithItsPlace(
    _ name: String
  ) throws {
    let values = try Self.values(name)
    var refused = 0
    for (index, value) in values.enumerated() {
      for (path, changed, _) in Mutation.removed(value) {
        var all = values
        all[index] = changed
        let problems = Self.problems(in: all)
        #expect(problems.allSatisfy { $0.mark != nil }, "\(path): \(problems)")
        refused += problems.isEmpty ? 0 : 1
      }
    }
    #expect(refused > 10)
  }

  @Test(arguments: documents) func eachValueOfAnotherTypeIsRefusedWithItsPlace(
    _ name: String
  ) throws {
    let values = try Self.values(name)
    var refused = 0
    for (index, value) in values.enumerated() {
      for (path, changed, mark) in Mutation.retyped(value) {
        var all = values
        all[index] = changed
        let problems = Self.problems(in: all)
        #expect(problems.allSatisfy { $0.mark != nil }, "\(path): \(problems)")
        if !problems.isEmpty, problems.contains(where: { $0.mark == mark }) { refused += 1 }
      }
    }
    #expect(refused > 20)
  }

  private static func problems(in values: [LocatedJSON]) -> [SpecProblem] {
    do throws(SpecRejection) {
      return validate(try readDocument(from: values))
    } catch {
      return error.problems
    }
  }
}

/// Values one step away from a value that was read, which keep the places of what is unchanged.
private enum Mutation {
  typealias Result = (path: String, value: LocatedJSON, mark: YAMLMark)

  /// With one member less.
  static func removed(_ value: LocatedJSON) -> [Result] {
    everywhere(value) { value, path in
      guard case .object(let members) = value.content else { return [] }
      return members.indices.map { index in
        var shorter = members
        shorter.remove(at: index)
        return (
          path + members[index].key, LocatedJSON(.object(shorter), mark: value.mark), value.mark
        )
      }
    }
  }

  /// With one value of another type: a list for what is none, a number for a list.
  static func retyped(_ value: LocatedJSON) -> [Result] {
    everywhere(value) { value, path in
      let other: LocatedJSON.Content =
        value.elements == nil ? .array([]) : .scalar(.integer(7))
      return [(path, LocatedJSON(other, mark: value.mark), value.mark)]
    }
  }

  /// With one name that is nowhere, below one of these members.
  static func renamed(_ value: LocatedJSON, members: Set<String>) -> [Result] {
    everywhere(value) { value, path in
      guard case .object(let all) = value.content else { return [] }
      var results: [Result] = []
      for (index, member) in all.enumerated() where members.contains(member.key) {
        for changed in texts(in: member.value) {
          var copy = all
          copy[index].value = changed
          results.append(
            (path + member.key, LocatedJSON(.object(copy), mark: value.mark), member.value.mark))
        }
      }
      return results
    }
  }

  private static func texts(in value: LocatedJSON) -> [LocatedJSON] {
    switch value.content {
    case .scalar(.string): return [LocatedJSON(.scalar(.string("nobody")), mark: value.mark)]
    case .scalar: return []
    case .array(let elements):
      return elements.indices.flatMap { index in
        texts(in: elements[index]).map { changed in
          var copy = elements
          copy[index] = changed
          return LocatedJSON(.array(copy), mark: value.mark)
        }
      }
    case .object(let members):
      return members.indices.flatMap { index in
        texts(in: members[index].value).map { changed in
          var copy = members
          copy[index].value = changed
          return LocatedJSON(.object(copy), mark: value.mark)
        }
      }
    }
  }

  /// The value with each value inside it changed in each way.
  private static func everywhere(
    _ value: LocatedJSON, path: String = "", _ change: (LocatedJSON, String) -> [Result]
  ) -> [Result] {
    var results = change(value, path)
    switch value.content {
    case .scalar: break
    case .array(let elements):
      for index in elements.indices {
        for result in everywhere(elements[index], path: path + "[\(index)].", change) {
          var copy = elements
          copy[index] = result.value
          results.append((result.path, LocatedJSON(.array(copy), mark: value.mark), result.mark))
        }
      }
    case .object(let members):
      for index in members.indices {
        let inner = path + members[index].key + "."
        for result in everywhere(members[index].value, path: inner, change) {
          var copy = members
          copy[index].value = result.value
          results.append((result.path, LocatedJSON(.object(copy), mark: value.mark), result.mark))
        }
      }
    }
    return results
  }
}
