import Foundation
import KFPSpec
import Testing

/// Files compiled by the official SDK, from a folder that `KFPS_COMPILED_FILES` names: what we read
/// and write again must be what was there.
@Suite(.enabled(if: CompiledFiles.folder != nil)) struct CompiledFilesTests {
  @Test(arguments: CompiledFiles.all) func readThenWrittenIsTheSame(_ path: String) throws {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    let text = String(decoding: bytes, as: UTF8.self)
    let reading = try readDocument(text)
    let written = render(reading.document)
    #expect(try readDocument(written).document == reading.document)
    #expect(validate(reading) == [])
    if CompiledFiles.handMade.contains(where: path.hasSuffix) { return }
    #expect(CompiledFiles.body(written) == CompiledFiles.body(text))
    let header = CompiledFiles.header(text)
    // The SDK writes maps in comments in no fixed order, and descriptions come from elsewhere.
    let isComparable =
      header.hasPrefix("# PIPELINE DEFINITION") && !header.contains("# Description")
      && !header.contains("{")
    if isComparable { #expect(CompiledFiles.header(written) == header) }
  }
}

enum CompiledFiles {
  static let folder = ProcessInfo.processInfo.environment["KFPS_COMPILED_FILES"]

  /// Files that somebody wrote or changed by hand.
  static let handMade = [
    "critical/pipeline_with_secret_as_env.yaml",
    "essential/placeholder_with_if_placeholder_none_input_value.yaml",
    "valid/pipeline_with_secret_as_volume.yaml", "critical/pipeline_with_volume_long_name.yaml",
    "valid/pipeline_with_only_display_name.yaml",
  ]

  static var all: [String] {
    guard let folder, let names = FileManager.default.enumerator(atPath: folder) else { return [] }
    return names.compactMap { $0 as? String }.filter { $0.hasSuffix(".yaml") }.sorted()
      .map { folder + "/" + $0 }
      .filter { !$0.contains("/invalid/") }
      .filter {
        (try? String(contentsOfFile: $0, encoding: .utf8))?.contains("schemaVersion: 2.") ?? false
      }
  }

  static func header(_ text: String) -> String {
    String(text.prefix(text.count - body(text).count))
  }

  static func body(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let line = lines.first, line.hasPrefix("#") { lines.removeFirst() }
    return lines.joined(separator: "\n")
  }
}
