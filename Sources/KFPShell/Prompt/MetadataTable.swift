import KFPRecord
import KFPReport
import KFPTypes
import OrderedCollections

/// What a task said about an artifact, as small tables: numbers stand under each other, a confusion
/// matrix and a ROC curve are drawn as such.
func metadataLines(of artifact: RuntimeArtifact) -> [String] {
  var rows: [[String]] = []
  var tables: [String] = []
  for (key, value) in artifact.metadata {
    switch (key, value) {
    case ("confusionMatrix", .object): tables += confusionMatrix(value)
    case ("confidenceMetrics", .array(let points)): tables += curve(points)
    default: rows.append([printable(key), printable(shortText(of: value))])
    }
  }
  let isNumeric = artifact.metadata.values.contains { $0.numberValue != nil }
  let plain = aligned(rows, rightFrom: isNumeric ? 1 : 2)
  return plain + tables
}

/// The matrix with what is true downwards and what was guessed across.
private func confusionMatrix(_ value: JSONValue) -> [String] {
  let names = (value["annotationSpecs"]?.arrayValue ?? []).map {
    printable($0["displayName"]?.stringValue ?? "?")
  }
  let rows = (value["rows"]?.arrayValue ?? []).map { row in
    (row["row"]?.arrayValue ?? []).map { shortText(of: $0) }
  }
  guard !names.isEmpty, rows.count == names.count else { return [shortText(of: value)] }
  let body = zip(names, rows).map { [$0] + $1 }
  return ["confusion matrix (rows are true, columns guessed)"]
    + aligned([[""] + names] + body, rightFrom: 1).map { "  " + $0 }
}

private func curve(_ points: [JSONValue]) -> [String] {
  let keys = ["confidenceThreshold", "recall", "falsePositiveRate"]
  let rows = points.prefix(10).map { point in
    keys.map { key in point[key].map { shortText(of: $0) } ?? "" }
  }
  let more = points.count > rows.count ? ["  ... and \(points.count - rows.count) more"] : []
  return ["ROC curve, \(points.count) points"]
    + aligned([["threshold", "true positives", "false positives"]] + rows, rightFrom: 0)
    .map { "  " + $0 } + more
}

/// Rows with their columns under each other, from one column on to the right.
private func aligned(_ rows: [[String]], rightFrom first: Int) -> [String] {
  var widths: [Int] = []
  for row in rows {
    for (column, text) in row.enumerated() {
      if column == widths.count { widths.append(0) }
      widths[column] = max(widths[column], displayWidth(of: text))
    }
  }
  return rows.map { row in
    let cells = row.enumerated().map { column, text in
      let padding = String(repeating: " ", count: widths[column] - displayWidth(of: text))
      return column < first ? text + padding : padding + text
    }
    return cells.joined(separator: "  ").trimmedAtEnd
  }
}
